// The stops of the tour: one frame through the adapter, the cable and the hub. What each says and shows is taken from the run.
import { ATTEMPT_LIMIT, GAP_BITS, HEADER_BITS, SLOT_BITS } from '../../../mac/constants.js';
import type { TapeEvent } from '../../run/tape.js';
import type { Pick } from '../../state/selection.js';
import { josa } from '../../text/josa.js';
import { us } from '../../why/story.js';
import type { OnStage } from './onstage.js';

/** What a stop shows and says. */
export interface Look {
  /** The view that the picture is in. */
  readonly view: 'spacetime' | 'tracks';
  readonly fromPs: number;
  readonly toPs: number;
  readonly cursorPs: number;
  readonly pick: Pick;
  readonly says: readonly [en: string, ko: string];
}

export interface Stop {
  readonly title: readonly [en: string, ko: string];
  readonly look: (on: OnStage) => Look;
}

/** The scenario that the tour is given in. */
export const TOUR_SCENARIO = 'hub-question';

const ADDRESS_OCTETS = 6;
const MAC_HEADER_BITS = 112;
const FCS_BITS = 32;
/** The range of a draw stops growing at this collision: backoffLimit, clause 4.2.3.2.5. */
const BACKOFF_LIMIT = 10;

const event = ({ index }: TapeEvent): Pick => ({ kind: 'event', index });

/** Bits [from, to) of the attempt that gets through, as it leaves its sender or as it arrives. */
function bits(on: OnStage, at: 'out' | 'arrival', from: number, to: number): Omit<Look, 'says'> {
  const { row, port, fromPs } = on[at];
  const startPs = fromPs + from * on.bitPs;
  const endPs = fromPs + to * on.bitPs;
  const room = 0.06 * (endPs - startPs);
  return {
    view: 'tracks',
    fromPs: startPs - room,
    toPs: endPs + room,
    cursorPs: startPs,
    pick: { kind: 'transmission', row, port, bit: from },
  };
}

const bitsOf = (on: OnStage): number => on.tape.transmission(on.out.row).count / 2;

/** Octets [from, to) of the frame, counted from its destination address; from its end where `from` is below 0. */
function hex({ octets }: OnStage, from: number, to?: number, between = ':'): string {
  const frame = octets.subarray(HEADER_BITS / 8);
  return Array.from(frame.subarray(from, to), (octet) => octet.toString(16).padStart(2, '0')).join(between);
}

/** Bits of an octet as they go out, the least significant first. */
const inWireOrder = (octet: number): string => Array.from({ length: 8 }, (_, bit) => (octet >> bit) & 1).join(' ');

