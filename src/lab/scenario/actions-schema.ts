// The shape of what happens on the bench: scripts, faults, traffic, a replayed conversation, and what is expected of it all.
import * as z from 'zod/mini';
import {
  duration,
  frameOctets,
  mac,
  name,
  octets,
  positiveDuration,
  rate,
  refused,
  wholeNumber,
} from './quantities.js';
import { eventKinds } from './words.js';

/** What is written, and what becomes of it. */
function become<Written extends z.core.SomeType, Meant>(
  written: Written,
  meant: (given: z.output<Written>, context: z.core.ParsePayload) => Meant,
) {
  return z.pipe(written, z.transform(meant));
}

const linkReference = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(80),
    z.describe('A link: its name, either of its endpoints, or a host that has only this one.'),
  );

function doing(verb: string) {
  return become(z.string().check(z.regex(new RegExp(`^[^.\\s]+\\.${verb}$`))), (text) =>
    text.slice(0, -1 - verb.length),
  ).check(z.meta({ examples: [`a.${verb}`] }));
}

const destination = z.union([mac, name]).check(z.describe("A host, 'broadcast', or a MAC address."));

const frame = become(
  z.strictObject({
    at: duration,
    do: doing('frame'),
    to: z.optional(destination),
    octets: z.optional(octets).check(z.describe('Size with the FCS; 64 unless given.')),
    hex: z
      .optional(z.string().check(z.maxLength(3 * frameOctets.most)))
      .check(
        z.describe('The frame itself instead, from its destination address to the end of its data, without the FCS.'),
      ),
    count: z._default(wholeNumber(1, 1_000_000), 1),
    every: z._default(duration, 0).check(z.describe('Time from one to the next; all at once unless given.')),
  }),
  ({ at, do: host, every, ...rest }) => ({ ...rest, verb: 'frame' as const, atPs: at, host, everyPs: every }),
);

const babble = become(
  z.strictObject({ at: duration, do: doing('babble'), for: positiveDuration }),
  ({ at, do: host, for: lasting }) => ({ verb: 'babble' as const, atPs: at, host, forPs: lasting }),
);

const cut = become(z.strictObject({ at: duration, do: doing('cut') }), ({ at, do: link }) => ({
  verb: 'cut' as const,
  atPs: at,
  link,
}));

const restore = become(z.strictObject({ at: duration, do: doing('restore') }), ({ at, do: link }) => ({
  verb: 'restore' as const,
  atPs: at,
  link,
}));

/** One line of the script. */
export const action = z.union([frame, babble, cut, restore]);

const where = {
  at: duration,
  link: linkReference,
  direction: z
    .optional(z.string().check(z.maxLength(80)))
    .check(
      z.describe(
        'Only what comes from this endpoint. Both ways unless given: noise is heard at both ends, and a flip befalls the next frame each way.',
      ),
    ),
};

const flip = become(
  z.strictObject({
    ...where,
    flip: z.strictObject({
      bit: wholeNumber(0, frameOctets.most * 8 - 1).check(
        z.describe('Counted from the first bit after the SFD, which is 0.'),
      ),
    }),
    count: z
      ._default(wholeNumber(1, 1_000_000), 1)
      .check(z.describe('How many frames, from the first that passes at or after `at`.')),
  }),
  ({ at, flip, ...rest }) => ({ ...rest, kind: 'flip' as const, atPs: at, bit: flip.bit }),
);

const noise = become(
  z.strictObject({ ...where, noise: z.strictObject({ for: positiveDuration }) }),
  ({ at, noise, ...rest }) => ({ ...rest, kind: 'noise' as const, atPs: at, forPs: noise.for }),
);

const cutting = become(z.strictObject({ at: duration, link: linkReference, cut: z.literal(true) }), ({ at, link }) => ({
  kind: 'cut' as const,
  atPs: at,
  link,
}));

const restoring = become(
  z.strictObject({ at: duration, link: linkReference, restore: z.literal(true) }),
  ({ at, link }) => ({ kind: 'restore' as const, atPs: at, link }),
);

/** Something that goes wrong on a link. */
export const fault = z.union([flip, noise, cutting, restoring]);

const someHosts = z.union([name, z.array(name).check(z.minLength(1), z.maxLength(4096))]);

const sizes = z.union([
  z.literal('imix').check(z.describe('7 frames of 64 octets to 4 of 594 and 1 of 1518.')),
  z.strictObject({ min: octets, max: octets }).check(z.describe('Every size between the two, equally often.')),
  z
    .array(z.strictObject({ octets, weight: z.number().check(z.positive(), z.maximum(1e9)) }))
    .check(z.minLength(1), z.maxLength(2000)),
]);

const framesPerSecond = become(z.string().check(z.regex(/^\d{1,9}(\.\d{1,9})? ?(frames)?\/s$/)), (text) =>
  Number.parseFloat(text),
).check(z.refine((value) => value > 0, 'expected a rate above 0'));

const load = z
  .union([
    become(framesPerSecond, (framesPerSecond) => ({ framesPerSecond })),
    become(rate, (bitsPerSecond) => ({ bitsPerSecond })),
  ])
  .check(
    z.describe(
      "Bits of frames (FCS included, preamble not) a second, such as '2M', or frames a second, such as '100/s'.",
    ),
  );

