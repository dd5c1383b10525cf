// A captured conversation on the emulated wire: every frame is offered by the station that plays its source, at its
// time, or as soon as the one before it has been offered and there is room; and whatever arrives is compared with it.
import { formatAddress, readAddress } from '../mac/address.js';
import { FCS_OCTETS, MIN_FRAME } from '../mac/constants.js';
import { SYMBOL_OCTETS } from '../memory/arena.js';
import { type Crc32, FCS_RESIDUE } from '../packet/fcs.js';
import { DROP, DROP_REASONS, type DropReason } from '../sim/drop.js';
import { Alarm } from '../sim/scheduler.js';
import type { Assembly } from './assemble.js';
import { HEADER_OCTETS, type Pace, type ReplayRecord } from './cast.js';
import type { Host, ReceivedFrame } from './host.js';

/** What became of a capture's frames: sent = delivered + the sum of dropped. */
export interface ReplayReport {
  pace: Pace;
  /** Records that the capture has. */
  records: number;
  /** Frames that were to be sent: one a record. */
  sent: number;
  /** Frames that at least one station they were meant for has accepted. */
  delivered: number;
  dropped: Partial<Record<DropReason, number>>;
  /** Receptions compared octet for octet with what was sent; more than `delivered` where groups receive. */
  compared: number;
  /** Of these, how many differed: always 0. */
  different: number;
  /** The captured addresses that each host bears. */
  stations: Record<string, string[]>;
}

interface Line {
  readonly host: Host | undefined;
  /** From the destination address on, without FCS. */
  readonly octets: Uint8Array;
  readonly atPs: number;
}

/** A clock counts whole picoseconds for two and a half hours; two of them are for a replay. */
const LONGEST_PS = 7.2e15;

/** One replay. */
export class Replay {
  readonly warnings: string[] = [];
  private readonly lines: Line[];
  private next = 0;
  private readonly alarm: Alarm;
  /** What is on its way, by ticket. */
  private readonly underWay = new Map<number, Line>();
  private delivered = 0;
  private readonly lost = new Array<number>(DROP_REASONS.length).fill(0);
  private compared = 0;
  private different = 0;
  private offering = false;

  constructor(
    private readonly assembly: Assembly,
    private readonly records: readonly ReplayRecord[],
    private readonly players: ReadonlyMap<number, string>,
    private readonly pace: Pace,
    private readonly startPs: number,
  ) {
    this.lines = this.prepare();
    this.alarm = new Alarm(() => this.turn());
  }

  /** Begins at its start. */
  arm(): void {
    const { lab, hosts } = this.assembly;
    for (const host of hosts.values()) {
      const before = host.onFrame;
      host.onFrame = (frame) => {
        before?.(frame);
        this.compare(frame);
      };
    }
    if (this.lines.length > 0) lab.scheduler.arm(this.alarm, this.startPs + this.lines[0].atPs);
    if (this.pace !== 'saturate') return;
    for (const name of new Set(this.players.values())) {
      const { station } = hosts.get(name)!;
      const before = station.onRoom;
      station.onRoom = () => {
        before?.();
        if (this.next > 0) this.offerAll();
      };
    }
  }

  /** A frame has come to its end; the ledger says how. */
  settled(ticket: number, reason: number): void {
    if (!this.underWay.delete(ticket)) return;
    if (reason === DROP.none) this.delivered++;
    else this.lost[reason]++;
  }

  /** The run is over: frames that nobody came to send are lost with it, in the lab's books too. */
  finish(): void {
    const { ledger } = this.assembly.lab;
    for (; this.next < this.lines.length; this.next++) {
      this.lost[DROP.unfinished]++;
      ledger.drop(ledger.offer(), DROP.unfinished);
    }
    this.lost[DROP.unfinished] += this.underWay.size;
    this.underWay.clear();
  }

  report(): ReplayReport {
    const { hosts } = this.assembly;
    const dropped: Partial<Record<DropReason, number>> = {};
    DROP_REASONS.forEach((reason, number) => {
      if (this.lost[number] > 0) dropped[reason] = this.lost[number];
    });
    const stations: Record<string, string[]> = {};
    for (const name of hosts.keys()) {
      const played = [...this.players].filter(([, player]) => player === name).map(([address]) => address);
      if (played.length > 0) stations[name] = played.map(formatAddress);
    }
    const { pace, records, delivered, compared, different } = this;
    return { pace, records: records.length, sent: this.next, delivered, dropped, compared, different, stations };
  }

  private prepare(): Line[] {
    const { hosts, lab } = this.assembly;
    const frames = stripFcs(this.records, kernelCrc32(lab), this.warnings);
    const timesPs =
      this.pace === 'saturate' ? this.records.map(() => 0) : paced(this.records, this.pace, this.warnings);
    return frames.map((octets, index) => {
      const atPs = timesPs[index];
      if (octets.length < HEADER_OCTETS) return { host: undefined, octets, atPs };
      const source = readAddress(new DataView(octets.buffer, octets.byteOffset, octets.byteLength), 6);
      return { host: hosts.get(this.players.get(source)!), octets, atPs };
    });
  }

