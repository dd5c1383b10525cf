// What the patterns mean.
import { bilingual } from '../../text/bilingual.js';

const words = bilingual({
  legend: ['What is what', '범례'],
  signal: ['a signal; its slope is its speed on the cable', '신호. 기울기는 케이블에서의 속도'],
  repeated: ['repeated by a hub', '허브가 중계한 신호'],
  collision: ['sends and hears at once: a collision', '송신 중 수신: 충돌'],
  jam: ['jam', '재밍 신호'],
  backoff: ['backoff', '백오프'],
  deferring: ['defers: the line is busy', '캐리어가 있어 송신을 미룸'],
  gap: ['interframe gap', '프레임 간 간격'],
  window: ['up to 512 bit times a collision may come', '512비트 시간까지 충돌할 수 있음'],
  transceiver: ['transceiver: 2 bit times out, 5 in', '트랜시버: 송신 2, 수신 5비트 시간'],
  damage: ['damaged', '손상'],
  ghost: ['the run before', '바꾸기 전 실행'],
});

const ITEMS = [
  'signal',
  'repeated',
  'jam',
  'collision',
  'backoff',
  'deferring',
  'gap',
  'window',
  'transceiver',
  'damage',
  'ghost',
] as const;

export function Legend() {
  return (
    <details class="legend" open>
      <summary>{words.legend}</summary>
      <ul>
        {ITEMS.map((name) => (
          <li key={name}>
            <i class={`swatch ${name}`} />
            {words[name]}
          </li>
        ))}
      </ul>
    </details>
  );
}
