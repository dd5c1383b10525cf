// Why a station takes a frame, or drops what it hears: from the sender over all hubs and faults to the check at the end.
import { KIND } from '../../sim/probe.js';
import type { TapeEvent } from '../run/tape.js';
import { josa } from '../text/josa.js';
import { type Explainers, type Link, seen, told } from './chain.js';
import { jamLinks } from './hub.js';
import { type Story, us } from './story.js';

/** Where a frame's signal went before it came to an end: its sender, then each hub. */
function journey(story: Story, ticket: number, untilPs: number): Link[] {
  const { tape } = story;
  const links: Link[] = [];
  const start = story.startOf(ticket, untilPs);
  if (start < 0) return links;
  const { part, atPs, numbers } = tape.event(start);
  const name = story.name(part);
  links.push(
    told(
      story,
      start,
      `${name} sent #${ticket} at ${us(atPs)} µs, ${numbers.octets} octets.`,
      `${us(atPs)} µs에 ${josa(name, '이/가')} #${ticket} 송신 시작, ${numbers.octets}옥텟.`,
    ),
  );
  for (const index of tape.eventsOfFrame(ticket)) {
    const event = tape.event(index);
    if (event.atPs < atPs || event.atPs > untilPs) continue;
    if (event.name === 'fault') links.push(faultLink(story, event));
  }
  for (const row of tape.rowsOfFrame(ticket)) {
    const { line, except, startPs, endPs } = tape.transmission(row);
    const source = story.sourceOf(line, except);
    if (source === name || source === '' || startPs < atPs || startPs > untilPs) continue;
    links.push({
      atPs: startPs,
      said: [
        `${source} repeated it from ${us(startPs)} to ${us(endPs)} µs.`,
        `${josa(source, '이/가')} ${us(startPs)}~${us(endPs)} µs 동안 중계.`,
      ],
      pick: { kind: 'transmission', row },
      clause: '9.5.5.1',
    });
  }
  return links;
}

function faultLink(story: Story, { index, numbers, part }: TapeEvent): Link {
  const { kind, bit, bits } = numbers as { kind: number; bit: number; bits: number };
  const link = story.name(part);
  return kind === 0
    ? told(
        story,
        index,
        `On ${link} a fault flipped bit ${bit}, so the FCS no longer fits.`,
        `${link}의 결함이 비트 ${josa(String(bit), '을/를')} 뒤집어 FCS가 맞지 않게 됩니다.`,
        '3.2.9',
      )
    : told(
        story,
        index,
        `On ${link} noise covered ${bits} bits, from bit ${bit} of the signal on.`,
        `${link}에서 신호의 비트 ${bit}부터 ${bits}비트에 잡음이 실립니다.`,
      );
}

function received(story: Story, event: TapeEvent): readonly Link[] {
  const { frame, octets } = event.numbers as { frame: number; octets: number };
  const name = story.name(event.part);
  const port = story.portOf(event.part);
  const signal = story.heard(port, event.atPs - 1e6, event.atPs + 1).find(({ ticket }) => ticket === frame);
  const links = journey(story, frame, event.atPs);
  if (signal) {
    links.push(
      seen(
        signal.row,
        port,
        signal.fromPs,
        `Its first bit reached ${name} at ${us(signal.fromPs)} µs; the preamble gave the clock.`,
        `첫 비트가 ${us(signal.fromPs)} µs에 ${name}에 도착; 프리앰블에서 클록을 찾습니다.`,
        '3.2.1',
      ),
    );
  }
  links.push(
    told(
      story,
      event.index,
      `At ${us(event.atPs)} µs all ${octets} octets had come. The FCS computed over them fits and the address is ${name}'s or a group's: taken, with an interrupt to tell the driver.`,
      `${us(event.atPs)} µs에 ${octets}옥텟이 모두 도착. 계산한 FCS가 맞고 주소도 ${name} 또는 그룹의 것이므로 받아들이고, 인터럽트로 드라이버에 알립니다.`,
      '3.2.9',
    ),
  );
  return links;
}

