// Where two runs part: the first event that one has and the other has not.
import type { Tape } from '../run/tape.js';
import { TapeReader } from '../text/tapeReader.js';

/** The first instant that differs, with the event that the other run lacks there; undefined: nothing happens then. */
export interface Difference {
  readonly atPs: number;
  readonly a: number | undefined;
  readonly b: number | undefined;
}

/**
 * The first difference of two runs in what happens to the stations, hubs and coaxes that both have; undefined when there is
 * none, as far as both are known. What their ports and lines carry follows from that. Events of one instant have no order among them.
 */
export function firstDifference(a: Tape, b: Tape): Difference | undefined {
  const [one, other] = [new Walk(a, b), new Walk(b, a)];
  const same = comparing(one, other);
  for (;;) {
    const [here, there] = [one.next(), other.next()];
    if (here.length === 0 && there.length === 0) return undefined;
    const [atHere, atThere] = [timeOf(a, here), timeOf(b, there)];
    if (atHere < atThere) return { atPs: atHere, a: here[0], b: undefined };
    if (atThere < atHere) return { atPs: atThere, a: undefined, b: there[0] };
    const left = [...there];
    const alone = here.filter((event) => {
      const twin = left.findIndex((candidate) => same(event, candidate));
      if (twin >= 0) left.splice(twin, 1);
      return twin < 0;
    });
    if (alone.length > 0 || left.length > 0) return { atPs: atHere, a: alone[0], b: left[0] };
  }
}

function timeOf(tape: Tape, events: readonly number[]): number {
  return events.length > 0 ? tape.atPs.data[events[0]!]! : Number.POSITIVE_INFINITY;
}

function keyOf({ stage }: Tape, part: number): string {
  const its = stage.parts[part];
  return `${its?.kind} ${its?.name}`;
}

/** By part: it is a node of the scenario, no line or port of one. */
export function nodeParts({ stage }: Tape): boolean[] {
  const names = new Set(stage.nodes.map(({ name }) => name));
  return stage.parts.map(({ name }) => names.has(name));
}

/** Goes through a run instant by instant, past what happens to parts that the other run lacks. */
class Walk {
  readonly reader: TapeReader;
  private at = 0;
  private readonly shared: readonly boolean[];
  private readonly endPs: number;

  constructor(
    readonly tape: Tape,
    other: Tape,
  ) {
    this.reader = new TapeReader(tape);
    const theirs = new Set(other.stage.parts.map((_, part) => keyOf(other, part)));
    const nodes = nodeParts(tape);
    this.shared = tape.stage.parts.map((_, part) => nodes[part]! && theirs.has(keyOf(tape, part)));
    this.endPs = Math.min(tape.knownPs, other.knownPs);
  }

  /** The events of the next instant; empty when there is none that both runs know. */
  next(): number[] {
    const { atPs, part } = this.tape;
    const found: number[] = [];
    for (; this.at < this.tape.events; this.at++) {
      const ps = atPs.data[this.at]!;
      if (ps > this.endPs || (found.length > 0 && ps !== atPs.data[found[0]!])) break;
      if (this.shared[part.data[this.at]!]) found.push(this.at);
    }
    return found;
  }
}

/** Whether two events say the same: by their numbers, or in words where numbers count other parts. */
function comparing(a: Walk, b: Walk): (event: number, other: number) => boolean {
  const numbers = (walk: Walk, event: number) => walk.tape.numbers.data.subarray(4 * event, 4 * event + 4);
  return (event, other) => {
    if (a.tape.kind.data[event] !== b.tape.kind.data[other]) return false;
    const [part, twin] = [a.tape.part.data[event]!, b.tape.part.data[other]!];
    if (keyOf(a.tape, part) !== keyOf(b.tape, twin)) return false;
    const [mine, theirs] = [numbers(a, event), numbers(b, other)];
    if (mine.every((value, i) => Object.is(value, theirs[i]))) return true;
    return a.reader.sentence(event, 'en') === b.reader.sentence(other, 'en') && !sameShape(a.tape, b.tape);
  };
}

const shapes = new WeakMap<Tape, string>();

/** Two stages that number their parts and ports alike. */
function sameShape(a: Tape, b: Tape): boolean {
  const shape = (tape: Tape): string => {
    const known = shapes.get(tape) ?? JSON.stringify([tape.stage.parts, tape.stage.ports.map(({ name }) => name)]);
    shapes.set(tape, known);
    return known;
  };
  return shape(a) === shape(b);
}
