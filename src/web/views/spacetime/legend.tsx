// What the patterns mean: those that this run can show.

import type { Stage } from '../../run/stage.js';
import { ghost, tape } from '../../state/session.js';
import { bilingual } from '../../text/bilingual.js';

const words = bilingual({
  legend: ['What is what', '범례'],
  signal: ['a signal; its slope is its speed on the cable', '신호. 기울기는 케이블에서의 속도'],
  pairs: ['one pair each way: these signals never meet', '방향마다 한 쌍: 두 신호는 서로 만나지 않음'],
  coax: ['two signals on one coax add up', '한 동축 위의 두 신호는 더해짐'],
  repeated: ['repeated by a hub', '허브가 중계한 신호'],
  collision: ['hears while it sends: a collision', '송신 중 수신: 충돌'],
  jam: ['jam', '재밍 신호'],
  backoff: ['backoff', '백오프'],
  deferring: ['defers: the line is busy', '캐리어가 있어 송신을 미룸'],
  gap: ['interframe gap', '프레임 간 간격'],
  window: ['up to 512 bit times a collision may come', '512비트 시간까지 충돌할 수 있음'],
  late: ['late collision', '늦은 충돌'],
  transceiver: ['transceiver: 2 bit times out, 5 in', '트랜시버: 송신 2, 수신 5비트 시간'],
  damage: ['damaged', '손상'],
  ghost: ['the run before', '바꾸기 전 실행'],
});

const ITEMS = [
  'signal',
  'pairs',
  'coax',
  'repeated',
  'jam',
  'collision',
  'backoff',
  'deferring',
  'gap',
  'window',
  'late',
  'transceiver',
  'damage',
  'ghost',
] as const;
type Item = (typeof ITEMS)[number];

/** What needs something that not every run has. */
function isPossible(item: Item, { nodes, links, coaxes, scenario }: Stage): boolean {
  const cables = links.some(({ ports }) => ports.length > 1);
  const halfDuplex = nodes.some((node) => node.kind === 'host' && node.duplex !== 'full');
  switch (item) {
    case 'pairs':
    case 'transceiver':
      return cables;
    case 'coax':
      return coaxes.length > 0;
    case 'repeated':
      return nodes.some(({ kind }) => kind === 'repeater');
    case 'damage':
      return scenario.faults.length > 0;
    case 'ghost':
      return ghost.value !== undefined;
    case 'jam':
    case 'collision':
    case 'backoff':
    case 'deferring':
    case 'window':
    case 'late':
      return halfDuplex;
    default:
      return true;
  }
}

export function Legend() {
  const stage = tape.value?.stage;
  return (
    <details class="legend" open>
      <summary>{words.legend}</summary>
      <ul>
        {ITEMS.filter((name) => stage && isPossible(name, stage)).map((name) => (
          <li key={name}>
            <i class={`swatch ${name}`} />
            {words[name]}
          </li>
        ))}
      </ul>
    </details>
  );
}
