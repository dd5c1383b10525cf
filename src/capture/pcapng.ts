/**
 * Writes pcapng files (draft-ietf-opsawg-pcapng) that stock Wireshark opens: any number of interfaces, frames with
 * their FCS, the view of the wire as mPackets (link type 274), error flags and comments.
 *
 * Times are written in nanoseconds. Wireshark (4.0.17 and others) computes the fraction of a second as
 * `units * 10^9` in 64 bits, which overflows from a resolution of 10^-11 on: with picoseconds a packet at 123 ms is
 * shown at 12 ms. Nor does it show anything finer.
 */
import { LINKTYPE_ETHERNET, LINKTYPE_ETHERNET_MPACKET, MAX_RECORD_OCTETS, MAX_TIME_PS } from './capture.js';
import { CaptureError } from './capture-error.js';
import { Chunks } from './chunks.js';
import { BlockBuilder, type BlockOption, numberOption, textOption } from './pcapng-blocks.js';
import * as Ng from './pcapng-format.js';

const NANOSECONDS = 9;
const PS_PER_UNIT = 1000;
/** Sorting begins when so many packets wait, so that its cost is spread over them. */
const MIN_BATCH = 1024;

/** A pcapng file's choices. */
export interface PcapngOptions {
  /** Program, hardware and operating system that wrote the file; nothing is written unless given. */
  readonly application?: string;
  readonly hardware?: string;
  readonly os?: string;
  readonly comment?: string;
  /** The moment of timePs = 0 in whole seconds since 1970-01-01 UTC, 0 by default. */
  readonly epochSeconds?: number;
  /** How much earlier than the latest one a packet may still be added and find its place, 200 ms by default. */
  readonly reorderPs?: number;
  /** Most packets, give or take a thousand or a quarter, that wait for their place, 65 536 by default; beyond, the earliest go out though others might precede them. */
  readonly maxWaiting?: number;
  /** Most octets that are held for `take()` and `finish()`, 512 MiB by default; packets beyond are dropped and counted. */
  readonly maxOctets?: number;
}

/** An interface, as a capture describes it. */
export interface PcapngInterface {
  readonly name: string;
  readonly description?: string;
  /** LINKTYPE_ETHERNET (1) by default, or LINKTYPE_ETHERNET_MPACKET (274). */
  readonly linkType?: number;
  readonly bitsPerSecond?: number;
  /** Octets of FCS at the end of every packet: 4 on an Ethernet interface unless told otherwise. An mPacket's CRC needs no such hint. */
  readonly fcsLength?: 0 | 4;
}

/** What is said of a packet beside its octets. */
export interface PacketNotes extends Ng.PacketFlags {
  readonly comments?: readonly string[];
}

interface Waiting {
  readonly timePs: number;
  readonly block: Uint8Array;
}

interface InterfaceState {
  readonly fcsLength: number;
  received: number;
  dropped: number;
  /** Of these, how many since the last packet that was written. */
  droppedSince: number;
}

/**
 * Packets may be added in any order within `reorderPs`; they are written in order of time, equal times in order of
 * adding. What comes later than that is still written, late, and counted.
 */
export class PcapngWriter {
  /** Packets that came too late to stand in their place. */
  late = 0;
  private readonly interfaces: InterfaceState[] = [];
  private readonly out = new Chunks();
  private readonly blocks = new BlockBuilder();
  private waiting: Waiting[] = [];
  private waitingOctets = 0;
  private newestPs = 0;
  private writtenPs = 0;
  private finished = false;
  private readonly epochSeconds: number;
  private readonly reorderPs: number;
  private readonly maxWaiting: number;
  private readonly maxOctets: number;
  private batch = MIN_BATCH;

  constructor(options: PcapngOptions = {}) {
    this.epochSeconds = options.epochSeconds ?? 0;
    this.reorderPs = options.reorderPs ?? 200e9;
    this.maxWaiting = options.maxWaiting ?? 65_536;
    this.maxOctets = options.maxOctets ?? 512 * 1024 * 1024;
    if (!Number.isSafeInteger(this.epochSeconds)) throw badArgument('epochSeconds must be whole.');
    for (const [name, value] of Object.entries({
      reorderPs: this.reorderPs,
      maxWaiting: this.maxWaiting,
      maxOctets: this.maxOctets,
    })) {
      if (!(value >= 0)) throw badArgument(`${name} must be a number from 0 on.`);
    }
    const texts: [number, string | undefined][] = [
      [Ng.OPT_COMMENT, options.comment],
      [Ng.SHB_HARDWARE, options.hardware],
      [Ng.SHB_OS, options.os],
      [Ng.SHB_USERAPPL, options.application],
    ];
    this.out.append(
      this.blocks.sectionHeader(texts.flatMap(([code, text]) => (text === undefined ? [] : [textOption(code, text)]))),
    );
  }

  /** Packets dropped because nobody took what had been written before. */
  get dropped(): number {
    return this.interfaces.reduce((sum, { dropped }) => sum + dropped, 0);
  }

