// Lines, MACs and the clock know no line code: a second one, made here after clause 24 (4B5B at 125 MBd, without its
// scrambler), carries frames, collisions and damage through them as they are.
import { describe, expect, it } from 'vitest';
import { type LineCode, levelsOf } from '../src/coding/lineCode.js';
import { manchester } from '../src/coding/manchester.js';
import { Lab } from '../src/lab/lab.js';
import { draws } from './fixtures/labs.js';
import { eightBTenB, sixtyFourBSixtySixB } from './fixtures/lineCodes.js';

const GROUPS = '11110 01001 10100 10101 01010 01011 01110 01111 10010 10011 10110 10111 11010 11011 11100 11101'.split(
  ' ',
);
const NIBBLES = new Map(GROUPS.map((group, nibble) => [group, nibble]));

function put(memory: Uint8Array, at: number, symbol: number, value: number): void {
  const mask = 1 << (symbol & 7);
  const octet = at + (symbol >> 3);
  memory[octet] = value ? memory[octet] | mask : memory[octet] & ~mask;
}

function putNibble(memory: Uint8Array, at: number, index: number, nibble: number): void {
  for (let i = 0; i < 5; i++) put(memory, at, index * 5 + i, Number(GROUPS[nibble][i]));
}

/** The bitwise CRC of a whole frame with its FCS is always this. */
function residue(memory: Uint8Array, at: number, length: number): number {
  let register = 0xffffffff;
  for (let i = 0; i < length; i++) {
    register ^= memory[at + i];
    for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >>> 1) ^ 0xedb88320 : register >>> 1;
  }
  return ~register >>> 0;
}

const fourBFiveB: LineCode = {
  name: '4B5B',
  symbolsPerBit: 1.25,
  bitPs: 10_000,
  headerBits: 64,
  encode(arena, octets, length, symbols) {
    for (let i = 0; i < length; i++) {
      putNibble(arena.octets, symbols, 2 * i, arena.octets[octets + i] & 15);
      putNibble(arena.octets, symbols, 2 * i + 1, arena.octets[octets + i] >> 4);
    }
  },
  jam(arena, symbols, from, to) {
    for (let nibble = Math.ceil(from / 4); nibble < Math.min(to, 16_000) / 4; nibble++) {
      putNibble(arena.octets, symbols, nibble, 5);
    }
  },
  receive(arena, symbols, count, decoded, into) {
    const memory = arena.octets;
    const nibbles = Math.floor(count / 5);
    into.violation = -1;
    for (let nibble = 0; nibble < nibbles; nibble++) {
      let group = '';
      for (let i = 0; i < 5; i++) {
        const symbol = nibble * 5 + i;
        group += (memory[symbols + (symbol >> 3)] >> (symbol & 7)) & 1;
      }
      const value = NIBBLES.get(group);
      if (value === undefined && into.violation < 0) into.violation = nibble * 4;
      const at = decoded + (nibble >> 1);
      memory[at] = nibble & 1 ? memory[at] | ((value ?? 0) << 4) : (value ?? 0);
    }
    const header = memory.subarray(decoded, decoded + 8);
    const found = header.every((octet, i) => octet === (i < 7 ? 0x55 : 0xd5));
    into.sfd = found ? 64 : -1;
    into.frame = decoded + 8;
    into.octets = found ? (nibbles >> 1) - 8 : 0;
    into.dribble = 0;
    into.fcs = 0;
    into.fcsGood = found && into.violation < 0 && residue(memory, into.frame, into.octets) === 0x2144df1c;
  },
};

it('carries frames of another line code at 100 Mb/s over a hub, collision and all', async () => {
  const lab = await Lab.create({ seed: 3, code: fourBFiveB });
  const hub = lab.hub('hub');
  const [a, b, c] = ['a', 'b', 'c'].map((name) => lab.host(name));
  for (const host of [a, b, c]) lab.cable(host, hub, { metres: 20 });
  const received: string[] = [];
  c.onFrame = ({ octets, atPs }) => received.push(`${Buffer.from(octets.subarray(14)).toString()} ${atPs < 1e8}`);
  a.send(c.address, new TextEncoder().encode('a'.repeat(300)));
  b.send(c.address, new TextEncoder().encode('b'.repeat(300)));
  lab.run();
  expect(a.station.counters.collisions).toBeGreaterThan(0);
  // Within 100 us: two frames of 318 octets and some slots, at ten times the usual rate.
  expect(received.sort()).toEqual([`${'a'.repeat(300)} true`, `${'b'.repeat(300)} true`]);
  expect(lab.ledger.delivered).toBe(2);
  expect(lab.signals.used).toBe(0);
});

it('finds a bit that was flipped on a link with another line code, by its code or by the FCS', async () => {
  const lab = await Lab.create({ seed: 3, code: fourBFiveB });
  const [a, b] = [lab.host('a', { duplex: 'full' }), lab.host('b', { duplex: 'full' })];
  const link = lab.cable(a, b, { metres: 100 });
  link.plan({ atPs: 0, kind: 'flip', bit: 200, forPs: 0 });
  a.send(b.address, new Uint8Array(100));
  a.send(b.address, new Uint8Array(100));
  lab.run();
  expect(b.station.counters.framesReceived).toBe(1);
  expect(b.station.counters.symbolErrors + b.station.counters.fcsErrors).toBe(1);
});

