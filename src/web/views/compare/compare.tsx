// Two runs on one time axis, and where they part.
import './compare.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { firstDifference, nodeParts } from '../../compare/difference.js';
import { VARIANTS, type Variant } from '../../edit/edits.js';
import type { Stage } from '../../run/stage.js';
import { history } from '../../state/editing.js';
import { gallery, requestFor } from '../../state/gallery.js';
import { endSecond, type Known, runSecond, second, secondTrouble } from '../../state/second.js';
import { report, request, revision, tape } from '../../state/session.js';
import { zoom } from '../../state/standardKeys.js';
import { cursorPs, endPs, fit, show } from '../../state/time.js';
import { openWindow } from '../../state/windows.js';
import { inLanguage, language } from '../../text/bilingual.js';
import { told } from '../../text/refusals/told.js';
import { TapeReader } from '../../text/tapeReader.js';
import { Dialog } from '../../widgets/dialog.js';
import { Choice, NumberField } from '../../widgets/fields.js';
import { microseconds, time, unbroken } from '../../widgets/format.js';
import { Icon } from '../../widgets/icons.js';
import { Figures } from './figures.js';
import { Pane, panView } from './pane.js';
import { words } from './words.js';

const MOST_SEED = 4_294_967_295;
const EXHIBIT = 'exhibit:';
/** Room shown around the place where two runs part. */
const AROUND_PS = 12e6;

/** What B can be, of the run in view. */
function choicesFor(stage: Stage, hasText: boolean): readonly (readonly [string, string])[] {
  const hosts = stage.nodes.flatMap((node) => (node.kind === 'host' ? [node.duplex] : []));
  const possible: Record<Variant, boolean> = {
    fullDuplex: hosts.includes('half') && !stage.nodes.some(({ kind }) => kind === 'coax'),
    halfDuplex: hosts.includes('full'),
    coax: stage.nodes.some(({ kind }) => kind === 'repeater'),
  };
  return [
    ['seed', words.seed],
    ...VARIANTS.filter((one) => hasText && possible[one]).map((one) => [one, words[one]] as const),
    ...(history.value.past.length > 0 ? [['before', words.before] as const] : []),
    ...gallery.map(({ name, title }) => [EXHIBIT + name, words.exhibit(inLanguage(title))] as const),
  ];
}

async function run(choice: string, seed: number): Promise<void> {
  const its = request.peek();
  if (!its) return;
  if (choice === 'seed') return runSecond({ ...its, seed });
  if (choice === 'before') return runSecond({ ...its, text: history.peek().past.at(-1) });
  const exhibit = gallery.find(({ name }) => EXHIBIT + name === choice);
  if (exhibit) {
    try {
      return await runSecond(await requestFor(exhibit));
    } catch (error) {
      // Its files can't be had.
      secondTrouble.value = (error as Error).message;
      return;
    }
  }
  return runSecond(its, [{ what: 'variant', to: choice as Variant }]);
}

export function CompareWindow() {
  revision.value;
  const its = tape.value;
  useEffect(() => endSecond, []);
  return (
    <Dialog
      id="compare"
      title={words.title}
      onClose={() => {
        openWindow.value = undefined;
      }}
    >
      {its && <Both a={{ tape: its, revision: revision.value, report: report.value }} />}
    </Dialog>
  );
}

function Both({ a }: { a: Known }) {
  const { stage } = a.tape;
  const choices = choicesFor(stage, request.value?.text !== undefined);
  const [choice, setChoice] = useState(history.peek().past.length > 0 ? 'before' : 'seed');
  const [seed, setSeed] = useState((stage.seed + 1) % MOST_SEED);
  const [signals, setSignals] = useState(false);
  useEffect(() => void run(choice, seed), [choice, seed]);
  const b = second.value;
  return (
    <div class="compare">
      <p class="soft">{words.lead}</p>
      <div class="row">
        <Choice label={words.what} value={choice} options={choices} onValue={setChoice} />
        {choice === 'seed' && (
          <NumberField label={words.seedNumber} value={seed} min={0} max={MOST_SEED} onValue={setSeed} />
        )}
        <label class="check">
          <input type="checkbox" checked={signals} onChange={(event) => setSignals(event.currentTarget.checked)} />
          {words.signals}
        </label>
        <Time />
      </div>
      {secondTrouble.value !== undefined && (
        <p class="problem" role="alert">
          {told(secondTrouble.value)}
        </p>
      )}
      {b && a.report && b.report ? (
        <Parting a={a} b={b} />
      ) : (
        secondTrouble.value === undefined && <p role="status">{words.building}</p>
      )}
      <Pane which="A" title={words.a(stage.scenario.name, stage.seed)} known={a} signals={signals} />
      {b && (
        <Pane
          key={b.tape.stage.scenario.name}
          which="B"
          title={words.b(b.tape.stage.scenario.name, b.tape.stage.seed)}
          known={b}
          signals={signals}
        />
      )}
      {b && <Figures a={a} b={b} />}
    </div>
  );
}

function Time() {
  const press = (label: string, icon: Parameters<typeof Icon>[0]['name'], does: () => void) => (
    <button type="button" aria-label={label} title={label} onClick={does}>
      <Icon name={icon} />
    </button>
  );
  return (
    <span class="time">
      {press(words.earlier, 'back', () => panView(-0.4))}
      {press(words.later, 'forward', () => panView(0.4))}
      {press(words.farther, 'farther', () => zoom(0.5))}
      {press(words.nearer, 'nearer', () => zoom(2))}
      <button type="button" onClick={() => show(0, endPs.peek())}>
        {words.all}
      </button>
    </span>
  );
}

/** Where they part, and what happens there in each. */
function Parting({ a, b }: { a: Known; b: Known }) {
  const difference = useMemo(() => firstDifference(a.tape, b.tape), [a.report, b.report]);
  const place = difference?.atPs;
  const go = () => {
    if (place === undefined) return;
    fit(Math.max(0, place - AROUND_PS), place + 2 * AROUND_PS);
    cursorPs.value = place;
  };
  useEffect(go, [place]);
  if (!difference) {
    return (
      <p role="status" data-difference="none">
        {words.same}
      </p>
    );
  }
  return (
    <div class="parting" data-difference={difference.atPs}>
      <p role="status">
        <strong>{words.differ(time(difference.atPs, 7))}</strong>{' '}
        <button type="button" onClick={go}>
          {words.go}
        </button>
      </p>
      <div class="sides">
        <Side which="A" known={a} event={difference.a} fromPs={difference.atPs} />
        <Side which="B" known={b} event={difference.b} fromPs={difference.atPs} />
      </div>
    </div>
  );
}

/** So many events are listed. */
const LISTED = 5;

function Side({
  which,
  known,
  event,
  fromPs,
}: {
  which: string;
  known: Known;
  event: number | undefined;
  fromPs: number;
}) {
  const { tape: its } = known;
  const reader = useMemo(() => new TapeReader(its), [its]);
  const listed: number[] = [];
  const nodes = nodeParts(its);
  for (let one = event ?? its.eventFrom(fromPs); one < its.events && listed.length < LISTED; one++) {
    if (nodes[its.part.data[one]!]) listed.push(one);
  }
  return (
    <table>
      <caption>{`${which}: ${event === undefined ? words.nothing : reader.who(event)}`}</caption>
      <tbody>
        {listed.map((one) => (
          <tr key={one} class={one === event ? 'first' : ''}>
            <td>{`${microseconds(its.atPs.data[one]!)} µs`}</td>
            <th scope="row">{reader.who(one)}</th>
            <td>{unbroken(reader.sentence(one, language.value))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