const BECAUSE: Readonly<Record<string, readonly [en: string, ko: string, clause: string]>> = {
  fcsError: ['the FCS computed over it does not fit', '계산한 FCS가 맞지 않습니다', '3.2.9'],
  alignmentError: [
    'it ends within an octet and its FCS does not fit',
    '옥텟 중간에서 끝나고 FCS도 맞지 않습니다',
    '4.2.4.1.2',
  ],
  symbolError: [
    'a bit without an edge in its middle breaks the Manchester code',
    '가운데에 에지가 없는 비트가 맨체스터 부호에 어긋납니다',
    '7.3.1.1',
  ],
  noSfd: ['there is no start frame delimiter', '스타트 프레임 딜리미터가 없습니다', '3.2.2'],
  fragment: [
    'no frame is shorter than 64 octets: a fragment',
    '64옥텟보다 짧은 프레임은 없으므로 조각입니다',
    '4.2.4.2.2',
  ],
  frameTooLong: ['no frame is that long', '이렇게 긴 프레임은 없습니다', '3.2.7'],
};

/** What damaged the signal that ended at a port: the cable, a collision at its sender, jam on the way. */
function damage(story: Story, event: TapeEvent): Link[] {
  const { tape } = story;
  const port = story.portOf(event.part);
  const links: Link[] = [];
  const signal = story.heard(port, event.atPs - 1e6, event.atPs + 1).at(-1);
  const cut = story.before(event.index + 1, (kind) => kind === KIND.cableCut);
  if (cut >= 0 && signal && tape.atPs.data[cut]! >= signal.fromPs && tape.atPs.data[cut]! <= event.atPs) {
    const link = story.name(tape.part.data[cut]!);
    links.push(
      told(
        story,
        cut,
        `At ${us(tape.atPs.data[cut]!)} µs the cable ${link} was cut: the rest never came.`,
        `${us(tape.atPs.data[cut]!)} µs에 케이블 ${link} 절단: 나머지는 오지 못했습니다.`,
      ),
    );
  }
  if (signal) links.push(...jamLinks(story, signal, event.index));
  const ticket = event.numbers.frame!;
  if (ticket < 0) return links;
  const clash = [...tape.eventsOfFrame(ticket)]
    .reverse()
    .find((index) => tape.kind.data[index] === KIND.collision && tape.atPs.data[index]! <= event.atPs);
  if (clash !== undefined && signal && tape.atPs.data[clash]! >= signal.fromPs - 1e9) {
    const name = story.name(tape.part.data[clash]!);
    links.push(
      told(
        story,
        clash,
        `${name} noticed a collision at ${us(tape.atPs.data[clash]!)} µs and broke off.`,
        `${josa(name, '이/가')} ${us(tape.atPs.data[clash]!)} µs에 충돌을 감지하고 중단했습니다.`,
        '4.2.3.2.4',
      ),
    );
  }
  return links;
}

function discarded(story: Story, event: TapeEvent): readonly Link[] {
  const { frame, octets } = event.numbers as { frame: number; octets: number };
  const name = story.name(event.part);
  const read = story.reader.event(event.index) as { readonly reason?: string };
  const [en, ko, clause] = BECAUSE[read.reason ?? ''] ?? [
    story.reader.sentence(event.index, 'en'),
    story.reader.sentence(event.index, 'ko'),
    undefined,
  ];
  return [
    ...(frame >= 0 ? journey(story, frame, event.atPs) : []),
    ...damage(story, event),
    told(
      story,
      event.index,
      `${name} discards ${octets} octets at ${us(event.atPs)} µs: ${en}. Nothing below TCP will send it again.`,
      `${josa(name, '은/는')} ${us(event.atPs)} µs에 ${octets}옥텟을 폐기: ${ko}. TCP보다 아래 계층에서는 다시 보내지 않습니다.`,
      clause,
    ),
  ];
}

function fault(story: Story, event: TapeEvent): readonly Link[] {
  const ticket = event.numbers.frame!;
  const end = story.after(event.index, (kind, _part, at) => {
    const over = kind === KIND.receiveError || kind === KIND.frameReceived;
    return over && story.tape.ticketOf(at) === ticket;
  });
  const after = end < 0 ? [] : discardOrTake(story, story.tape.event(end));
  return [...journey(story, ticket, event.atPs), faultLink(story, event), ...after];
}

function discardOrTake(story: Story, event: TapeEvent): readonly Link[] {
  const links = event.name === 'receiveError' ? discarded(story, event) : received(story, event);
  return links.filter(({ pick }) => pick?.kind === 'event' && pick.index === event.index);
}

export const RECEPTION_EXPLAINERS: Explainers = { frameReceived: received, receiveError: discarded, fault };
