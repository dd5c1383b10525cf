// The memory that the kernels' benches work in: slots with room before and behind them, filled with noise.
import { createMachine, type Kernels } from '../src/memory/machine.js';

/** A machine, and slots in its memory. */
export interface BenchArena {
  readonly kernels: Kernels;
  readonly octets: Uint8Array<ArrayBuffer>;
  /** Addresses of `count` slots of `length` octets, full of noise. Every call begins anew: earlier slots are overwritten. */
  slots(count: number, length: number): number[];
}

/** Room for 8 MiB of slots. */
export async function createBenchArena(): Promise<BenchArena> {
  const { kernels, octets } = await createMachine(136);
  const base = Math.ceil((kernels.heapBase() + 256) / 64) * 64;
  return {
    kernels,
    octets: octets as Uint8Array<ArrayBuffer>,
    slots(count, length) {
      const size = Math.ceil((length + 256) / 64) * 64;
      if (base + count * size > octets.length) throw new RangeError(`no room for ${count} slots of ${length} octets`);
      const addresses = Array.from({ length: count }, (_, i) => base + i * size);
      for (const address of addresses) kernels.patternFill(address, length, address);
      return addresses;
    },
  };
}
