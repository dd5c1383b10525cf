// Why a half-duplex station waits, sends, collides, jams and draws: one attempt at one frame, from the carrier before it to
// what follows it (CSMA/CD, clause 4.2.3.2).
import { ATTEMPT_LIMIT, GAP_BITS, HEADER_BITS, SLOT_BITS } from '../../mac/constants.js';
import type { TapeEvent } from '../run/tape.js';
import { josa } from '../text/josa.js';
import { type Attempt, attemptAround } from './attempts.js';
import { type Explainers, type Link, told } from './chain.js';
import { jamLinks } from './hub.js';
import { lossLink, plain } from './losses.js';
import { rivalLinks } from './rivals.js';
import { type Heard, listed, type Story, us } from './story.js';

function deferLinks(story: Story, event: TapeEvent, startPs: number): Link[] {
  const { part, numbers, index, atPs } = event;
  const name = story.name(part);
  const sincePs = numbers.carrierSincePs!;
  const signals = story.heard(story.portOf(part), Math.min(sincePs, atPs), Math.max(startPs, atPs + 1));
  const offPs = Math.max(...signals.map(({ toPs }) => toPs), Number.NEGATIVE_INFINITY);
  const [en, ko] = listed(signals.map((signal) => story.whatIs(signal)));
  const span = Number.isFinite(offPs) ? `${us(sincePs)}-${us(offPs)} µs` : `${us(sincePs)} µs`;
  return [
    told(
      story,
      index,
      `${name} deferred: carrier ${span}${en ? ` (${en})` : ''}. Who hears somebody waits.`,
      `${name} 송신 보류: ${span} 동안 캐리어 감지${ko ? ` (${ko})` : ''}. 신호가 들리면 기다립니다.`,
      '4.2.3.2.1',
    ),
  ];
}

/** When the line had last been busy for a station before it sent: by others or by itself; -Infinity for never. */
function quietSince(story: Story, part: number, startPs: number): { readonly atPs: number; readonly last?: Heard } {
  const port = story.portOf(part);
  const before = story.heard(port, startPs - 100e6, startPs).filter(({ toPs }) => toPs <= startPs);
  const last = before.reduce<Heard | undefined>(
    (latest, one) => (latest && latest.toPs >= one.toPs ? latest : one),
    undefined,
  );
  const own = story.tape.passages(port, 'out', startPs - 100e6, startPs).filter(({ toPs }) => toPs <= startPs);
  const ownPs = Math.max(...own.map(({ toPs }) => toPs), Number.NEGATIVE_INFINITY);
  if (!last || ownPs >= last.toPs) return { atPs: ownPs };
  return { atPs: last.toPs, last };
}

