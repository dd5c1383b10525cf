// When a transmission passes its ports, and what sets out from the same attempt.
import { NO_LINE } from './chunk.js';
import { lowerBound } from './columns.js';
import type { Passage, Tape } from './tape.js';

/** One port that a transmission passes. */
export interface PortPassage extends Passage {
  /** Index into the stage's ports. */
  readonly port: number;
}

/** The passage of a row through a port in one direction, or undefined where it does not pass. */
export function passageAt(tape: Tape, row: number, port: number, direction: 'out' | 'in'): PortPassage | undefined {
  const list = (direction === 'out' ? tape.out : tape.in)[port];
  if (!list) return undefined;
  const { line, except, startPs } = tape.transmission(row);
  if (line === NO_LINE) return undefined;
  const { medium } = tape.stage.lines[line]!;
  const ear = direction === 'in' ? tape.earOf(line, port) : -1;
  const delayPs = direction === 'in' ? tape.delayPs(line, medium === 'coax' ? except : 0, ear) : 0;
  for (let i = lowerBound(list.fromPs.data, startPs + delayPs, list.rows.length); i < list.rows.length; i++) {
    if (list.rows.data[i] === row) {
      return { row, port, direction, fromPs: list.fromPs.data[i]!, toPs: list.toPs.data[i]! };
    }
    if (list.fromPs.data[i]! > startPs + delayPs) break;
  }
  return undefined;
}

/** Everywhere that a row passes: where it leaves, then where it arrives, by time. */
export function passagesOf(tape: Tape, row: number): PortPassage[] {
  const { line } = tape.transmission(row);
  const its = tape.stage.lines[line];
  if (!its) return [];
  const found: PortPassage[] = [];
  for (const [ports, direction] of [
    [its.senders, 'out'],
    [its.hearers, 'in'],
  ] as const) {
    for (const port of new Set(ports)) {
      const passage = port >= 0 ? passageAt(tape, row, port, direction) : undefined;
      if (passage) found.push(passage);
    }
  }
  return found.sort((a, b) => a.fromPs - b.fromPs);
}

/** How a row passes a port: as it leaves there, or else as it arrives. */
export function passageThrough(tape: Tape, row: number, port: number): PortPassage | undefined {
  return passageAt(tape, row, port, 'out') ?? passageAt(tape, row, port, 'in');
}

/** The first of a chain: what a station or a jamming hub itself sent. */
export function headOf(tape: Tape, row: number): number {
  let head = row;
  for (let up = tape.transmission(head).parent; up >= 0; up = tape.transmission(head).parent) head = up;
  return head;
}

/** A row and everything that repeaters made of the same attempt, in order of their start. */
export function attemptOf(tape: Tape, row: number): number[] {
  const head = headOf(tape, row);
  const { ticket } = tape.transmission(head);
  if (ticket < 0) return head === row ? [row] : [head, row];
  return tape.rowsOfFrame(ticket).filter((other) => headOf(tape, other) === head);
}

/** Everywhere that an attempt passes, repeaters and all, by time. */
export function passagesOfAttempt(tape: Tape, row: number): PortPassage[] {
  return attemptOf(tape, row)
    .flatMap((each) => passagesOf(tape, each))
    .sort((a, b) => a.fromPs - b.fromPs);
}

/** What a port has of a row: what its ear heard instead, where that is something of its own. */
export function versionThrough(tape: Tape, { row, port, direction }: PortPassage): number {
  if (direction === 'out') return row;
  const { line } = tape.transmission(row);
  return line === NO_LINE ? row : tape.versionAt(row, tape.earOf(line, port));
}

/** When a bit of a row begins at a port. */
export function bitAt({ fromPs }: PortPassage, symbolPs: number, bit: number, symbolsPerBit = 2): number {
  return fromPs + bit * symbolsPerBit * symbolPs;
}