describe.each([
  // Symbols in picoseconds as fractions, so that nothing is rounded in what we expect.
  { code: eightBTenB, numerator: 800n, denominator: 1n },
  { code: sixtyFourBSixtySixB, numerator: 3200n, denominator: 33n },
])('$code.name', ({ code, numerator, denominator }) => {
  async function pair(choices: { ppm?: number } = {}) {
    const lab = await Lab.create({ seed: 4, code });
    const [a, b] = [lab.host('a', { duplex: 'full', ...choices }), lab.host('b', { duplex: 'full' })];
    return { lab, a, b, link: lab.cable(a, b, { metres: 100 }) };
  }

  it('carries frames of all lengths both ways at once, as they were sent (seed 11)', async () => {
    const { lab, a, b } = await pair({ ppm: 100 });
    const draw = draws(11);
    const sent: string[] = [];
    const received: string[] = [];
    for (const host of [a, b]) host.onFrame = ({ octets }) => received.push(Buffer.from(octets).toString('hex'));
    for (let length = 46; length <= 1500; length = Math.ceil(length * 1.07)) {
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const payload = Uint8Array.from({ length }, () => draw(256));
        from.send(to.address, payload);
        sent.push(Buffer.from(payload).toString('hex'));
      }
    }
    lab.run();
    expect(received.map((hex) => hex.slice(28)).sort()).toEqual(sent.sort());
    expect(sent.length).toBeGreaterThan(90);
    expect(lab.signals.used).toBe(0);
  });

  it('lets every edge fall on the whole picosecond next after its moment, however long the signal', async () => {
    const { lab, a, b } = await pair();
    const late: number[] = [];
    const moments: number[] = [];
    lab.watchLines({
      emissionStart: () => undefined,
      emissionEnd: (line, emission) => {
        const exact = BigInt(emission.signal.count) * numerator;
        const took = BigInt(emission.endPs - emission.startPs) * denominator;
        late.push(Number(took - exact) / Number(denominator));
        moments.push(emission.startPs, emission.endPs, line.heardFrom(emission, 0), line.heardTo(emission, 0));
      },
    });
    for (let length = 46; length < 1500; length += 97) a.send(b.address, new Uint8Array(length));
    lab.run();
    expect(moments.every(Number.isInteger)).toBe(true);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThan(1);
    expect(late.length).toBe(15);
  });

  it.each([-100, 100])('runs a clock that is %i ppm off by just that much', async (ppm) => {
    const { lab, a, b } = await pair({ ppm });
    let exactPs = 0;
    let tookPs = 0;
    lab.watchLines({
      emissionStart: () => undefined,
      emissionEnd: (_line, { signal, startPs, endPs }) => {
        exactPs += (signal.count * Number(numerator)) / Number(denominator);
        tookPs += endPs - startPs;
      },
    });
    for (let i = 0; i < 20; i++) a.send(b.address, new Uint8Array(1500));
    lab.run();
    expect(Math.abs((tookPs / exactPs - 1) * 1e6 - ppm)).toBeLessThan(1);
  });

  it('loses a frame of which a bit is flipped, wherever it is, and no other', async () => {
    for (let bit = 0; bit < 112 * 8; bit += 23) {
      const { lab, a, b, link } = await pair();
      link.plan({ atPs: 0, kind: 'flip', bit, forPs: 0 }, 'a');
      for (let i = 0; i < 2; i++) a.send(b.address, new Uint8Array(100));
      lab.run();
      const { framesReceived, symbolErrors, fcsErrors } = b.station.counters;
      // What hits the address may make the frame another's, and what hits a delimiter shortens it: a fragment.
      expect(framesReceived, `bit ${bit}`).toBe(1);
      expect(symbolErrors + fcsErrors, `bit ${bit}`).toBeLessThanOrEqual(1);
      expect(lab.ledger.delivered).toBe(1);
    }
  });

  it('takes nothing of a frame that is cut off', async () => {
    for (let part = 1; part < 8; part++) {
      const { lab, a, b, link } = await pair();
      const arrivalPs = lab.scheduler.now + 700_000 + Math.round((100 * 3335.640951981521) / 0.585);
      a.send(b.address, new Uint8Array(1000));
      lab.run(arrivalPs + Math.round((part / 8) * 1026 * 8 * code.bitPs));
      link.cut();
      lab.run('1ms');
      expect(b.station.counters.framesReceived).toBe(0);
      expect(lab.ledger.dropped).toEqual({ linkDown: 1 });
    }
  });
});

describe('levels of a code whose symbols are changes', () => {
  /** MLT-3: each 1 goes one step on round 0, +, 0, -. */
  const mlt3: LineCode = { ...fourBFiveB, levelAfter: (ones) => [0, 1, 0, -1][ones % 4]! };
  const packed = Uint8Array.of(0b0110_1101, 0b0000_1011);

  it('go round in three steps with MLT-3, so that no level is left for its opposite without a zero between', () => {
    expect([...levelsOf(mlt3, packed, 12)]).toEqual([1, 1, 0, -1, -1, 0, 1, 1, 0, -1, -1, 0]);
  });

  it('turn with each 1 with NRZI', () => {
    const nrzi: LineCode = { ...fourBFiveB, levelAfter: (ones) => (ones % 2 === 0 ? -1 : 1) };
    expect([...levelsOf(nrzi, packed, 8)]).toEqual([1, 1, -1, 1, 1, -1, 1, 1]);
  });

  it('are the symbols themselves with Manchester', () => {
    expect([...levelsOf(manchester, packed, 8)]).toEqual([1, -1, 1, 1, -1, 1, 1, -1]);
  });
});
