// What the scenario makes happen, line by line, each to be taken away again.
import { formatPs } from '../../../sim/units.js';
import type { ListName } from '../../edit/edits.js';
import type { Stage } from '../../run/stage.js';
import { change } from '../../state/editing.js';
import { Icon } from '../../widgets/icons.js';
import { words } from './words.js';

interface Line {
  readonly list: ListName;
  readonly index: number;
  readonly text: string;
}

/** More are not listed; they stand in the text. */
const MOST = 60;

function linesOf({ scenario }: Stage): Line[] {
  const { script, faults, traffic } = scenario;
  const macs = new Map(scenario.nodes.map((node) => [node.kind === 'host' ? node.mac : '', node.name]));
  const named = (mac: string | undefined) => macs.get(mac ?? '') ?? mac ?? '';
  const of = (list: ListName, texts: readonly string[]) => texts.map((text, index) => ({ list, index, text }));
  return [
    ...of(
      'script',
      script.map((action) => {
        const at = formatPs(action.atPs);
        if (action.verb !== 'frame') return `${at} ${'host' in action ? action.host : action.link}.${action.verb}`;
        const many = action.count > 1 ? ` × ${action.count}` : '';
        return `${at} ${action.host} → ${named(action.destination)} ${action.octets ?? ''}${many}`;
      }),
    ),
    ...of(
      'traffic',
      traffic.map(({ from, to, pattern }) => {
        const receivers = to.kind === 'hosts' ? to.hosts.join(', ') : to.kind;
        return `${from.length > 4 ? `${from.length}` : from.join(', ')} → ${receivers}: ${pattern.kind}`;
      }),
    ),
    ...of(
      'faults',
      faults.map((fault) => {
        const extent =
          fault.kind === 'flip' ? ` ${fault.bit}` : fault.kind === 'noise' ? ` ${formatPs(fault.forPs)}` : '';
        return `${formatPs(fault.atPs)} ✕ ${fault.link}: ${fault.kind}${extent}`;
      }),
    ),
  ];
}

export function Lines({ stage }: { stage: Stage }) {
  const lines = linesOf(stage);
  if (lines.length === 0) return <p class="soft">{words.none}</p>;
  return (
    <ul class="lines">
      {lines.slice(0, MOST).map(({ list, index, text }) => (
        <li key={`${list}/${index}`}>
          <span>{text}</span>
          <button
            type="button"
            aria-label={`${words.remove}: ${text}`}
            onClick={() => void change([{ what: 'removeItem', list, index }])}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
      {lines.length > MOST && <li class="soft">{`+ ${lines.length - MOST}`}</li>}
    </ul>
  );
}
