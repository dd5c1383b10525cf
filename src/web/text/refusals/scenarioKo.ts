// What is wrong with a scenario: the sentences of lab/scenario.
import { listKo, type Sentence, sayBy, spoken, valueKo } from './sentence.js';

/** What was expected, as a noun. */
const WHATS: readonly Sentence[] = [
  [/^a whole number from (\S+) to (\S+)$/, (least, most) => `${least}부터 ${most}까지의 정수`],
  [/^a duration such as (.+)$/, (such) => `${listKo(such!)} 같은 시간`],
  [/^a duration longer than nothing$/, () => '0보다 긴 시간'],
  [/^a length such as (.+)$/, (such) => `${listKo(such!)} 같은 길이`],
  [/^a rate such as (.+)$/, (such) => `${listKo(such!)} 같은 전송률`],
  [/^a rate above 0$/, () => '0보다 큰 전송률'],
  [/^a count such as (.+)$/, (such) => `${listKo(such!)} 같은 횟수`],
  [/^a MAC address such as (.+)$/, (such) => `${such} 같은 MAC 주소`],
  [/^a node and its counter, such as (.+)$/, (such) => `${such} 같은 노드와 카운터`],
  [/^two endpoints, such as (.+)$/, (such) => `${such} 같은 끝점 두 개`],
  [/^'original', 'saturate' or a factor such as (\S+)$/, (such) => `'original', 'saturate'나 ${such} 같은 배수`],
  [/^the hexadecimal fingerprint of a run$/, () => '실행의 16진수 지문'],
  [/^pairs of hexadecimal digits$/, () => '두 자리씩 짝을 이루는 16진수'],
  [/^a map with a name and a topology$/, () => 'name과 topology가 있는 맵'],
  [/^at least (\S+) entries$/, (least) => `항목 ${least}개 이상`],
  [/^at most (\S+) entries$/, (most) => `항목 ${most}개 이하`],
  [/^at least (\S+) characters$/, (least) => `${least}자 이상의 문자열`],
  [/^at most (\S+) characters$/, (most) => `${most}자 이하의 문자열`],
  [/^at least (\S+)$/, (least) => `${least} 이상의 값`],
  [/^at most (\S+)$/, (most) => `${most} 이하의 값`],
  [/^text$/, () => '문자열'],
  [/^a value$/, () => '값'],
  [/^a number$/, () => '숫자'],
  [/^(?:int|a whole number)$/, () => '정수'],
  [/^true or false$/, () => 'true나 false'],
  [/^a map of keys and values$/, () => '키와 값으로 된 맵'],
  [/^a list$/, () => '목록'],
  [/^something else$/, () => '다른 값'],
  [/^one of (.+)$/, (words) => `${listKo(words!)} 중 하나`],
  [/^(<name>\..+)$/, (forms) => `${forms} 중 하나`],
  [
    /^(\S+|.+ or .+)$/,
    (words) => {
      const each = listKo(words!).split(', ');
      const said = each.map((word) => (word.includes(' ') ? whatKo(word) : sayWord(word))).join(', ');
      return each.length > 1 ? `${said} 중 하나` : said;
    },
  ],
];

function sayWord(word: string): string {
  return word === 'text' ? '문자열' : word;
}

function whatKo(what: string): string {
  return sayBy(WHATS, what) ?? what;
}

/** Of a refusal that ends in what was found instead; some say so twice. */
function expected(what: string, found?: string): string {
  const noun = spoken(whatKo(what.replace(/, not .*$/, '')), '이/가');
  return found ? `${noun} 와야 하는데 ${valueKo(found)}입니다` : `${noun} 와야 합니다`;
}

function kindKo(kind: string): string {
  return { repeater: '리피터', coax: '동축 케이블', station: '스테이션', segment: '세그먼트', lab: '랩' }[kind] ?? kind;
}

