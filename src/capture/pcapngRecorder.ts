/**
 * Records what every port sees as pcapng for Wireshark. A port has two interfaces:
 *
 *   `a:eth0`       frames with their FCS (link type ETHERNET): whatever has an SFD and room for a header and an FCS
 *                  behind it. Time: the first bit after the SFD, the instant that clause 90.7 and IEEE 1588 time a
 *                  frame by.
 *   `a:eth0 wire`  the packet as it is on the wire (link type ETHERNET_MPACKET): preamble, SFD, frame; every signal,
 *                  jam and the shortest fragments too. Time: its first bit.
 *
 * Each port has its own time: a frame is outbound where it leaves and inbound, later, wherever it arrives, as that port
 * really heard it. What is wrong with it stands in its flags, and why in its comments.
 */
import type { Lab } from '../lab/lab.js';
import { MAX_BASIC_FRAME, MIN_FRAME } from '../mac/constants.js';
import { longestFrame } from '../mac/frameSize.js';
import type { Arena } from '../memory/arena.js';
import { JABBER_PS } from '../phy/constants.js';
import { LINKTYPE_ETHERNET_MPACKET } from './capture.js';
import { Causes } from './causes.js';
import { PcapngWriter } from './pcapng.js';
import type { FrameError } from './pcapng-format.js';
import type { Port } from './ports.js';
import { type Passage, type PortListener, PortWatch } from './portWatch.js';
import type { Recorder, Sink } from './recorder.js';
import { type Reading, read, type WireImage } from './wireImage.js';

/** What to record, and where it goes. */
export interface PcapngRecorderOptions {
  /** Ports (`a:eth0`, `hub:3`), stations or hubs to record; all by default. */
  readonly ports?: readonly string[];
  /** Both interfaces of each port by default. */
  readonly views?: 'frames' | 'wire' | 'both';
  /** Takes the file piece by piece; without one it is kept until `finish`. */
  readonly sink?: Sink;
  /** Most octets kept for want of a sink, 512 MiB by default; packets beyond are dropped and counted. */
  readonly maxOctets?: number;
  /** Program that writes it: the section's shb_userappl. */
  readonly application?: string;
  /** About the run: the section's comment. */
  readonly comment?: string;
  /** The moment of the run's start in whole seconds since 1970-01-01 UTC, 0 by default. */
  readonly epochSeconds?: number;
}

/** The shortest that a frame interface shows: a header and an FCS, of which Wireshark can make something. */
const LEAST_OCTETS = 18;
/** The least gap that repeaters may shrink 96 bits to (clause 4.4.2, note 1). */
const LEAST_GAP_BITS = 47;
const BITS_PER_SECOND = 10_000_000;
/** What has found its place in the file goes to the sink in pieces of this size. */
const DRAIN_OCTETS = 64 * 1024;
/** A signal is recorded when it is over, and none lasts longer than a jabbering transceiver's. */
const LONGEST_PS = JABBER_PS + 10_000_000_000;

/** What was read of a signal, and what is wrong with it wherever it passes. */
interface Read {
  readonly image: WireImage;
  readonly count: number;
  readonly reading: Reading;
  readonly errors: readonly FrameError[];
}

/** One port's interfaces, and when it last fell silent in each direction. */
interface PortState {
  readonly frames: number;
  readonly wire: number;
  readonly quietSincePs: { outbound: number; inbound: number };
}

/** Writes what the ports of a lab see as a pcapng file. */
export class PcapngRecorder implements Recorder, PortListener {
  private readonly writer: PcapngWriter;
  private readonly watch: PortWatch;
  private readonly states = new Map<Port, PortState>();
  private readonly views: 'frames' | 'wire' | 'both';
  private readonly sink: Sink | undefined;
  private arena: Arena | undefined;
  private causes: Causes | undefined;
  /** The latest reading: one signal passes many ports. */
  private latest: Read | undefined;

  constructor(options: PcapngRecorderOptions = {}) {
    const { ports, views = 'both', sink, maxOctets, application, comment, epochSeconds } = options;
    this.views = views;
    this.sink = sink;
    this.writer = new PcapngWriter({
      reorderPs: LONGEST_PS,
      ...(maxOctets !== undefined && { maxOctets }),
      ...(application !== undefined && { application }),
      ...(comment !== undefined && { comment }),
      ...(epochSeconds !== undefined && { epochSeconds }),
    });
    this.watch = new PortWatch(this, ports);
  }

