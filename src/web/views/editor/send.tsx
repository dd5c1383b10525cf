// Who sends what to whom: a frame at a moment, or a source that runs by itself.
import { useState } from 'preact/hooks';
import { formatPs } from '../../../sim/units.js';
import type { Stage } from '../../run/stage.js';
import { change } from '../../state/editing.js';
import { selected } from '../../state/selection.js';
import { cursorPs, endPs } from '../../state/time.js';
import { Choice, NumberField, psOf, TimeField } from '../../widgets/fields.js';
import { words } from './words.js';

type Kind = 'once' | 'saturated' | 'poisson';

export function Send({ stage }: { stage: Stage }) {
  const hosts = stage.nodes.filter(({ kind }) => kind === 'host').map(({ name }) => name);
  const pick = selected.value;
  const chosen = pick?.kind === 'part' && hosts.includes(pick.name) ? pick.name : hosts[0];
  const [kind, setKind] = useState<Kind>('once');
  const [from, setFrom] = useState<string | undefined>(undefined);
  const [to, setTo] = useState<string | undefined>(undefined);
  const [octets, setOctets] = useState(64);
  const [rate, setRate] = useState(2000);
  const [at, setAt] = useState<string | undefined>(undefined);
  const [until, setUntil] = useState<string | undefined>(undefined);
  const sender = from !== undefined && hosts.includes(from) ? from : chosen;
  if (sender === undefined) return <p class="soft">{words.none}</p>;
  const others = hosts.filter((name) => name !== sender);
  const receiver = to !== undefined && (to === 'others' || others.includes(to)) ? to : (others[0] ?? 'broadcast');
  const start = at ?? formatPs(Math.round(cursorPs.value));
  const stop = until ?? formatPs(Math.round(Math.max(cursorPs.value, endPs.value) + 2e9));
  const ready = psOf(start) !== undefined && (kind === 'once' || (psOf(stop) ?? 0) > (psOf(start) ?? 0));
  const send = () => {
    const item =
      kind === 'once'
        ? { at: start, do: `${sender}.frame`, to: receiver, octets }
        : {
            from: sender,
            to: receiver,
            kind,
            ...(kind === 'poisson' ? { rate: `${rate}/s` } : {}),
            octets,
            start,
            stop,
          };
    void change([{ what: 'append', list: kind === 'once' ? 'script' : 'traffic', item }]);
  };
  const random = kind === 'once' || others.length < 2 ? [] : [['others', words.others] as const];
  return (
    <div class="form-fields">
      <Choice
        label={words.kind}
        value={kind}
        options={(['once', 'saturated', 'poisson'] as const).map((one) => [one, words[one]])}
        onValue={(value) => setKind(value as Kind)}
      />
      <Choice label={words.from} value={sender} options={hosts.map((name) => [name, name])} onValue={setFrom} />
      <Choice
        label={words.to}
        value={receiver}
        options={[...others.map((name) => [name, name] as const), ['broadcast', words.everybody], ...random]}
        onValue={setTo}
      />
      <NumberField label={words.octets} value={octets} min={18} max={2000} onValue={setOctets} />
      {kind === 'poisson' && (
        <NumberField label={words.rate} value={rate} min={0.001} max={100_000} step="any" onValue={setRate} />
      )}
      <TimeField label={words.at} text={start} onText={setAt} hint={words.badTime} />
      {kind !== 'once' && <TimeField label={words.until} text={stop} onText={setUntil} hint={words.badTime} />}
      <button type="button" disabled={!ready} onClick={send}>
        {words.add}
      </button>
    </div>
  );
}
