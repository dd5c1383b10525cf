// The shape of a topology: the boxes on the bench and the cables between them.
import { z } from 'zod';
import { cableLength, length, mac, name, probability, rate, wholeNumber } from './quantities.js';

/** Limits on a topology. A 10BASE-T hub of 1024 ports is a rack of stacked ones; the standard sets no number. */
export const topologyLimits = { nodes: 4096, links: 8192, ports: 1024 } as const;

const clockError = wholeNumber(-100, 100)
  .default(0)
  .describe('How far the clock is off, in millionths (clause 7.3.2: at most 100).');

const host = z
  .strictObject({
    kind: z.literal('host'),
    mac: mac.optional().describe('02:00:00:00:00:01, …:02 and so on in the order of the hosts unless given.'),
    duplex: z.enum(['half', 'full']).default('half'),
    promiscuous: z.boolean().default(false).describe('Hand up every intact frame, whoever it is for.'),
    multicast: z
      .union([z.literal('all'), z.array(mac).max(1024)])
      .default([])
      .describe('Group addresses that the filter lets through besides broadcast.'),
    queue: wholeNumber(1, 4096)
      .default(64)
      .describe('Frames that wait at the adapter at most; further ones are dropped.'),
    lateCollision: z
      .enum(['retry', 'drop'])
      .default('retry')
      .describe(
        'After a collision later than a slot time: retry (clause 4.2.3.2.4 at 10 Mb/s) or drop, as many controllers do.',
      ),
    sqeTest: z
      .boolean()
      .default(false)
      .describe('The transceiver signals SQE after each transmission (clause 7.2.1.2.3).'),
    ppm: clockError,
  })
  .describe('A station: an adapter with its transceiver.');

const repeater = z
  .strictObject({
    kind: z.literal('repeater'),
    ports: wholeNumber(1, topologyLimits.ports).describe('Numbered from 1.'),
    speed: rate.refine((speed) => speed === 10_000_000, 'only 10M in this version').default(10_000_000),
    partition: z
      .union([z.literal(false), z.strictObject({ collisions: wholeNumber(2, 65_536).default(31) })])
      .default({ collisions: 31 })
      .describe(
        'Consecutive collisions after which a port is cut off (clause 9.6.6.2: more than 30); false to never do so.',
      ),
    latency: z
      .number()
      .min(0, 'a latency lies between 0 and 1000 bit times')
      .max(1000, 'a latency lies between 0 and 1000 bit times')
      .optional()
      .describe('From the first bit in to the first bit out, in bit times; 8 unless given.'),
    ppm: clockError,
  })
  .transform(({ speed, latency, ...rest }) => ({ ...rest, rateBitsPerSecond: speed, latencyBits: latency }))
  .describe('A repeater hub (clause 9).');

const velocity = z
  .number()
  .min(0.1, 'a velocity is a fraction of the speed of light: 0.1 to 1')
  .max(1, 'a velocity is a fraction of the speed of light: 0.1 to 1');

const coax = z
  .strictObject({
    kind: z.literal('coax'),
    type: z.enum(['10base5', '10base2']).default('10base5'),
    length: cableLength,
  })
  .transform(({ length, ...rest }) => ({ ...rest, lengthMetres: length }))
  .describe('A coaxial bus; stations and repeaters tap it.');

/** A box of any kind. */
export const node = z.discriminatedUnion('kind', [host, repeater, coax]);

const end = z
  .string()
  .regex(
    /^\p{L}[\p{L}\p{N}_-]{0,31}(:[^:\s]{1,16})?$/u,
    "an endpoint is a node and its port, such as 'a:eth0' or 'hub:1'",
  )
  .transform((text) => {
    const [node = '', port] = text.split(':');
    return { node, port };
  });

/** A cable between two ports, or a tap on a coax; what only fits one of them is checked with the nodes in hand. */
export const link = z.strictObject({
  name: name
    .optional()
    .describe("What scripts and faults call it, besides by either end; 'a:eth0-hub:1' unless given."),
  endpoints: z.tuple([end, end], { error: "expected two endpoints, such as ['a:eth0', 'hub:1']" }),
  length: cableLength.optional().describe('Of a cable; 10m unless given.'),
  velocity: velocity
    .optional()
    .describe('Of a cable, as a fraction of the speed of light; 0.585 unless given (clause 14.4.2.4).'),
  polarity: z.enum(['normal', 'swapped']).optional().describe('Of a cable: the two wires of each pair crossed or not.'),
  autoPolarity: z
    .boolean()
    .optional()
    .describe('Of a cable: receivers notice and undo a swapped pair (clause 14.3.1.3); true unless given.'),
  at: length.optional().describe('Of a tap: its distance from the left end of the coax.'),
  drop: length.optional().describe('Of a tap: the length of its AUI cable; none unless given.'),
  corrupt: probability.default(0).describe('Probability that a frame has a bit flipped on its way.'),
  loss: probability.default(0).describe('Probability that a frame vanishes on its way.'),
  down: z.boolean().default(false).describe('Unplugged at the start.'),
});

/** Boxes and cables. */
export const topology = z.strictObject({
  nodes: z.record(name, node),
  links: z.array(link).max(topologyLimits.links, `at most ${topologyLimits.links} links`).default([]),
});

/** A box as the schema leaves it. */
export type CheckedNode = z.output<typeof node>;
/** A cable or tap as the schema leaves it. */
export type CheckedLink = z.output<typeof link>;
