// What a scenario makes happen: its script, its faults and its sources, armed as alarms of the lab.
import { FrameMaker, type Pattern, Source } from '../app/source.js';
import { BROADCAST, parseAddress } from '../mac/address.js';
import { Alarm } from '../sim/scheduler.js';
import type { Assembly } from './assemble.js';
import type {
  FrameAction,
  LoadRate,
  ScenarioAction,
  ScenarioFault,
  TrafficSource,
} from './scenario/resolve-actions.js';

const PS_PER_SECOND = 1e12;

/** Arms everything that the scenario asks for, in the order of the file: of two things at one instant the first goes first. */
export function armScenario(assembly: Assembly): void {
  const { script, faults, traffic } = assembly.scenario;
  script.forEach((action, index) => armAction(assembly, action, index));
  for (const fault of faults) armFault(assembly, fault);
  traffic.forEach((source, index) => startSource(assembly, source, index));
}

function armAction(assembly: Assembly, action: ScenarioAction, index: number): void {
  if (action.verb === 'frame') {
    armFrames(assembly, action, index);
    return;
  }
  const { hosts, links } = assembly;
  armOnce(assembly, action.atPs, () => {
    if (action.verb === 'babble') hosts.get(action.host)!.babble(action.forPs);
    else if (action.verb === 'cut') links.get(action.link)!.cut();
    else links.get(action.link)!.restore();
  });
}

function armOnce({ lab }: Assembly, atPs: number, act: () => void): void {
  lab.scheduler.arm(new Alarm(act), atPs);
}

function armFrames(assembly: Assembly, action: FrameAction, index: number): void {
  const { lab } = assembly;
  const { scheduler } = lab;
  const { atPs, count, everyPs } = action;
  const send = frameSender(assembly, action, index);
  let sent = 0;
  const alarm = new Alarm(() => {
    do send();
    while (++sent < count && everyPs === 0);
    if (sent < count) scheduler.arm(alarm, scheduler.now + everyPs);
  });
  scheduler.arm(alarm, atPs);
}

/** Sends the next of an action's frames: the one that it gives, or one made to its size. */
function frameSender({ lab, hosts }: Assembly, action: FrameAction, index: number): () => void {
  const host = hosts.get(action.host)!;
  const { frame } = action;
  if (frame) return () => host.sendFrame(frame);
  const octets = action.octets!;
  const stream = lab.random.fork(`script[${index}]`);
  const sizes = { kind: 'fixed', octets } as const;
  const maker = new FrameMaker(lab.arena, host.station, stream, [parseAddress(action.destination!)], sizes);
  return () => maker.send(octets);
}

function armFault(assembly: Assembly, fault: ScenarioFault): void {
  const link = assembly.links.get(fault.link)!;
  if (fault.kind === 'cut') armOnce(assembly, fault.atPs, () => link.cut());
  else if (fault.kind === 'restore') armOnce(assembly, fault.atPs, () => link.restore());
  else if (fault.kind === 'noise')
    link.plan({ kind: 'noise', atPs: fault.atPs, bit: 0, forPs: fault.forPs }, fault.from);
  else {
    for (let i = 0; i < fault.count; i++) {
      link.plan({ kind: 'flip', atPs: fault.atPs, bit: fault.bit, forPs: 0 }, fault.from);
    }
  }
}

function startSource(assembly: Assembly, source: TrafficSource, index: number): void {
  const { lab, hosts } = assembly;
  const receivers = receiversOf(assembly, source);
  for (const from of source.from) {
    const { station } = hosts.get(from)!;
    const stream = lab.random.fork(`traffic[${index}]/${from}`);
    const maker = new FrameMaker(lab.arena, station, stream, receivers(from), source.sizes);
    const stopPs = source.stopPs ?? Number.POSITIVE_INFINITY;
    new Source(lab.scheduler, station, maker, stream, patternOf(source), stopPs).start(source.startPs);
  }
}

/** Answers for a sender the addresses that its frames go to: one is drawn for each frame where there are several. */
function receiversOf({ hosts }: Assembly, { to }: TrafficSource): (from: string) => number[] {
  if (to.kind === 'broadcast') return () => [BROADCAST];
  const names = to.kind === 'hosts' ? to.hosts : [...hosts.keys()];
  const addresses = names.map((name) => hosts.get(name)!.address);
  if (to.kind === 'next') return (from) => [addresses[(names.indexOf(from) + 1) % names.length]!];
  return (from) => addresses.filter((_, index) => names[index] !== from);
}

function patternOf({ pattern }: TrafficSource): Pattern {
  if (pattern.kind === 'saturated') return pattern;
  if (pattern.kind === 'poisson') return { kind: 'poisson', meanPs: interval(pattern.rate) };
  const { onPs, offPs, rate } = pattern;
  return { kind: 'on-off', onPs, offPs, everyPs: rate && interval(rate) };
}

/** Time from frame to frame, on average, of frames of `octets`. */
function interval(rate: LoadRate): (octets: number) => number {
  if ('framesPerSecond' in rate) return () => PS_PER_SECOND / rate.framesPerSecond;
  return (octets) => (octets * 8 * PS_PER_SECOND) / rate.bitsPerSecond;
}
