// Two stations that begin to send a little one after the other, for every offset within a slot in steps of a tenth of a bit.
// When they must collide is worked out here from the lengths of the path alone.
import { describe, expect, it } from 'vitest';
import { Lab } from '../src/lab/lab.js';
import { KIND } from '../src/sim/probe.js';

const BIT_PS = 100_000;
const SLOT_PS = 512 * BIT_PS;
const STEP_PS = BIT_PS / 10;
const STEPS = SLOT_PS / STEP_PS;
/** Preamble and SFD, and the jam behind them: the least that a colliding station sends (clause 4.2.3.2.4). */
const HEADER_BITS = 64;
const JAM_BITS = 32;
/** Steady-state delays of the transceivers that we have taken from clause 14.2.1: 2 bit times out, 5 in. */
const MAU_PS = 7 * BIT_PS;
const REPEATER_LATENCY_PS = 8 * BIT_PS;

/** Picoseconds that light takes for `metres` of a cable of that velocity. */
const flight = (metres: number, velocity: number) => Math.round((metres * 1e12) / (velocity * 299_792_458));
const PAIR = 0.585;
const COAX = 0.77;
const DROP = 0.65;

interface Place {
  readonly name: string;
  /** When the first bit of one is heard by the other, after it was sent. */
  readonly pathPs: number;
  readonly build: (lab: Lab) => void;
}

function hub(metres: readonly [number, number]): Place {
  return {
    name: `a hub with ${metres.join(' m and ')} m`,
    pathPs: MAU_PS + flight(metres[0], PAIR) + REPEATER_LATENCY_PS + MAU_PS + flight(metres[1], PAIR),
    build: (lab) => {
      const box = lab.hub('hub');
      for (const [i, length] of metres.entries()) lab.cable(lab.hosts[i]!, box, { metres: length });
    },
  };
}

function coax(at: readonly [number, number], drops: readonly [number, number]): Place {
  return {
    name: `a coax with taps at ${at.join(' m and ')} m, drops of ${drops.join(' m and ')} m`,
    pathPs: MAU_PS + flight(at[1] - at[0], COAX) + flight(drops[0], DROP) + flight(drops[1], DROP),
    build: (lab) => {
      const bus = lab.coax('coax');
      for (const [i, metres] of at.entries()) lab.tap(lab.hosts[i]!, bus, { at: metres, drop: drops[i]! });
    },
  };
}

function direct(metres: number): Place {
  return {
    name: `a direct cable of ${metres} m`,
    pathPs: MAU_PS + flight(metres, PAIR),
    build: (lab) => lab.cable(lab.hosts[0]!, lab.hosts[1]!, { metres }),
  };
}

const PLACES = [hub([50, 50]), hub([100, 3]), coax([2.5, 497.5], [0, 0]), coax([0, 300], [50, 7]), direct(100)];

interface Attempt {
  startPs: number;
  collidedPs: number;
  jamFrom: number;
  jamBits: number;
  range: number;
  slots: number;
  endPs: number;
}

const fresh = (): Attempt => ({
  startPs: Number.NaN,
  collidedPs: Number.NaN,
  jamFrom: Number.NaN,
  jamBits: Number.NaN,
  range: Number.NaN,
  slots: Number.NaN,
  endPs: Number.NaN,
});

/** What the first attempts of both came to, and what each received. */
interface Meeting {
  readonly first: readonly [Attempt, Attempt];
  readonly received: readonly [string[], string[]];
  deferred: boolean;
  collisions: number;
}

/** Two stations, and their meetings one after the other in one lab, with silence in between. */
async function arena({ build }: Place, seed: number) {
  const lab = await Lab.create({ seed, limits: { frames: 16, signals: 64, streams: 32 } });
  const hosts = [lab.host('a'), lab.host('b')];
  build(lab);
  let meeting: Meeting;
  hosts.forEach((host, i) => {
    host.onFrame = ({ octets }) => meeting.received[i]!.push(Buffer.from(octets).toString('hex'));
  });
  lab.observe({
    event(kind, atPs, part, _frame, attempt, c, d) {
      const station = hosts.findIndex(({ probe }) => probe.part === part);
      if (station < 0) return;
      const seen = meeting.first[station]!;
      if (kind === KIND.deferring) meeting.deferred = true;
      if (kind === KIND.collision) meeting.collisions++;
      if (kind === KIND.transmitStart && attempt === 1) seen.startPs = atPs;
      else if (kind === KIND.transmitEnd && attempt === 1) seen.endPs = atPs;
      else if (kind === KIND.collision && attempt === 1) seen.collidedPs = atPs;
      else if (kind === KIND.jam && Number.isNaN(seen.jamFrom)) {
        seen.jamFrom = attempt;
        seen.jamBits = c;
      } else if (kind === KIND.backoff && attempt === 1) {
        seen.slots = c;
        seen.range = d;
        seen.endPs = atPs;
      }
    },
  });
  return (early: 0 | 1, offsetPs: number, payload: Uint8Array) => {
    meeting = { first: [fresh(), fresh()], received: [[], []], deferred: false, collisions: 0 };
    const beginPs = lab.now + 10e9;
    const late = (1 - early) as 0 | 1;
    lab.run(beginPs);
    hosts[early]!.send(hosts[late]!.address, payload);
    lab.run(beginPs + offsetPs);
    hosts[late]!.send(hosts[early]!.address, payload);
    lab.run();
    return { meeting, beginPs, waiting: lab.ledger.waiting };
  };
}

