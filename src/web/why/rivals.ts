// Why others sent at the same time: each could not know of the other yet, or did not listen.
import type { TapeEvent } from '../run/tape.js';
import { josa } from '../text/josa.js';
import { attemptAround } from './attempts.js';
import { type Link, told } from './chain.js';
import { clashesBehind, talkers } from './clashes.js';
import { type Heard, type Said, type Story, us } from './story.js';

/** Others whose transmissions may have to do with one collision. */
const MOST_RIVALS = 4;

/** The starts of the others whose signals a station's own met. */
function rivalStarts(story: Story, event: TapeEvent, cause: Heard): number[] {
  const { tape } = story;
  const starts = new Set<number>();
  const add = (ticket: number, atPs: number): void => {
    if (ticket < 0 || ticket === event.numbers.frame) return;
    const start = story.startOf(ticket, atPs);
    if (start >= 0 && tape.part.data[start] !== event.part) starts.add(start);
  };
  add(cause.ticket, event.atPs);
  // Jam says nothing of who is behind it: the hubs on the way do.
  for (const clash of clashesBehind(story, cause, event.index)) {
    const { part, atPs } = tape.event(clash);
    for (const { heard } of talkers(story, part, atPs)) add(heard.ticket, atPs);
  }
  return [...starts].slice(0, MOST_RIVALS);
}

/** Tells of each rival why it sent as well. */
export function rivalLinks(story: Story, event: TapeEvent, cause: Heard, startPs: number): Link[] {
  const name = story.name(event.part);
  const own = event.numbers.frame!;
  return rivalStarts(story, event, cause).map((start) => {
    const rival = story.tape.event(start);
    const other = story.name(rival.part);
    const frame = rival.numbers.frame!;
    if (story.fullDuplex(other)) {
      return told(
        story,
        start,
        `${other} is set to full duplex: it sent #${frame} at ${us(rival.atPs)} µs without listening, and will not notice the collision.`,
        `${josa(other, '은/는')} 전이중으로 설정되어 듣지 않고 ${us(rival.atPs)} µs에 #${frame} 송신 시작. 충돌도 알아채지 못합니다.`,
        '4.2.3.2.6',
      );
    }
    return why(story, {
      name,
      other,
      own,
      frame,
      start,
      startPs,
      rivalPs: rival.atPs,
      rivalPart: rival.part,
      part: event.part,
      atPs: event.atPs,
    });
  });
}

interface Pair {
  readonly name: string;
  readonly other: string;
  readonly own: number;
  readonly frame: number;
  readonly start: number;
  readonly startPs: number;
  readonly rivalPs: number;
  readonly rivalPart: number;
  readonly part: number;
  /** Of the collision. */
  readonly atPs: number;
}

function why(
  story: Story,
  { name, other, own, frame, start, startPs, rivalPs, rivalPart, part, atPs: clashPs }: Pair,
): Link {
  const attempt = attemptAround(story.framesEvents(frame, rivalPart), start).events;
  const waited = attempt.some(({ name: kind, index }) => kind === 'deferring' && index < start);
  const also: Said = waited ? [' had waited too and', '도 기다리다가'] : ['', ''];
  if (rivalPs === startPs) {
    return told(
      story,
      start,
      `${other}${also[0]} also sent #${frame} at ${us(rivalPs)} µs: neither could hear the other yet.`,
      `${waited ? other + also[1] : `${other}도`} 같은 ${us(rivalPs)} µs에 #${frame} 송신 시작: 서로의 신호가 아직 들리지 않았습니다.`,
      '4.2.3.2.1',
    );
  }
  const first = rivalPs < startPs;
  const [earlier, later] = first ? [other, name] : [name, other];
  const reachPs = first
    ? story.firstHears(story.portOf(part), frame, rivalPs)
    : story.firstHears(story.portOf(rivalPart), own, startPs);
  const laterPs = Math.max(rivalPs, startPs);
  // What was heard of the earlier one may have been jam only; then it is enough that nothing had come.
  const known = reachPs > laterPs && reachPs <= clashPs;
  return told(
    story,
    start,
    `${other}${also[0]} sent #${frame} at ${us(rivalPs)} µs: ${
      known
        ? `${earlier}'s first bit reached ${later} only at ${us(reachPs)} µs`
        : `nothing of ${earlier}'s signal had reached ${later} when it began`
    }.`,
    `${waited ? other + also[1] : josa(other, '은/는')} ${us(rivalPs)} µs에 #${frame} 송신 시작: ${
      known
        ? `${earlier}의 첫 비트는 ${us(reachPs)} µs에야 ${later}에 닿습니다`
        : `그때 ${earlier}의 신호는 아직 ${later}에 닿지 않았습니다`
    }.`,
    '4.2.3.2.1',
  );
}
