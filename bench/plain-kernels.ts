// The kernels of the wire path in plain TypeScript, put in the place of the WebAssembly ones: what the emulator would be
// without them. What no frame on an undamaged wire needs stays as it is.
import type { Arena } from '../src/memory/arena.js';
import type { Kernels } from '../src/memory/machine.js';
import { plainPattern } from './backoff.js';
import { tableCrc32 } from './crc32.js';
import { octetFindSfd, plainSeal } from './framing.js';
import { tableDecode, tableEncode } from './manchester.js';

/** Gives `arena` plain kernels. Symbols lie at even addresses, payloads are filled by whole words where they can be. */
export function usePlainKernels(arena: Arena): void {
  const memory = arena.octets;
  const view = (address: number, length: number): Uint8Array => memory.subarray(address, address + length);
  const plain: Partial<Kernels> = {
    crc32: (address, length) => tableCrc32(view(address, length)),
    sealFrame: (frame, length) => plainSeal(view(frame - 8, length + 12)),
    manchesterEncode: (octets, length, symbols) =>
      tableEncode(view(octets, length), new Uint16Array(memory.buffer, symbols, length)),
    manchesterDecode: (symbols, bits, octets) =>
      tableDecode(new Uint16Array(memory.buffer, symbols, bits >> 3), view(octets, bits >> 3)),
    findSfd: (octets, bits) => octetFindSfd(view(octets, bits >> 3), bits),
    patternFill: (address, length, seed) => {
      const from = (address + 3) & ~3;
      memory.fill(seed, address, from);
      plainPattern(new Uint32Array(memory.buffer, from, (address + length - from) >> 2), seed);
      memory.fill(seed, (address + length) & ~3, address + length);
    },
  };
  Object.assign(arena, { kernels: { ...arena.kernels, ...plain } });
}