function sendLinks(story: Story, event: TapeEvent, drawn: TapeEvent | undefined): Link[] {
  const { part, numbers, index, atPs } = event;
  const name = story.name(part);
  const { frame, attempt } = numbers as { frame: number; attempt: number };
  const gapPs = GAP_BITS * story.tape.stage.bitPs;
  const quiet = quietSince(story, part, atPs);
  const waitedPs = atPs - quiet.atPs;
  const tries: readonly [string, string] = attempt > 1 ? [`, attempt ${attempt}`, `, ${attempt}번째 시도`] : ['', ''];
  const [to, toKo] = [story.reader.receiverOf(frame), story.reader.receiverOf(frame)];
  const what = `#${frame}${to === undefined ? '' : ` to ${to}`}`;
  const whatKo = `${toKo === undefined ? '' : `${toKo === 'all' ? '모두' : toKo}에게 `}#${frame}`;
  const full = story.fullDuplex(name);
  if (full) {
    return [
      told(
        story,
        index,
        `${name} is set to full duplex: it sent ${what} at ${us(atPs)} µs without listening first.`,
        `${josa(name, '은/는')} 전이중으로 설정되어 캐리어를 살피지 않고 ${us(atPs)} µs에 ${whatKo} 송신 시작.`,
        '4.2.3.2.6',
      ),
    ];
  }
  // A carrier that came in the last third of the gap is not waited for.
  if (Math.abs(waitedPs - gapPs) < 1) {
    return [
      told(
        story,
        index,
        `After the gap of ${us(gapPs)} µs ${name} sent ${what} at ${us(atPs)} µs${tries[0]}.`,
        `프레임 간 간격 ${us(gapPs)} µs 뒤, ${us(atPs)} µs에 ${josa(name, '이/가')} ${whatKo} 송신 시작${tries[1]}.`,
        '4.2.3.2.2',
      ),
    ];
  }
  const r = drawn?.numbers.r ?? 0;
  const slotPs = story.tape.stage.slotPs;
  const inTime = drawn && r > 0 && atPs === drawn.atPs + r * slotPs;
  return [
    told(
      story,
      index,
      inTime
        ? `After ${r} ${r === 1 ? 'slot' : 'slots'} (${us(r * slotPs)} µs) on a quiet line ${name} sent ${what} at ${us(atPs)} µs${tries[0]}.`
        : `${name} heard nothing, so it sent ${what} at ${us(atPs)} µs${tries[0]}.`,
      inTime
        ? `${r}슬롯(${us(r * slotPs)} µs)이 지나고 회선이 조용하므로 ${us(atPs)} µs에 ${josa(name, '이/가')} ${whatKo} 송신 시작${tries[1]}.`
        : `아무 신호도 들리지 않으므로 ${us(atPs)} µs에 ${josa(name, '이/가')} ${whatKo} 송신 시작${tries[1]}.`,
      '4.2.3.2.1',
    ),
  ];
}

/** What reached a station while it sent, and why that is a collision. */
function collisionLinks(story: Story, event: TapeEvent, startPs: number): Link[] {
  const { part, numbers, index, atPs } = event;
  const name = story.name(part);
  const port = story.portOf(part);
  const signals = story.heard(port, atPs);
  const cause = signals.find(({ fromPs }) => fromPs === atPs) ?? signals[0];
  const coax = story.tape.stage.ports[port]?.medium === 'coax';
  const links: Link[] = [];
  if (cause) {
    links.push(...jamLinks(story, cause, index));
    links.push(...rivalLinks(story, event, cause, startPs));
  }
  const [en, ko] = cause ? story.whatIs(cause) : ['a signal', '신호'];
  const via = cause && cause.source !== cause.sender && cause.ticket >= 0;
  const from = via ? ` from ${cause.source}` : '';
  const reached = cause && cause.fromPs < atPs ? 'was already at' : 'reached';
  const rule = coax
    ? 'two signals on one coax are more than one transceiver drives: a collision'
    : 'it receives while it transmits, and on half duplex that is a collision';
  const ruleKo = coax
    ? '동축 케이블 하나에 신호 둘이 겹치면 트랜시버 하나가 내는 레벨을 넘으므로 충돌입니다'
    : '반이중에서 송신하는 동안 수신 신호가 들어오면 충돌입니다';
  links.push(
    told(
      story,
      index,
      `At ${us(atPs)} µs ${en}${from} ${reached} ${name} while it was sending bit ${numbers.bit}: ${rule}.`,
      `${name}의 비트 ${numbers.bit} 송신 중 ${us(atPs)} µs에 ${via ? `${josa(cause.source, '을/를')} 거쳐 온 ` : ''}${ko} 감지: ${ruleKo}.`,
      coax ? '8.3.1.3' : '14.3.1',
    ),
  );
  return links;
}

function lateLink(story: Story, { numbers, index, part }: TapeEvent): Link {
  const name = story.name(part);
  return told(
    story,
    index,
    `Late: bit ${numbers.bit} is beyond the slot of ${SLOT_BITS} bits (51.2 µs). By then everybody should have heard ${name} and held back.`,
    `늦은 충돌: 비트 ${josa(String(numbers.bit), '은/는')} 슬롯 ${SLOT_BITS}비트(51.2 µs)를 지난 뒤입니다. 그때쯤이면 모두가 ${name}의 신호를 듣고 기다려야 합니다.`,
    '4.4.2',
  );
}

