// Frames to try an FCS on, from a seed.
import { crc32 as zlibCrc32 } from 'node:zlib';
import type { Crc32 } from '../src/packet/fcs.js';

/** zlib's CRC-32: none of ours. */
export const crc32: Crc32 = (octets, previous) => zlibCrc32(octets, previous);

export const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replace(/\s/g, ''), 'hex'));
export const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
export const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
export const littleEndian = (value: number): Uint8Array =>
  Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
export const bigEndian = (value: number): Uint8Array => littleEndian(value).reverse();
/** A frame with its right FCS. */
export const sealed = (frame: Uint8Array): Uint8Array => join(frame, littleEndian(zlibCrc32(frame)));

/** Numbers from a seed (mulberry32), so that a failing test can be repeated. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Random octets behind a unicast address and a type that is in nobody's list. */
export function randomFrame(seed: number, octets?: number): Uint8Array {
  const next = numbers(seed);
  const frame = new Uint8Array(octets ?? 60 + next(200)).map(() => next(256));
  frame[0] = 0x02;
  frame.set([0x60, 0x01], 12);
  return frame;
}

/** An IPv4 packet with UDP, all checksums right, padded with zeros to 60 octets. */
export function udpFrame(seed: number, payload: number): Uint8Array {
  const next = numbers(seed);
  const header = bytes(
    '02000000000a 02000000000b 0800 4500 0000 1234 4000 40 11 0000 0a000001 0a000002 1000 2000 0000 0000',
  );
  const frame = join(
    header,
    new Uint8Array(payload).map(() => 1 + next(255)),
  );
  const view = new DataView(frame.buffer);
  view.setUint16(16, 28 + payload);
  view.setUint16(38, 8 + payload);
  view.setUint16(24, sumOf(frame.subarray(14, 34)));
  view.setUint16(40, sumOf(join(frame.subarray(26, 34), Uint8Array.of(0, 17, 0, 8 + payload), frame.subarray(34))));
  return join(frame, new Uint8Array(Math.max(0, 60 - frame.length)));
}

/** The Internet checksum (RFC 1071), word by word. */
export function sumOf(octets: Uint8Array): number {
  let sum = 0;
  for (const [i, octet] of octets.entries()) sum += i % 2 === 0 ? octet * 256 : octet;
  return 65_535 - (sum % 65_535 || 65_535);
}
