// State machines as data: one table of legal moves gives the names of the states, the assertion that guards
// every move, and the list that tests and views walk through.

/** A table of legal moves, compiled: states are small numbers, the moves from each a bit mask. */
export interface Moves<State extends string> {
  readonly machine: string;
  readonly names: readonly State[];
  /** The number of each state. */
  readonly is: Readonly<Record<State, number>>;
  readonly masks: Int32Array;
}

/** Compiles a table: from each state (at most 31), the states that may follow. */
export function defineMoves<State extends string>(
  machine: string,
  table: Readonly<Record<State, readonly NoInfer<State>[]>>,
): Moves<State> {
  const names = Object.keys(table) as State[];
  const is = Object.fromEntries(names.map((name, number) => [name, number])) as Record<State, number>;
  const masks = Int32Array.from(names, (name) => table[name].reduce((mask, next) => mask | (1 << is[next]), 0));
  return { machine, names, is, masks };
}

/** A machine that asserts each move against its table. */
export class StateMachine<State extends string> {
  /** The number of the present state. */
  state: number;

  constructor(
    readonly moves: Moves<State>,
    initial: State,
  ) {
    this.state = moves.is[initial];
  }

  /** The name of the present state. */
  get name(): State {
    return this.moves.names[this.state];
  }

  /** Goes to the state numbered `next`; asserts that the table allows it. */
  move(next: number): void {
    if (((this.moves.masks[this.state] >> next) & 1) === 0) {
      throw new Error(`${this.moves.machine} cannot go from ${this.name} to ${this.moves.names[next]}`);
    }
    this.state = next;
  }
}
