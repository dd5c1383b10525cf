// The shape of a topology: the boxes on the bench and the cables between them.
import * as z from 'zod/mini';
import { between, cableLength, length, mac, name, probability, rate, wholeNumber } from './quantities.js';

/** Limits on a topology. A 10BASE-T hub of 1024 ports is a rack of stacked ones; the standard sets no number. */
export const topologyLimits = { nodes: 4096, links: 8192, ports: 1024 } as const;

const clockError = z
  ._default(wholeNumber(-100, 100), 0)
  .check(z.describe('How far the clock is off, in millionths (clause 7.3.2: at most 100).'));

const host = z
  .strictObject({
    kind: z.literal('host'),
    mac: z.optional(mac).check(z.describe('02:00:00:00:00:01, …:02 and so on in the order of the hosts unless given.')),
    duplex: z._default(z.enum(['half', 'full']), 'half'),
    promiscuous: z._default(z.boolean(), false).check(z.describe('Hand up every intact frame, whoever it is for.')),
    multicast: z
      ._default(z.union([z.literal('all'), z.array(mac).check(z.maxLength(1024))]), [])
      .check(z.describe('Group addresses that the filter lets through besides broadcast.')),
    queue: z
      ._default(wholeNumber(1, 4096), 64)
      .check(z.describe('Frames that wait at the adapter at most; further ones are dropped.')),
    lateCollision: z
      ._default(z.enum(['retry', 'drop']), 'retry')
      .check(
        z.describe(
          'After a collision later than a slot time: retry (clause 4.2.3.2.4 at 10 Mb/s) or drop, as many controllers do.',
        ),
      ),
    sqeTest: z
      ._default(z.boolean(), false)
      .check(z.describe('The transceiver signals SQE after each transmission (clause 7.2.1.2.3).')),
    ppm: clockError,
  })
  .check(z.describe('A station: an adapter with its transceiver.'));

const repeaterAsWritten = z.strictObject({
  kind: z.literal('repeater'),
  ports: wholeNumber(1, topologyLimits.ports).check(z.describe('Numbered from 1.')),
  speed: z._default(rate.check(z.refine((speed) => speed === 10_000_000, 'only 10M in this version')), 10_000_000),
  partition: z
    ._default(z.union([z.literal(false), z.strictObject({ collisions: z._default(wholeNumber(2, 65_536), 31) })]), {
      collisions: 31,
    })
    .check(
      z.describe(
        'Consecutive collisions after which a port is cut off (clause 9.6.6.2: more than 30); false to never do so.',
      ),
    ),
  latency: z
    .optional(between(0, 1000, 'a latency lies between 0 and 1000 bit times'))
    .check(z.describe('From the first bit in to the first bit out, in bit times; 8 unless given.')),
  ppm: clockError,
});

const repeater = z
  .pipe(
    repeaterAsWritten,
    z.transform(({ speed, latency, ...rest }: z.output<typeof repeaterAsWritten>) => ({
      ...rest,
      rateBitsPerSecond: speed,
      latencyBits: latency,
    })),
  )
  .check(z.describe('A repeater hub (clause 9).'));

const velocity = between(0.1, 1, 'a velocity is a fraction of the speed of light: 0.1 to 1');

const coaxAsWritten = z.strictObject({
  kind: z.literal('coax'),
  type: z._default(z.enum(['10base5', '10base2']), '10base5'),
  length: cableLength,
});

const coax = z
  .pipe(
    coaxAsWritten,
    z.transform(({ length, ...rest }: z.output<typeof coaxAsWritten>) => ({ ...rest, lengthMetres: length })),
  )
  .check(z.describe('A coaxial bus; stations and repeaters tap it.'));

/** A box of any kind. */
export const node = z.discriminatedUnion('kind', [host, repeater, coax]);

const end = z.pipe(
  z
    .string()
    .check(
      z.regex(
        /^\p{L}[\p{L}\p{N}_-]{0,31}(:[^:\s]{1,16})?$/u,
        "an endpoint is a node and its port, such as 'a:eth0' or 'hub:1'",
      ),
    ),
  z.transform((text: string) => {
    const [node = '', port] = text.split(':');
    return { node, port };
  }),
);

/** A cable between two ports, or a tap on a coax; what only fits one of them is checked with the nodes in hand. */
export const link = z.strictObject({
  name: z
    .optional(name)
    .check(z.describe("What scripts and faults call it, besides by either end; 'a:eth0-hub:1' unless given.")),
  endpoints: z.tuple([end, end], { error: "expected two endpoints, such as ['a:eth0', 'hub:1']" }),
  length: z.optional(cableLength).check(z.describe('Of a cable; 10m unless given.')),
  velocity: z
    .optional(velocity)
    .check(z.describe('Of a cable, as a fraction of the speed of light; 0.585 unless given (clause 14.4.2.4).')),
  polarity: z
    .optional(z.enum(['normal', 'swapped']))
    .check(z.describe('Of a cable: the two wires of each pair crossed or not.')),
  autoPolarity: z
    .optional(z.boolean())
    .check(z.describe('Of a cable: receivers notice and undo a swapped pair (clause 14.3.1.3); true unless given.')),
  at: z.optional(length).check(z.describe('Of a tap: its distance from the left end of the coax.')),
  drop: z.optional(length).check(z.describe('Of a tap: the length of its AUI cable; none unless given.')),
  corrupt: z._default(probability, 0).check(z.describe('Probability that a frame has a bit flipped on its way.')),
  loss: z._default(probability, 0).check(z.describe('Probability that a frame vanishes on its way.')),
  down: z._default(z.boolean(), false).check(z.describe('Unplugged at the start.')),
});

/** Boxes and cables. */
export const topology = z.strictObject({
  nodes: z.record(name, node),
  links: z._default(
    z.array(link).check(z.maxLength(topologyLimits.links, `at most ${topologyLimits.links} links`)),
    [],
  ),
});

/** A box as the schema leaves it. */
export type CheckedNode = z.output<typeof node>;
/** A cable or tap as the schema leaves it. */
export type CheckedLink = z.output<typeof link>;
