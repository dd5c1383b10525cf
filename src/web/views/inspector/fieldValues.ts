// What is in a field, in a few words.
import { nameOrAddress, ownerOf } from '../../run/addresses.js';
import type { Image } from '../../run/images.js';
import type { Stage } from '../../run/stage.js';
import type { WireField } from '../../run/wireFields.js';
import { bitOf } from './octetCells.js';

/** Types that people meet every day. */
const TYPES: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  33024: '802.1Q',
  34525: 'IPv6',
  34997: 'local experimental 1',
  34998: 'local experimental 2',
};

/** The whole octets of a field. */
export function octetsOf(
  image: Pick<Image, 'bits'>,
  { fromBit, toBit }: Pick<WireField, 'fromBit' | 'toBit'>,
): Uint8Array {
  return Uint8Array.from({ length: (toBit - fromBit) >> 3 }, (_, i) => {
    let value = 0;
    for (let bit = 0; bit < 8; bit++) value |= bitOf(image, fromBit + 8 * i + bit) << bit;
    return value;
  });
}

const hex = (octets: Uint8Array, between = ''): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(between);

/** What a field says, or an empty string for what speaks for itself. */
export function fieldText(image: Pick<Image, 'bits'>, stage: Stage, field: WireField): string {
  const octets = octetsOf(image, field);
  if (field.name === 'destination' || field.name === 'source') {
    const text = hex(octets, ':');
    const owner = ownerOf(stage, text);
    return owner === undefined || owner === '*' ? text : `${text} (${nameOrAddress(stage, text)})`;
  }
  if (field.name === 'type') {
    const name = TYPES[(octets[0] ?? 0) * 256 + (octets[1] ?? 0)];
    return `0x${hex(octets)}${name ? ` ${name}` : ''}`;
  }
  if (field.name === 'length') return String((octets[0] ?? 0) * 256 + (octets[1] ?? 0));
  if (field.name === 'fcs' || field.name === 'sfd' || field.name === 'tag') return hex(octets, ' ');
  return '';
}

/** The two bits of an address that tell what kind it is, in the order of the wire (clause 3.2.3.1). */
export function addressBits(image: Pick<Image, 'bits'>, { fromBit, toBit }: WireField) {
  if (toBit - fromBit < 2) return undefined;
  return { group: bitOf(image, fromBit) === 1, local: bitOf(image, fromBit + 1) === 1 };
}