export const STOPS: readonly Stop[] = [
  {
    title: ['Into the buffer', '버퍼 메모리로'],
    look: (on) => ({
      view: 'spacetime',
      fromPs: on.queued.atPs - 1e6,
      toPs: on.clash.atPs + 3e6,
      cursorPs: on.queued.atPs,
      pick: event(on.queued),
      says: [
        `We follow one frame. At ${us(on.queued.atPs)} µs the driver of ${on.sender} has put a packet into the adapter's buffer memory: frame #${on.ticket}, for ${on.receiver}. From here on the adapter works alone; the computer only hears of it again when the frame is sent or lost.`,
        `프레임 하나를 따라갑니다. ${us(on.queued.atPs)} µs, ${on.sender}의 LAN 드라이버가 ${on.receiver}에게 보낼 패킷을 LAN 어댑터의 버퍼 메모리에 넣었습니다. 이것이 프레임 #${on.ticket}입니다. 이제부터는 어댑터가 혼자 처리하고, 컴퓨터는 보냈는지 못 보냈는지만 통보받습니다.`,
      ],
    }),
  },
  {
    title: ['The MAC header', 'MAC 헤더'],
    look: (on) => ({
      ...bits(on, 'out', HEADER_BITS, HEADER_BITS + MAC_HEADER_BITS),
      says: [
        `This is the attempt that gets through, sent at ${us(on.start.atPs)} µs. First of all stands who shall have the frame, ${hex(on, 0, ADDRESS_OCTETS)} (${on.receiver}), then who sends it, ${hex(on, ADDRESS_OCTETS, 2 * ADDRESS_OCTETS)} (${on.sender}). The EtherType ${hex(on, 12, 14, '')} says whose octets follow. Each octet leaves least significant bit first.`,
        `${us(on.start.atPs)} µs에 나가서 끝내 도착하는 시도입니다. 맨 앞은 받는 쪽 ${on.receiver}의 MAC 주소 ${hex(on, 0, ADDRESS_OCTETS)}, 다음은 보내는 쪽 ${on.sender}의 ${hex(on, ADDRESS_OCTETS, 2 * ADDRESS_OCTETS)}입니다. 이더 타입 ${josa(hex(on, 12, 14, ''), '은/는')} 뒤따르는 내용이 무엇인지 알려 줍니다. 옥텟은 최하위 비트부터 나갑니다.`,
      ],
    }),
  },
  {
    title: ['Preamble and start frame delimiter', '프리앰블과 스타트 프레임 딜리미터'],
    look: (on) => {
      const beat = inWireOrder(on.octets[0]!);
      const mark = inWireOrder(on.octets[HEADER_BITS / 8 - 1]!);
      return {
        ...bits(on, 'out', 0, HEADER_BITS),
        says: [
          `Before the header the MAC circuit puts ${HEADER_BITS} bits. The preamble says ${beat} over and over, so that the receiver can find the clock. The last octet, ${mark}, is the start frame delimiter: two ones in a row mean that the frame begins with the next bit.`,
          `MAC 회로는 헤더 앞에 ${HEADER_BITS}비트를 붙입니다. 프리앰블은 ${beat}의 되풀이라서 수신 측이 여기서 클록을 찾습니다. 마지막 옥텟 ${josa(mark, '이/가')} 스타트 프레임 딜리미터입니다. 1이 두 번 이어지면 바로 다음 비트부터 프레임이라는 뜻입니다.`,
        ],
      };
    },
  },
  {
    title: ['The frame check sequence', '프레임 체크 시퀀스'],
    look: (on) => ({
      ...bits(on, 'out', bitsOf(on) - FCS_BITS, bitsOf(on)),
      says: [
        `At the end ${FCS_BITS} bits of frame check sequence, here ${hex(on, -4, undefined, ' ')}: a CRC-32 over everything from the destination address on. If a bit is turned over on the way, what is computed at the far end no longer fits. The inspector shows the register, bit by bit.`,
        `맨 끝에는 프레임 체크 시퀀스 ${FCS_BITS}비트가 붙습니다. 여기서는 ${hex(on, -4, undefined, ' ')}, 수신처 주소부터 모든 비트를 계산한 CRC-32입니다. 도중에 비트가 뒤집히면 받는 쪽의 계산과 맞지 않게 됩니다. ‘들여다보기’에서 레지스터를 한 비트씩 볼 수 있습니다.`,
      ],
    }),
  },
  {
    title: ['Carrier sense', '캐리어 감지'],
    look: (on) => ({
      view: 'spacetime',
      fromPs: on.deferring.numbers.carrierSincePs! - 2e6,
      toPs: on.start.atPs + 4e6,
      cursorPs: on.deferring.atPs,
      pick: event(on.deferring),
      says: [
        `Half duplex: who hears a signal waits until it is over. At ${us(on.deferring.atPs)} µs ${on.sender} would send, but has heard a carrier since ${us(on.deferring.numbers.carrierSincePs!)} µs. It waits for silence and then another ${us(GAP_BITS * on.bitPs)} µs, the gap between frames, and sends at ${us(on.start.atPs)} µs.`,
        `반이중에서는 신호가 들리면 끝날 때까지 기다립니다. ${us(on.deferring.atPs)} µs에 ${josa(on.sender, '은/는')} 보내고 싶지만 ${us(on.deferring.numbers.carrierSincePs!)} µs부터 캐리어가 있습니다. 조용해진 뒤 프레임 간 간격 ${us(GAP_BITS * on.bitPs)} µs를 더 기다렸다가 ${us(on.start.atPs)} µs에 보냅니다.`,
      ],
    }),
  },
  {
    title: ['The signal on the cable', '케이블 위의 신호'],
    look: (on) => {
      const link = on.tape.stage.links.find(({ ports }) => ports.includes(on.out.port))!;
      const { fromPs } = on.out;
      return {
        view: 'spacetime',
        fromPs: fromPs - 0.3e6,
        toPs: on.atHub.fromPs + 1.2e6,
        cursorPs: (fromPs + on.atHub.fromPs) / 2,
        pick: { kind: 'transmission', row: on.out.row, port: on.out.port, bit: 0 },
        says: [
          `The PHY, also called MAU, makes two half bits of ${on.bitPs / 2000} ns of each bit, with an edge in the middle that goes up for 1 and down for 0: data and clock travel as one signal. It needs ${us(link.cablePs)} µs for ${link.metres} m of cable; with the transceivers at both ends the hub hears it after ${us(on.atHub.fromPs - fromPs)} µs. That is why the band is slanted.`,
          `PHY(MAU)는 비트 하나를 ${on.bitPs / 2000} ns짜리 반 비트 둘로 바꿉니다. 한가운데의 에지는 1이면 올라가고 0이면 내려갑니다. 그래서 데이터와 클록이 한 신호로 나갑니다. 케이블 ${link.metres} m를 지나는 데 ${us(link.cablePs)} µs, 양 끝 트랜시버까지 더하면 허브는 ${us(on.atHub.fromPs - fromPs)} µs 뒤에 듣습니다. 띠가 기울어진 까닭입니다.`,
        ],
      };
    },
  },
  {
    title: ['The repeater hub', '리피터 허브'],
    look: (on) => ({
      view: 'spacetime',
      fromPs: on.out.fromPs - 0.5e6,
      toPs: on.arrival.fromPs + 3e6,
      cursorPs: on.repeat.atPs,
      pick: event(on.repeat),
      says: [
        `The hub knows neither addresses nor frames. ${us(on.repeat.atPs - on.atHub.fromPs)} µs after the first edge has come in, at ${us(on.repeat.atPs)} µs, it sends the signal, freshly shaped, out of every port but that one. Everybody hears it; only the station addressed takes it.`,
        `리피터 허브는 주소도 프레임도 모릅니다. 첫 에지가 들어오고 ${us(on.repeat.atPs - on.atHub.fromPs)} µs가 지난 ${us(on.repeat.atPs)} µs에, 파형을 다듬은 신호를 들어온 포트만 빼고 모든 포트로 내보냅니다. 모두에게 들리지만 주소가 맞는 스테이션만 받아들입니다.`,
      ],
    }),
  },
  { title: ['Collision and jam', '충돌과 재밍 신호'], look: collision },
  { title: ['Backoff', '백오프'], look: backoff },
  {
    title: ['The clock recovered', '클록 되찾기'],
    look: (on) => ({
      ...bits(on, 'arrival', 0, HEADER_BITS + 8),
      says: [
        `At ${us(on.arrival.fromPs)} µs the first half bit reaches ${on.receiver}. No wire carries a clock: the receiver takes the beat from the edges in the middle of the preamble's bits, one each ${on.bitPs / 1000} ns, and keeps to it. After the two ones in a row it takes every eight bits for an octet.`,
        `${us(on.arrival.fromPs)} µs, 첫 반 비트가 ${on.receiver}에 닿습니다. 클록을 나르는 선은 따로 없습니다. 수신 측은 프리앰블 비트 한가운데에 ${on.bitPs / 1000} ns마다 오는 에지에서 박자를 찾아 맞춥니다. 1이 두 번 이어진 다음부터는 8비트씩 끊어 옥텟으로 읽습니다.`,
      ],
    }),
  },
  {
    title: ['The check at the far end', '받는 쪽의 검사'],
    look: (on) => ({
      ...bits(on, 'arrival', bitsOf(on) - FCS_BITS, bitsOf(on)),
      says: [
        `While the bits came in, ${on.receiver} computed the frame check sequence itself. It fits the one received, ${hex(on, -4, undefined, ' ')}: nothing was damaged. The address ${hex(on, 0, ADDRESS_OCTETS)} is its own as well. Had either not fitted, the frame would have been dropped here without a word; sending it again is TCP's business.`,
        `${josa(on.receiver, '은/는')} 비트가 들어오는 동안 프레임 체크 시퀀스를 직접 계산했습니다. 받은 값 ${josa(hex(on, -4, undefined, ' '), '과/와')} 맞으므로 손상이 없고, 주소 ${hex(on, 0, ADDRESS_OCTETS)}도 자기 것입니다. 하나라도 어긋나면 여기서 말없이 버립니다. 다시 보내는 것은 TCP의 일입니다.`,
      ],
    }),
  },
  {
    title: ['The interrupt', '인터럽트'],
    look: (on) => ({
      view: 'spacetime',
      fromPs: on.arrival.fromPs - 4e6,
      toPs: on.received.atPs + 8e6,
      cursorPs: on.received.atPs,
      pick: event(on.received),
      says: [
        `${us(on.received.atPs)} µs: all ${on.received.numbers.octets} octets are in ${on.receiver}'s buffer memory, and the adapter raises an interrupt. The computer leaves what it was doing, and the driver takes the frame. The EtherType says who goes on with it: IP, say, or ARP. That was the way of one frame; press play, or open another scenario.`,
        `${us(on.received.atPs)} µs, ${on.received.numbers.octets}옥텟이 모두 ${on.receiver}의 버퍼 메모리에 들어오자 어댑터가 인터럽트를 겁니다. 컴퓨터는 하던 일을 멈추고 LAN 드라이버가 프레임을 꺼내, 이더 타입을 보고 IP나 ARP 등에 넘깁니다. 프레임 하나의 여정이 끝났습니다. 이제 재생해 보거나 다른 시나리오를 열어 보세요.`,
      ],
    }),
  },
];

