// A segment's directory: who on it wants which address. A frame is decoded once for all who heard it the same way,
// looked up here once, and brought only to those that want it; a station that doesn't costs nothing.
//
// It sees every frame on the segment, so the segment's own counters (RFC 2819, etherStats…) live here too.

import type { Reception } from '../coding/lineCode.js';
import type { CoaxSorter } from '../line/coax.js';
import type { Bringer, Sorter } from '../line/line.js';
import type { Signal } from '../line/signal.js';
import type { Arena } from '../memory/arena.js';
import { DROP, TELLING } from '../sim/drop.js';
import { BROADCAST, readAddress } from './address.js';
import { MIN_FRAME } from './constants.js';
import { isFragment, isTooLong, LEAST_BITS } from './frameSize.js';

/** Upper ends of the size classes of RFC 2819 (etherStatsPkts64Octets … Pkts1024to1518Octets), in octets with FCS. */
export const SIZE_CLASSES = [64, 127, 255, 511, 1023, 1518] as const;

/** The directory of one segment. */
export class Directory implements Sorter, CoaxSorter {
  readonly leastBits = LEAST_BITS;
  /** etherStatsPkts without fragments and undersize packets: frames of 64 octets or more, good or bad. */
  frames = 0;
  /** etherStatsOctets of those frames, with FCS. */
  octets = 0;
  /** etherStatsFragments: under 64 octets and no good FCS, or no SFD at all. Collisions leave one each. */
  fragments = 0;
  /** etherStatsUndersizePkts: under 64 octets, but the FCS is good. */
  undersize = 0;
  /** etherStatsCRCAlignErrors: of a legal length, and the FCS bad, with dribble bits or without. */
  crcAlignErrors = 0;
  /** etherStatsOversizePkts: longer than its kind of frame may be (`longestFrame`), and the FCS good. */
  oversize = 0;
  /** etherStatsJabbers: too long, and the FCS bad. */
  jabbers = 0;
  /** etherStatsBroadcastPkts: good ones. */
  broadcasts = 0;
  /** etherStatsMulticastPkts: good ones, broadcasts not among them. */
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

  /** etherStatsPkts: all that was heard, good or bad. */
  get packets(): number {
    return this.frames + this.undersize + this.fragments;
  }

  sort(signal: Signal, line: Bringer): boolean {
    if (isFragment(signal)) {
      this.fragments++;
      signal.lose(DROP.fragment, TELLING.bystander);
      return true;
    }
    const heard = signal.reception();
    this.count(heard);
    this.bringTo(heard.frame, line);
    if (!heard.fcsGood) signal.lose(DROP.fcsError, TELLING.bystander);
    return false;
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

  private count(heard: Reception): void {
    const { octets, fcsGood: good, frame } = heard;
    const { view } = this.arena;
    if (octets < MIN_FRAME) this.undersize++;
    else {
      this.frames++;
      this.octets += octets;
    }
    if (isTooLong(view, heard)) {
      if (good) this.oversize++;
      else this.jabbers++;
    } else if (!good) this.crcAlignErrors++;
    if (good && view.getUint16(frame) & 0x100) {
      if (readAddress(view, frame) === BROADCAST) this.broadcasts++;
      else this.multicasts++;
    }
    if (octets < MIN_FRAME) return;
    for (let i = 0; i < SIZE_CLASSES.length; i++) {
      if (octets <= SIZE_CLASSES[i]) {
        this.sizes[i]++;
        return;
      }
    }
  }
}
