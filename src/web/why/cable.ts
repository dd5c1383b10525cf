// Why a link is up or down, why a transceiver cuts its station off, and why frames are lost without a collision.
import { type EventName, KIND } from '../../sim/probe.js';
import type { TapeEvent } from '../run/tape.js';
import { josa } from '../text/josa.js';
import { attemptLinks } from './attempt.js';
import { type Explainer, type Explainers, type Link, seen, told } from './chain.js';
import { lossLink, plain } from './losses.js';
import { type Story, us } from './story.js';

/** The event list's sentence, then a rule; before it the last event of some kind that led to it. */
function after(kinds: readonly EventName[], en: string, ko: string, clause?: string): Explainer {
  const wanted = new Set(kinds.map((kind) => KIND[kind]));
  return (story, event) => {
    const cause = kinds.length === 0 ? -1 : story.before(event.index, (kind) => wanted.has(kind));
    const [its] = plain(story, event);
    const here: Link = { ...its!, said: [`${its!.said[0]} ${en}`.trim(), `${its!.said[1]} ${ko}`.trim()], clause };
    return [...(cause < 0 ? [] : plain(story, story.tape.event(cause))), here];
  };
}

/** What stands around an event of its own part: for transceivers that guard their station. */
function jabber(story: Story, event: TapeEvent): readonly Link[] {
  const name = story.name(event.part);
  const port = story.portOf(event.part);
  const sent = story.tape.passages(port, 'out', event.atPs - 1, event.atPs).at(-1);
  const links: Link[] = [];
  if (sent) {
    const at = us(sent.fromPs);
    const said = [`${name} has been sending since ${at} µs.`, `${josa(name, '은/는')} ${at} µs부터 송신 중.`] as const;
    links.push(seen(sent.row, port, sent.fromPs, ...said));
  }
  links.push(
    told(
      story,
      event.index,
      `That is longer than 20 ms, and no frame is: ${name}'s transceiver cuts it off so that the others can talk.`,
      `어떤 프레임보다 긴 20 ms를 넘었으므로, 다른 스테이션이 쓸 수 있게 ${name}의 트랜시버가 송신을 끊습니다.`,
      '14.2.1.6',
    ),
  );
  return links;
}

function dropped(story: Story, event: TapeEvent): readonly Link[] {
  const own = story.framesEvents(event.numbers.frame!, event.part);
  return own.some(({ name }) => name === 'collision') ? attemptLinks(story, event) : [lossLink(story, event)];
}

function queued(story: Story, event: TapeEvent): readonly Link[] {
  const own = story.framesEvents(event.numbers.frame!, event.part);
  const next = own.find(({ index, name }) => index > event.index && name !== 'frameQueued');
  return [...plain(story, event), ...(next ? plain(story, next) : [])];
}

export const CABLE_EXPLAINERS: Explainers = {
  frameQueued: queued,
  frameDropped: dropped,
  jabberOn: jabber,
  jabberOff: after(
    ['jabberOn'],
    'It has been silent long enough (250 to 750 ms).',
    '충분히(250~750 ms) 조용했습니다.',
    '14.2.1.6',
  ),
  linkDown: after(
    ['cableCut'],
    'For 100 ms neither a frame nor a link test pulse has come.',
    '100 ms 동안 프레임도 링크 테스트 펄스도 오지 않았습니다.',
    '14.2.1.7',
  ),
  linkUp: after(
    ['cableRestored'],
    'Several link test pulses in a row have come, one each 16 ms.',
    '16 ms마다 오는 링크 테스트 펄스가 여러 번 이어졌습니다.',
    '14.2.1.7',
  ),
  cableCut: after(
    [],
    'What is on its way still arrives; nothing follows.',
    '이미 가고 있는 신호는 도착하지만 그 뒤는 없습니다.',
  ),
  cableRestored: after(['cableCut'], '', ''),
  polarityCorrected: after(
    [],
    'Swapped wires turn every half bit over; the end of a frame and the link pulses give it away.',
    '선이 뒤바뀌면 모든 반 비트가 뒤집힙니다. 프레임의 끝과 링크 펄스로 알아냅니다.',
  ),
  sqeTest: after(
    ['transmitEnd'],
    'A short signal after each transmission, for the station alone: it is no collision.',
    '송신이 끝날 때마다 자기 스테이션에만 보내는 짧은 신호이며, 충돌이 아닙니다.',
    '14.2.1.5',
  ),
};
