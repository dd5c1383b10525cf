// A bench for kernels: a memory in which everything around an output is known, and inputs can end where the memory ends.
import { createMachine, type Kernels } from '../src/memory/machine.js';

const GUARD = 64;
const FILL = 0xa5;

/** A machine whose upper half takes outputs and whose last octets take inputs. */
export interface Guarded {
  readonly kernels: Kernels;
  readonly octets: Uint8Array;
  /** Puts `input` at an address that is `phase` octets behind a multiple of 64, noise around it, and answers the address. */
  put(input: Uint8Array, phase: number): number;
  /** Puts `input` at the very end of the memory, so that reading beyond it traps. */
  putLast(input: Uint8Array): number;
  /** Readies room for an output, `phase` octets behind a multiple of 64. */
  room(phase: number): number;
  /** The first `length` octets of the room at `address`; throws if one before or behind them was written. */
  take(address: number, length: number): Uint8Array;
}

/** Makes a machine for inputs and outputs of up to 5000 octets. */
export async function createGuarded(): Promise<Guarded> {
  const { kernels, octets } = await createMachine(3);
  const inputs = 65_536;
  const rooms = 2 * 65_536;
  const noise = octets.subarray(inputs, rooms);
  for (let i = 0; i < noise.length; i++) noise[i] = (Math.imul(i + 1, 0x9e3779b1) >>> 13) & 255;
  const guard = new Uint8Array(GUARD).fill(FILL);
  octets.fill(FILL, rooms);
  let written = 0;
  return {
    kernels,
    octets,
    put(input, phase) {
      octets.set(input, inputs + GUARD + phase);
      return inputs + GUARD + phase;
    },
    putLast(input) {
      octets.set(input, octets.length - input.length);
      return octets.length - input.length;
    },
    room(phase) {
      octets.fill(FILL, rooms, rooms + 3 * GUARD + phase + written);
      return rooms + GUARD + phase;
    },
    take(address, length) {
      written = length;
      const before = octets.subarray(address - GUARD, address);
      const behind = octets.subarray(address + length, address + length + GUARD);
      if (Buffer.compare(before, guard)) throw new Error(`written before an output of ${length} octets`);
      if (Buffer.compare(behind, guard)) throw new Error(`written behind an output of ${length} octets`);
      return octets.subarray(address, address + length);
    },
  };
}

/** Random octets, the same for the same seed (a linear congruential generator, nothing of the project's own). */
export function noise(length: number, seed: number): Uint8Array {
  let state = BigInt(seed) * 2n + 1n;
  return Uint8Array.from({ length }, () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 56n);
  });
}

/** Octets of a string of hexadecimal digits. */
export function hex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits.replaceAll(' ', ''), 'hex'));
}

/** Whether two arrays hold the same octets; much faster than expect() over thousands of lengths. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