function jamLink(story: Story, { index, numbers, part }: TapeEvent): Link {
  const name = story.name(part);
  const { fromBit, bits } = numbers as { fromBit: number; bits: number };
  const early = fromBit === HEADER_BITS;
  return told(
    story,
    index,
    `${early ? `${name} finished its preamble, then jammed` : `${name} jammed`}: ${bits} bits from bit ${fromBit}, so that everybody is sure to notice.`,
    `${early ? `${josa(name, '은/는')} 프리앰블을 마저 보낸 뒤` : `${josa(name, '은/는')}`} 비트 ${fromBit}부터 재밍 신호 ${bits}비트를 보내 모두가 충돌을 알게 합니다.`,
    '4.2.3.2.4',
  );
}

function drawLink(story: Story, { index, numbers, part }: TapeEvent): Link {
  const { attempt, r, range } = numbers as { attempt: number; r: number; range: number };
  const name = story.name(part);
  const slots = `${r} × 51.2 = ${us(r * story.tape.stage.slotPs)} µs`;
  return told(
    story,
    index,
    `Attempt ${attempt + 1}: ${name} drew r = ${r} of 0..${range - 1}, ${r === 0 ? 'so it tries again as soon as the line is free' : `waits ${slots}`}.`,
    `${attempt + 1}번째 시도: ${josa(name, '이/가')} 0~${range - 1}에서 r = ${r} 추첨, ${r === 0 ? '회선이 비면 바로 다시 보냅니다' : `${slots} 대기`}.`,
    '4.2.3.2.5',
  );
}

/** The sentence for one event of an attempt. */
function linksOf(story: Story, event: TapeEvent, attempt: Attempt): readonly Link[] {
  const start = attempt.events.find(({ name }) => name === 'transmitStart');
  switch (event.name) {
    case 'deferring':
      return deferLinks(story, event, start?.atPs ?? event.atPs + 1);
    case 'transmitStart':
      return sendLinks(story, event, attempt.before?.name === 'backoff' ? attempt.before : undefined);
    case 'collision':
      return collisionLinks(story, event, start?.atPs ?? event.atPs);
    case 'lateCollision':
      return [lateLink(story, event)];
    case 'jam':
      return [jamLink(story, event)];
    case 'backoff':
      return [drawLink(story, event)];
    case 'excessiveCollisions':
      return [overLink(story, event)];
    case 'frameDropped':
      return [lossLink(story, event)];
    default:
      return plain(story, event);
  }
}

function overLink(story: Story, { index, part }: TapeEvent): Link {
  const name = story.name(part);
  return told(
    story,
    index,
    `${ATTEMPT_LIMIT} attempts, ${ATTEMPT_LIMIT} collisions: the standard ends here (attemptLimit), and ${name} gives up.`,
    `${ATTEMPT_LIMIT}번 시도해 모두 충돌: 표준의 시도 한계(attemptLimit)이므로 ${josa(name, '은/는')} 포기합니다.`,
    '4.2.3.2.5',
  );
}

/** One attempt as a chain, from what came before it to the next. */
export function attemptLinks(story: Story, event: TapeEvent): readonly Link[] {
  const attempt = attemptAround(story.framesEvents(event.numbers.frame!, event.part), event.index);
  const { before, events, after } = attempt;
  // A late collision is told of with its collision, unless it is what is asked about.
  const worth = events.filter(({ name }) => name !== 'frameQueued');
  const next = after.map((later) => linksOf(story, later, { before: events.at(-1), events: after, after: [] }));
  return [
    ...(before?.name === 'backoff' ? [drawLink(story, before)] : []),
    ...worth.flatMap((one) => linksOf(story, one, attempt)),
    ...next.flat(),
  ];
}

export const ATTEMPT_EXPLAINERS: Explainers = {
  deferring: attemptLinks,
  transmitStart: attemptLinks,
  transmitEnd: attemptLinks,
  collision: attemptLinks,
  lateCollision: attemptLinks,
  jam: attemptLinks,
  backoff: attemptLinks,
  excessiveCollisions: attemptLinks,
  excessiveDeferral: attemptLinks,
};