function collision(on: OnStage): Look {
  const [first, second] = [on.firstStart, on.rivalStart].sort((a, b) => a.atPs - b.atPs) as [TapeEvent, TapeEvent];
  const nameOf = (one: TapeEvent): string => (one === on.firstStart ? on.sender : on.rival);
  const early = on.collision.numbers.bit! < HEADER_BITS;
  const { bits: jamBits } = on.jam.numbers;
  return {
    view: 'spacetime',
    fromPs: first.atPs - 0.5e6,
    toPs: on.draw.atPs + 4e6,
    cursorPs: on.collision.atPs,
    pick: event(on.collision),
    says: [
      `Back to the first attempt. ${nameOf(first)} began at ${us(first.atPs)} µs, and ${nameOf(second)} at ${us(second.atPs)} µs, before it could hear that. At ${us(on.clash.atPs)} µs the hub heard both and sent jam to every port, the two talkers included. At ${us(on.collision.atPs)} µs ${on.sender} receives while it transmits: so it knows. It ${early ? 'finishes its preamble, ' : ''}jams for ${jamBits} bits and falls silent.`,
      `첫 시도로 돌아갑니다. ${us(first.atPs)} µs에 ${josa(nameOf(first), '이/가')} 보내기 시작했고, 그 신호가 닿기 전인 ${us(second.atPs)} µs에 ${nameOf(second)}도 시작했습니다. 허브는 ${us(on.clash.atPs)} µs에 둘을 함께 듣고, 보내는 두 쪽을 포함한 모든 포트에 재밍 신호를 보냅니다. ${us(on.collision.atPs)} µs에 ${josa(on.sender, '은/는')} 송신 중에 수신 신호가 들어오므로 충돌을 압니다. ${early ? '프리앰블을 마치고 ' : ''}재밍 신호 ${jamBits}비트를 보낸 뒤 멈춥니다.`,
    ],
  };
}

