// A segment of stations that always have a frame to send: the same lab for every suite that needs one.
import { FrameMaker, Source } from '../src/app/source.js';
import type { Host } from '../src/lab/host.js';
import type { Hub } from '../src/lab/hub.js';
import { Lab } from '../src/lab/lab.js';

export const SECOND_PS = 1e12;
/** The longest 10BASE5 (clause 8.6.1), where 100 stations may be. */
const COAX_METRES = 500;

/** What a segment is made with. */
export interface SegmentChoices {
  readonly stations: number;
  /** The frame with its FCS. */
  readonly octets: number;
  /** The shortest and the longest cable in metres, others spread evenly between them; 50 for all by default. */
  readonly metres?: readonly [number, number];
  /** A hub by default; or a coax of 500 m with taps all along it, for which `metres` says nothing. */
  readonly medium?: 'hub' | 'coax';
  readonly seed?: number;
}

/** What has happened on a segment so far. */
export interface Tally {
  /** Frames that arrived. */
  readonly delivered: number;
  /** Frames lost, all reasons together. */
  readonly dropped: number;
  /** Collisions that the hub jammed; on a coax, remains of collisions that passed its end. */
  readonly collisions: number;
  readonly lateCollisions: number;
  /** Alarms that went off. */
  readonly events: number;
  /** Frames sent, by station. */
  readonly sent: readonly number[];
}

/** Stations on a hub or a coax, each sending to the next one. */
export class SaturatedSegment {
  private constructor(
    readonly lab: Lab,
    readonly hub: Hub | undefined,
    readonly hosts: readonly Host[],
  ) {}

  static async create(choices: SegmentChoices): Promise<SaturatedSegment> {
    const { stations, octets, metres = [50, 50], medium = 'hub', seed = 1 } = choices;
    const lab = await Lab.create({ seed });
    const hub = medium === 'hub' ? lab.hub('hub', { ports: stations }) : undefined;
    const coax = hub ? undefined : lab.coax('coax', { metres: COAX_METRES });
    const hosts = Array.from({ length: stations }, (_, index) => {
      const host = lab.host(`s${index + 1}`);
      if (hub) lab.cable(host, hub, { metres: lengthOf(index, metres) });
      else lab.tap(host, coax!, { at: lengthOf(index, [0, COAX_METRES]) });
      return host;
    });
    hosts.forEach((host, index) => saturate(lab, host, hosts[(index + 1) % stations], octets));
    return new SaturatedSegment(lab, hub, hosts);
  }

  /** Lets simulated time pass; answers the seconds of wall time that it took. */
  pass(simulatedSeconds: number): number {
    const untilPs = this.lab.now + simulatedSeconds * SECOND_PS;
    const begun = performance.now();
    this.lab.run(untilPs);
    return (performance.now() - begun) / 1e3;
  }

  tally(): Tally {
    const { lab, hub, hosts } = this;
    return {
      delivered: lab.ledger.delivered,
      dropped: lab.ledger.lost.reduce((sum, count) => sum + count, 0),
      collisions: hub ? hub.repeater.collisions : lab.coaxes[0].directory.fragments,
      lateCollisions: hosts.reduce((sum, { station }) => sum + station.counters.lateCollisions, 0),
      events: lab.scheduler.fired,
      sent: hosts.map(({ station }) => station.counters.framesSent),
    };
  }
}

/** The golden section spreads any number of lengths evenly; to the nearest decimetre. */
function lengthOf(index: number, [least, most]: readonly [number, number]): number {
  return Math.round(10 * (least + ((index * 0.618034) % 1) * (most - least))) / 10;
}

/** Gives `from` a source that always has one more frame of `octets` for `to`. */
export function saturate(lab: Lab, from: Host, to: Host, octets: number): void {
  const stream = lab.random.fork(`${from.name}/traffic`);
  const maker = new FrameMaker(lab.arena, from.station, stream, [to.address], { kind: 'fixed', octets });
  new Source(lab.scheduler, from.station, maker, stream, { kind: 'saturated' }, Number.POSITIVE_INFINITY).start(0);
}
