// What a lab can't be built of: the sentences of LabError, and what is odd about a replay.
import { listKo, type Sentence, sayBy, spoken, valueKo } from './sentence.js';

/** What a value is of. */
const WHATS: readonly Sentence[] = [
  [/^the choices of a lab$/, () => '랩의 선택 사항'],
  [/^the limits of a lab$/, () => '랩의 한도'],
  [/^a (cable|tap)'s choices$/, (part) => `${part === 'tap' ? '탭' : '케이블'}의 선택 사항`],
  [/^the choices of (.+)$/, (name) => `${name}의 선택 사항`],
  [/^the type of (.+)$/, (name) => `${name}의 종류`],
  [/^the length of a drop cable in metres$/, () => 'AUI 케이블의 길이(m)'],
  [/^the length of a babble in picoseconds$/, () => '재버의 길이(ps)'],
  [/^the length of (.+) in metres$/, (name) => `${name}의 길이(m)`],
  [/^a tap's place on (.+) in metres$/, (name) => `${name}에서 탭의 위치(m)`],
  [/^the duplex of (.+)$/, (name) => `${name}의 듀플렉스`],
  [/^what (.+) does after a late collision$/, (name) => `늦은 충돌 뒤에 ${spoken(name!, '이/가')} 하는 일`],
  [/^(promiscuous|sqeTest) of (.+)$/, (choice, name) => `${name}의 ${choice}`],
  [/^the queue of (.+)$/, (name) => `${name}의 송신 큐 길이`],
  [/^the clock error of (.+) in ppm$/, (name) => `${name}의 클록 오차(ppm)`],
  [/^the number of (.+)'s ports$/, (name) => `${name}의 포트 수`],
  [/^the latency of (.+) in bit times$/, (name) => `${name}의 지연(비트 시간)`],
  [
    /^the collisions after which (.+) partitions a port$/,
    (name) => `${spoken(name!, '이/가')} 포트를 분리하는 충돌 횟수`,
  ],
  [/^a seed$/, () => '시드'],
  [/^the name of a lab's limit$/, () => '랩 한도의 이름'],
  [/^the name of a (.+)$/, (kind) => `부품(${kind})의 이름`],
  [/^the time until which a lab runs$/, () => '랩의 실행이 끝나는 시각'],
  [/^a cable's length in metres$/, () => '케이블의 길이(m)'],
  [/^a cable's velocity as a fraction of the speed of light$/, () => '광속에 대한 케이블 전파 속도의 비율'],
  [/^the probability of a flipped bit$/, () => '비트가 뒤집힐 확률'],
  [/^the probability of a loss$/, () => '유실 확률'],
  [/^an EtherType$/, () => 'EtherType'],
  [/^a frame$/, () => '프레임'],
  [/^a payload$/, () => '페이로드'],
  [/^what random draws below$/, () => 'random이 뽑는 범위'],
  [
    /^the backoff of (.+) after collision (\d+), in slot times,$/,
    (name, collision) => `${name}의 ${collision}번째 충돌 뒤 백오프(슬롯 시간)`,
  ],
];

function topic(what: string): string {
  return spoken(sayBy(WHATS, what) ?? what, '은/는');
}

const VALUES: readonly Sentence[] = [
  [
    /^(.+) is a whole number between (\S+) and (\S+), not (.+)$/,
    (what, least, most, found) => `${topic(what!)} ${least}~${most} 사이의 정수여야 하는데 ${valueKo(found!)}입니다`,
  ],
  [
    /^(.+) is between (\S+) and (\S+), not (.+)$/,
    (what, least, most, found) => `${topic(what!)} ${least}~${most} 사이여야 하는데 ${valueKo(found!)}입니다`,
  ],
  [/^(.+) are an object, not (.+)$/, (what, found) => `${topic(what!)} 객체여야 하는데 ${valueKo(found!)}입니다`],
  [
    /^(.+) is a string that is not empty, not (.+)$/,
    (what, found) => `${topic(what!)} 비어 있지 않은 문자열이어야 하는데 ${valueKo(found!)}입니다`,
  ],
  [
    /^(.+) is a Uint8Array, not (.+)$/,
    (what, found) => `${topic(what!)} Uint8Array여야 하는데 ${valueKo(found!)}입니다`,
  ],
  [
    /^the backoff of (.+) is a function, not (.+)$/,
    (name, found) => `${name}의 백오프는 함수여야 하는데 ${found}입니다`,
  ],
  [
    /^(.+) is (.+ or .+), not (.+)$/,
    (what, words, found) =>
      `${topic(what!)} ${listKo(words!.replaceAll(' or ', ', '))} 중 하나여야 하는데 ${valueKo(found!)}입니다`,
  ],
];

const BUILDING: readonly Sentence[] = [
  [
    /^the capture has (\d+) more source address(?:es)? than ('.*') has hosts, and there is no repeater to plug more into$/,
    (more, name) => `캡처의 출발지 주소가 ${name}의 호스트보다 ${more}개 많은데, 호스트를 더 꽂을 리피터가 없습니다`,
  ],
  [
    /^the capture needs (\d+) stations on one hub, and a hub has at most (\d+) ports$/,
    (needs, most) => `캡처에는 한 허브에 스테이션 ${needs}개가 필요한데, 허브의 포트는 ${most}개까지입니다`,
  ],
  [
    /^(.+) is full duplex and can't tap (.+): full duplex is .+ \(clause ([\d.]+)\)$/,
    (name, coax, clause) =>
      `${spoken(name!, '은/는')} 전이중이라 ${coax}에 탭으로 연결할 수 없습니다: 전이중은 케이블 하나를 둘이서만 쓰는 스테이션을 위한 것입니다(${clause}절)`,
  ],
  [
    /^a backoff is given for ('.*'), and no station has that name$/,
    (name) => `${name}의 백오프가 주어졌지만 그런 이름의 스테이션이 없습니다`,
  ],
  [
    /^('.*') replays a capture: give its frames$/,
    (name) => `${spoken(name!, '은/는')} 캡처를 재생합니다: 그 캡처 파일을 함께 열어야 합니다`,
  ],
  [/^neither a scenario nor a capture was given$/, () => '시나리오도 캡처도 주어지지 않았습니다'],
  [
    /^(\S+) is not a MAC address: a whole number below 2\^48$/,
    (given) => `${spoken(given!, '은/는')} MAC 주소가 아닙니다: 2^48보다 작은 정수여야 합니다`,
  ],
  [
    /^('.*') is not a MAC address such as (\S+)$/,
    (given, such) => `${spoken(given!, '은/는')} ${such} 같은 MAC 주소가 아닙니다`,
  ],
  [
    /^(\S+) is a group's address, not a station's$/,
    (mac) => `${spoken(mac!, '은/는')} 스테이션의 주소가 아니라 그룹 주소입니다`,
  ],
  [
    /^the groups of (.+) are an array of addresses, or 'all'$/,
    (name) => `${name}의 그룹은 주소의 배열이거나 'all'이어야 합니다`,
  ],
  [
    /^(.+) is in full duplex and never backs off$/,
    (name) => `${spoken(name!, '은/는')} 전이중이라 백오프하지 않습니다`,
  ],
  [
    /^(.+) has one port, and a cable is in it already$/,
    (name) => `${name}의 포트는 하나뿐이고 이미 케이블이 꽂혀 있습니다`,
  ],
  [
    /^(.+) has ports 1 to (\d+), not (.+)$/,
    (name, most, port) => `${name}의 포트는 1~${most}이고 ${spoken(port!, '은/는')} 없습니다`,
  ],
  [/^a cable is in (\S+) already$/, (port) => `${port}에는 이미 케이블이 꽂혀 있습니다`],
  [/^a cable's end goes into .+$/, () => '케이블의 끝은 이 랩의 호스트나 허브, 허브의 포트에 꽂습니다'],
  [
    /^a cable from (.+) to itself would be a loop$/,
    (name) => `${name}에서 나와 자기 자신으로 돌아가는 케이블은 고리가 됩니다`,
  ],
  [/^what is tapped is a coax of this lab$/, () => '탭은 이 랩의 동축 케이블에만 달 수 있습니다'],
  [/^an observer has a method event$/, () => '관찰자에는 event 메서드가 있어야 합니다'],
  [/^the lab has a part named (.+) already$/, (name) => `랩에 이미 이름이 ${name}인 부품이 있습니다`],
  [
    /^more than (\d+) signals are under way at once: make the lab with a higher (\S+)$/,
    (most, limit) =>
      `한꺼번에 진행 중인 신호가 ${most}개를 넘습니다: ${spoken(limit!, '을/를')} 더 크게 잡아 랩을 만드십시오`,
  ],
  [
    /^with (.+?) (\d+) (.+), and the lab has room for (\d+): make it with a higher (limits\.(\w+))$/,
    (name, needed, _what, room, limit, kind) =>
      `${name}까지 더하면 ${kind === 'streams' ? '난수 스트림이' : '신호가'} ${needed}개 필요한데 랩에는 ${room}개까지 들어갑니다: ${spoken(limit!, '을/를')} 더 크게 잡으십시오`,
  ],
  [
    /^up to (\d+) signals might be under way at once, and a lab has room for (\d+): .+$/,
    (needed, room) =>
      `한꺼번에 진행 중인 신호가 ${needed}개에 이를 수 있는데 랩에는 ${room}개까지 들어갑니다: 결함이 있는 동축 케이블 탭을 줄이십시오`,
  ],
  [
    /^thicknet needs WebAssembly with (\d+)-bit SIMD, .*Node ([\d.]+), Chrome (\d+), Firefox (\d+), Safari ([\d.]+) .*$/,
    (bits, node, chrome, firefox, safari) =>
      `thicknet에는 ${bits}비트 SIMD를 갖춘 WebAssembly가 필요한데 이 엔진이나 CPU에는 없습니다(Node ${node}, Chrome ${chrome}, Firefox ${firefox}, Safari ${safari} 이상)`,
  ],
];

/** Of a lab. What fits much stands behind. */
export const LAB_KO: readonly Sentence[] = [...BUILDING, ...VALUES];
