// What two other simulators need and find for the same segments: figures given to us, measured with optimised builds on a
// machine comparable to the one that our CI uses. They were not taken in the run that prints them, so a ratio to them is
// no better than the machine is comparable; `bench --compare` and the in-run baselines of other suites don't depend on them.
//
//   ns-3      optimised build: no collisions, no octets on the wire, no FCS; about 5 million events a second
//   INET 4.6  with collisions, on a hub that is an ideal wire; a second gap after backoffs that end on an idle line,
//             17 attempts, the FCS declared rather than computed (`thicknet bench rules` shows what each of these does)

/** One row of both. */
export interface Published {
  readonly octets: number;
  readonly stations: number;
  /** Wall seconds for a simulated second. */
  readonly ns3Seconds: number;
  readonly inetSeconds?: number;
  /** Frame bits over bits of time. */
  readonly inetUtilisation?: number;
}

export const PUBLISHED: readonly Published[] = [
  { octets: 64, stations: 2, ns3Seconds: 0.0167, inetSeconds: 0.061, inetUtilisation: 0.759 },
  { octets: 64, stations: 10, ns3Seconds: 0.0515, inetSeconds: 0.217, inetUtilisation: 0.739 },
  { octets: 64, stations: 100, ns3Seconds: 0.447, inetSeconds: 12.4, inetUtilisation: 0.515 },
  { octets: 64, stations: 1000, ns3Seconds: 5.06 },
  { octets: 512, stations: 2, ns3Seconds: 0.0029, inetSeconds: 0.01, inetUtilisation: 0.959 },
  { octets: 512, stations: 10, ns3Seconds: 0.0092, inetSeconds: 0.06, inetUtilisation: 0.938 },
  { octets: 512, stations: 100, ns3Seconds: 0.093, inetSeconds: 7.5, inetUtilisation: 0.87 },
  { octets: 512, stations: 1000, ns3Seconds: 1.08 },
  { octets: 1518, stations: 2, ns3Seconds: 0.0011, inetSeconds: 0.004, inetUtilisation: 0.984 },
  { octets: 1518, stations: 10, ns3Seconds: 0.0048, inetSeconds: 0.039, inetUtilisation: 0.968 },
  { octets: 1518, stations: 100, ns3Seconds: 0.056, inetSeconds: 8, inetUtilisation: 0.95 },
  { octets: 1518, stations: 1000, ns3Seconds: 0.68 },
];

/** How many times as fast as ns-3 we want to be: ahead in every row, five times from 100 stations up. */
export function ns3Goal(stations: number): number {
  return stations >= 100 ? 5 : 1;
}