function backoff(on: OnStage): Look {
  const { r, range } = on.draw.numbers as { r: number; range: number };
  const other = on.rivalDraw.numbers.r!;
  const first = r < other ? on.sender : on.rival;
  const outcome = r === other ? 'they will meet again' : `${first} goes first`;
  const outcomeKo = r === other ? '또 부딪칩니다' : `${josa(first, '이/가')} 먼저 보냅니다`;
  const slot = us(SLOT_BITS * on.bitPs);
  const most = 2 ** BACKOFF_LIMIT - 1;
  return {
    view: 'spacetime',
    fromPs: on.collision.atPs - 2e6,
    toPs: on.start.atPs + 4e6,
    cursorPs: on.draw.atPs,
    pick: event(on.draw),
    says: [
      `If both tried again at the same moment they would collide for ever, so each draws lots. At ${us(on.draw.atPs)} µs ${on.sender} drew r = ${r} of 0 to ${range - 1} slots of ${slot} µs, and ${on.rival} r = ${other}: ${outcome}. With every further collision the range doubles. Some books say that the adapter gives up at the tenth; in the standard the range only stops growing there (0 to ${most}), and the frame is dropped when attempt ${ATTEMPT_LIMIT} collides.`,
      `둘이 같은 순간에 다시 보내면 끝없이 충돌하므로 각자 추첨을 합니다. ${us(on.draw.atPs)} µs에 ${josa(on.sender, '은/는')} ${slot} µs 슬롯 0~${range - 1}개 중 r = ${josa(String(r), '을/를')} 뽑았고 ${josa(on.rival, '은/는')} r = ${josa(String(other), '을/를')} 뽑아 ${outcomeKo}. 충돌할 때마다 범위가 두 배가 됩니다. 10번째에 포기한다고 적은 책도 있지만, 표준에서는 10번째부터 범위가 더 커지지 않을 뿐이고(0~${most}) ${ATTEMPT_LIMIT}번째 시도까지 충돌하면 프레임을 버립니다.`,
    ],
  };
}
