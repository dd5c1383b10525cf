// What a repeater hub does, and why (clause 9).
import { KIND } from '../../sim/probe.js';
import type { TapeEvent } from '../run/tape.js';
import { josa } from '../text/josa.js';
import { type Explainers, type Link, seen, told } from './chain.js';
import { clashesBehind, talkers } from './clashes.js';
import { type Heard, listed, type Story, us } from './story.js';

const portName = (story: Story, port: number): string => story.tape.stage.ports[port]?.name ?? '?';

/** What comes in at each port of a hub at a moment. */
function inputs(story: Story, part: number, atPs: number): Link[] {
  return talkers(story, part, atPs).map(({ port, heard }) => {
    const [en, ko] = story.whatIs(heard);
    return seen(
      heard.row,
      port,
      heard.fromPs,
      `At ${portName(story, port)} ${en} comes in since ${us(heard.fromPs)} µs.`,
      `${us(heard.fromPs)} µs부터 ${portName(story, port)}에 ${ko} 수신.`,
    );
  });
}

function clashLink(story: Story, index: number): Link {
  const { part, atPs } = story.tape.event(index);
  const name = story.name(part);
  const ports = talkers(story, part, atPs).map(({ port, heard }) => {
    const [en, ko] = story.whatIs(heard);
    return [`${portName(story, port)} (${en})`, `${portName(story, port)}(${ko})`] as const;
  });
  const [en, ko] = listed(ports);
  return told(
    story,
    index,
    `${name} heard ${en} at once at ${us(atPs)} µs: a collision. It stops passing data on and sends jam to every port.`,
    `${us(atPs)} µs에 ${josa(name, '이/가')} ${josa(ko, '을/를')} 한꺼번에 수신: 충돌. 데이터 중계를 멈추고 모든 포트에 재밍 신호를 보냅니다.`,
    '9.5.6',
  );
}

/** Where jam that is heard comes from. */
export function jamLinks(story: Story, heard: Heard, index: number): Link[] {
  return clashesBehind(story, heard, index).map((clash) => clashLink(story, clash));
}

/** What the stations hear of a hub's jam: those who talk, and those who only listen. */
function audience(story: Story, event: TapeEvent): Link[] {
  const { tape } = story;
  const { stage } = tape;
  const hub = story.name(event.part);
  const its = stage.hubPorts.find(({ part }) => part === event.part)?.ports ?? [];
  const links: Link[] = [];
  stage.ports.forEach((port, number) => {
    if (!port.host || port.medium === 'coax') return;
    const cable = stage.links.find(({ ports }) => ports.includes(number));
    if (!cable?.ports.some((one) => its.includes(one))) return;
    const until = event.atPs + 20e6;
    const signal = story
      .heard(number, event.atPs, until)
      .find(({ source, toPs }) => source === hub && toPs > event.atPs);
    if (!signal) return;
    const { startPs, count } = tape.transmission(signal.row);
    const talks = tape.passages(number, 'out', signal.fromPs, signal.fromPs + 1).length > 0;
    const bits = Math.round(count / 2);
    if (talks) {
      const clash = story.after(event.index, (kind, part) => part === port.part && kind === KIND.collision);
      if (clash < 0 || tape.atPs.data[clash]! > until) return;
      links.push(
        told(
          story,
          clash,
          `${port.owner} is sending, and hears ${hub} at ${us(tape.atPs.data[clash]!)} µs: it receives while it transmits, so it knows.`,
          `${josa(port.owner, '은/는')} 송신 중에 ${us(tape.atPs.data[clash]!)} µs부터 ${hub}의 신호를 수신: 송신하면서 수신하므로 충돌을 알게 됩니다.`,
          '14.3.1',
        ),
      );
    } else if (startPs >= event.atPs - 1e6) {
      links.push(
        seen(
          signal.row,
          number,
          signal.fromPs,
          `${port.owner}, silent, hears ${bits} bits of it from ${us(signal.fromPs)} µs on: a fragment, shorter than any frame. It is dropped without a word.`,
          `가만히 있던 ${josa(port.owner, '은/는')} ${us(signal.fromPs)} µs부터 ${bits}비트를 수신: 가장 짧은 프레임보다도 짧은 조각이므로 말없이 버립니다.`,
          '4.2.4.2.2',
        ),
      );
    }
  });
  return links;
}

