// Links: what was packed comes back, and what nobody packed is refused with a sentence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLink, type LinkContent, makeLink, readLink } from '../src/web/link/link.js';
import { fromBase64Url, pack, toBase64Url, unpack } from '../src/web/link/packed.js';

const content: LinkContent = {
  request: {
    text: 'name: x # 충돌\n',
    file: 'x.yaml',
    capture: { name: 'c.pcap', octets: Uint8Array.of(0, 255, 62, 63) },
    seed: 7,
    untilPs: 1e9,
  },
  version: '0.1.0',
  fingerprint: '0123456789abcdef0123456789abcdef',
  view: { fromPs: -1, toPs: 2e6, cursorPs: 5, selected: { kind: 'transmission', row: 3, port: 1, bit: 64 } },
};

describe('a link', () => {
  it('says what it was made of', async () => {
    const hash = await makeLink(content);
    expect(isLink(hash)).toBe(true);
    expect(await readLink(hash)).toEqual(content);
  });

  it('needs nothing escaped in an address', async () => {
    expect(await makeLink(content)).toMatch(/^#v1=[\w-]+$/);
  });

  it('is refused where it would be longer than an address may be', async () => {
    const octets = Uint8Array.from({ length: 90_000 }, (_, i) => (i * i * 2654435761) >>> 24);
    const request = { ...content.request, capture: { name: 'c.pcap', octets } };
    await expect(makeLink({ ...content, request })).rejects.toThrow(/does not fit into a link/);
  });

  it('that was cut short or changed is refused with a sentence, and never with anything else', async () => {
    const hash = await makeLink(content);
    await fc.assert(
      fc.asyncProperty(fc.nat(hash.length - 5), fc.nat(63), fc.boolean(), async (place, letter, cut) => {
        const at = place + 4;
        const digit = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[letter]!;
        const damaged = cut ? hash.slice(0, at) : hash.slice(0, at) + digit + hash.slice(at + 1);
        try {
          const read = await readLink(damaged);
          expect(typeof read.request.file).toBe('string');
        } catch (error) {
          expect((error as Error).message).toMatch(/link/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['of another version', '#v2=abc', /another thicknet/],
    ['with other characters', '#v1=ab c', /not how a link is spelled/],
    ['with nothing in it', '#v1=', /damaged/],
  ])('%s is refused', async (_, hash, sentence) => {
    await expect(readLink(hash)).rejects.toThrow(sentence);
  });

  it.each([
    ['a number', 7],
    ['nothing to run', { v: '1', n: 'x' }],
    ['a fingerprint that is none', { v: '1', n: 'x', s: '', fp: 'zz' }],
    ['a span that ends before it begins', { v: '1', n: 'x', s: '', w: [5, 4, 3] }],
    ['a selection of nothing', { v: '1', n: 'x', s: '', p: { kind: 'code', run: 'alert()' } }],
    ['a seed that is no number', { v: '1', n: 'x', s: '', seed: '7' }],
  ])('that holds %s is refused', async (_, wire) => {
    await expect(readLink(`#v1=${await pack(wire)}`)).rejects.toThrow(/something that belongs into it is missing/);
  });

  it('that unfolds to more than a page can hold is refused before it does', async () => {
    await expect(unpack(await pack('0'.repeat(5e6)))).rejects.toThrow(/unfolds to more/);
  });
});

it('base64 of URLs carries any octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
      expect([...fromBase64Url(toBase64Url(octets))]).toEqual([...octets]);
      expect(toBase64Url(octets)).toBe(Buffer.from(octets).toString('base64url'));
    }),
  );
});
