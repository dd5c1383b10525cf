// What the tracks say.
import { bilingual } from '../../text/bilingual.js';
import type { Detail } from './detail.js';

export const words = bilingual({
  title: ['Tracks', '트랙'],
  rows: ['Rows of time', '시간 행'],
  picture: [
    'What each station and hub does, over time: states, and what leaves and arrives at each port. The event list tells the same as a table.',
    '시간에 따른 각 스테이션과 허브의 동작: 상태, 그리고 포트마다 나가고 들어오는 신호. 이벤트 목록이 같은 내용을 표로 보여 줍니다.',
  ],
  fold: [(node: string) => `Fold ${node} away`, (node: string) => `${node} 접기`],
  unfold: [(node: string) => `Show the ports of ${node}`, (node: string) => `${node}의 포트 펼치기`],
  foldAll: ['Fold all', '모두 접기'],
  unfoldAll: ['Unfold all', '모두 펼치기'],
  mac: ['MAC', 'MAC'],
  hub: ['repeater', '리피터'],
  out: ['out', '송신'],
  in: ['in', '수신'],
  cable: ['coax', '동축'],
  idle: ['idle', '유휴'],
  deferring: ['deferring', '송신 보류'],
  gap: ['gap', '프레임 간격'],
  transmitting: ['transmitting', '송신 중'],
  jamming: ['jam', '재밍 신호'],
  backoff: ['backoff', '백오프'],
  draw: [
    (r: number, range: number, attempt: number) => `r = ${r} of 0..${range - 1} after attempt ${attempt}`,
    (r: number, range: number, attempt: number) => `${attempt}번째 시도 뒤 r = ${r} (0..${range - 1} 중)`,
  ],
  repeating: ['repeating', '중계 중'],
  collision: ['collision: jam to all', '충돌: 모든 포트로 재밍 신호'],
  onePortLeft: ['one port left', '한 포트만 남음'],
  lockup: ['lockup protection', '잠김 방지'],
  load: [(percent: string) => `${percent} % busy`, (percent: string) => `사용률 ${percent} %`],
  frame: [
    (from: string, to: string, octets: number) => `${from} → ${to}, ${octets} octets`,
    (from: string, to: string, octets: number) => `${from} → ${to}, ${octets}옥텟`,
  ],
  fragment: [
    (from: string, bits: number) => `fragment from ${from}, ${bits} bits`,
    (from: string, bits: number) => `${from}의 조각, ${bits}비트`,
  ],
  jamSignal: [(bits: number) => `jam, ${bits} bits`, (bits: number) => `재밍 신호, ${bits}비트`],
  signal: [(bits: number) => `signal, ${bits} bits`, (bits: number) => `신호, ${bits}비트`],
  bit: [(bit: number, value: string) => `bit ${bit}${value}`, (bit: number, value: string) => `${bit}번 비트${value}`],
  halves: [
    (bit: number) => (bit ? '1: low, high' : '0: high, low'),
    (bit: number) => (bit ? '1: 낮음, 높음' : '0: 높음, 낮음'),
  ],
  noTransition: ['✗ no transition', '✗ 변화 없음'],
  overlap: ['overlaps another signal', '다른 신호와 겹침'],
  volts: [(volts: string) => `${volts} V`, (volts: string) => `${volts} V`],
  levels: ['How near to look', '얼마나 가까이 볼지'],
  perPixel: [(scale: string) => `${scale} a pixel`, (scale: string) => `픽셀당 ${scale}`],
  legendDamage: ['not as sent', '보낸 것과 다름'],
  legendJam: ['jam', '재밍 신호'],
  legendOverlap: ['signals overlap', '신호가 겹침'],
  legendCollision: ['collision', '충돌'],
  hint: ['Drag to move, Ctrl + wheel to zoom, click to select.', '끌어서 이동, Ctrl+휠로 확대·축소, 클릭하여 선택.'],
  keys: [
    'Left and right move in time, up and down choose a row, Enter selects what is there at the cursor, plus and minus zoom, square brackets step by a bit.',
    '왼쪽·오른쪽 화살표로 시간 이동, 위·아래 화살표로 행 선택, Enter로 그 행에서 커서 위치의 것을 선택, +와 -로 확대·축소, 대괄호로 비트 이동.',
  ],
  nothingThere: [(row: string) => `${row}: nothing`, (row: string) => `${row}: 없음`],
  nothing: ['No run yet.', '아직 실행한 것이 없습니다.'],
});

/** The levels of detail. */
export const levelWords: { readonly [Level in Detail]: string } = bilingual({
  load: ['utilisation', '사용률'],
  frames: ['frames', '프레임'],
  fields: ['fields', '필드'],
  bits: ['bits', '비트'],
  volts: ['half bits, volts', '반 비트, 전압'],
});
