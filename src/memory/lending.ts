// Arrays of octets lent out of a machine's memory, so that kernels can work on them where they are.
//
// To ask an array for its buffer or its byteOffset costs more than many a kernel, so a lent array carries its address in a
// property of its own. It is not enumerable: to a program the array is a plain Uint8Array.
import type { Machine } from './machine.js';

/** The property of a lent array that holds the memory that it was lent from. */
export const OWNER = Symbol('memory');
/** The property of a lent array that holds its address. */
export const ADDRESS = Symbol('address');

/** A Uint8Array that may have been lent: if `[OWNER]` is a machine's `octets`, then `[ADDRESS]` is where it begins in them. */
export interface MaybeLent extends Uint8Array {
  [OWNER]?: Uint8Array | undefined;
  [ADDRESS]?: number;
}

/** Octets before each array that belong to nobody, for kernels that read wide. */
const HEADROOM = 64;
const ALIGNMENT = 64;

/** Lends the memory between two addresses. */
export class Lending {
  private next: number;
  private readonly returned = new Map<number, number[]>();

  constructor(
    private readonly machine: Machine,
    private readonly from: number,
    private readonly end: number,
  ) {
    this.next = Math.ceil(from / ALIGNMENT) * ALIGNMENT;
  }

  /** An array of `length` octets, all 0, that begins at a multiple of 64; undefined when there isn't room for it. */
  lend(length: number): Uint8Array<ArrayBuffer> | undefined {
    const size = slotSize(length);
    const memory = this.machine.octets;
    let slot = this.returned.get(size)?.pop();
    if (slot !== undefined) {
      memory.fill(0, slot, slot + size);
    } else {
      if (this.next + size > this.end) return undefined;
      slot = this.next;
      this.next += size;
    }
    const address = slot + HEADROOM;
    const octets = new Uint8Array(memory.buffer as ArrayBuffer, address, length);
    Object.defineProperty(octets, OWNER, { value: memory, writable: true });
    Object.defineProperty(octets, ADDRESS, { value: address });
    return octets;
  }

  /** Takes a lent array back, for the next one of about its length; false if it isn't lent from here (any more). */
  takeBack(octets: MaybeLent): boolean {
    if (octets[OWNER] !== this.machine.octets) return false;
    octets[OWNER] = undefined;
    const size = slotSize(octets.length);
    const slots = this.returned.get(size) ?? [];
    this.returned.set(size, slots);
    slots.push(octets[ADDRESS]! - HEADROOM);
    return true;
  }

  /** Where `octets` (or what it is part of) was lent, or undefined if it lies elsewhere. */
  addressOf(octets: MaybeLent): number | undefined {
    if (octets[OWNER] === this.machine.octets) return octets[ADDRESS];
    return octets.buffer === this.machine.octets.buffer && octets.byteOffset >= this.from
      ? octets.byteOffset
      : undefined;
  }
}

/** Octets that an array of `length` takes up: headroom, itself, and at least 16 behind it. */
function slotSize(length: number): number {
  return HEADROOM + Math.ceil((length + 16) / ALIGNMENT) * ALIGNMENT;
}