/** Its shape: keys, words, quantities. */
const SHAPE: readonly Sentence[] = [
  [/^there is no key ('.*') here$/, (key) => `여기에는 ${key} 키가 없습니다`],
  [
    /^there is no key ('.*') here; there is (.+)$/,
    (key, known) => `여기에는 ${key} 키가 없습니다. 쓸 수 있는 키: ${known}`,
  ],
  [/^is missing$/, () => '빠졌습니다'],
  [/^is missing: who is the frame for\?$/, () => '빠졌습니다: 프레임을 누구에게 보낼지 적어야 합니다'],
  [
    /^is missing: how far from the left end of ('.*') is the tap\?$/,
    (coax) => `빠졌습니다: 탭이 ${coax}의 왼쪽 끝에서 얼마나 떨어져 있는지 적어야 합니다`,
  ],
  [/^is not a name$/, () => '이름이 아닙니다'],
  [/^expected one of (.+) here$/, (words) => `여기에 ${words} 중 하나가 있어야 합니다`],
  [/^('.*') is none of (.+)$/, (given, forms) => `${forms} 중 어느 것도 아닙니다: ${given}`],
  [
    /^('.*'|\S+) has no unit: expected (.+)$/,
    (given, what) => `${given}에 단위가 없습니다: ${spoken(whatKo(what!), '이/가')} 와야 합니다`,
  ],
  [/^('.*') is negative$/, (given) => `음수입니다: ${given}`],
  [
    /^('.*') is longer than (\S+) s, the longest time that is exact in picoseconds$/,
    (given, most) => `피코초까지 정확히 셀 수 있는 가장 긴 시간인 ${most} s를 넘습니다: ${given}`,
  ],
  [/^('.*') is finer than a picosecond$/, (given) => `피코초보다 잘게 나뉩니다: ${given}`],
  [/^(\S+) is not a finite number$/, (given) => `${spoken(given!, '은/는')} 유한한 수가 아닙니다`],
  [/^(\S+) is not a group address$/, (mac) => `${spoken(mac!, '은/는')} 그룹 주소가 아닙니다`],
  [
    /^('.*') is not (an? (?:duration|length|rate) .+)$/,
    (given, what) => `${spoken(whatKo(what!), '이/가')} 아닙니다: ${given}`,
  ],
  [/^expected (.+), not (.+)$/s, (what, found) => expected(what!, found)],
  [/^expected (.+)$/s, (what) => expected(what!)],
  [
    /^a latency lies between (\S+) and (\S+) bit times$/,
    (least, most) => `지연은 ${least}~${most} 비트 시간이어야 합니다`,
  ],
  [
    /^a velocity is a fraction of the speed of light: (\S+) to (\S+)$/,
    (least, most) => `전파 속도는 광속에 대한 비율이며 ${least}~${most}이어야 합니다`,
  ],
  [
    /^an endpoint is a node and its port, such as (.+) or (.+)$/,
    (a, b) => `끝점은 ${a}, ${b}처럼 노드와 포트로 적습니다`,
  ],
  [/^at most (\d+) links$/, (most) => `링크는 ${most}개까지입니다`],
  [/^only (\S+) in this version$/, (speed) => `이 버전에서는 ${speed}만 쓸 수 있습니다`],
  [/^a cable is between (\S+) and (\S+) long$/, (least, most) => `케이블 길이는 ${least}부터 ${most}까지입니다`],
  [
    /^a name is a letter followed by at most (\d+) letters, digits, - or _$/,
    (most) => `이름은 글자 하나 뒤에 글자, 숫자, -, _를 ${most}개까지 이어 씁니다`,
  ],
  [/^a probability lies between (\S+) and (\S+)$/, (least, most) => `확률은 ${least}~${most} 사이입니다`],
  [/^x0 would never end$/, () => 'x0이면 영영 끝나지 않습니다'],
  [
    /^nothing lies between (\S+) and (\S+)$/,
    (least, most) => `${spoken(least!, '과/와')} ${most} 사이에는 아무 값도 없습니다`,
  ],
];

