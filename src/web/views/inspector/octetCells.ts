// What was on a wire as octets: counted from where the SFD puts their borders, bits that fill none at either end.
import type { Image } from '../../run/images.js';

/** An octet, or what there is of one. */
export interface OctetCell {
  /** Its first bit, counted from the first of the transmission. */
  readonly fromBit: number;
  /** 8, or fewer at an end. */
  readonly bits: number;
  /** Its first bit least significant. */
  readonly value: number;
}

/** Bits that are known of an image. */
export function knownBits({ count, symbolsPerBit, bits }: Pick<Image, 'count' | 'symbolsPerBit' | 'bits'>): number {
  return Math.min(Math.floor(count / symbolsPerBit), 8 * bits.length);
}

/** Bit `i` of an image. */
export function bitOf({ bits }: Pick<Image, 'bits'>, i: number): number {
  return ((bits[i >> 3] ?? 0) >> (i & 7)) & 1;
}

/** The octets of an image, in order of the wire. */
export function octetCells(image: Pick<Image, 'count' | 'symbolsPerBit' | 'bits' | 'sfd'>): OctetCell[] {
  const known = knownBits(image);
  const shift = image.sfd > 0 ? image.sfd & 7 : 0;
  const cells: OctetCell[] = [];
  for (let fromBit = shift > 0 ? shift - 8 : 0; fromBit < known; fromBit += 8) {
    const first = Math.max(0, fromBit);
    const bits = Math.min(fromBit + 8, known) - first;
    let value = 0;
    for (let i = 0; i < bits; i++) value |= bitOf(image, first + i) << i;
    cells.push({ fromBit: first, bits, value });
  }
  return cells;
}

/** Index of the cell that a bit is in, -1 for none. */
export function cellOf(cells: readonly OctetCell[], bit: number): number {
  const first = cells[0];
  if (!first || bit < 0) return -1;
  const at = bit < first.bits ? 0 : 1 + Math.floor((bit - first.bits) / 8);
  const cell = cells[at];
  return cell && bit < cell.fromBit + cell.bits ? at : -1;
}

/** As printable ASCII, a dot for what isn't. */
export function asciiOf({ value, bits }: OctetCell): string {
  return bits === 8 && value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '.';
}

/** Two hexadecimal digits; what is no whole octet in bits. */
export function hexOf({ value, bits }: OctetCell): string {
  return bits === 8 ? value.toString(16).padStart(2, '0') : '··';
}
