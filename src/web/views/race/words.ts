// What the race says.
import { bilingual } from '../../text/bilingual.js';
import { josa } from '../../text/josa.js';

export const words = bilingual({
  title: ['Race a backoff of your own', '나만의 백오프로 경주'],
  lead: [
    'After a collision a station waits r slot times of 51.2 µs. Write how one station chooses r, and see what becomes of everybody: first all follow the standard (r from 0 to 2^k − 1), then that one follows your lines.',
    '충돌한 스테이션은 r 슬롯 타임(51.2 µs × r)만큼 기다립니다. 한 스테이션이 r을 고르는 방법을 직접 써서 모두에게 어떤 일이 생기는지 보세요. 먼저 모두가 표준(r은 0부터 2^k − 1까지)을 따르고, 다음에는 그 스테이션만 이 코드를 따릅니다.',
  ],
  station: ['Station', '스테이션'],
  load: ['Traffic', '트래픽'],
  saturated: ['everybody always has a frame (512 octets, 200 ms)', '모두가 쉬지 않고 송신 (512옥텟, 200 ms)'],
  scenario: ['what the scenario says', '시나리오대로'],
  seeds: ['Seeds', '시드 개수'],
  preset: ['Begin with', '출발점'],
  standard: ["the standard's", '표준'],
  greedy: ['greedy: always r = 0', '욕심쟁이: 항상 r = 0'],
  noGrowth: ['no growth: r = 0 or 1', '늘리지 않기: r = 0 또는 1'],
  slow: ['slow growth: a range of 1 + 2k', '천천히 늘리기: 범위 1 + 2k'],
  timid: ['timid: always the longest', '소심하게: 항상 가장 길게'],
  capture: ['with a memory', '기억하기'],
  own: ['your own lines', '직접 쓴 코드'],
  code: [
    'Your lines: backoff(collisions, random) answers slot times, whole, 0 to 1023',
    '코드: backoff(collisions, random)은 슬롯 타임 수(0~1023의 정수)를 돌려줍니다',
  ],
  explain: [
    'JavaScript, or TypeScript with types. collisions: how often this frame has collided, 1 to 15. random(n): 0 to n − 1, from the station’s own stream of the seed.',
    'JavaScript 또는 타입을 붙인 TypeScript. collisions: 이 프레임이 충돌한 횟수(1~15). random(n): 시드에서 나온 이 스테이션만의 난수, 0부터 n − 1까지.',
  ],
  safe: [
    'Your lines run in a sandbox without network, page, clock or files, and end after 3 s of silence. They are never part of a scenario or a link: those are data, never code.',
    '코드는 네트워크, 페이지, 시계, 파일이 없는 샌드박스에서 실행되고 3초 동안 응답이 없으면 종료됩니다. 시나리오와 링크에는 절대 들어가지 않습니다. 그것들은 데이터일 뿐 코드가 아닙니다.',
  ],
  go: ['Race', '경주'],
  stop: ['Stop', '멈추기'],
  lapStandard: ['everybody by the standard', '모두 표준대로'],
  lapOwn: [(name: string) => `${name} by your lines`, (name: string) => `${josa(name, '이/가')} 이 코드대로`],
  line: [(line: number) => `Line ${line}`, (line: number) => `${line}행`],
  endless: [
    (seconds: number) =>
      `Your lines did not come back within ${seconds} s, so they were ended. Is there a loop that never ends?`,
    (seconds: number) => `코드가 ${seconds}초 안에 돌아오지 않아 종료했습니다. 끝나지 않는 반복문이 있나요?`,
  ],
  tooLong: [
    (seconds: number) => `The race took longer than ${seconds} s and was ended. Fewer seeds, or a smaller network?`,
    (seconds: number) => `${seconds}초가 넘게 걸려 종료했습니다. 시드를 줄이거나 더 작은 네트워크로 해 보세요.`,
  ],
  broken: ['The sandbox could not be opened here.', '여기에서는 샌드박스를 열 수 없습니다.'],
  nobody: [
    'Nobody can race here: it takes a station in half duplex, and two stations at least.',
    '여기서는 경주할 수 없습니다. 반이중 스테이션이 있어야 하고, 스테이션이 둘 이상이어야 합니다.',
  ],
});

export const result = bilingual({
  title: ['How it went', '결과'],
  figures: ['All figures', '모든 수치'],
  quiet: [
    'Nobody collided, so nobody backed off: both laps are the same. Let everybody always have a frame to send.',
    '아무도 충돌하지 않아 백오프가 없었으므로 두 결과가 같습니다. 모두가 쉬지 않고 송신하게 해 보세요.',
  ],
  verdict: [
    (name: string, own: string, standard: string, others: string, before: string) =>
      `${name} brought ${own} Mb/s through instead of ${standard}; the others together ${others} Mb/s instead of ${before}.`,
    (name: string, own: string, standard: string, others: string, before: string) =>
      `${josa(name, '은/는')} ${standard} Mb/s 대신 ${own} Mb/s를 보냈고, 나머지는 합쳐서 ${before} Mb/s 대신 ${others} Mb/s를 보냈습니다.`,
  ],
  fairness: ["Fairness (Jain's index; 1: all the same)", '공정성 (제인 지수, 1이면 모두 같음)'],
  total: ['All together', '모두 합쳐'],
  caption: [
    (seeds: number, first: number) =>
      seeds === 1 ? `Seed ${first}` : `Means over ${seeds} seeds, from ${first} on; a dot is one seed`,
    (seeds: number, first: number) =>
      seeds === 1 ? `시드 ${first}` : `시드 ${first}부터 ${seeds}개의 평균, 점 하나가 시드 하나`,
  ],
  throughput: ['Brought through, Mb/s', '보낸 양 (Mb/s)'],
  wait: ['Mean wait of frames sent, µs', '보낸 프레임의 평균 대기 (µs)'],
  collisions: ['Collisions a second', '초당 충돌'],
  who: ['Station', '스테이션'],
  byStandard: ['standard', '표준'],
  byOwn: ['your lines', '내 코드'],
  others: [(n: number) => `each of ${n} others`, (n: number) => `나머지 ${n}대 각각`],
  show: ['Show', '그림'],
  none: ['none', '없음'],
});
