// Text in an address: JSON, deflated, in the base64 of URLs. What comes back from an address may be anything.
import { words } from './words.js';

/** Characters of an address that every browser carries; longer links are refused when they are made. */
export const LONGEST_LINK = 64_000;
/** Octets that a link may unfold to: a scenario of the largest size with a capture. */
const MOST_UNPACKED = 4_000_000;

/** Packs any value that JSON can carry. */
export async function pack(value: unknown): Promise<string> {
  const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return toBase64Url(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/** Unpacks what `pack` made. @throws Error with a sentence for people when it was made by nobody, or is too large */
export async function unpack(text: string): Promise<unknown> {
  const octets = fromBase64Url(text);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Error(words.lost);
    });
    if (done) break;
    size += value.length;
    if (size > MOST_UNPACKED) {
      await reader.cancel();
      throw new Error(words.unfolds(MOST_UNPACKED));
    }
    parts.push(value);
  }
  try {
    return JSON.parse(await new Blob(parts).text());
  } catch {
    throw new Error(words.noJson);
  }
}

/** Octets in the alphabet that needs no escaping in an address (RFC 4648, clause 5), without padding. */
export function toBase64Url(octets: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < octets.length; i += 0x8000) binary += String.fromCharCode(...octets.subarray(i, i + 0x8000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @throws Error when the text holds other characters */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw new Error(words.spelling);
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
