// The shape of what happens on the bench: scripts, faults, traffic, a replayed conversation, and what is expected of it all.
import { z } from 'zod';
import { duration, frameOctets, mac, name, octets, positiveDuration, rate, wholeNumber } from './quantities.js';
import { eventKinds } from './words.js';

const linkReference = z
  .string()
  .min(1)
  .max(80)
  .describe('A link: its name, either of its endpoints, or a host that has only this one.');

function doing(verb: string) {
  return z
    .string()
    .regex(new RegExp(`^[^.\\s]+\\.${verb}$`))
    .transform((text) => text.slice(0, -1 - verb.length))
    .meta({ examples: [`a.${verb}`] });
}

const destination = z.union([mac, name]).describe("A host, 'broadcast', or a MAC address.");

const frame = z
  .strictObject({
    at: duration,
    do: doing('frame'),
    to: destination.optional(),
    octets: octets.optional().describe('Size with the FCS; 64 unless given.'),
    hex: z
      .string()
      .max(3 * frameOctets.most)
      .optional()
      .describe('The frame itself instead, from its destination address to the end of its data, without the FCS.'),
    count: wholeNumber(1, 1_000_000).default(1),
    every: duration.default(0).describe('Time from one to the next; all at once unless given.'),
  })
  .transform(({ at, do: host, every, ...rest }) => ({
    ...rest,
    verb: 'frame' as const,
    atPs: at,
    host,
    everyPs: every,
  }));

const babble = z
  .strictObject({ at: duration, do: doing('babble'), for: positiveDuration })
  .transform(({ at, do: host, for: lasting }) => ({ verb: 'babble' as const, atPs: at, host, forPs: lasting }));

const cut = z
  .strictObject({ at: duration, do: doing('cut') })
  .transform(({ at, do: link }) => ({ verb: 'cut' as const, atPs: at, link }));

const restore = z
  .strictObject({ at: duration, do: doing('restore') })
  .transform(({ at, do: link }) => ({ verb: 'restore' as const, atPs: at, link }));

/** One line of the script. */
export const action = z.union([frame, babble, cut, restore]);

const where = {
  at: duration,
  link: linkReference,
  direction: z
    .string()
    .max(80)
    .optional()
    .describe(
      'Only what comes from this endpoint. Both ways unless given: noise is heard at both ends, and a flip befalls the next frame each way.',
    ),
};

const flip = z
  .strictObject({
    ...where,
    flip: z.strictObject({
      bit: wholeNumber(0, frameOctets.most * 8 - 1).describe('Counted from the first bit after the SFD, which is 0.'),
    }),
    count: wholeNumber(1, 1_000_000)
      .default(1)
      .describe('How many frames, from the first that passes at or after `at`.'),
  })
  .transform(({ at, flip, ...rest }) => ({ ...rest, kind: 'flip' as const, atPs: at, bit: flip.bit }));

const noise = z
  .strictObject({ ...where, noise: z.strictObject({ for: positiveDuration }) })
  .transform(({ at, noise, ...rest }) => ({ ...rest, kind: 'noise' as const, atPs: at, forPs: noise.for }));

const cutting = z
  .strictObject({ at: duration, link: linkReference, cut: z.literal(true) })
  .transform(({ at, link }) => ({ kind: 'cut' as const, atPs: at, link }));

const restoring = z
  .strictObject({ at: duration, link: linkReference, restore: z.literal(true) })
  .transform(({ at, link }) => ({ kind: 'restore' as const, atPs: at, link }));

/** Something that goes wrong on a link. */
export const fault = z.union([flip, noise, cutting, restoring]);

const someHosts = z.union([name, z.array(name).min(1).max(4096)]);

const sizes = z.union([
  z.literal('imix').describe('7 frames of 64 octets to 4 of 594 and 1 of 1518.'),
  z.strictObject({ min: octets, max: octets }).describe('Every size between the two, equally often.'),
  z
    .array(z.strictObject({ octets, weight: z.number().positive().max(1e9) }))
    .min(1)
    .max(2000),
]);

const framesPerSecond = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,9})? ?(frames)?\/s$/)
  .transform((text) => Number.parseFloat(text))
  .refine((value) => value > 0, 'expected a rate above 0');

const load = z
  .union([
    framesPerSecond.transform((framesPerSecond) => ({ framesPerSecond })),
    rate.transform((bitsPerSecond) => ({ bitsPerSecond })),
  ])
  .describe("Bits of frames (FCS included, preamble not) a second, such as '2M', or frames a second, such as '100/s'.");

const flow = {
  from: someHosts.describe("A host, a list of hosts, or 'all'."),
  to: someHosts.describe(
    "A host, a list (a random one each time), 'others' or 'all' (a random other host each time), 'next' (each host to the one after it), or 'broadcast'.",
  ),
  octets: octets.optional(),
  octetsFrom: sizes.optional(),
  start: duration.default(0),
  stop: duration.optional(),
};

