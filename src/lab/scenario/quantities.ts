// The small values of a scenario: quantities with their units, names, addresses, frame sizes.
import * as z from 'zod/mini';
import { parseDurationPs, parseLengthMetres, parseRate, QuantityError } from '../../sim/units.js';

/** A node's or a cable's name: a letter, then letters, digits, - and _; at most 32. */
export const namePattern = /^\p{L}[\p{L}\p{N}_-]{0,31}$/u;

/** Frame sizes with the FCS: an Ethernet header and FCS at least, an envelope frame (802.3as, 2000 octets) at most. */
export const frameOctets = { least: 18, minFrame: 64, maxBasic: 1518, most: 2000 } as const;

/** What a quantity looks like: in words, as a pattern, and by examples. */
interface Form {
  what: string;
  pattern: string;
  examples: string[];
}

function quantity(parse: (text: string) => number, { what, ...shown }: Form, bare: 'zero only' | 'allowed') {
  const written = z.union([z.string().check(z.meta(shown)), z.number().check(z.minimum(0))], {
    error: `expected ${what}`,
  });
  return z.pipe(
    written,
    z.transform((given: string | number, context): number => {
      if (typeof given === 'number') {
        if (given === 0 || bare === 'allowed') return given;
        return refused(context, `${given} has no unit: expected ${what}`);
      }
      try {
        return parse(given);
      } catch (error) {
        if (!(error instanceof QuantityError)) throw error;
        return refused(context, error.message);
      }
    }),
  );
}

/** Ends a transformation with a complaint. */
export function refused(context: z.core.ParsePayload, message: string): never {
  context.issues.push({ code: 'custom', message, input: context.value });
  return z.NEVER;
}

const decimal = '\\d+(\\.\\d+)? ?';

/** A duration in whole picoseconds. */
export const duration = quantity(
  parseDurationPs,
  {
    what: 'a duration such as 51.2us, 500ns or 2s',
    pattern: `^${decimal}(ps|ns|us|µs|μs|ms|s)$`,
    examples: ['51.2us', '500ns', '2s'],
  },
  'zero only',
);

/** A duration of at least a picosecond. */
export const positiveDuration = duration.check(z.refine((ps) => ps > 0, 'expected a duration longer than nothing'));

/** A length in metres. */
export const length = quantity(
  parseLengthMetres,
  {
    what: 'a length such as 100m, 12.5m or 1.5km',
    pattern: `^${decimal}(mm|cm|m|km)$`,
    examples: ['100m', '12.5m', '1.5km'],
  },
  'zero only',
);

/** The length of a cable: 10 cm, since even a patch cable has a delay, to 10 km. */
export const cableLength = length.check(
  z.refine((metres) => metres >= 0.1 && metres <= 10_000, 'a cable is between 10cm and 10km long'),
);

/** A rate in bits a second; k, M and G are powers of 1000. */
export const rate = quantity(
  parseRate,
  {
    what: 'a rate such as 10M or 64k',
    pattern: `^${decimal}[kKMG]?( ?(b|bit|bits)(/s|ps)?)?$`,
    examples: ['10M', '64k', '2.5Mb/s'],
  },
  'allowed',
);

/** The name of a node or a cable. */
export const name = z
  .string()
  .check(z.regex(namePattern, 'a name is a letter followed by at most 31 letters, digits, - or _'));

/** A MAC address in the usual form, in lower case with colons. */
export const mac = z
  .pipe(
    z
      .string()
      .check(z.regex(/^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$/, 'expected a MAC address such as 02:00:00:00:00:01')),
    z.transform((text: string) => text.toLowerCase().replaceAll('-', ':')),
  )
  .check(z.meta({ examples: ['02:00:00:00:00:01'] }));

/** True for a group address: its first bit on the wire, the lowest of the first octet, is 1 (clause 3.2.3). */
export function isGroup(address: string): boolean {
  return (Number.parseInt(address.slice(0, 2), 16) & 1) === 1;
}

/** A probability. */
export const probability = between(0, 1, 'a probability lies between 0 and 1');

/** A number between two bounds, both included. */
export function between(least: number, most: number, message: string) {
  return z.number().check(z.minimum(least, message), z.maximum(most, message));
}

/** A whole number between two bounds, both included. */
export function wholeNumber(least: number, most: number) {
  const range = `expected a whole number from ${least} to ${most}`;
  return z.int({ error: range }).check(z.minimum(least, range), z.maximum(most, range));
}

/** The size of a frame in octets, FCS included; below 64 the MAC pads it. */
export const octets = wholeNumber(frameOctets.least, frameOctets.most).check(
  z.describe('Size of the frame with its FCS; the MAC pads what is below 64.'),
);

/** Text in both languages of the page. A plain string stands for both. */
export const bilingual = z.pipe(
  z.union([z.string(), z.strictObject({ en: z.string(), ko: z.string() })]),
  z.transform((text: string | { en: string; ko: string }) =>
    typeof text === 'string' ? { en: text, ko: text } : text,
  ),
);
