// What is wrong with a capture file: the sentences of capture's readers. Each says its place first.
import { type Sentence, spoken } from './sentence.js';

const KINDS: Readonly<Record<string, string>> = {
  'section header': '섹션 헤더',
  'interface description': '인터페이스 설명',
  packet: '패킷',
  'simple packet': '단순 패킷',
};

/** `link type 4711 or LINKTYPE_ETHERNET (1)` in Korean. */
function typesKo(types: string): string {
  return types.replaceAll(' or ', ', ').replaceAll('link type ', '링크 종류 ');
}

export const CAPTURE_KO: readonly Sentence[] = [
  [/^the file is empty\.$/, () => '파일이 비어 있습니다.'],
  [/^the file ends before any header\.$/, () => '파일이 헤더도 나오기 전에 끝납니다.'],
  [/^this is neither a pcap nor a pcapng file\.$/, () => 'pcap 파일도 pcapng 파일도 아닙니다.'],
  [/^this is not a pcap file\.$/, () => 'pcap 파일이 아닙니다.'],
  [/^this is a (\w+) file; unpack it first\.$/, (kind) => `${kind} 파일입니다. 먼저 압축을 푸십시오.`],
  [/^this is a snoop capture; convert it with editcap\.$/, () => 'snoop 캡처입니다. editcap으로 변환하십시오.'],
  [
    /^this is Kuznetzov's modified pcap; convert it with editcap\.$/,
    () => 'Kuznetzov의 변형 pcap입니다. editcap으로 변환하십시오.',
  ],
  [/^the section header has no valid byte-order magic\.$/, () => '섹션 헤더에 올바른 바이트 순서 매직이 없습니다.'],
  [
    /^(pcap|pcapng) version (\S+) is not read here, only (\S+)\.$/,
    (kind, version, only) => `${kind} 버전 ${spoken(version!, '은/는')} 읽지 못합니다. ${only}만 읽습니다.`,
  ],
  [
    /^the file ends inside its header: it has (\d+) octets of (\d+)\.$/,
    (has, of) => `파일이 헤더 안에서 끝납니다: ${of}옥텟 중 ${has}옥텟만 있습니다.`,
  ],
  [
    /^the file ends inside a record's header: (\d+) octets are left of (\d+)\.$/,
    (left, of) => `파일이 레코드 헤더 안에서 끝납니다: ${of}옥텟 중 ${left}옥텟만 남았습니다.`,
  ],
  [
    /^the file ends inside the record: (\d+) octets are left of (\d+)\.$/,
    (left, of) => `파일이 레코드 안에서 끝납니다: ${of}옥텟 중 ${left}옥텟만 남았습니다.`,
  ],
  [
    /^the file ends inside a block's header: only (\d+) octets are left\.$/,
    (left) => `파일이 블록 헤더 안에서 끝납니다: ${left}옥텟만 남았습니다.`,
  ],
  [
    /^the file ends inside a block: (\d+) octets are left of (\d+)\.$/,
    (left, of) => `파일이 블록 안에서 끝납니다: ${of}옥텟 중 ${left}옥텟만 남았습니다.`,
  ],
  [
    /^the link-type word declares an FCS of (\d+) octets; Ethernet's has (\d+)\.$/,
    (has, of) => `링크 종류 필드에 FCS가 ${has}옥텟이라고 되어 있습니다. 이더넷의 FCS는 ${of}옥텟입니다.`,
  ],
  [
    /^an FCS of (\d+) octets is declared; Ethernet's has (\d+)\.$/,
    (has, of) => `FCS가 ${has}옥텟이라고 되어 있습니다. 이더넷의 FCS는 ${of}옥텟입니다.`,
  ],
  [
    /^the frames are of (.+); only (.+) can be used here\.$/,
    (type, wanted) => `프레임이 ${typesKo(type!)}입니다. 여기서는 ${typesKo(wanted!)}만 쓸 수 있습니다.`,
  ],
  [/^the record holds no octets\.$/, () => '레코드에 옥텟이 하나도 없습니다.'],
  [
    /^the record claims (\d+) captured octets; no Ethernet frame has more than (\d+)\.$/,
    (has, most) => `레코드에 캡처된 옥텟이 ${has}개라고 되어 있습니다. ${most}옥텟보다 긴 이더넷 프레임은 없습니다.`,
  ],
  [
    /^only (\d+) of the frame's (\d+) octets were captured, so .+$/,
    (has, of) => `프레임 ${of}옥텟 중 ${has}옥텟만 캡처되어 온전하지 않습니다. 스냅숏 길이를 늘려 다시 캡처하십시오.`,
  ],
  [/^a block can't be (\d+) octets long\.$/, (length) => `블록의 길이는 ${length}옥텟일 수 없습니다.`],
  [
    /^the block's two lengths differ: (\d+) in front, (\d+) behind\.$/,
    (front, behind) => `블록 앞뒤의 길이가 서로 다릅니다: 앞은 ${front}, 뒤는 ${behind}입니다.`,
  ],
  [
    /^the (.+) block is too short for its fixed fields\.$/,
    (kind) => `${KINDS[kind!] ?? kind} 블록이 너무 짧아 고정 필드가 다 들어가지 않습니다.`,
  ],
  [
    /^the packet is of interface (\d+), which this section doesn't describe\.$/,
    (id) => `패킷이 속한 인터페이스 ${id}에 대한 설명이 이 섹션에 없습니다.`,
  ],
  [
    /^the record claims (\d+) octets, but its block has room for (\d+)\.$/,
    (has, room) => `레코드는 ${has}옥텟이라고 되어 있지만 블록에는 ${room}옥텟까지 들어갑니다.`,
  ],
  [
    /^option (\d+) of (\d+) octets reaches beyond its block\.$/,
    (code, length) => `${length}옥텟인 옵션 ${code}의 끝이 블록을 벗어납니다.`,
  ],
  [
    /^option (\d+) should have (\d+) octets, not (\d+)\.$/,
    (code, right, has) => `옵션 ${spoken(code!, '은/는')} ${right}옥텟이어야 하는데 ${has}옥텟입니다.`,
  ],
  [
    /^there is no port "(.+)" with anything plugged in; there are (.+)\.$/,
    (name, known) => `무언가 꽂힌 포트 중에 "${name}" 포트가 없습니다. 있는 포트: ${known}.`,
  ],
  [
    /^Record (\d+) claims (\d+) octets on the wire, more than any frame has; its (\d+) captured octets are taken as the whole frame\.$/,
    (record, original, captured) =>
      `레코드 ${record}: 선로에서 ${original}옥텟이었다고 되어 있지만 그런 프레임은 없습니다. 캡처된 ${captured}옥텟을 프레임 전체로 봅니다.`,
  ],
  [
    /^Record (\d+) has only (\d+) octets, too few .+$/,
    (record, has) => `레코드 ${record}: ${has}옥텟뿐이라, 있어야 할 FCS도 들어가지 않습니다.`,
  ],
  [
    /^Record (\d+) is a simple packet, .+$/,
    (record) => `레코드 ${record}: 시각이 없는 단순 패킷이라 이웃한 레코드의 시각을 씁니다.`,
  ],
  [
    /^Time goes backwards at record (\d+); .+$/,
    (record) => `레코드 ${record}에서 시각이 거꾸로 갑니다. 레코드를 시각 순으로 정렬했습니다.`,
  ],
  [
    /^The records span (\d+) days; .+$/,
    (days) => `레코드가 ${days}일에 걸쳐 있습니다. 이만큼 떨어지면 시각이 정확하지 않습니다.`,
  ],
  [/^(\d+) more warnings of these kinds are left out\.$/, (more) => `이런 경고 ${more}개는 생략했습니다.`],
];

/** `in.pcap: record 2, octet 100: ` and the sentence behind it. */
export const PLACED = /^((?:(?!: ).)+: )?(?:record (\d+)(?:, octet (\d+))?|octet (\d+)): (.+)$/s;

/** The place in Korean. */
export function placeKo(file: string, record: string, offset: string): string {
  const spots = [record && `레코드 ${record}`, offset && `옥텟 ${offset}`].filter(Boolean);
  return `${file}${spots.join(', ')}: `;
}
