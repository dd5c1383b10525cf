// CRC-32 by the kernels, for commands that need nothing else of them.
import { createMachine } from '../memory/machine.js';
import type { Crc32 } from '../packet/fcs.js';
import { MOST_OCTETS } from './input.js';

const PAGE_OCTETS = 65_536;
/** The longest input and whatever is put before or behind it. */
const ROOM_OCTETS = MOST_OCTETS + 1024;

/** The kernels' CRC-32, over up to `ROOM_OCTETS` octets at a time. */
export async function kernelCrc32(): Promise<Crc32> {
  const { kernels } = await createMachine(1);
  const from = Math.ceil(kernels.heapBase() / 64) * 64;
  const machine = await createMachine(Math.ceil((from + ROOM_OCTETS) / PAGE_OCTETS));
  return (octets, previous) => {
    machine.octets.set(octets, from);
    return machine.kernels.crc32(from, octets.length, previous) >>> 0;
  };
}