const flow = {
  from: someHosts.check(z.describe("A host, a list of hosts, or 'all'.")),
  to: someHosts.check(
    z.describe(
      "A host, a list (a random one each time), 'others' or 'all' (a random other host each time), 'next' (each host to the one after it), or 'broadcast'.",
    ),
  ),
  octets: z.optional(octets),
  octetsFrom: z.optional(sizes),
  start: z._default(duration, 0),
  stop: z.optional(duration),
};

/** A source that runs by itself. */
export const source = z.discriminatedUnion('kind', [
  z.strictObject({ ...flow, kind: z.literal('saturated') }).check(z.describe('The next frame is always waiting.')),
  z
    .strictObject({ ...flow, kind: z.literal('poisson'), rate: load })
    .check(z.describe('Exponential pauses from frame to frame.')),
  z
    .strictObject({
      ...flow,
      kind: z.literal('on-off'),
      on: positiveDuration,
      off: positiveDuration,
      rate: z.optional(load),
    })
    .check(z.describe('Sends for `on` (evenly at `rate`, or without a pause), is silent for `off`, and so on.')),
]);

/** A conversation from a capture file, carried by the stations of this scenario. */
export const replay = become(
  z.strictObject({
    file: z
      .string()
      .check(z.minLength(1), z.maxLength(4096), z.describe('A pcap or pcapng; its path is relative to the scenario.')),
    pace: z._default(
      z
        .string()
        .check(
          z.regex(
            /^(original|saturate|x\d{1,6}(\.\d{1,6})?)$/,
            "expected 'original', 'saturate' or a factor such as x10",
          ),
        ),
      'original',
    ),
    at: z._default(duration, 0).check(z.describe('When its first frame goes.')),
  }),
  ({ at, pace, ...rest }) => ({
    ...rest,
    atPs: at,
    /** How much faster than it was captured, or as fast as it goes. */
    pace: pace === 'saturate' ? ('saturate' as const) : pace === 'original' ? 1 : Number(pace.slice(1)),
  }),
).check(z.refine(({ pace }) => pace !== 0, { path: ['pace'], error: 'x0 would never end' }));

const countForms = "expected a count such as 3, '>=1', '<=4' or '3..5'";
const countPattern = '^(\\d{1,15}|\\d{1,15}\\.\\.\\d{1,15}|(>=|<=|>|<|=) ?\\d{1,15})$';

const count = become(
  z.union([z.number().check(z.minimum(0)), z.string().check(z.meta({ pattern: countPattern }))], { error: countForms }),
  (given, context) => {
    const range = readCount(String(given));
    return range && range.least <= range.most ? range : refused(context, countForms);
  },
).check(z.meta({ examples: [3, '>=1', '3..5'] }));

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

const expectEvent = become(
  z.strictObject({
    event: z.enum(eventKinds),
    count: z._default(count, { least: 1, most: Number.POSITIVE_INFINITY }),
    node: z.optional(name).check(z.describe('Only at this node.')),
    link: z.optional(linkReference),
    after: z.optional(duration),
    before: z.optional(duration),
  }),
  ({ after, before, ...rest }) => ({ ...rest, kind: 'event' as const, afterPs: after, beforePs: before }),
);

const expectStat = become(
  z.strictObject({
    stat: z
      .string()
      .check(
        z.regex(/^[^.\s]+\.[^\s]+$/, "expected a node and its counter, such as 'a.lateCollisions'"),
        z.describe(
          "A station's counter, a segment's such as 'hub.utilisation', or the lab's such as 'lab.drops.fcsError'.",
        ),
      ),
    equals: z.optional(z.number()),
    atLeast: z.optional(z.number()),
    atMost: z.optional(z.number()),
    between: z.optional(z.tuple([z.number(), z.number()])),
  }),
  ({ stat, equals, atLeast, atMost, between }, context) => {
    const least = equals ?? between?.[0] ?? atLeast ?? Number.NEGATIVE_INFINITY;
    const most = equals ?? between?.[1] ?? atMost ?? Number.POSITIVE_INFINITY;
    const ways = [equals, between, atLeast ?? atMost].filter((way) => way !== undefined).length;
    if (ways !== 1) return refused(context, 'expected one of equals, between, atLeast and atMost');
    if (least > most) return refused(context, `nothing lies between ${least} and ${most}`);
    const dot = stat.indexOf('.');
    return { kind: 'stat' as const, node: stat.slice(0, dot), counter: stat.slice(dot + 1), least, most };
  },
);

const expectFingerprint = become(
  z.strictObject({
    fingerprint: z.string().check(z.regex(/^[0-9A-Fa-f]{8,64}$/, 'expected the hexadecimal fingerprint of a run')),
  }),
  ({ fingerprint }) => ({ kind: 'fingerprint' as const, fingerprint: fingerprint.toLowerCase() }),
);

/** Something that must be true when the run ends. */
export const expectation = z.union([expectEvent, expectStat, expectFingerprint]);