/** Its text. */
const TEXT: readonly Sentence[] = [
  [
    /^the file has (\d+) characters; a scenario has at most (\d+)$/,
    (has, most) => `파일이 ${has}자입니다. 시나리오는 ${most}자까지입니다`,
  ],
  [
    /^the file is empty: a scenario needs .+$/,
    () => '파일이 비어 있습니다: 시나리오에는 적어도 name과 topology가 있어야 합니다',
  ],
  [/^nested more than (\d+) levels deep$/, (most) => `중첩이 ${most}단계를 넘습니다`],
  [/^a second document begins here: .+$/, () => '여기서 두 번째 문서가 시작됩니다: 시나리오는 문서 하나여야 합니다'],
  [/^more than (\d+) values, aliases followed$/, (most) => `별칭을 펼치면 값이 ${most}개를 넘습니다`],
  [/^more than (\d+) aliases$/, (most) => `별칭이 ${most}개를 넘습니다`],
  [/^a key must be plain text$/, () => '키는 문자열이어야 합니다'],
  [/^('.*') can't be a key$/, (key) => `${spoken(key!, '은/는')} 키로 쓸 수 없습니다`],
  [/^the key ('.*') stands here a second time$/, (key) => `${key} 키가 여기에 두 번째로 나옵니다`],
  [/^the tag (.*) has no place in a scenario$/, (tag) => `시나리오에는 ${tag} 태그를 쓸 수 없습니다`],
  [/^nothing before this alias is named (.+)$/, (name) => `이 별칭 앞에 이름이 ${name}인 것이 없습니다`],
];

/** What the reader of YAML says of its grammar. */
const YAML: readonly Sentence[] = [
  [/^Tabs are not allowed as indentation$/, () => '들여쓰기에 탭을 쓸 수 없습니다'],
  [/^Map keys must be unique$/, () => '같은 키를 두 번 쓸 수 없습니다'],
  [/^Unresolved tag: (.+)$/, (tag) => `알 수 없는 태그입니다: ${tag}`],
  [/^Missing closing (['"])quote/, (mark) => `닫는 따옴표(${mark})가 없습니다`],
  [/^Missing space after : in (.+)$/, (where) => `${placeKo(where!)}의 : 뒤에 공백이 없습니다`],
  [
    /^Missing (, or :|,) between (.+) items$/,
    (mark, where) => `${placeKo(where!)} 항목 사이에 ${mark!.replace('or', '또는')} 기호가 없습니다`,
  ],
  [/^Unexpected empty item in (.+)$/, (where) => `${placeKo(where!)}에 빈 항목이 있습니다`],
  [/^Unexpected (\S+) in (.+)$/, (mark, where) => `${placeKo(where!)}에 ${mark} 기호가 잘못 놓였습니다`],
  [/^Unexpected (\S+)(?: token| at node end)$/, (mark) => `여기에 올 수 없는 것입니다: ${mark}`],
  [/^(?:Not a YAML token|Unexpected [^:]*): (.+)$/, (text) => `YAML 문법에 없는 글자입니다: ${text}`],
  [
    /^(Flow (?:map|sequence)|Block collection|.+) .*must end with a (\S+)$/i,
    (where, mark) => `${spoken(placeKo(where!), '은/는')} ${mark} 기호로 끝나야 합니다`,
  ],
  [/must be sufficiently indented/, () => '들여쓰기가 모자랍니다'],
  [
    /^All (mapping|sequence|collection) items must start at the same column$/,
    () => '같은 묶음의 항목은 모두 같은 칸에서 시작해야 합니다',
  ],
  [/^(?:Implicit keys? .*|.*single line.*)$/, () => '키는 한 줄에 적고 뒤에 : 기호와 값을 붙여야 합니다'],
  [/^Implicit map keys need to be followed by map values$/, () => '키 뒤에 : 기호와 값이 없습니다'],
  [/^Nested mappings are not allowed in compact mappings$/, () => '한 줄에 : 기호를 겹쳐 쓸 수 없습니다'],
  [/^A block sequence may not be used as an implicit map key$/, () => '목록은 키가 될 수 없습니다'],
  [/^Plain value cannot start with (.+)$/, (mark) => `따옴표 없는 값은 ${mark} 기호로 시작할 수 없습니다`],
  [/^Invalid escape sequence (.+)$/, (text) => `잘못된 이스케이프입니다: ${text}`],
  [/^Comments must be separated .+$/, () => '주석 앞에는 공백이 있어야 합니다'],
  [/^Tags and anchors must be separated .+$/, () => '태그와 앵커 뒤에는 공백이 있어야 합니다'],
  [/^(?:Alias|Anchor) cannot be an empty string$/, () => '별칭과 앵커에는 이름이 있어야 합니다'],
  [/^With stringKeys, all keys must be strings$/, () => '키는 문자열이어야 합니다'],
];

function placeKo(where: string): string {
  const places: Record<string, string> = {
    'flow map': '중괄호 맵',
    'flow sequence': '대괄호 목록',
    'flow collection': '괄호 묶음',
  };
  return places[where.toLowerCase()] ?? '블록';
}

/** What its names refer to. */
const NAMES: readonly Sentence[] = [
  [/^there is no node ('.*')$/, (name) => `${name} 노드가 없습니다`],
  [/^there is no link ('.*')$/, (name) => `${name} 링크가 없습니다`],
  [
    /^there is no link ('.*'): name it, or one of its ends such as (\S+)$/,
    (name, such) => `${name} 링크가 없습니다: 링크의 이름이나 ${such} 같은 한쪽 끝을 적습니다`,
  ],
  [
    /^there is no node: a scenario needs at least one$/,
    () => '노드가 없습니다: 시나리오에는 노드가 하나 이상 있어야 합니다',
  ],
  [
    /^(\d+) nodes; a scenario has at most (\d+)$/,
    (has, most) => `노드가 ${has}개입니다. 시나리오에는 ${most}개까지 둘 수 있습니다`,
  ],
  [
    /^('.*') has a meaning of its own and can't name a node$/,
    (name) => `${spoken(name!, '은/는')} 따로 뜻이 있는 말이라 노드 이름으로 쓸 수 없습니다`,
  ],
  [
    /^(\S+) is a group address: its first bit on the wire is 1$/,
    (mac) => `${spoken(mac!, '은/는')} 그룹 주소입니다: 선로에 나가는 첫 비트가 1입니다`,
  ],
  [/^the address of all zeros belongs to nobody$/, () => '모두 0인 주소는 누구의 것도 아닙니다'],
  [/^(\S+) is the address of ('.*') already$/, (mac, name) => `${spoken(mac!, '은/는')} 이미 ${name}의 주소입니다`],
  [/^(\S+) already holds the cable of (\S+)$/, (port, link) => `${port}에는 이미 ${link}의 케이블이 꽂혀 있습니다`],
  [/^(links\[\d+\]) is named ('.*') too$/, (link, name) => `${link}의 이름도 ${name}입니다`],
  [/^a node is named ('.*') too$/, (name) => `${spoken(name!, '은/는')} 노드의 이름이기도 합니다`],
  [/^both ends are at ('.*')$/, (name) => `두 끝이 모두 ${name}에 있습니다`],
  [/^is said of a tap on a coax, .+$/, () => '동축 케이블의 탭에만 쓰는 키인데, 이 링크는 두 포트를 잇는 케이블입니다'],
  [/^is said of a cable, .+$/, () => '케이블에만 쓰는 키인데, 이 링크는 동축 케이블의 탭입니다'],
  [/^two coaxes meet in a repeater, .+$/, () => '동축 케이블 두 개는 바로 이을 수 없고 리피터로 이어야 합니다'],
  [
    /^a coax has no ports: write ('.*') and where the tap is, such as (.+)$/,
    (name, such) => `동축 케이블에는 포트가 없습니다: ${spoken(name!, '과/와')} 탭의 위치를 ${such}처럼 적습니다`,
  ],
  [
    /^('.*') has one port, eth0, and no ('.*')$/,
    (name, port) => `${name}의 포트는 eth0 하나이고 ${spoken(port!, '은/는')} 없습니다`,
  ],
  [/^which port\? ('.*') to ('.*')$/, (first, last) => `어느 포트입니까? ${first}부터 ${last}까지 있습니다`],
  [
    /^('.*') has ports 1 to (\d+), and no ('.*')$/,
    (name, most, port) => `${name}의 포트는 1~${most}이고 ${spoken(port!, '은/는')} 없습니다`,
  ],
  [
    /^('.*') is a (\w+), and only a host sends$/,
    (name, kind) => `${spoken(name!, '은/는')} ${kindKo(kind!)}입니다. 프레임은 호스트만 보냅니다`,
  ],
  [
    /^('.*') has (\d+) links: say which port$/,
    (name, count) => `${name}에는 링크가 ${count}개 있습니다: 어느 포트인지 적어야 합니다`,
  ],
  [
    /^('.*') is not at an end of (\S+): expected (.+)$/,
    (name, link, ends) => `${spoken(name!, '은/는')} ${link}의 끝이 아닙니다: ${listKo(ends!)} 중 하나여야 합니다`,
  ],
  [/^a (\w+) has no counter ('.*')$/, (of, counter) => `${kindKo(of!)}에는 ${counter} 카운터가 없습니다`],
  [
    /^a (\w+) has no counter ('.*'); there is (.+)$/,
    (of, counter, known) => `${kindKo(of!)}에는 ${counter} 카운터가 없습니다. 쓸 수 있는 카운터: ${known}`,
  ],
  [/^there is no ('.*')$/, (word) => `없는 말입니다: ${word}`],
  [/^closes a loop of repeaters: (.+)$/, (loop) => `리피터가 고리를 이룹니다: ${loop}`],
];

/** What can't be true at once, or not yet. */
const SENSE: readonly Sentence[] = [
  [
    /^the (kind|verb|key) (\S+) is not in this version, which ends at the MAC$/,
    (what, name) =>
      `${name} ${{ kind: '종류는', verb: '동작은', key: '키는' }[what!]} MAC까지만 다루는 이 버전에는 아직 없습니다`,
  ],
  [/^duplex is said of a host, .+$/, () => 'duplex는 호스트에 적습니다: 두 끝의 설정이 서로 다를 수 있기 때문입니다'],
  [/^hex begins with the destination already$/, () => 'hex에 이미 목적지 주소가 들어 있습니다'],
  [/^hex says how long the frame is$/, () => 'hex로 프레임의 길이가 이미 정해져 있습니다'],
  [/^('.*') would send to itself$/, (name) => `${spoken(name!, '이/가')} 자기 자신에게 보내게 됩니다`],
  [/^stops before it starts$/, () => '시작하기 전에 멈춥니다'],
  [/^say node or link, not both$/, () => 'node와 link 중 하나만 적어야 합니다'],
  [/^lies before after$/, () => 'after보다 앞섭니다'],
  [/^lies above max$/, () => 'max보다 큽니다'],
  [/^say octets or octetsFrom, not both$/, () => 'octets와 octetsFrom 중 하나만 적어야 합니다'],
  [/^('.*') is in the list already$/, (name) => `${spoken(name!, '은/는')} 이미 목록에 있습니다`],
  [/^there is no other host$/, () => '다른 호스트가 없습니다'],
  [
    /^(\d+) octets: a frame without its FCS has (\d+) to (\d+)$/,
    (size, least, most) => `${size}옥텟입니다: FCS를 뺀 프레임은 ${least}~${most}옥텟입니다`,
  ],
  [/^has no stop, and the scenario no until: .+$/, () => 'stop이 없고 시나리오에 until도 없어 실행이 끝나지 않습니다'],
  [
    /^(\S+) m is beyond the end of ('.*'), which is (\S+) m long$/,
    (at, name, length) => `${at} m는 길이 ${length} m인 ${name}의 끝을 넘습니다`,
  ],
  [
    /^full duplex, and taps the coax ('.*'), which is half duplex \(clause ([\d.]+)\)$/,
    (name, clause) => `전이중인데 반이중인 동축 케이블 ${name}에 탭으로 연결됩니다(${clause}절)`,
  ],
];

/** What a real installation would not do. */
const WARNINGS: readonly Sentence[] = [
  [
    /^(\S+) m of twisted pair; 10BASE-T ends at (\S+) m \(clause ([\d.]+)\)$/,
    (has, most, clause) => `트위스티드 페어 ${has} m: 10BASE-T는 ${most} m까지입니다(${clause}절)`,
  ],
  [/^slower than the (\S+) c of clause ([\d.]+)$/, (least, clause) => `${clause}절의 ${least} c보다 느립니다`],
  [/^has no cable, and will speak to nobody$/, () => '케이블이 없어 누구와도 통신하지 못합니다'],
  [
    /^clause ([\d.]+) cuts a port off after more than (\d+) consecutive collisions$/,
    (clause, most) => `${clause}절에서는 연속 충돌이 ${most}회를 넘어야 포트를 분리합니다`,
  ],
  [
    /^(\S+) m; a segment ends at (\S+) m \((\w+), clause ([\d.]+)\)$/,
    (has, most, type, clause) => `${has} m: 세그먼트는 ${most} m까지입니다(${type}, ${clause}절)`,
  ],
  [
    /^(\d+) taps; a segment has at most (\d+) \((\w+), clause ([\d.]+)\)$/,
    (has, most, type, clause) => `탭 ${has}개: 세그먼트에는 탭을 ${most}개까지 둡니다(${type}, ${clause}절)`,
  ],
  [
    /^(\S+) m; an AUI cable ends at (\S+) m \(clause ([\d.]+)\)$/,
    (has, most, clause) => `${has} m: AUI 케이블은 ${most} m까지입니다(${clause}절)`,
  ],
  [
    /^(\S+) m is not at one of the cable's marks, every (\S+) m \((\w+), clause ([\d.]+)\)$/,
    (at, every, type, clause) => `${at} m는 ${every} m마다 있는 케이블의 표시 위치가 아닙니다(${type}, ${clause}절)`,
  ],
  [
    /^(\S+) m from the tap of ('.*'); at least (\S+) m \((\w+), clause ([\d.]+)\)$/,
    (gap, name, least, type, clause) =>
      `${name}의 탭에서 ${gap} m: ${least} m 이상 떨어져야 합니다(${type}, ${clause}절)`,
  ],
  [
    /^full duplex against ('.*'), which is half duplex: a duplex mismatch$/,
    (name) => `전이중인데 상대 ${spoken(name!, '은/는')} 반이중입니다: 듀플렉스 불일치`,
  ],
  [/^never happens: the run ends before$/, () => '일어나지 않습니다: 그 전에 실행이 끝납니다'],
  [
    /^(\d+) octets: a basic frame ends at (\d+), and its receivers count a longer one as a giant$/,
    (size, most) => `${size}옥텟: 기본 프레임은 ${most}옥텟까지이고, 더 길면 수신 측에서 너무 긴 프레임으로 셉니다`,
  ],
  [
    /^the round trip from ('.*') to ('.*') is (\S+) bit times by Model 2; above (\S+) collisions may be late \(clause ([\d.]+)\)$/,
    (from, to, bits, most, clause) =>
      `${from}에서 ${to}까지의 왕복 시간이 모델 2로 ${bits} 비트 시간입니다. ${most}를 넘으면 늦은 충돌이 생길 수 있습니다(${clause}절)`,
  ],
  [
    /^from ('.*') to ('.*') there are (\d+) repeaters; at most (\d+) \(clause ([\d.]+)\)$/,
    (from, to, has, most, clause) =>
      `${from}에서 ${to}까지 리피터가 ${has}개 있습니다. ${most}개까지 둘 수 있습니다(${clause}절)`,
  ],
];

/** Of a scenario. What may be taken for another stands behind it. */
export const SCENARIO_KO: readonly Sentence[] = [...TEXT, ...SENSE, ...WARNINGS, ...NAMES, ...SHAPE, ...YAML];
