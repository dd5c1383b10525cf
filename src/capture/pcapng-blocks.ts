/** Blocks of a pcapng file as octets, little-endian: see pcapng-format.ts for their shape. */
import * as Ng from './pcapng-format.js';

/** Options are at most this long; a longer comment is cut. */
const MAX_OPTION_OCTETS = 65_535;
const SLAB_OCTETS = 256 * 1024;
const encoder = new TextEncoder();

/** An option's value: a text's octets, or an unsigned integer of `size` octets. */
export interface BlockOption {
  readonly code: number;
  readonly size: number;
  readonly value: Uint8Array | number;
}

/** An option with a text; what doesn't fit into an option is cut off at a whole character. */
export function textOption(code: number, text: string): BlockOption {
  const room = new Uint8Array(Math.min(text.length * 3, MAX_OPTION_OCTETS));
  const value = room.subarray(0, encoder.encodeInto(text, room).written);
  return { code, size: value.length, value };
}

/** An option with one whole number of 1, 4 or 8 octets. */
export function numberOption(code: number, size: 1 | 4 | 8, value: number): BlockOption {
  return { code, size, value };
}

/** Builds blocks side by side in large pieces of memory, since a small array of its own would cost more than its content. */
export class BlockBuilder {
  private octets = new Uint8Array(SLAB_OCTETS);
  private view = new DataView(this.octets.buffer);
  private used = 0;

  sectionHeader(options: readonly BlockOption[]): Uint8Array {
    const at = this.begin(Ng.SHB, 16, options);
    this.view.setUint32(at, Ng.BYTE_ORDER_MAGIC, true);
    this.view.setUint16(at + 4, 1, true);
    this.view.setUint16(at + 6, 0, true);
    // The section's length, -1: not known in advance.
    this.view.setBigInt64(at + 8, -1n, true);
    return this.end(at + 16, options);
  }

  interfaceDescription(linkType: number, options: readonly BlockOption[]): Uint8Array {
    const at = this.begin(Ng.IDB, 8, options);
    this.view.setUint32(at, linkType, true);
    // The snapshot length, 0: no limit.
    this.view.setUint32(at + 4, 0, true);
    return this.end(at + 8, options);
  }

  /** @param units time since the interface's offset, in its resolution */
  enhancedPacket(id: number, units: number, packet: Uint8Array, options: readonly BlockOption[]): Uint8Array {
    const at = this.begin(Ng.EPB, 20 + padded(packet.length), options);
    this.view.setUint32(at, id, true);
    this.putTime(at + 4, units);
    this.view.setUint32(at + 12, packet.length, true);
    this.view.setUint32(at + 16, packet.length, true);
    this.octets.set(packet, at + 20);
    return this.end(at + 20 + padded(packet.length), options);
  }

  interfaceStatistics(id: number, units: number, options: readonly BlockOption[]): Uint8Array {
    const at = this.begin(Ng.ISB, 12, options);
    this.view.setUint32(at, id, true);
    this.putTime(at + 4, units);
    return this.end(at + 12, options);
  }

  /** Makes room for a block with so many octets of fixed fields, and returns where they begin. */
  private begin(type: number, fixed: number, options: readonly BlockOption[]): number {
    let length = 12 + fixed + (options.length > 0 ? 4 : 0);
    for (const { size } of options) length += 4 + padded(size);
    if (this.used + length > this.octets.length) {
      this.octets = new Uint8Array(Math.max(SLAB_OCTETS, length));
      this.view = new DataView(this.octets.buffer);
      this.used = 0;
    }
    this.view.setUint32(this.used, type, true);
    this.view.setUint32(this.used + 4, length, true);
    return this.used + 8;
  }

  /** Puts the options behind the fixed fields; padding is zero because nothing was there before. */
  private end(at: number, options: readonly BlockOption[]): Uint8Array {
    for (const { code, size, value } of options) {
      this.view.setUint16(at, code, true);
      this.view.setUint16(at + 2, size, true);
      if (typeof value !== 'number') this.octets.set(value, at + 4);
      else if (size === 8) this.putInt64(at + 4, value);
      else if (size === 4) this.view.setUint32(at + 4, value, true);
      else this.view.setUint8(at + 4, value);
      at += 4 + padded(size);
    }
    if (options.length > 0) at += 4;
    const start = this.used;
    this.used = at + 4;
    this.view.setUint32(at, this.used - start, true);
    return this.octets.subarray(start, this.used);
  }

  /** Writes a whole number within 2^53 of zero as 64 bits. */
  private putInt64(at: number, value: number): void {
    this.view.setUint32(at, value % 0x1_0000_0000, true);
    this.view.setUint32(at + 4, Math.floor(value / 0x1_0000_0000), true);
  }

  /** Writes a time as pcapng has it: the upper 32 bits first, whatever the byte order. */
  private putTime(at: number, units: number): void {
    this.view.setUint32(at, Math.floor(units / 0x1_0000_0000), true);
    this.view.setUint32(at + 4, units % 0x1_0000_0000, true);
  }
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
