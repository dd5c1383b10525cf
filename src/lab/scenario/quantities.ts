// The small values of a scenario: quantities with their units, names, addresses, frame sizes.
import { z } from 'zod';
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
  return z
    .union([z.string().meta(shown), z.number().min(0)], { error: `expected ${what}` })
    .transform((given, context) => {
      if (typeof given === 'number') {
        if (given === 0 || bare === 'allowed') return given;
        context.addIssue({ code: 'custom', message: `${given} has no unit: expected ${what}` });
        return z.NEVER;
      }
      try {
        return parse(given);
      } catch (error) {
        if (!(error instanceof QuantityError)) throw error;
        context.addIssue({ code: 'custom', message: error.message });
        return z.NEVER;
      }
    });
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
export const positiveDuration = duration.refine((ps) => ps > 0, 'expected a duration longer than nothing');

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
export const cableLength = length.refine(
  (metres) => metres >= 0.1 && metres <= 10_000,
  'a cable is between 10cm and 10km long',
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
export const name = z.string().regex(namePattern, 'a name is a letter followed by at most 31 letters, digits, - or _');

/** A MAC address in the usual form, in lower case with colons. */
export const mac = z
  .string()
  .regex(/^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$/, 'expected a MAC address such as 02:00:00:00:00:01')
  .transform((text) => text.toLowerCase().replaceAll('-', ':'))
  .meta({ examples: ['02:00:00:00:00:01'] });

/** True for a group address: its first bit on the wire, the lowest of the first octet, is 1 (clause 3.2.3). */
export function isGroup(address: string): boolean {
  return (Number.parseInt(address.slice(0, 2), 16) & 1) === 1;
}

/** A probability. */
export const probability = z
  .number()
  .min(0, 'a probability lies between 0 and 1')
  .max(1, 'a probability lies between 0 and 1');

/** A whole number between two bounds, both included. */
export function wholeNumber(least: number, most: number) {
  const range = `expected a whole number from ${least} to ${most}`;
  return z.int({ error: range }).min(least, range).max(most, range);
}

/** The size of a frame in octets, FCS included; below 64 the MAC pads it. */
export const octets = wholeNumber(frameOctets.least, frameOctets.most).meta({
  description: 'Size of the frame with its FCS; the MAC pads what is below 64.',
});

/** Text in both languages of the page. A plain string stands for both. */
export const bilingual = z
  .union([z.string(), z.strictObject({ en: z.string(), ko: z.string() })])
  .transform((text) => (typeof text === 'string' ? { en: text, ko: text } : text));
