// Framing as text: bits are the characters 0 and 1 in order of transmission.

/** Start frame delimiter as transmitted (clause 3.2.2). */
export const SFD = '10101011';

/** Bits of packed octets, least significant first. */
export function textOf(octets: Uint8Array): string {
  return [...octets].map((octet) => [...octet.toString(2).padStart(8, '0')].reverse().join('')).join('');
}

/** Octets of bits, the last one filled up with zeros. */
export function octetsOf(text: string): Uint8Array {
  const octets = text.match(/.{1,8}/g) ?? [];
  return Uint8Array.from(octets, (bits) => Number.parseInt([...bits.padEnd(8, '0')].reverse().join(''), 2));
}

/** Index of the first bit after the first SFD, or -1. */
export function afterSfd(text: string): number {
  const at = text.indexOf(SFD);
  return at < 0 ? -1 : at + SFD.length;
}

/** The bits with every SFD broken in its last bit. */
export function withoutSfd(text: string): string {
  let clean = text;
  while (clean.includes(SFD)) clean = clean.replace(SFD, '10101010');
  return clean;
}