  /** Packets lost because nobody took what had been written before. */
  get dropped(): number {
    return this.writer.dropped;
  }

  /** Describes the interfaces of the ports, and begins. @throws CaptureError BAD_ARGUMENT for the name of no port */
  attach(lab: Lab): void {
    this.watch.attach(lab);
    this.arena = lab.arena;
    this.causes = new Causes(lab);
    for (const port of this.watch.ports) this.states.set(port, this.describe(port));
  }

  finish(): Uint8Array[] {
    this.watch.settle();
    const rest = this.writer.finish();
    if (!this.sink) return rest;
    for (const chunk of rest) this.sink(chunk);
    return [];
  }

  begins(): void {}

  sent(image: WireImage): void {
    this.causes!.sent(image);
  }

  event(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void {
    this.causes!.event(kind, atPs, part, a, b, c, d);
  }

  passed(passage: Passage): void {
    const { port, direction, fromPs, toPs, image, count, silent } = passage;
    const state = this.states.get(port)!;
    const { reading, errors: own } = this.read(image, count);
    if (reading.packet.length === 0) return;
    const { quietSincePs } = state;
    const close = fromPs - quietSincePs[direction] < LEAST_GAP_BITS * image.symbolsPerBit * image.symbolPs;
    const errors: readonly FrameError[] = close ? [...own, 'interFrameGap'] : own;
    if (!silent) quietSincePs[direction] = toPs;
    const comments = this.causes!.of(passage);
    const notes = { direction, errors, ...(comments.length > 0 && { comments }) };
    if (state.wire >= 0 && !silent) this.writer.addPacket(state.wire, fromPs, reading.packet, notes);
    const frame = reading.packet.subarray(reading.header);
    if (state.frames >= 0 && reading.sfd >= 0 && frame.length >= LEAST_OCTETS) {
      const atPs = fromPs + reading.sfd * image.symbolsPerBit * image.symbolPs;
      this.writer.addPacket(state.frames, atPs, frame, notes);
    }
    if (this.sink && this.writer.written >= DRAIN_OCTETS) {
      for (const chunk of this.writer.takeWritten()) this.sink(chunk);
    }
  }

  private describe({ name, host }: Port): PortState {
    const of = host ? `station ${host.name}, ${host.mac}` : 'repeater';
    const quietSincePs = { outbound: Number.NEGATIVE_INFINITY, inbound: Number.NEGATIVE_INFINITY };
    return {
      quietSincePs,
      frames:
        this.views === 'wire'
          ? -1
          : this.writer.addInterface({
              name,
              description: `frames with FCS at ${name} (${of}); time of the first bit after the SFD`,
              bitsPerSecond: BITS_PER_SECOND,
            }),
      wire:
        this.views === 'frames'
          ? -1
          : this.writer.addInterface({
              name: `${name} wire`,
              description: `every signal at ${name} (${of}), preamble and SFD first; time of the first bit`,
              linkType: LINKTYPE_ETHERNET_MPACKET,
              bitsPerSecond: BITS_PER_SECOND,
            }),
    };
  }

  private read(image: WireImage, count: number): Read {
    if (this.latest?.image !== image || this.latest.count !== count) {
      const reading = read(this.arena!, image, count);
      this.latest = { image, count, reading, errors: errorsOf(reading) };
    }
    return this.latest;
  }
}

function typeOf(frame: Uint8Array): number {
  return (frame[12]! << 8) | frame[13]!;
}

/** What is wrong with a packet, in the words of epb_flags. */
function errorsOf({ sfd, packet, header, fcsGood, dribble, violation, preambleWhole }: Reading): FrameError[] {
  const errors: FrameError[] = [];
  const frame = packet.subarray(header);
  const octets = frame.length;
  if (violation >= 0) errors.push('symbol');
  if (sfd < 0) return [...errors, 'sfd', 'tooShort'];
  if (!preambleWhole) errors.push('preamble');
  if (!fcsGood) errors.push('crc');
  // Without a wrong FCS dribble bits are no error (clause 4.2.4.1.2).
  if (!fcsGood && dribble > 0) errors.push('unaligned');
  if (octets < MIN_FRAME) errors.push('tooShort');
  if (octets > MAX_BASIC_FRAME && octets > longestFrame(typeOf(frame))) errors.push('tooLong');
  return errors;
}
