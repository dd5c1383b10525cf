// MAC addresses (clause 3.2.3) as whole numbers, first octet most significant: they fit a double, and a Map can key on them.

/** FF-FF-FF-FF-FF-FF */
export const BROADCAST = 0xffff_ffff_ffff;

/** The group bit in the first two octets: the least significant of the first (clause 3.2.3.1). */
export const GROUP_BIT = 0x100;

/** The address that lies at `at`. */
export function readAddress(view: DataView, at: number): number {
  return view.getUint16(at) * 0x1_0000_0000 + view.getUint32(at + 2);
}

/** Writes an address at `at`. */
export function writeAddress(view: DataView, at: number, address: number): void {
  view.setUint16(at, Math.floor(address / 0x1_0000_0000));
  view.setUint32(at + 2, address % 0x1_0000_0000);
}

/** The group bit: the least significant of the first octet (clause 3.2.3.1). */
export function isGroup(address: number): boolean {
  return (Math.floor(address / 0x100_0000_0000) & 1) === 1;
}

/** `02:00:00:00:00:01` */
export function formatAddress(address: number): string {
  return address.toString(16).padStart(12, '0').replace(/../g, '$&:').slice(0, 17);
}

/** Reads six pairs of hex digits, with colons or hyphens. @throws RangeError for anything else */
export function parseAddress(text: string): number {
  if (!/^[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}$/i.test(text)) throw new RangeError(`${text} is not a MAC address`);
  return Number.parseInt(text.replace(/[:-]/g, ''), 16);
}
