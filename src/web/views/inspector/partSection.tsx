// A station, hub, coax or cable: what it is, what it does, what it has counted.
import { moments } from '../../state/now.js';
import { report } from '../../state/session.js';
import { cursorPs } from '../../state/time.js';
import { grouped, time } from '../../widgets/format.js';
import { hubState, stationDetail } from '../topology/words.js';
import { countsUntil } from './partCounts.js';
import type { Section } from './section.js';
import type { Subject } from './subject.js';
import { counterWords, words } from './words.js';

function View({ subject }: { readonly subject: Subject }) {
  const name = subject.part!;
  const { stage } = subject.tape;
  const node = stage.nodes.find((one) => one.name === name);
  const link = stage.links.find((one) => one.name === name);
  const part = stage.parts.findIndex((one) => one.name === name);
  return (
    <>
      <h4>{name}</h4>
      <dl class="pairs">
        {node?.kind === 'host' && (
          <>
            <dt>{words.address}</dt>
            <dd class="mono">{node.mac}</dd>
            <dt>{words.duplex}</dt>
            <dd>{node.duplex === 'full' ? words.full : words.half}</dd>
          </>
        )}
        {link && (
          <>
            <dt>{words.length}</dt>
            <dd>{link.metres} m</dd>
            {link.cablePs > 0 && (
              <>
                <dt>{words.delay}</dt>
                <dd>{time(link.cablePs)}</dd>
              </>
            )}
            <dt>{words.ends2}</dt>
            <dd>{link.ports.map((port) => stage.ports[port]?.name ?? '–').join(' – ')}</dd>
          </>
        )}
        {part >= 0 && <State subject={subject} part={part} kind={stage.parts[part]!.kind} />}
      </dl>
      {part >= 0 && <SoFar subject={subject} part={part} />}
      <AtEnd name={name} />
    </>
  );
}

function State({ part, kind }: { readonly subject: Subject; readonly part: number; readonly kind: string }) {
  const atPs = cursorPs.value;
  const now = moments.value?.at(atPs);
  if (!now || (kind !== 'host' && kind !== 'hub')) return null;
  const said = kind === 'host' ? stationDetail(now.station(part), atPs) : hubState(now.hub(part).state);
  return (
    <>
      <dt>{words.state}</dt>
      <dd>{said}</dd>
    </>
  );
}

function SoFar({ subject, part }: { readonly subject: Subject; readonly part: number }) {
  const counts = countsUntil(subject.tape, part, cursorPs.value);
  if (counts.length === 0) return null;
  return (
    <>
      <h4>{words.soFar}</h4>
      <dl class="pairs">
        {counts.map(([name, count]) => (
          <Pair key={name} label={name} value={String(count)} />
        ))}
      </dl>
    </>
  );
}

function Pair({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd class="number">{value}</dd>
    </>
  );
}

/** A counter as people read it; undefined for what is said elsewhere. */
function counter(name: string, value: unknown): string | undefined {
  if (typeof value !== 'number') return undefined;
  if (name === 'utilisation') return `${(100 * value).toFixed(2)} %`;
  if (name.endsWith('Ps')) return time(value);
  return grouped(value);
}

function AtEnd({ name }: { readonly name: string }) {
  const its = report.value;
  const known = its?.stations[name] ?? its?.segments[name];
  if (!known) return its ? null : <p class="quiet">{words.stillRunning}</p>;
  const pairs = Object.entries(known).flatMap(([key, value]) => {
    const text = counter(key, value);
    // Of what never happened only the names that everybody asks for are shown.
    return text === undefined || (value === 0 && key !== 'collisions') ? [] : [[key, text] as const];
  });
  return (
    <>
      <h4>{words.atEnd}</h4>
      <dl class="pairs">
        {pairs.map(([key, text]) => (
          <Pair key={key} label={counterWords[key as keyof typeof counterWords] ?? key} value={text} />
        ))}
      </dl>
    </>
  );
}

export const partSection: Section = {
  id: 'part',
  title: () => words.partTitle,
  shows: ({ part }) => part !== undefined,
  View,
};
