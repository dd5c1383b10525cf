// Events of a tape as people read them: in English the sentences of the command line's trace, in Korean their twins;
// but for the micro sign, which the page writes and a terminal need not know.
import { type LabEvent, type PartNamer, readEvent } from '../../capture/labEvent.js';
import { type Namer, sentence } from '../../capture/traceWords.js';
import { BROADCAST, formatAddress, isGroup, parseAddress, readAddress } from '../../mac/address.js';
import { KIND } from '../../sim/probe.js';
import type { Tape } from '../run/tape.js';
import type { Language } from './bilingual.js';
import { EVENT_WORDS_KO } from './eventWordsKo.js';
import { josa } from './josa.js';

/** Preamble and SFD, before the destination address. */
const HEADER_OCTETS = 8;

/** Reads one tape, however long it grows. */
export class TapeReader implements PartNamer {
  private readonly addresses: ReadonlyMap<number, string>;
  private readonly english: Namer;
  private readonly korean: Namer;

  constructor(readonly tape: Tape) {
    const hosts = tape.stage.nodes.filter((node) => node.kind === 'host');
    this.addresses = new Map(hosts.map(({ mac, name }) => [parseAddress(mac), name]));
    this.english = {
      frame: (ticket) => (ticket < 0 ? 'a carrier without a frame' : `#${ticket}`),
      frameTo: (ticket) => this.frameTo(ticket, 'en'),
      frameFrom: (ticket) => this.frameFrom(ticket, 'en'),
      heardBy: (station) => this.heardBy(station, 'en'),
    };
    this.korean = {
      frame: (ticket) => (ticket < 0 ? '프레임 없는 캐리어' : `#${ticket}`),
      frameTo: (ticket) => this.frameTo(ticket, 'ko'),
      frameFrom: (ticket) => this.frameFrom(ticket, 'ko'),
      heardBy: (station) => this.heardBy(station, 'ko'),
    };
  }

  partName(part: number): string {
    return this.tape.stage.parts[part]?.name ?? `part ${part}`;
  }

  port(part: number, index: number): string | null {
    if (index < 0) return null;
    const { hubPorts, lines, ports } = this.tape.stage;
    const owner = this.partName(part).replace(/:ports$/, '');
    const hub = hubPorts.find((one) => this.partName(one.part) === owner);
    if (hub) {
      return ports[hub.ports[index] ?? -1]?.name ?? `${owner}:${index + 1}`;
    }
    const coax = lines.find((line) => line.medium === 'coax' && line.part === part);
    if (coax) return ports[coax.senders[index] ?? -1]?.name ?? `${this.partName(part).replace(/:line$/, '')}:monitor`;
    return this.partName(part);
  }

  /** An event with what its numbers stand for. */
  event(index: number): LabEvent {
    const { kind, atPs, part, numbers } = this.tape;
    const its = numbers.data.subarray(4 * index, 4 * index + 4);
    return readEvent(this, kind.data[index]!, atPs.data[index]!, part.data[index]!, its);
  }

  /** Who it happened to. */
  who(index: number): string {
    return this.partName(this.tape.part.data[index]!);
  }

  /** What happened. */
  sentence(index: number, language: Language): string {
    const event = this.event(index);
    const said = language === 'ko' ? sentence(event, this.korean, EVENT_WORDS_KO) : sentence(event, this.english);
    return said.replace(/(\d) us\b/g, '$1 µs');
  }

  /** Name of the station that sends a frame, or undefined for one that was never sent. */
  senderOf(ticket: number): string | undefined {
    const { tape } = this;
    const sent = tape.eventsOfFrame(ticket).find((index) => tape.kind.data[index] === KIND.transmitStart);
    return sent === undefined ? undefined : this.who(sent);
  }

  /** Name or address of whom a frame is for: `all` for everybody. */
  receiverOf(ticket: number): string | undefined {
    const row = this.tape.rowsOfFrame(ticket)[0];
    const octets = row === undefined ? undefined : this.tape.octetsOf(row);
    if (!octets || octets.length < HEADER_OCTETS + 6) return undefined;
    const address = readAddress(new DataView(octets.buffer, octets.byteOffset, octets.length), HEADER_OCTETS);
    if (address === BROADCAST) return 'all';
    return this.addresses.get(address) ?? `${isGroup(address) ? 'the group ' : ''}${formatAddress(address)}`;
  }

  private frameTo(ticket: number, language: Language): string {
    const to = ticket < 0 ? undefined : this.receiverOf(ticket);
    if (language === 'en') return to === undefined ? this.english.frame(ticket) : `#${ticket} to ${to}`;
    if (to === undefined) return this.korean.frame(ticket);
    return `${to === 'all' ? '모두' : to.replace('the group', '그룹')}에게 #${ticket}`;
  }

  private frameFrom(ticket: number, language: Language): string {
    const from = ticket < 0 ? undefined : this.senderOf(ticket);
    if (language === 'en') return from === undefined ? this.english.frame(ticket) : `#${ticket} from ${from}`;
    return from === undefined ? this.korean.frame(ticket) : `${josa(from, '이/가')} 보낸 #${ticket}`;
  }

  /** What reaches a station over its cable. */
  private heardBy(station: string, language: Language): string {
    const { stage } = this.tape;
    const port = stage.ports.findIndex(({ owner }) => owner === station);
    const link = stage.links.find(({ ports }) => ports.includes(port));
    if (link?.coax !== undefined) return language === 'en' ? `a signal on ${link.coax}` : `${link.coax}의 신호`;
    const peer = stage.ports[link?.ports.find((one) => one !== port) ?? -1]?.owner;
    if (peer === undefined) return language === 'en' ? 'a signal' : '신호';
    return language === 'en' ? `what ${peer} sends` : `${peer}에서 오는 신호`;
  }
}
