// What a run is reported as: plain data, the `run --json` of the command line without the clock on the wall.
import type { StationCounters } from '../mac/counters.js';
import { type Directory, SIZE_CLASSES } from '../mac/directory.js';
import type { DropReason } from '../sim/drop.js';
import type { Assembly } from './assemble.js';
import type { Host } from './host.js';
import type { ReplayReport } from './replay.js';
import type { Tally, Usage } from './tally.js';

/** One station: its counters by the names of clause 30, and who it is. Times in picoseconds. */
export type StationReport = { [Name in keyof StationCounters]: StationCounters[Name] } & {
  address: string;
  duplex: 'half' | 'full';
  /** Share of the run for which it was sending. */
  utilisation: number;
};

/** The etherStatsTable of RFC 2819 for what a segment carried (etherStatsCollisions is its `collisions`). */
export interface Traffic {
  /** etherStatsDropEvents: 0, since this monitor is never too slow to look. */
  dropEvents: number;
  /** etherStatsPkts: frames, fragments and undersize packets, good or bad. */
  packets: number;
  /** Packets of 64 octets or more, good or bad. */
  frames: number;
  /** etherStatsOctets of those, with FCS. */
  octets: number;
  /** etherStatsFragments: under 64 octets without a good FCS, or without an SFD. */
  fragments: number;
  /** etherStatsUndersizePkts: under 64 octets with a good FCS. */
  undersize: number;
  /** etherStatsCRCAlignErrors */
  crcAlignErrors: number;
  /** etherStatsOversizePkts: over 1518 octets, with a Q-tag over 1522, as an envelope frame over 2000; the FCS good. */
  oversize: number;
  /** etherStatsJabbers: as long, and the FCS bad. */
  jabbers: number;
  /** etherStatsBroadcastPkts, good ones. */
  broadcasts: number;
  /** etherStatsMulticastPkts, good ones. */
  multicasts: number;
  /** etherStatsPkts64Octets … etherStatsPkts1024to1518Octets, by the upper ends of these classes. */
  sizes: Record<string, number>;
}

/** A hub, a coax, or a cable between two stations. */
export interface SegmentReport extends Partial<Traffic> {
  kind: 'repeater' | 'coax' | 'cable';
  /** Share of the run for which something was on it; of a full-duplex cable the mean of both directions. */
  utilisation: number;
  /** Times that more than one sent where only one may (etherStatsCollisions). */
  collisions: number;
  /** Times that a port was partitioned off. */
  partitions: number;
}

/** How a run lived up to its scenario. */
export interface Verdict {
  passed: number;
  failed: number;
  /** A sentence for each that failed, in the order of the scenario. */
  failures: string[];
}

/** A whole run. */
export interface RunReport {
  scenario: string;
  /** Hash of all events, or null when nobody took it. */
  fingerprint: string | null;
  seed: number;
  simulatedPs: number;
  /** Events that the lab's test points told of. */
  events: number;
  stations: Record<string, StationReport>;
  segments: Record<string, SegmentReport>;
  /** For later floors: this one ends at the MAC. */
  sockets: never[];
  /** offered = delivered + the sum of dropped + waiting; nothing waits when a run is over. */
  frames: { offered: number; delivered: number; waiting: number; dropped: Partial<Record<DropReason, number>> };
  replay?: ReplayReport;
  expect: Verdict;
  warnings: string[];
}

/** Follows the segments that don't count for themselves how they are used. */
export class SegmentMeter {
  private readonly coaxes = new Map<string, Usage>();
  private readonly cables = new Map<string, { usage: Usage; ends: readonly [Host, Host] }>();

  constructor(
    private readonly assembly: Assembly,
    private readonly tally: Tally,
  ) {
    for (const [name, { line }] of assembly.coaxes) this.coaxes.set(name, tally.follow([line.probe.part]));
    for (const link of assembly.scenario.links) {
      if (link.kind !== 'cable' || link.ends.some(({ kind }) => kind !== 'host')) continue;
      const [a, b] = link.ends.map(({ node }) => assembly.hosts.get(node)!);
      const usage = tally.follow([a.out.probe.part, b.out.probe.part]);
      this.cables.set(link.name, { usage, ends: [a, b] });
    }
  }

  /** All segments of the lab until now, in the order of the scenario: hubs and coaxes, then cables. */
  report(): Record<string, SegmentReport> {
    const { scenario, coaxes } = this.assembly;
    const segments: Record<string, SegmentReport> = {};
    for (const { name, kind } of scenario.nodes) {
      if (kind === 'repeater') segments[name] = this.hub(name);
      else if (kind === 'coax') segments[name] = this.coax(name, coaxes.get(name)!.directory);
    }
    for (const name of this.cables.keys()) segments[name] = this.cable(name);
    return segments;
  }

  private hub(name: string): SegmentReport {
    const { repeater, directory, probe } = this.assembly.hubs.get(name)!;
    return {
      kind: 'repeater',
      utilisation: this.share(repeater.busyPs),
      collisions: repeater.collisions,
      partitions: this.tally.count('partition', probe.part),
      ...trafficOf(directory),
    };
  }

  private coax(name: string, directory: Directory): SegmentReport {
    const usage = this.coaxes.get(name)!;
    return {
      kind: 'coax',
      utilisation: this.share(usage.busyPs(this.assembly.lab.now)),
      collisions: usage.overlaps,
      partitions: 0,
      ...trafficOf(directory),
    };
  }

  private cable(name: string): SegmentReport {
    const { usage, ends } = this.cables.get(name)!;
    const { now } = this.assembly.lab;
    const full = ends.every(({ choices }) => choices.duplex === 'full');
    return {
      kind: 'cable',
      utilisation: this.share(full ? usage.carrierPs(now) / 2 : usage.busyPs(now)),
      collisions: full ? 0 : usage.overlaps,
      partitions: 0,
    };
  }

  private share(busyPs: number): number {
    const { now } = this.assembly.lab;
    return now === 0 ? 0 : busyPs / now;
  }
}

/** All stations of the lab until now. */
export function reportStations({ hosts, lab }: Assembly): Record<string, StationReport> {
  const stations: Record<string, StationReport> = {};
  for (const [name, { station, mac, choices }] of hosts) {
    const { counters } = station;
    stations[name] = {
      address: mac,
      duplex: choices.duplex ?? 'half',
      ...counters,
      attempts: [...counters.attempts],
      fragments: station.fragments,
      utilisation: lab.now === 0 ? 0 : counters.busyPs / lab.now,
    };
  }
  return stations;
}

function trafficOf(directory: Directory): Traffic {
  const { packets, frames, octets, fragments, undersize, crcAlignErrors, oversize, jabbers } = directory;
  const { broadcasts, multicasts } = directory;
  const sizes = Object.fromEntries(SIZE_CLASSES.map((most, index) => [String(most), directory.sizes[index]]));
  return {
    ...{ dropEvents: 0, packets, frames, octets, fragments, undersize },
    ...{ crcAlignErrors, oversize, jabbers, broadcasts, multicasts, sizes },
  };
}
