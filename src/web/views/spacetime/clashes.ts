// Where signals meet at a station or hub, and until when a station must reckon with it.
import { headOf } from '../../run/passing.js';
import type { Tape } from '../../run/tape.js';
import type { Lane } from './layout.js';
import { type MacSpan, macLogOf } from './macLog.js';
import { isFullDuplex, type Stretch } from './passes.js';

/** A time in which a station hears while it sends, or a hub hears two ports. */
export interface Clash extends Stretch {
  /** Of a station: it began after its slot time. */
  readonly late: boolean;
}

/** At a half-duplex station: both are ordered, and so is what comes of them. @param slotPs 512 bit times of its own */
export function clashesAtStation(spans: readonly MacSpan[], heard: readonly Stretch[], slotPs: number): Clash[] {
  const found: Clash[] = [];
  let first = 0;
  for (const span of spans) {
    if (span.kind !== 'transmit') continue;
    while (first < heard.length && heard[first]!.toPs <= span.fromPs) first++;
    let sincePs = Number.NEGATIVE_INFINITY;
    for (let i = first; i < heard.length && heard[i]!.fromPs < span.toPs; i++) {
      const fromPs = Math.max(span.fromPs, heard[i]!.fromPs, sincePs);
      const toPs = Math.min(span.toPs, heard[i]!.toPs);
      if (toPs <= fromPs) continue;
      found.push({ fromPs, toPs, late: fromPs > span.fromPs + slotPs });
      sincePs = toPs;
    }
  }
  return found;
}

/** At a hub: from the coming of a second signal to the end of the last but one. @param heard ordered by their coming */
export function clashesAtHub(heard: readonly Stretch[]): Clash[] {
  let reachPs = Number.NEGATIVE_INFINITY;
  return heard.flatMap(({ fromPs, toPs }) => {
    const clash = { fromPs, toPs: Math.min(toPs, reachPs), late: false };
    reachPs = Math.max(reachPs, toPs);
    return clash.toPs > clash.fromPs ? [clash] : [];
  });
}

/** The slot time of a transmission, and how long after it a collision came; undefined on full duplex. */
export interface CollisionWindow {
  readonly lane: Lane;
  readonly fromPs: number;
  /** 512 bit times later: a collision from here on is late. */
  readonly lateFromPs: number;
  /** End of the transmission. */
  readonly endPs: number;
  /** When a late collision came, if one did. */
  readonly collidedPs: number | undefined;
}

/** Of a transmission of a station that is shown, or of what a hub repeats of it. */
export function windowOf(tape: Tape, lanes: readonly Lane[], passing: number): CollisionWindow | undefined {
  if (passing < 0 || passing >= tape.rows) return undefined;
  const row = headOf(tape, passing);
  const { line, startPs, endPs, except } = tape.transmission(row);
  const its = tape.stage.lines[line];
  const port = its?.medium === 'coax' ? its.senders[except] : its?.single ? its.senders[0] : undefined;
  const lane = lanes.find(({ kind, ports }) => kind === 'host' && port !== undefined && ports.includes(port));
  if (!lane || isFullDuplex(tape, lane)) return undefined;
  const log = macLogOf(tape);
  const span = log.transmissionAt(lane.part, startPs);
  if (!span) return undefined;
  const slotPs = log.slotPs(lane.part);
  const heard = lane.ports.flatMap((one) => tape.passages(one, 'in', startPs, endPs, 1000));
  const late = clashesAtStation([span], heard, slotPs).find((clash) => clash.late);
  return { lane, fromPs: startPs, lateFromPs: startPs + slotPs, endPs, collidedPs: late?.fromPs };
}