  private turn(): void {
    const { scheduler } = this.assembly.lab;
    if (this.pace === 'saturate') {
      this.offerAll();
      return;
    }
    while (this.next < this.lines.length && this.startPs + this.lines[this.next].atPs <= scheduler.now) this.offer();
    if (this.next < this.lines.length) scheduler.arm(this.alarm, this.startPs + this.lines[this.next].atPs);
  }

  /** Offers what there is room for. Frames that wait for one of another sender keep the capture's order. */
  private offerAll(): void {
    if (this.offering) return;
    this.offering = true;
    while (this.next < this.lines.length && !this.lines[this.next].host?.station.full) this.offer();
    this.offering = false;
  }

  private offer(): void {
    const line = this.lines[this.next++];
    const { ledger } = this.assembly.lab;
    // The ledger numbers frames one after the other; a refused one has come to its end before `sendFrame` returns.
    this.underWay.set(ledger.offered, line);
    if (line.host) line.host.sendFrame(line.octets);
    else ledger.drop(ledger.offer(), DROP.fragment);
  }

  private compare({ ticket, octets }: ReceivedFrame): void {
    const line = this.underWay.get(ticket);
    if (!line) return;
    this.compared++;
    if (!isFrame(octets, line.octets)) this.different++;
  }
}

/** Whether `heard` is `sent`, padded with zeros to minFrameSize by the MAC (clause 4.2.3.3). */
function isFrame(heard: Uint8Array, sent: Uint8Array): boolean {
  if (heard.length !== Math.max(sent.length, MIN_FRAME - FCS_OCTETS)) return false;
  return heard.every((octet, index) => octet === (index < sent.length ? sent[index] : 0));
}

/**
 * The frames without the FCS that some of them carry, whether the file says so or not; the MAC makes a new one. Where the
 * file is silent a right FCS is one (chance makes one in four thousand million), and anything else is data: a host's
 * own capture has an FCS on what it received and none on what it sent.
 */
function stripFcs(records: readonly ReplayRecord[], crc32: Crc32, warnings: string[]): Uint8Array[] {
  const wrong: ReplayRecord[] = [];
  let found = 0;
  const frames = records.map((record) => {
    const { octets, fcsDeclared, fcsLength } = record;
    if (fcsDeclared && fcsLength === 0) return octets;
    const good = octets.length >= HEADER_OCTETS + FCS_OCTETS && fcsGood(octets, crc32);
    if (!fcsDeclared && !good) return octets;
    if (!fcsDeclared) found++;
    else if (!good) wrong.push(record);
    return octets.subarray(0, Math.max(0, octets.length - FCS_OCTETS));
  });
  if (found > 0) warnings.push(`The file doesn't say so, but ${count(found)} with an FCS, which is made anew.`);
  if (wrong.length > 0) {
    warnings.push(
      `${count(wrong.length)} with a wrong FCS, the first is record ${wrong[0].number}; a right one is sent.`,
    );
  }
  return frames;
}

function fcsGood(octets: Uint8Array, crc32: Crc32): boolean {
  return crc32(octets, 0) >>> 0 === FCS_RESIDUE;
}

function count(records: number): string {
  return records === 1 ? '1 record ends' : `${records} records end`;
}

/** When each frame goes, from the start of the replay on; silences are shortened where the clock would not reach. */
function paced(records: readonly ReplayRecord[], pace: number, warnings: string[]): number[] {
  const gaps = records.map(
    ({ timePs }, index) => (index === 0 ? 0 : Math.max(0, timePs - records[index - 1].timePs)) / pace,
  );
  let longest = Number.POSITIVE_INFINITY;
  const total = () => gaps.reduce((sum, gap) => sum + Math.min(gap, longest), 0);
  if (total() > LONGEST_PS) {
    longest = LONGEST_PS;
    while (total() > LONGEST_PS) longest /= 2;
    warnings.push(
      `The frames span more than the two hours that a lab's clock has for them: silences are cut to ${Math.round(longest / 1e12)} s.`,
    );
  }
  let atPs = 0;
  return gaps.map((gap) => {
    atPs += Math.min(gap, longest);
    return Math.round(atPs);
  });
}

/** CRC-32 by the lab's kernels; what is longer than its scratch is too long for its wire anyway, and carries no FCS. */
function kernelCrc32({ arena }: Assembly['lab']): Crc32 {
  return (octets, previous) => {
    if (octets.length > SYMBOL_OCTETS) return 0;
    arena.octets.set(octets, arena.scratch);
    return arena.kernels.crc32(arena.scratch, octets.length, previous) >>> 0;
  };
}
