// How much memory a scenario's lab needs: frames that may wait, signals that may be under way, streams that are drawn from.
import type { ArenaLimits } from '../memory/arena.js';
import { LabError } from './labError.js';
import type { Scenario } from './scenario/scenario.js';

/** Frame slots at most, 150 MB of them; a lab whose queues could hold more drops for want of a buffer. */
const MOST_FRAMES = 65_536;
/** Signal slots at most, 1.8 GB: address space that is only filled as it is used. */
const MOST_SIGNALS = 262_144;

/**
 * The limits of a lab that carries `scenario`, with `replayed` frames of each host to be replayed.
 * @throws LabError ERR_TOO_LARGE when more signals might be under way than any memory holds
 */
export function roomFor(scenario: Scenario, replayed: ReadonlyMap<string, number>): ArenaLimits {
  const { nodes, links, script, traffic } = scenario;
  const hosts = nodes.filter(({ kind }) => kind === 'host').length;
  const sources = traffic.reduce((sum, { from }) => sum + from.length, 0);
  return {
    // A hub that nobody is plugged into draws from none, and a lab has one at least.
    streams: Math.max(1, hosts + 2 * links.length + script.length + sources),
    frames: Math.min(MOST_FRAMES, 64 + waitingFrames(scenario, replayed)),
    signals: refuseTooMany(64 + signalsUnderWay(scenario)),
  };
}

/** Frames that may wait in all queues together. */
function waitingFrames({ nodes, script, traffic }: Scenario, replayed: ReadonlyMap<string, number>): number {
  const offered = new Map<string, number>(replayed);
  const offer = (host: string, frames: number) => offered.set(host, (offered.get(host) ?? 0) + frames);
  for (const action of script) if (action.verb === 'frame') offer(action.host, action.count);
  for (const { from, pattern } of traffic) {
    // A source without a rate keeps one frame waiting, one with a rate may fill the queue.
    const alone = pattern.kind === 'saturated' || (pattern.kind === 'on-off' && !pattern.rate);
    for (const host of from) offer(host, alone ? 1 : Number.POSITIVE_INFINITY);
  }
  let frames = 0;
  for (const node of nodes) if (node.kind === 'host') frames += Math.min(node.queue, offered.get(node.name) ?? 0);
  // Each host may fill one frame while its queue is full: it is counted as dropped then.
  return frames + offered.size;
}

function refuseTooMany(signals: number): number {
  if (signals <= MOST_SIGNALS) return signals;
  throw new LabError(
    'ERR_TOO_LARGE',
    `up to ${signals} signals might be under way at once, and a lab has room for ${MOST_SIGNALS}: let fewer taps of a coax be faulty`,
  );
}

/**
 * Signals of one station that a coax tap remembers while its line does not fall quiet, which is 1.8 ms of them: the
 * shortest frames in a row in full duplex; in half duplex what backoff leaves room for.
 */
const REMEMBERED = { full: 32, half: 8 } as const;

/**
 * Signals that may be under way: every transmitter's own and the one before it, what a faulty pair makes of each, what
 * a hub sends, and what a coax remembers of overlapping ones: each station's, and what each faulty tap makes of them.
 */
function signalsUnderWay({ nodes, links, faults }: Scenario): number {
  const suffering = new Set(faults.map(({ link }) => link));
  const full = new Set(nodes.flatMap((node) => (node.kind === 'host' && node.duplex === 'full' ? [node.name] : [])));
  const coaxes = new Map<string, { remembered: number; faulty: number }>();
  for (const link of links) {
    if (link.kind !== 'tap') continue;
    const { remembered, faulty } = coaxes.get(link.coax) ?? { remembered: 0, faulty: 0 };
    const sound = link.corrupt === 0 && link.loss === 0 && !suffering.has(link.name);
    // A hub passes on what anybody behind it sends.
    const own = full.has(link.end.node) || link.end.kind === 'repeater' ? REMEMBERED.full : REMEMBERED.half;
    coaxes.set(link.coax, { remembered: remembered + own, faulty: faulty + (sound ? 0 : 1) });
  }
  let signals = 8 * links.length;
  for (const node of nodes) signals += node.kind === 'repeater' ? 16 : 4;
  for (const { remembered, faulty } of coaxes.values()) signals += remembered * (2 + faulty);
  return signals;
}