/** The octets that `from` of the two sends: addresses, the experimental EtherType, the payload. */
const frame = (from: number, payload: Uint8Array) =>
  `02000000000${2 - from}02000000000${from + 1}88b5${Buffer.from(payload).toString('hex')}`;

const report = (offsetPs: number, early: number) => `offset ${offsetPs / BIT_PS} bits, station ${early} first`;

/** Asks everything of one meeting; sentences about what went wrong. */
function judge(place: Place, offsetPs: number, late: number, { first }: Meeting, beginPs: number): string[] {
  const wrong: string[] = [];
  const ask = (holds: boolean, what: string) => holds || wrong.push(`${what}: ${JSON.stringify(first)}`);
  const collides = offsetPs <= place.pathPs;
  const starts = [beginPs, beginPs + offsetPs];
  for (const station of [1 - late, late]) {
    const seen = first[station]!;
    const startPs = starts[station === late ? 1 : 0]!;
    if (collides) ask(seen.startPs === startPs, 'each sends when it wants to');
    ask(Number.isNaN(seen.collidedPs) !== collides, collides ? 'they collide' : 'nobody collides');
    if (!collides) continue;
    ask(seen.collidedPs >= startPs, 'a collision is noticed while sending');
    ask(seen.collidedPs - seen.startPs <= SLOT_PS, 'a collision is noticed within the slot');
    const sent = Math.ceil((seen.collidedPs - startPs) / BIT_PS);
    ask(seen.jamFrom === Math.max(sent, HEADER_BITS), 'the preamble is finished, then comes the jam');
    ask(seen.jamBits === JAM_BITS, 'the jam has 32 bits');
    ask(seen.endPs === startPs + (seen.jamFrom + JAM_BITS) * BIT_PS, 'it ends with its jam');
    ask(seen.range === 2 && (seen.slots === 0 || seen.slots === 1), 'it backs off 0 or 1 slots');
  }
  return wrong;
}

describe.each(PLACES)('two stations on $name', (place) => {
  it('collide at exactly the offsets that the path dictates, notice, jam, back off, and get both frames through', async () => {
    const seed = 5;
    const meet = await arena(place, seed);
    const payload = Uint8Array.from({ length: 46 }, (_, i) => (i * 37 + 11) & 0xff);
    const frames = [frame(0, payload), frame(1, payload)];
    let collided = 0;
    for (let step = 0; step < STEPS; step++) {
      const offsetPs = step * STEP_PS;
      const early = (step % 2) as 0 | 1;
      const { meeting, beginPs, waiting } = meet(early, offsetPs, payload);
      const at = `${report(offsetPs, early)}, seed ${seed}`;
      const wrong = judge(place, offsetPs, 1 - early, meeting, beginPs);
      if (wrong.length > 0) expect.fail(`${at}: ${wrong.join('; ')}`);
      if (meeting.received[0].join() !== frames[1] || meeting.received[1].join() !== frames[0]) {
        expect.fail(`${at}: a received ${meeting.received[0]}, b received ${meeting.received[1]}`);
      }
      if (waiting !== 0) expect.fail(`${at}: ${waiting} frames wait`);
      if (offsetPs > place.pathPs && (meeting.collisions > 0 || !meeting.deferred)) {
        expect.fail(`${at}: the second neither defers nor is left in peace`);
      }
      if (meeting.collisions > 0) collided++;
    }
    expect(collided).toBe(Math.floor(place.pathPs / STEP_PS) + 1);
  });

  it.each([0, 1] as const)(
    'collide to the last picosecond of the path when station %i begins, and not one later',
    async (early) => {
      const meet = await arena(place, 6);
      const payload = new Uint8Array(46);
      for (const [offsetPs, collisions] of [
        [place.pathPs - 1, true],
        [place.pathPs, true],
        [place.pathPs + 1, false],
      ] as const) {
        const { meeting } = meet(early, offsetPs, payload);
        expect(meeting.collisions > 0, report(offsetPs, early)).toBe(collisions);
      }
    },
  );
});
