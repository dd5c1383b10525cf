// The stops of the tour: one frame through the adapter, the cable and the hub. What each says and shows is taken from the run.
import { HEADER_BITS } from '../../../mac/constants.js';
import type { TapeEvent } from '../../run/tape.js';
import type { Pick } from '../../state/selection.js';
import { josa } from '../../text/josa.js';
import { us } from '../../why/story.js';
import type { OnStage } from './onstage.js';

/** What a stop shows and says. */
export interface Look {
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

const ADDRESSES_BITS = 96;
const MAC_HEADER_BITS = 112;
const FCS_BITS = 32;

const event = ({ index }: TapeEvent): Pick => ({ kind: 'event', index });

/** Bits [from, to) of the attempt that gets through, as it leaves its sender or as it arrives. */
function bits(on: OnStage, at: 'out' | 'arrival', from: number, to: number): Omit<Look, 'says'> {
  const { row, port, fromPs } = on[at];
  const startPs = fromPs + from * on.bitPs;
  const endPs = fromPs + to * on.bitPs;
  const room = 0.06 * (endPs - startPs);
  return {
    fromPs: startPs - room,
    toPs: endPs + room,
    cursorPs: startPs,
    pick: { kind: 'transmission', row, port, bit: from },
  };
}

const bitsOf = (on: OnStage): number => on.tape.transmission(on.out.row).count / 2;

export const STOPS: readonly Stop[] = [
  {
    title: ['Into the buffer', '버퍼 메모리로'],
    look: (on) => ({
      fromPs: on.queued.atPs - 1e6,
      toPs: on.clash.atPs + 3e6,
      cursorPs: on.queued.atPs,
      pick: event(on.queued),
      says: [
        `The driver of ${on.sender} has put a packet into the adapter's buffer memory: ${on.queued.numbers.octets} octets with the MAC header, and without a frame check sequence yet. From here on the adapter works alone; the computer only hears of it again when it is sent or lost.`,
        `${on.sender}의 LAN 드라이버가 패킷을 LAN 어댑터의 버퍼 메모리에 넣었습니다. MAC 헤더를 포함해 ${on.queued.numbers.octets}옥텟이고 프레임 체크 시퀀스는 아직 없습니다. 이제부터는 어댑터가 혼자 처리합니다.`,
      ],
    }),
  },
  {
    title: ['The MAC header', 'MAC 헤더'],
    look: (on) => ({
      ...bits(on, 'out', HEADER_BITS, HEADER_BITS + MAC_HEADER_BITS),
      says: [
        `Here the frame as it goes out in the end, ${us(on.start.atPs)} us into the run. First who shall have it (${on.receiver}), then who sends it (${on.sender}): ${ADDRESSES_BITS} bits of addresses. Then the EtherType says to whom the octets behind it belong. Each octet leaves least significant bit first.`,
        `실행 시작 후 ${us(on.start.atPs)} us, 마침내 끝까지 나가는 프레임입니다. 먼저 받는 쪽(${on.receiver}), 다음에 보내는 쪽(${on.sender})의 MAC 주소 ${ADDRESSES_BITS}비트, 이어서 뒤의 내용이 누구 것인지 알려 주는 이더 타입이 옵니다. 각 옥텟은 최하위 비트부터 나갑니다.`,
      ],
    }),
  },
  {
    title: ['Preamble and start frame delimiter', '프리앰블과 스타트 프레임 딜리미터'],
    look: (on) => ({
      ...bits(on, 'out', 0, HEADER_BITS),
      says: [
        `Before the header the MAC circuit puts ${HEADER_BITS} bits: 1 0 1 0 … 1 0, the preamble, so that the receiver can find the clock, and at its end 1 0 1 0 1 0 1 1. The two ones in a row are the start frame delimiter's mark: the frame begins with the next bit.`,
        `MAC 회로가 헤더 앞에 ${HEADER_BITS}비트를 붙입니다. 1 0 1 0 … 1 0의 프리앰블로 수신 측이 클록을 찾고, 끝의 1 0 1 0 1 0 1 1이 스타트 프레임 딜리미터입니다. 1이 두 번 이어지면 다음 비트부터 프레임입니다.`,
      ],
    }),
  },
  {
    title: ['The frame check sequence', '프레임 체크 시퀀스'],
    look: (on) => ({
      ...bits(on, 'out', bitsOf(on) - FCS_BITS, bitsOf(on)),
      says: [
        `At the end ${FCS_BITS} bits of frame check sequence, computed with CRC-32 over everything from the destination address on. One bit turned over on the way, and what is computed at the far end no longer fits. Unlike the rest it leaves highest power first.`,
        `끝에는 프레임 체크 시퀀스 ${FCS_BITS}비트가 붙습니다. 수신처 주소부터 모든 비트를 CRC-32로 계산한 값이라, 도중에 한 비트만 뒤집혀도 받는 쪽의 계산과 맞지 않습니다. 다른 필드와 달리 최고차 항부터 나갑니다.`,
      ],
    }),
  },
  {
    title: ['Carrier sense', '캐리어 감지'],
    look: (on) => ({
      fromPs: on.deferring.numbers.carrierSincePs! - 2e6,
      toPs: on.start.atPs + 4e6,
      cursorPs: on.deferring.atPs,
      pick: event(on.deferring),
      says: [
        `Half duplex: who hears a signal waits until it is over. At ${us(on.deferring.atPs)} us ${on.sender} would send, but has heard a carrier since ${us(on.deferring.numbers.carrierSincePs!)} us. It waits for silence and then 9.6 us more, the gap between frames, until ${us(on.start.atPs)} us.`,
        `반이중에서는 신호가 들리면 끝날 때까지 기다립니다. ${us(on.deferring.atPs)} us에 ${josa(on.sender, '이/가')} 보내려 하지만 ${us(on.deferring.numbers.carrierSincePs!)} us부터 캐리어가 있습니다. 조용해진 뒤 프레임 간 간격 9.6 us를 더 기다려 ${us(on.start.atPs)} us에 보냅니다.`,
      ],
    }),
  },
  {
    title: ['The signal on the cable', '케이블 위의 신호'],
    look: (on) => {
      const link = on.tape.stage.links.find(({ ports }) => ports.includes(on.out.port))!;
      const { fromPs } = on.out;
      return {
        fromPs: fromPs - 0.3e6,
        toPs: on.atHub.fromPs + 1.2e6,
        cursorPs: fromPs + link.cablePs / 2 + 0.2e6,
        pick: { kind: 'transmission', row: on.out.row, port: on.out.port, bit: 0 },
        says: [
          `PHY, or MAU, turns each bit into two half bits of 50 ns: an edge in the middle of every bit, upwards for 1, so that data and clock travel as one signal. It runs through ${link.metres} m of cable in ${us(link.cablePs)} us; with the transceivers at both ends the hub hears it after ${us(on.atHub.fromPs - fromPs)} us.`,
          `PHY(MAU)는 비트마다 50 ns짜리 반 비트 둘로 바꿉니다. 비트 한가운데에 반드시 에지가 있어(1이면 올라감) 데이터와 클록이 한 신호로 나갑니다. ${link.metres} m 케이블을 ${us(link.cablePs)} us에 지나고, 양 끝 트랜시버까지 더해 ${us(on.atHub.fromPs - fromPs)} us 뒤에 허브가 듣습니다.`,
        ],
      };
    },
  },
  {
    title: ['The repeater hub', '리피터 허브'],
    look: (on) => ({
      fromPs: on.out.fromPs - 0.5e6,
      toPs: on.arrival.fromPs + 3e6,
      cursorPs: on.repeat.atPs,
      pick: event(on.repeat),
      says: [
        `The hub knows neither addresses nor frames. ${us(on.repeat.atPs - on.atHub.fromPs)} us after the first edge has reached it, it sends the signal, freshly shaped, out of every port but the one where it came in. Everybody hears it, and only the one addressed takes it.`,
        `리피터 허브는 주소도 프레임도 모릅니다. 첫 에지가 닿고 ${us(on.repeat.atPs - on.atHub.fromPs)} us 뒤, 신호를 새로 다듬어 들어온 포트만 빼고 모든 포트로 내보냅니다. 모두가 듣고, 주소가 맞는 스테이션만 받습니다.`,
      ],
    }),
  },
  {
    title: ['Collision and jam', '충돌과 재밍 신호'],
    look: (on) => ({
      fromPs: on.firstStart.atPs - 0.5e6,
      toPs: on.draw.atPs + 4e6,
      cursorPs: on.collision.atPs,
      pick: event(on.collision),
      says: [
        `Back to the first attempt: ${on.sender} began at ${us(on.firstStart.atPs)} us, and another did before it could hear that. The hub heard both at ${us(on.clash.atPs)} us and sent jam to every port, the two talkers included. At ${us(on.collision.atPs)} us ${on.sender} receives while it transmits, so it knows. It finishes its preamble, jams for 32 bits and falls silent.`,
        `첫 시도로 돌아갑니다. ${josa(on.sender, '이/가')} ${us(on.firstStart.atPs)} us에 보내기 시작했고, 그 신호가 닿기 전에 다른 스테이션도 보냈습니다. 허브는 ${us(on.clash.atPs)} us에 둘을 함께 듣고 두 송신자를 포함한 모든 포트에 재밍 신호를 보냅니다. ${us(on.collision.atPs)} us에 ${josa(on.sender, '은/는')} 송신 중에 수신하므로 충돌을 알고, 프리앰블을 마친 뒤 재밍 신호 32비트를 보내고 멈춥니다.`,
      ],
    }),
  },
  {
    title: ['Backoff', '백오프'],
    look: (on) => ({
      fromPs: on.collision.atPs - 2e6,
      toPs: on.start.atPs + 4e6,
      cursorPs: on.draw.atPs,
      pick: event(on.draw),
      says: [
        `Both must not try again at the same moment, so each draws lots: r = ${on.draw.numbers.r} of 0 to ${on.draw.numbers.range! - 1} slots of 51.2 us. With every further collision the range doubles. The study notes say that the adapter gives up at the tenth time; in the standard the range stops growing at the tenth collision (0 to 1023), and the frame is dropped when the 16th attempt collides.`,
        `둘이 같은 순간에 다시 보내면 안 되므로 추첨을 합니다. 51.2 us 슬롯 0~${on.draw.numbers.range! - 1}개 중 r = ${on.draw.numbers.r}. 충돌할 때마다 범위는 두 배가 됩니다. 책에는 10번째에 포기한다고 되어 있지만, 표준에서는 10번째 충돌부터 범위가 더 커지지 않을 뿐이고(0~1023) 16번째 시도까지 충돌하면 프레임을 버립니다.`,
      ],
    }),
  },
  {
    title: ['The clock recovered', '클록 되찾기'],
    look: (on) => ({
      ...bits(on, 'arrival', 0, 10),
      says: [
        `At ${us(on.arrival.fromPs)} us the first half bit reaches ${on.receiver}. No wire carries a clock: the receiver takes the beat from the edges of the preamble, one in the middle of each bit, and keeps to it. Two ones in a row end the preamble, and every eighth bit from there on is an octet.`,
        `${us(on.arrival.fromPs)} us에 첫 반 비트가 ${on.receiver}에 닿습니다. 클록을 나르는 선은 따로 없습니다. 수신 측은 프리앰블의 비트 한가운데에 있는 에지에서 박자를 찾아 맞춥니다. 1이 두 번 이어지면 프리앰블이 끝나고, 거기서부터 8비트씩 옥텟이 됩니다.`,
      ],
    }),
  },
  {
    title: ['The check at the far end', '받는 쪽의 검사'],
    look: (on) => {
      const last = bitsOf(on);
      return {
        ...bits(on, 'arrival', last - FCS_BITS, last),
        says: [
          `${on.receiver} has computed the frame check sequence itself while the bits came in. It compares: they are the same, so nothing was damaged. Then the address: it is ${on.receiver}'s own. Had either been wrong, the frame would have been dropped here without a word; sending it again is TCP's business.`,
          `${josa(on.receiver, '은/는')} 비트가 들어오는 동안 프레임 체크 시퀀스를 직접 계산했습니다. 비교해 보니 같으므로 손상이 없습니다. 주소도 ${on.receiver} 자신의 것입니다. 하나라도 틀리면 여기서 말없이 버립니다. 다시 보내는 것은 TCP의 일입니다.`,
        ],
      };
    },
  },
  {
    title: ['The interrupt', '인터럽트'],
    look: (on) => ({
      fromPs: on.arrival.fromPs - 2e6,
      toPs: on.received.atPs + 4e6,
      cursorPs: on.received.atPs,
      pick: event(on.received),
      says: [
        `${us(on.received.atPs)} us: the frame of ${on.received.numbers.octets} octets lies in ${on.receiver}'s buffer memory, and the adapter raises an interrupt. The computer leaves what it was doing, and the driver takes the frame; its EtherType says who goes on: IP, or ARP.`,
        `${us(on.received.atPs)} us: ${on.received.numbers.octets}옥텟의 프레임이 ${on.receiver}의 버퍼 메모리에 있고, 어댑터가 인터럽트를 걸어 알립니다. 컴퓨터는 하던 일을 멈추고 LAN 드라이버가 프레임을 꺼냅니다. 이더 타입을 보고 IP나 ARP로 넘깁니다.`,
      ],
    }),
  },
];
