// A repeater hub on the bench: a case with numbered ports around a repeater.
import { Fan } from '../line/fan.js';
import { Directory } from '../mac/directory.js';
import type { Station } from '../mac/station.js';
import { Repeater } from '../phy/repeater.js';
import type { RepeaterPort } from '../phy/repeaterPort.js';
import type { Probe } from '../sim/probe.js';
import type { Bench } from './bench.js';
import { choicesOf, LabError, wholeWithin, within } from './labError.js';
import type { Plug, Socket } from './plug.js';

/** A hub's choices. */
export interface HubChoices {
  /** 1 to 1024; 8 by default. */
  ports?: number;
  /**
   * Start-of-packet delay in bit times, 0 to 1000, rounded to whole picoseconds; 8 by default, the most that clause
   * 9.5.5.1 allows.
   */
  latencyBits?: number;
  /** Consecutive collisions after which a port is partitioned, 1 or more; 31 by default. Infinity: no port ever is. */
  partitionAfter?: number;
  /** Clock error in parts per million, -100 to 100 (clause 7.3.2: at most 100); 0 by default. */
  ppm?: number;
}

/** A numbered port of a hub. */
export interface HubPort {
  readonly hub: Hub;
  /** From 1. */
  readonly number: number;
  plug(): Plug;
}

/** A repeater hub. */
export class Hub {
  readonly probe: Probe;
  readonly out: Fan;
  readonly repeater: Repeater;
  readonly directory: Directory;
  readonly ports: number;
  /** The number on the case of each port in use, by the repeater's index. */
  readonly numbers: number[] = [];
  private readonly taken = new Set<number>();
  private next = 1;

  constructor(
    private readonly bench: Bench,
    readonly name: string,
    choices: HubChoices,
  ) {
    choicesOf(choices, `the choices of ${name}`);
    this.ports = wholeWithin(choices.ports ?? 8, 1, 1024, `the number of ${name}'s ports`);
    within(choices.latencyBits ?? 0, 0, 1000, `the latency of ${name} in bit times`);
    within(choices.ppm ?? 0, -100, 100, `the clock error of ${name} in ppm`);
    const { partitionAfter = Number.POSITIVE_INFINITY } = choices;
    if (partitionAfter !== Number.POSITIVE_INFINITY)
      wholeWithin(partitionAfter, 1, Number.MAX_SAFE_INTEGER, `the collisions after which ${name} partitions a port`);
    this.probe = bench.part(name, 'hub');
    this.out = new Fan(
      bench.scheduler,
      bench.part(`${name}:ports`, 'line'),
      16,
      bench.signals.code.bitPs,
      bench.arrivals,
    );
    this.out.observer = bench.lines;
    this.directory = new Directory(bench.arena);
    this.out.sorter = this.directory;
    this.repeater = new Repeater(bench.scheduler, bench.signals, this.out, this.probe, choices);
  }

  /** The port with that number, 1 to `ports`. */
  port(number: number): HubPort {
    return { hub: this, number, plug: () => this.plugInto(number) };
  }

  /** The next free port. */
  plug(): Plug {
    return this.plugInto(this.free());
  }

  /** The number of the next free port. */
  free(): number {
    while (this.taken.has(this.next)) this.next++;
    return this.next;
  }

  /** Takes a port for a cable. */
  take(number: number): void {
    if (!(Number.isInteger(number) && number >= 1 && number <= this.ports)) {
      throw new LabError('ERR_NO_SUCH_PORT', `${this.name} has ports 1 to ${this.ports}, not ${number}`);
    }
    if (this.taken.has(number)) throw new LabError('ERR_PORT_TAKEN', `a cable is in ${this.name}:${number} already`);
    this.taken.add(number);
  }

  /** Frees a port whose cable was refused. */
  release(number: number): void {
    this.taken.delete(number);
    this.next = 1;
  }

  /** Opens a port that was taken, as its ear is added to the fan: repeater and fan number them alike. */
  open(number: number): RepeaterPort {
    this.numbers.push(number);
    return this.repeater.addPort();
  }

  private plugInto(number: number): Plug {
    this.take(number);
    return {
      name: `${this.name}:${number}`,
      owner: this.name,
      fan: this.out,
      release: () => this.release(number),
      receive: (from, delayPs): Socket => ({
        ear: from.fan.addEar(this.open(number), delayPs, true),
        setLink: () => undefined,
      }),
      enter: (ear: number, station: Station) => {
        const { options } = station;
        this.directory.enter(ear, options.address, options.promiscuous, options.groups);
      },
      quietSincePs: () => this.bench.scheduler.now,
    };
  }
}
