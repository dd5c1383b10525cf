// What the tracks say.
import { bilingual } from '../../text/bilingual.js';

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
  cable: ['coax, volts', '동축 전압'],
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
  repeating: ['repeating', '재생 중'],
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
  half: [(half: string) => `${half} half`, (half: string) => `${half} 절반`],
  overlap: ['overlaps another signal', '다른 신호와 겹침'],
  volts: [(volts: string) => `${volts} V`, (volts: string) => `${volts} V`],
  hint: [
    'Drag to move, ctrl + wheel to zoom, click to select; [ and ] step by a bit.',
    '끌어서 이동, Ctrl+휠로 확대, 클릭으로 선택; [ ] 로 비트 이동.',
  ],
  keys: [
    'Left and right move in time, plus and minus zoom, square brackets step the selected bit, Enter selects what is at the cursor in the row in view.',
    '왼쪽과 오른쪽 화살표로 시간 이동, + 와 - 로 확대와 축소, 대괄호로 선택한 비트 이동, Enter로 커서 위치의 것을 선택합니다.',
  ],
  nothing: ['No run yet.', '아직 실행한 것이 없습니다.'],
});
