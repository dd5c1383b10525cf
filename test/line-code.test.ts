// Lines, MACs and the clock know no line code: a second one, made here after clause 24 (4B5B at 125 MBd, without its
// scrambler), carries frames, collisions and damage through them as they are.
import { expect, it } from 'vitest';
import type { LineCode } from '../src/coding/lineCode.js';
import { Lab } from '../src/lab/lab.js';

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