/** A source that runs by itself. */
export const source = z.discriminatedUnion('kind', [
  z.strictObject({ ...flow, kind: z.literal('saturated') }).describe('The next frame is always waiting.'),
  z
    .strictObject({ ...flow, kind: z.literal('poisson'), rate: load })
    .describe('Exponential pauses from frame to frame.'),
  z
    .strictObject({
      ...flow,
      kind: z.literal('on-off'),
      on: positiveDuration,
      off: positiveDuration,
      rate: load.optional(),
    })
    .describe('Sends for `on` (evenly at `rate`, or without a pause), is silent for `off`, and so on.'),
]);

/** A conversation from a capture file, carried by the stations of this scenario. */
export const replay = z
  .strictObject({
    file: z.string().min(1).max(4096).describe('A pcap or pcapng; its path is relative to the scenario.'),
    pace: z
      .string()
      .regex(/^(original|saturate|x\d{1,6}(\.\d{1,6})?)$/, "expected 'original', 'saturate' or a factor such as x10")
      .default('original'),
    at: duration.default(0).describe('When its first frame goes.'),
  })
  .transform(({ at, pace, ...rest }) => ({
    ...rest,
    atPs: at,
    /** How much faster than it was captured, or as fast as it goes. */
    pace: pace === 'saturate' ? ('saturate' as const) : pace === 'original' ? 1 : Number(pace.slice(1)),
  }))
  .refine(({ pace }) => pace !== 0, { path: ['pace'], message: 'x0 would never end' });

const countForms = "expected a count such as 3, '>=1', '<=4' or '3..5'";
const countPattern = '^(\\d{1,15}|\\d{1,15}\\.\\.\\d{1,15}|(>=|<=|>|<|=) ?\\d{1,15})$';

const count = z
  .union([z.number().min(0), z.string().meta({ pattern: countPattern })], { error: countForms })
  .transform((given, context) => {
    const range = readCount(String(given));
    if (range && range.least <= range.most) return range;
    context.addIssue({ code: 'custom', message: `${countForms}, not '${given}'` });
    return z.NEVER;
  })
  .meta({ examples: [3, '>=1', '3..5'] });

function readCount(text: string): { least: number; most: number } | undefined {
  const parts = /^(?:(\d{1,15})|(\d{1,15})\.\.(\d{1,15})|(>=|<=|>|<|=) ?(\d{1,15}))$/.exec(text);
  if (!parts) return undefined;
  const [, exact, low, high, sign, bound] = parts;
  if (exact) return { least: Number(exact), most: Number(exact) };
  if (low) return { least: Number(low), most: Number(high) };
  const value = Number(bound);
  if (sign === '=') return { least: value, most: value };
  if (sign === '>=' || sign === '>') return { least: sign === '>' ? value + 1 : value, most: Number.POSITIVE_INFINITY };
  return { least: 0, most: sign === '<' ? value - 1 : value };
}

const expectEvent = z
  .strictObject({
    event: z.enum(eventKinds),
    count: count.default({ least: 1, most: Number.POSITIVE_INFINITY }),
    node: name.optional().describe('Only at this node.'),
    link: linkReference.optional(),
    after: duration.optional(),
    before: duration.optional(),
  })
  .transform(({ after, before, ...rest }) => ({ ...rest, kind: 'event' as const, afterPs: after, beforePs: before }));

const expectStat = z
  .strictObject({
    stat: z
      .string()
      .regex(/^[^.\s]+\.[^\s]+$/, "expected a node and its counter, such as 'a.lateCollisions'")
      .describe(
        "A station's counter, a segment's such as 'hub.utilisation', or the lab's such as 'lab.drops.fcsError'.",
      ),
    equals: z.number().optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    between: z.tuple([z.number(), z.number()]).optional(),
  })
  .transform(({ stat, equals, atLeast, atMost, between }, context) => {
    const least = equals ?? between?.[0] ?? atLeast ?? Number.NEGATIVE_INFINITY;
    const most = equals ?? between?.[1] ?? atMost ?? Number.POSITIVE_INFINITY;
    const ways = [equals, between, atLeast ?? atMost].filter((way) => way !== undefined).length;
    if (ways !== 1)
      context.addIssue({ code: 'custom', message: 'expected one of equals, between, atLeast and atMost' });
    if (least > most) context.addIssue({ code: 'custom', message: `nothing lies between ${least} and ${most}` });
    const dot = stat.indexOf('.');
    return { kind: 'stat' as const, node: stat.slice(0, dot), counter: stat.slice(dot + 1), least, most };
  });

const expectFingerprint = z
  .strictObject({
    fingerprint: z.string().regex(/^[0-9A-Fa-f]{8,64}$/, 'expected the hexadecimal fingerprint of a run'),
  })
  .transform(({ fingerprint }) => ({ kind: 'fingerprint' as const, fingerprint: fingerprint.toLowerCase() }));

/** Something that must be true when the run ends. */
export const expectation = z.union([expectEvent, expectStat, expectFingerprint]);