function clash(story: Story, event: TapeEvent): readonly Link[] {
  const senders = talkers(story, event.part, event.atPs).flatMap(({ heard }) => {
    const start = heard.ticket < 0 ? -1 : story.startOf(heard.ticket, event.atPs);
    if (start < 0) return [];
    const name = story.name(story.tape.part.data[start]!);
    const at = us(story.tape.atPs.data[start]!);
    return [
      told(
        story,
        start,
        `${name} sent #${heard.ticket} at ${at} µs.`,
        `${at} µs에 ${josa(name, '이/가')} #${heard.ticket} 송신 시작.`,
      ),
    ];
  });
  return [
    ...senders,
    ...inputs(story, event.part, event.atPs),
    clashLink(story, event.index),
    ...audience(story, event),
  ];
}

function repeat(story: Story, event: TapeEvent): readonly Link[] {
  const name = story.name(event.part);
  const port = story.reader.port(event.part, event.numbers.port!) ?? '?';
  return [
    ...inputs(story, event.part, event.atPs),
    told(
      story,
      event.index,
      `${name} has found the beat of the preamble and repeats what comes in at ${port}, with fresh edges, to all other ports. It knows no addresses.`,
      `${josa(name, '은/는')} 프리앰블의 박자를 찾아 ${port}의 신호를 새로 다듬어 나머지 모든 포트로 중계합니다. 주소는 보지 않습니다.`,
      '9.5.5.1',
    ),
  ];
}

/** A rule about the hub in one sentence, after what comes in at that moment. */
function rule(en: string, ko: string, clause: string) {
  return (story: Story, event: TapeEvent): readonly Link[] => {
    const { reader } = story;
    const hub = story.name(event.part);
    const began = story.before(event.index, (kind, part) => part === event.part && kind === KIND.repeaterCollision);
    const recent = began >= 0 && event.atPs - story.tape.atPs.data[began]! < 300e6;
    return [
      ...(recent ? [clashLink(story, began)] : []),
      ...inputs(story, event.part, event.atPs),
      told(
        story,
        event.index,
        `${hub}: ${reader.sentence(event.index, 'en')}. ${en}`,
        `${hub}: ${reader.sentence(event.index, 'ko')}. ${ko}`,
        clause,
      ),
    ];
  };
}

export const HUB_EXPLAINERS: Explainers = {
  repeat,
  repeaterCollision: clash,
  onePortLeft: rule(
    'The last one who talks is not jammed any more, so that it is heard whether it goes on.',
    '마지막까지 보내는 포트에는 재밍 신호를 보내지 않고, 끝났는지 듣습니다.',
    '9.5.6',
  ),
  repeaterIdle: (story, event) => {
    const still = inputs(story, event.part, event.atPs).length > 0;
    return still
      ? rule(
          'It breaks off by itself, for a signal still comes in.',
          '신호가 계속 들어오지만 스스로 끊습니다.',
          '9.6.5',
        )(story, event)
      : rule('Nothing comes in any more.', '더 들어오는 신호가 없습니다.', '9.5.6.4')(story, event);
  },
  fragmentExtended: rule(
    'So every fragment that leaves is long enough for the next hub to notice.',
    '다음 허브가 알아챌 수 있도록 모든 조각을 충분히 길게 만듭니다.',
    '9.5.7',
  ),
  partition: rule(
    'One faulty port shall not stop all others: it is no longer repeated until it behaves.',
    '고장 난 포트 하나가 전체를 막지 않도록, 정상으로 돌아올 때까지 중계하지 않습니다.',
    '9.6.6.2',
  ),
  reconnect: rule(
    'A good signal of 512 bits without a collision has passed.',
    '충돌 없이 512비트의 정상 신호가 지나갔습니다.',
    '9.6.6.2',
  ),
  lockupProtection: rule(
    'No frame is that long: somebody babbles. The pause keeps the transceivers from locking up.',
    '이렇게 긴 프레임은 없습니다. 누군가 끝없이 보내고 있으므로 트랜시버가 잠기지 않도록 잠시 멈춥니다.',
    '9.6.5',
  ),
};
