// What the comparison of two runs says.
import { bilingual } from '../../text/bilingual.js';

export const words = bilingual({
  title: ['Compare two runs', '두 실행 비교'],
  lead: [
    'A is the run in view. Choose B: both stand on one time axis, and the first event in which they differ is found.',
    'A는 지금 보고 있는 실행입니다. B를 고르면 두 실행을 하나의 시간축에 놓고 처음 갈라지는 이벤트를 찾아 줍니다.',
  ],
  what: ['B is', 'B는'],
  seed: ['the same with another seed', '시드만 다른 같은 실행'],
  seedNumber: ['Seed of B', 'B의 시드'],
  fullDuplex: ['everybody in full duplex', '모두 전이중으로'],
  halfDuplex: ['everybody in half duplex', '모두 반이중으로'],
  coax: ['a coax in place of the hub', '허브 대신 동축 케이블'],
  before: ['as it was before the last edit', '마지막 편집 전'],
  exhibit: [(title: string) => `“${title}”`, (title: string) => `“${title}”`],
  a: [
    (name: string, seed: number) => `A: ${name}, seed ${seed}`,
    (name: string, seed: number) => `A: ${name}, 시드 ${seed}`,
  ],
  b: [
    (name: string, seed: number) => `B: ${name}, seed ${seed}`,
    (name: string, seed: number) => `B: ${name}, 시드 ${seed}`,
  ],
  building: ['B is being run…', 'B를 실행하는 중…'],
  running: ['not over yet', '아직 끝나지 않음'],
  same: [
    'No difference: in both runs the same happens to everybody at the same times.',
    '차이가 없습니다. 두 실행에서 모두에게 같은 일이 같은 시각에 일어났습니다.',
  ],
  differ: [(at: string) => `They part at ${at}`, (at: string) => `${at}에 갈라집니다`],
  nothing: ['nothing happens at that time', '이 시각에는 아무 일도 없음'],
  go: ['Show the place', '그 자리 보기'],
  all: ['Show all', '전체 보기'],
  nearer: ['Zoom in', '확대'],
  farther: ['Zoom out', '축소'],
  earlier: ['Earlier', '앞으로'],
  later: ['Later', '뒤로'],
  picture: [
    (which: string) => `Run ${which}: what each station and hub does, over time. Arrow keys move, plus and minus zoom.`,
    (which: string) => `실행 ${which}: 시간에 따른 스테이션과 허브의 상태. 화살표 키로 이동하고 +/-로 확대·축소합니다.`,
  ],
  signals: ['signals at the ports as well', '포트의 신호도 보기'],
  event: ['From there on', '그다음'],
  figures: ['In figures', '숫자로 보기'],
  framesSent: ['frames sent', '보낸 프레임'],
  framesReceived: ['frames received', '받은 프레임'],
  collisions: ['collisions noticed by stations', '스테이션이 알아챈 충돌'],
  givenUp: ['frames given up after 16 collisions', '16번 충돌로 포기한 프레임'],
  octets: ['octets received', '받은 옥텟'],
  ended: ['simulated time', '시뮬레이션 시간'],
  fingerprint: ['fingerprint', '지문'],
});
