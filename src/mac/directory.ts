// A segment's directory: who on it wants which address. A frame is decoded once for all who heard it the same way,
// looked up here once, and brought only to those that want it; a station that doesn't costs nothing.
//
// It sees every frame on the segment, so the segment's own counters (RFC 2819, etherStats…) live here too.
import type { CoaxSorter } from '../line/coax.js';
import type { Bringer, Sorter } from '../line/line.js';
import type { Signal } from '../line/signal.js';
import type { Arena } from '../memory/arena.js';
import { DROP } from '../sim/drop.js';
import { BROADCAST, readAddress } from './address.js';
import { MAX_TAGGED_FRAME, MIN_FRAME } from './constants.js';

/** Whatever is shorter is a fragment. */
const LEAST_BITS = MIN_FRAME * 8;
/** Upper ends of the size classes of RFC 2819, in octets with FCS. */
export const SIZE_CLASSES = [64, 127, 255, 511, 1023, 1518] as const;

/** Too short for a frame, or without an SFD; what is too short for any frame need not be decoded. */
export function isFragment(signal: Signal): boolean {
  if (signal.bits < LEAST_BITS) return true;
  const { sfd, octets } = signal.reception();
  return sfd < 0 || octets < MIN_FRAME;
}

/** The directory of one segment. */
export class Directory implements Sorter, CoaxSorter {
  readonly leastBits = LEAST_BITS;
  /** etherStatsPkts without the fragments: whole frames, good or bad. */
  frames = 0;
  octets = 0;
  /** etherStatsFragments, collisions' fragments among them. */
  fragments = 0;
  /** etherStatsCRCAlignErrors */
  crcAlignErrors = 0;
  /** etherStatsOversizePkts */
  oversize = 0;
  /** etherStatsJabbers: too long, and the FCS bad. */
  jabbers = 0;
  broadcasts = 0;
  multicasts = 0;
  /** etherStatsPkts64Octets … 1024to1518Octets, by SIZE_CLASSES. */
  readonly sizes = new Array<number>(SIZE_CLASSES.length).fill(0);
  /** By the low 32 bits of the address, which are a small integer to the engine; the high 16 are compared. */
  private readonly unicast = new Map<number, { high: number; ear: number }[]>();
  private readonly everything: number[] = [];
  private readonly groups: { ear: number; addresses: readonly number[] | 'all' }[] = [];
  private readonly all: number[] = [];

  constructor(private readonly arena: Arena) {}

  /** Enters the station behind ear `ear`. */
  enter(ear: number, address: number, promiscuous: boolean, groups: readonly number[] | 'all'): void {
    this.all.push(ear);
    if (promiscuous) {
      this.everything.push(ear);
      return;
    }
    const entry = { high: Math.floor(address / 0x1_0000_0000), ear };
    const low = address | 0;
    const same = this.unicast.get(low);
    if (same) same.push(entry);
    else this.unicast.set(low, [entry]);
    if (groups === 'all' || groups.length > 0) this.groups.push({ ear, addresses: groups });
  }

  sort(signal: Signal, line: Bringer): void {
    if (isFragment(signal)) {
      this.fragments++;
      signal.root.loss ||= DROP.fragment;
      return;
    }
    const heard = signal.reception();
    this.count(heard.octets, heard.fcsGood, heard.frame);
    this.bringTo(heard.frame, line);
    if (!heard.fcsGood) signal.root.loss ||= DROP.fcsError;
  }

  judge(signal: Signal, line: Bringer): 'fragment' | 'frame' | 'damaged' {
    if (isFragment(signal)) return 'fragment';
    const heard = signal.reception();
    if (!heard.fcsGood) return 'damaged';
    this.bringTo(heard.frame, line);
    return 'frame';
  }

  /** To the stations that want the frame at `frame`. */
  private bringTo(frame: number, line: Bringer): void {
    const { view } = this.arena;
    const high = view.getUint16(frame);
    for (const ear of this.everything) line.bring(ear);
    if (high & 0x100) this.sortGroup(readAddress(view, frame), line);
    else {
      const stations = this.unicast.get(view.getInt32(frame + 2));
      if (stations) for (const entry of stations) if (entry.high === high) line.bring(entry.ear);
    }
  }

  /** Broadcasts go to all, multicasts to those that asked for them. */
  private sortGroup(destination: number, line: Bringer): void {
    if (destination === BROADCAST) {
      for (const ear of this.all) if (!this.everything.includes(ear)) line.bring(ear);
      return;
    }
    for (const { ear, addresses } of this.groups) {
      if (addresses === 'all' || addresses.includes(destination)) line.bring(ear);
    }
  }

  private count(octets: number, good: boolean, frame: number): void {
    this.frames++;
    this.octets += octets;
    if (octets > MAX_TAGGED_FRAME) {
      if (good) this.oversize++;
      else this.jabbers++;
    } else if (!good) this.crcAlignErrors++;
    const { view } = this.arena;
    if (good && view.getUint16(frame) & 0x100) {
      if (readAddress(view, frame) === BROADCAST) this.broadcasts++;
      else this.multicasts++;
    }
    for (let i = 0; i < SIZE_CLASSES.length; i++) {
      if (octets <= SIZE_CLASSES[i]) {
        this.sizes[i]++;
        return;
      }
    }
  }
}
