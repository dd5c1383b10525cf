// A coax on the bench: the line, its taps, and a monitor that counts what passes.

import { Coax } from '../line/coax.js';
import type { CoaxTap } from '../line/coaxTap.js';
import { LinkCondition } from '../line/condition.js';
import type { Emission, Listener } from '../line/line.js';
import type { Signal } from '../line/signal.js';
import { Directory } from '../mac/directory.js';
import { LIGHT_PS_PER_METRE, MAU_RECEIVE_PS, MAU_TRANSMIT_PS } from '../phy/constants.js';
import { Link } from '../phy/link.js';
import type { Probe } from '../sim/probe.js';
import type { Bench } from './bench.js';
import type { Host } from './host.js';
import type { Hub, HubPort } from './hub.js';
import { choicesOf, LabError, oneOf, within } from './labError.js';
import { LabLink } from './labLink.js';
import { cableDelayPs, type TapChoices } from './plug.js';

/** Velocity on the AUI drop cable, as a fraction of the speed of light (clause 7.4.3.7: at least 0.65). */
export const AUI_VELOCITY = 0.65;
/** The two coaxes: velocity of propagation and the longest segment (clauses 8.4.1.3, 10.5.1.3). */
export const COAX_KINDS = {
  '10base5': { velocity: 0.77, metres: 500 },
  '10base2': { velocity: 0.65, metres: 185 },
} as const;

/** A coax's choices. */
export interface CoaxChoices {
  type?: '10base5' | '10base2';
  /** Length in metres, 0.1 to 100 000; by default the longest that the standard allows. */
  metres?: number;
}

/** Sends on a coax what a hub sends out of the port that taps it. */
class Relay implements Listener {
  private readonly under: { emission: Emission; from: Signal }[] = [];

  constructor(private readonly tap: CoaxTap) {}

  signalStart(signal: Signal): void {
    const alias = signal.pool.take(signal.symbolPs, signal);
    alias.count = signal.count;
    this.under.push({ emission: this.tap.begin(alias, false), from: signal });
    alias.release();
  }

  signalEnd(signal: Signal | undefined): void {
    const entry = this.under.shift();
    if (!entry) return;
    entry.emission.signal.count = (signal ?? entry.from).count;
    this.tap.end(entry.emission);
  }
}

/** A coax. */
export class CoaxBus {
  readonly line: Coax;
  readonly metres: number;
  /** From one end to the other, in picoseconds. */
  readonly longestPs: number;
  /** What a monitor at the left end counts. */
  readonly directory: Directory;
  /** Names of the ports at the taps; the monitor's is empty. */
  readonly owners: string[] = [];

  constructor(
    private readonly bench: Bench,
    readonly name: string,
    choices: CoaxChoices,
  ) {
    choicesOf(choices, `the choices of ${name}`);
    const { type = '10base5' } = choices;
    oneOf(type, ['10base5', '10base2'], `the type of ${name}`);
    const kind = COAX_KINDS[type];
    this.metres = within(choices.metres ?? kind.metres, 0.1, 100_000, `the length of ${name} in metres`);
    this.longestPs = cableDelayPs(this.metres, kind.velocity);
    bench.part(name, 'coax');
    this.line = new Coax(bench.scheduler, bench.part(`${name}:line`, 'line'), LIGHT_PS_PER_METRE / kind.velocity);
    this.line.observer = bench.lines;
    this.directory = new Directory(bench.arena);
    this.line.sorter = this.directory;
    const nobody = { bring: () => undefined };
    this.tapAt(0, 0, '').listener = {
      signalStart: () => undefined,
      signalEnd: (signal) => {
        if (signal) this.directory.sort(signal, nobody);
      },
    };
  }

  /** Connects a host's or a hub's port. @throws LabError as `Lab.tap` */
  connect(to: Host | Hub | HubPort, choices: TapChoices): LabLink {
    const { name: owner, port, take, release, open } = this.prepare(to, choices);
    const name = choices.name ?? `${port}-${this.name}`;
    const { bench } = this;
    take();
    let probe: Probe;
    try {
      probe = bench.part(name, 'link');
    } catch (refusal) {
      release();
      throw refusal;
    }
    const { tap, attach } = open();
    const inbound = new LinkCondition(bench.random.fork(`${name}/0`), probe);
    const outbound = new LinkCondition(bench.random.fork(`${name}/1`), probe);
    tap.inbound = inbound;
    tap.outbound = outbound;
    attach();
    const direction = {
      part: () => tap.part(),
      mend: () => tap.mend(),
      setLink: () => undefined,
      quietSincePs: () => bench.scheduler.now,
    };
    return new LabLink(
      name,
      new Link(bench.scheduler, probe, [direction], false),
      [owner, this.name],
      [
        { from: owner, condition: outbound, suffer: () => undefined },
        { from: this.name, condition: inbound, suffer: () => tap.suffer() },
      ],
    );
  }

  private prepare(to: Host | Hub | HubPort, choices: TapChoices) {
    const drop = within(choices.drop ?? 0, 0, 1000, 'the length of a drop cable in metres');
    const dropPs = cableDelayPs(drop, AUI_VELOCITY);
    within(choices.at, 0, this.metres, `a tap's place on ${this.name} in metres`);
    if ('station' in to) {
      if (to.choices.duplex === 'full') {
        const why = 'full duplex is for two stations on a cable of their own (clause 1.1.1.2)';
        throw new LabError('ERR_INVALID_ARGUMENT', `${to.name} is full duplex and can't tap ${this.name}: ${why}`);
      }
      const port = `${to.name}:eth0`;
      const open = () => {
        const tap = this.tapAt(choices.at, dropPs, port);
        const attach = () => {
          const phy = to.drop(tap);
          phy.ear = tap;
          tap.listener = phy;
          const { address, promiscuous, groups } = to.station.options;
          this.directory.enter(tap.index, address, promiscuous, groups);
          tap.mayDoze();
        };
        return { tap, attach };
      };
      return { name: to.name, port, take: () => to.refuseSecondCable(), release: () => undefined, open };
    }
    const { hub, number } = 'hub' in to ? to : { hub: to, number: to.free() };
    const port = `${hub.name}:${number}`;
    const open = () => {
      const tap = this.tapAt(choices.at, dropPs, port);
      const attach = () => {
        tap.listener = hub.open(number);
        hub.out.addEar(new Relay(tap), 0, true);
      };
      return { tap, attach };
    };
    return { name: hub.name, port, take: () => hub.take(number), release: () => hub.release(number), open };
  }

  private tapAt(metres: number, dropPs: number, owner: string): CoaxTap {
    this.owners.push(owner);
    return this.line.addTap(metres, dropPs + MAU_RECEIVE_PS, dropPs + MAU_TRANSMIT_PS);
  }
}