  /**
   * Describes an interface, at any time before its first packet.
   * @returns its index, from 0
   */
  addInterface({ name, description, linkType = LINKTYPE_ETHERNET, bitsPerSecond, fcsLength }: PcapngInterface): number {
    this.mustBeOpen();
    const fcs = fcsLength ?? (linkType === LINKTYPE_ETHERNET ? 4 : 0);
    const options = [textOption(Ng.IF_NAME, name)];
    if (description !== undefined) options.push(textOption(Ng.IF_DESCRIPTION, description));
    if (bitsPerSecond !== undefined) options.push(numberOption(Ng.IF_SPEED, 8, bitsPerSecond));
    options.push(numberOption(Ng.IF_TSRESOL, 1, NANOSECONDS));
    if (linkType !== LINKTYPE_ETHERNET_MPACKET) options.push(numberOption(Ng.IF_FCSLEN, 1, fcs));
    if (this.epochSeconds !== 0) options.push(numberOption(Ng.IF_TSOFFSET, 8, this.epochSeconds));
    this.out.append(this.blocks.interfaceDescription(linkType, options));
    return this.interfaces.push({ fcsLength: fcs, received: 0, dropped: 0, droppedSince: 0 }) - 1;
  }

  /**
   * Adds a packet; its octets are copied.
   *
   * @param id index of its interface
   * @param timePs from 0 to MAX_TIME_PS; written in nanoseconds, rounded down
   * @param octets 1 to 262 144 of them
   * @throws CaptureError BAD_ARGUMENT
   */
  addPacket(id: number, timePs: number, octets: Uint8Array, notes: PacketNotes = {}): void {
    this.mustBeOpen();
    const its = this.interfaces[id];
    if (its === undefined) throw badArgument(`there is no interface ${id}.`);
    if (!(timePs >= 0 && timePs <= MAX_TIME_PS)) throw badArgument(`a packet can't be at ${timePs} ps.`);
    if (octets.length === 0 || octets.length > MAX_RECORD_OCTETS) {
      throw badArgument(`a packet can't have ${octets.length} octets.`);
    }
    its.received++;
    const block = this.blocks.enhancedPacket(
      id,
      Math.floor(timePs / PS_PER_UNIT),
      octets,
      packetOptions(its, octets.length, notes),
    );
    if (this.out.octets + this.waitingOctets + block.length > this.maxOctets) {
      its.dropped++;
      its.droppedSince++;
      return;
    }
    its.droppedSince = 0;
    if (timePs < this.writtenPs) this.late++;
    this.newestPs = Math.max(this.newestPs, timePs);
    this.waiting.push({ timePs, block });
    this.waitingOctets += block.length;
    if (this.waiting.length >= this.batch) this.writeUpTo(this.newestPs - this.reorderPs);
  }

  /** What is written by now and won't change any more. With this a long capture needs little memory. */
  take(): Uint8Array[] {
    this.mustBeOpen();
    this.writeUpTo(this.newestPs - this.reorderPs);
    return this.out.take();
  }

  /** Octets that have found their place: what `takeWritten` would hand over. */
  get written(): number {
    return this.out.octets;
  }

  /** The same as `take` without looking for more: no sorting, so that it may be asked often. */
  takeWritten(): Uint8Array[] {
    return this.out.take();
  }

  /** Writes what still waits and the statistics of the interfaces; gives all that hasn't been taken. */
  finish(): Uint8Array[] {
    this.mustBeOpen();
    this.writeUpTo(Number.POSITIVE_INFINITY);
    this.finished = true;
    const units = Math.floor(this.newestPs / PS_PER_UNIT);
    for (const [id, { received, dropped }] of this.interfaces.entries()) {
      const counts = [numberOption(Ng.ISB_IFRECV, 8, received), numberOption(Ng.ISB_IFDROP, 8, dropped)];
      this.out.append(this.blocks.interfaceStatistics(id, units, counts));
    }
    return this.out.take();
  }

  private writeUpTo(limitPs: number): void {
    const { waiting } = this;
    waiting.sort(byTime);
    let ripe = 0;
    while (ripe < waiting.length && waiting[ripe]!.timePs <= limitPs) ripe++;
    const count = Math.max(ripe, waiting.length - this.maxWaiting);
    for (let i = 0; i < count; i++) {
      const { timePs, block } = waiting[i]!;
      this.out.append(block);
      this.waitingOctets -= block.length;
      if (timePs > this.writtenPs) this.writtenPs = timePs;
    }
    this.waiting = waiting.slice(count);
    // However many may wait, sorting them is paid for by as many new ones as a quarter of them.
    const most = this.maxWaiting + Math.max(MIN_BATCH, this.maxWaiting >> 2);
    this.batch = Math.max(MIN_BATCH, Math.min(2 * this.waiting.length, most));
  }

  private mustBeOpen(): void {
    if (this.finished) throw badArgument('the capture is already finished.');
  }
}

/** What ports say of one signal they say alike: so many comments are kept encoded. */
const MOST_COMMENTS = 64;
const commentOptions = new Map<string, BlockOption>();

function commentOption(comment: string): BlockOption {
  let option = commentOptions.get(comment);
  if (!option) {
    if (commentOptions.size === MOST_COMMENTS) commentOptions.clear();
    option = textOption(Ng.OPT_COMMENT, comment);
    commentOptions.set(comment, option);
  }
  return option;
}

function byTime(a: Waiting, b: Waiting): number {
  return a.timePs - b.timePs;
}

/** A packet's flags, comments and the number of those lost before it. */
function packetOptions(its: InterfaceState, length: number, notes: PacketNotes) {
  const wanted = notes.fcsLength ?? its.fcsLength;
  // A fragment too short to hold an FCS has none.
  const flags = Ng.packFlags(notes, wanted <= length ? wanted : 0);
  const options = notes.comments?.map(commentOption) ?? [];
  if (flags !== 0) options.push(numberOption(Ng.EPB_FLAGS, 4, flags));
  if (its.droppedSince > 0) options.push(numberOption(Ng.EPB_DROPCOUNT, 8, its.droppedSince));
  return options;
}

function badArgument(sentence: string): CaptureError {
  return new CaptureError('BAD_ARGUMENT', sentence);
}
