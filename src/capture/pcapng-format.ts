/**
 * Numbers of the pcapng format that reader and writer share (draft-ietf-opsawg-pcapng).
 *
 *      0                   4                   8                                      n-4
 *     +-------------------+-------------------+--------------------------------------+-------------------+
 *     | block type        | block total len n | body, padded to 4 octets             | block total len n |
 *     +-------------------+-------------------+--------------------------------------+-------------------+
 */

/** Section header; reads the same in both byte orders. */
export const SHB = 0x0a0d0d0a;
/** Interface description. */
export const IDB = 1;
/** The obsolete packet block, before the enhanced one. */
export const PB = 2;
/** Simple packet: no time, no interface. */
export const SPB = 3;
/** Interface statistics. */
export const ISB = 5;
/** Enhanced packet. */
export const EPB = 6;

export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

export const OPT_END = 0;
export const OPT_COMMENT = 1;
export const SHB_HARDWARE = 2;
export const SHB_OS = 3;
export const SHB_USERAPPL = 4;
export const IF_NAME = 2;
export const IF_DESCRIPTION = 3;
export const IF_SPEED = 8;
export const IF_TSRESOL = 9;
export const IF_FCSLEN = 13;
export const IF_TSOFFSET = 14;
export const EPB_FLAGS = 2;
export const EPB_DROPCOUNT = 4;
export const ISB_IFRECV = 4;
export const ISB_IFDROP = 5;

/** Bits 0-1 of epb_flags. */
export type Direction = 'inbound' | 'outbound';
/** Bits 2-4 of epb_flags: how the destination address brought the frame here. */
export type Reception = 'unicast' | 'multicast' | 'broadcast' | 'promiscuous';
/** Bits 24-31 of epb_flags: what the hardware found wrong. */
export type FrameError = 'crc' | 'tooLong' | 'tooShort' | 'interFrameGap' | 'unaligned' | 'sfd' | 'preamble' | 'symbol';

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound'];
const RECEPTIONS: readonly Reception[] = ['unicast', 'multicast', 'broadcast', 'promiscuous'];
const ERRORS: readonly FrameError[] = [
  'crc',
  'tooLong',
  'tooShort',
  'interFrameGap',
  'unaligned',
  'sfd',
  'preamble',
  'symbol',
];
const FIRST_ERROR_BIT = 24;

/** What epb_flags can say of a packet. */
export interface PacketFlags {
  readonly direction?: Direction;
  readonly reception?: Reception;
  /** Octets of FCS at the end of the packet, 1 to 15; 0 or nothing leaves it to the interface's if_fcslen. */
  readonly fcsLength?: number;
  readonly errors?: readonly FrameError[];
}

/** The 32-bit epb_flags word, unsigned. Bit 0 is the least significant. */
export function packFlags({ direction, reception, errors = [] }: PacketFlags, fcsLength: number): number {
  let word = (fcsLength & 15) << 5;
  if (direction !== undefined) word |= DIRECTIONS.indexOf(direction) + 1;
  if (reception !== undefined) word |= (RECEPTIONS.indexOf(reception) + 1) << 2;
  for (const error of errors) word |= 1 << (FIRST_ERROR_BIT + ERRORS.indexOf(error));
  return word >>> 0;
}

/** Takes an epb_flags word apart again; the values that the format leaves undefined read as absent. */
export function unpackFlags(word: number): {
  direction: Direction | undefined;
  reception: Reception | undefined;
  fcsLength: number;
  errors: FrameError[];
} {
  return {
    direction: DIRECTIONS[(word & 3) - 1],
    reception: RECEPTIONS[((word >>> 2) & 7) - 1],
    fcsLength: (word >>> 5) & 15,
    errors: word >>> FIRST_ERROR_BIT === 0 ? [] : ERRORS.filter((_, index) => (word >>> (FIRST_ERROR_BIT + index)) & 1),
  };
}
