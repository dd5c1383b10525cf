// The inspector's arithmetic: the register of the FCS, octets and their order of bits, half bits, differences.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Arena, createArena } from '../src/memory/arena.js';
import { CrcRegister } from '../src/packet/crc-register.js';
import { KIND } from '../src/sim/probe.js';
import { NO_LINE } from '../src/web/run/chunk.js';
import { passageAt, passagesOf, passagesOfAttempt, versionThrough } from '../src/web/run/passing.js';
import type { Tape } from '../src/web/run/tape.js';
import { fieldsOfRow } from '../src/web/run/wireFields.js';
import { compare } from '../src/web/views/inspector/comparison.js';
import {
  CrcWalk,
  crcStep,
  fcsOctets,
  hex32,
  INITIAL,
  POLYNOMIAL,
  RESIDUE,
} from '../src/web/views/inspector/crcWalk.js';
import { addressBits, fieldText } from '../src/web/views/inspector/fieldValues.js';
import { halfBitsAt } from '../src/web/views/inspector/halves.js';
import { asciiOf, bitOf, cellOf, hexOf, octetCells } from '../src/web/views/inspector/octetCells.js';
import { countsUntil } from '../src/web/views/inspector/partCounts.js';
import { moved } from '../src/web/views/inspector/roving.js';
import { pageRun } from './page-runs.js';

const sentRows = (tape: Tape) =>
  Array.from({ length: tape.rows }, (_, row) => tape.transmission(row)).filter(
    ({ line, parent, ticket }) => line !== NO_LINE && parent < 0 && ticket >= 0,
  );

/** All 32 bits in reverse order. */
const mirrored = (value: number): number => {
  let result = 0;
  for (let bit = 0; bit < 32; bit++) if ((value >>> bit) & 1) result = (result | (1 << (31 - bit))) >>> 0;
  return result;
};

let arena: Arena;
beforeAll(async () => {
  arena = await createArena({ streams: 1, frames: 1, signals: 2 });
});

const kernelCrc = (octets: Uint8Array): number => {
  arena.octets.set(octets, arena.scratch);
  return arena.kernels.crc32(arena.scratch, octets.length, 0) >>> 0;
};

describe('the register of the FCS, bit by bit', () => {
  it('ends with the check value of the CRC catalogue', () => {
    // CRC-32/ISO-HDLC over "123456789" is CBF43926, least significant octet first on the wire.
    const walk = new CrcWalk(new TextEncoder().encode('123456789'));
    expect(Buffer.from(fcsOctets(walk.after(walk.bits))).toString('hex')).toBe('2639f4cb');
  });

  it('is the mirror of the register that software keeps, after every octet', () => {
    const octets = Uint8Array.from({ length: 64 }, (_, i) => (i * 37 + 11) & 0xff);
    const walk = new CrcWalk(octets);
    const software = new CrcRegister(0xedb88320).forwards(octets, 0xffffffff);
    for (let i = 0; i <= octets.length; i++) expect(walk.after(8 * i)).toBe(mirrored(software[i]!));
    expect(mirrored(POLYNOMIAL)).toBe(0xedb88320);
  });

  it('has the FCS that the kernel seals every frame of a run with, and the residue behind it', async () => {
    const { tape, images } = await pageRun('coax-bus');
    const whole = sentRows(tape).filter(({ aborted }) => !aborted);
    expect(whole.length).toBeGreaterThan(0);
    for (const { row } of whole.slice(0, 40)) {
      const { frame } = images.image(row);
      const walk = new CrcWalk(frame);
      const content = frame.subarray(0, frame.length - 4);
      const crc = kernelCrc(content);
      const before = walk.after(8 * content.length);
      expect(Buffer.from(fcsOctets(before)).readUInt32LE()).toBe(crc);
      expect(fcsOctets(before)).toEqual(frame.slice(-4));
      expect(hex32(walk.after(walk.bits))).toBe(hex32(RESIDUE));
    }
  });

  it('can be stepped: each step begins where the one before ended', () => {
    const walk = new CrcWalk(Uint8Array.of(0x01, 0x80));
    expect(walk.step(0)).toBeUndefined();
    expect(walk.step(1)).toEqual({ before: INITIAL, bit: 1, out: 1, feedback: 0, after: 0xfffffffe });
    for (let n = 1; n < walk.bits; n++) expect(walk.step(n)!.after).toBe(walk.step(n + 1)!.before);
    expect(walk.step(walk.bits + 1)).toBeUndefined();
  });

  it('subtracts the polynomial only when what goes in differs from what comes out', () => {
    expect(crcStep(0x80000000, 1).after).toBe(0);
    expect(crcStep(0x80000000, 0).after).toBe(POLYNOMIAL);
    expect(crcStep(0, 1).after).toBe(POLYNOMIAL);
  });
});

describe('octets and bits', () => {
  it('are those that the sender was given, preamble and SFD among them', async () => {
    const { tape, images } = await pageRun('full-duplex');
    const { row } = sentRows(tape)[0]!;
    const image = images.image(row);
    const cells = octetCells(image);
    expect(cells.map(({ value }) => value)).toEqual([...tape.octetsOf(row)]);
    expect(hexOf(cells[7]!)).toBe('d5');
    // 10101011 on the wire: the least significant bit of D5 goes first.
    expect(Array.from({ length: 8 }, (_, i) => bitOf(image, 56 + i)).join('')).toBe('10101011');
  });

  it('are found by their bits, and the last may be less than whole', () => {
    const image = { count: 2 * 27, symbolsPerBit: 2, bits: Uint8Array.of(0x55, 0xd5, 0x41, 0x05), sfd: 16 };
    const cells = octetCells(image);
    expect(cells.map(({ fromBit, bits }) => [fromBit, bits])).toEqual([
      [0, 8],
      [8, 8],
      [16, 8],
      [24, 3],
    ]);
    expect([cellOf(cells, 0), cellOf(cells, 23), cellOf(cells, 26), cellOf(cells, 27)]).toEqual([0, 2, 3, -1]);
    expect([asciiOf(cells[2]!), asciiOf(cells[3]!), hexOf(cells[3]!)]).toEqual(['A', '.', '··']);
  });

  it('have their borders where the SFD puts them when preamble was lost', () => {
    const image = { count: 2 * 21, symbolsPerBit: 2, bits: Uint8Array.of(0xb5, 0x0a, 0x02), sfd: 13 };
    const cells = octetCells(image);
    expect(cells.map(({ fromBit, bits }) => [fromBit, bits])).toEqual([
      [0, 5],
      [5, 8],
      [13, 8],
    ]);
  });

  it('tell a group address and a local one by their first two bits on the wire', async () => {
    const { tape, images } = await pageRun('full-duplex');
    const { row } = sentRows(tape)[0]!;
    const image = images.image(row);
    const fields = fieldsOfRow(tape, row);
    const source = fields.find(({ name }) => name === 'source')!;
    expect(addressBits(image, source)).toEqual({ group: false, local: true });
    const host = tape.stage.nodes.find(
      (node) => node.kind === 'host' && fieldText(image, tape.stage, source).startsWith(node.mac),
    );
    expect(fieldText(image, tape.stage, source)).toContain(`(${host!.name})`);
  });
});

describe('the half bits of a bit', () => {
  it('are low then high for a 1, high then low for a 0, and pass each port later than the one before', async () => {
    const { tape, images } = await pageRun('hub-question');
    const sent = sentRows(tape).filter(({ aborted }) => !aborted)[0]!;
    const passages = passagesOfAttempt(tape, sent.row);
    expect(passages.length).toBeGreaterThan(3);
    for (const bit of [0, 1, 63, 100]) {
      let before = 0;
      for (const passage of passages) {
        const image = images.image(versionThrough(tape, passage));
        const halves = halfBitsAt(image, passage, bit)!;
        const value = bitOf(image, bit);
        expect([halves.first, halves.second]).toEqual([1 - value, value]);
        expect(halves.middlePs - halves.fromPs).toBe(image.symbolPs);
        expect(halves.fromPs).toBe(passage.fromPs + 2 * bit * image.symbolPs);
        expect(halves.fromPs).toBeGreaterThanOrEqual(before);
        before = halves.fromPs;
      }
    }
  });

  it('are not there where the transmission was cut before them', async () => {
    const { tape, images } = await pageRun('cable-cut');
    const cut = Array.from({ length: tape.rows }, (_, row) => tape.transmission(row)).flatMap(({ row, line }) =>
      line === NO_LINE
        ? []
        : passagesOf(tape, row).filter(
            (passage) => passage.direction === 'in' && versionThrough(tape, passage) !== row,
          ),
    )[0]!;
    expect(cut).toBeDefined();
    const image = images.image(cut.row);
    const passed = Math.floor((cut.toPs - cut.fromPs) / (2 * image.symbolPs));
    expect(halfBitsAt(image, cut, passed - 1)).toBeDefined();
    expect(halfBitsAt(image, cut, passed)).toBeUndefined();
  });
});

describe('as sent and as received', () => {
  it('differ in the one bit that a faulty cable flips', async () => {
    const { tape, images } = await pageRun('flipped-bit');
    let flips = 0;
    for (let i = 0; i < tape.events; i++) {
      if (tape.kind.data[i] !== KIND.fault) continue;
      const { numbers } = tape.event(i);
      const rows = tape.rowsOfFrame(numbers.frame!);
      const wrong = rows
        .flatMap((row) => passagesOf(tape, row))
        .filter(({ direction }) => direction === 'in')
        .map((passage) => compare(images.image(passage.row), images.image(versionThrough(tape, passage))))
        .find(({ wrongBits }) => wrongBits > 0)!;
      expect(wrong.wrongBits).toBe(1);
      expect(wrong.octets).toHaveLength(1);
      const { fromBit, wrong: mask } = wrong.octets[0]!;
      // The event counts from the first bit behind preamble and SFD.
      expect(fromBit + Math.log2(mask)).toBe(64 + numbers.bit!);
      flips++;
    }
    expect(flips).toBeGreaterThan(0);
  });

  it('are the same where nothing happened', async () => {
    const { tape, images } = await pageRun('full-duplex');
    const { row } = sentRows(tape)[0]!;
    const [, arrival] = passagesOf(tape, row);
    const { wrongBits, sentBits, receivedBits } = compare(
      images.image(row),
      images.image(versionThrough(tape, arrival!)),
    );
    expect([wrongBits, sentBits - receivedBits]).toEqual([0, 0]);
  });
});

describe('a part', () => {
  it('has had as many events at the end of a run as its counters say', async () => {
    const { tape, report } = await pageRun('three-station-backoff');
    for (const [name, { framesSent, collisions }] of Object.entries(report.stations)) {
      const part = tape.stage.parts.findIndex((one) => one.name === name);
      const counts = new Map(countsUntil(tape, part, tape.knownPs));
      expect([counts.get('transmitEnd') ?? 0, counts.get('collision') ?? 0]).toEqual([framesSent, collisions]);
      expect(countsUntil(tape, part, -1)).toEqual([]);
    }
  });
});

describe('the arrow keys in a grid', () => {
  it('go from cell to cell and row to row, and stop at the ends', () => {
    expect([moved('ArrowRight', 7, 20, 8), moved('ArrowDown', 7, 20, 8), moved('ArrowUp', 7, 20, 8)]).toEqual([
      8,
      15,
      undefined,
    ]);
    expect([moved('Home', 13, 20, 8), moved('End', 13, 20, 8), moved('End', 17, 20, 8)]).toEqual([8, 15, 19]);
    expect([moved('ArrowDown', 15, 20, 8), moved('a', 1, 20, 8)]).toEqual([undefined, undefined]);
  });
});

describe('a passage', () => {
  it('is found at the port where the tape has it', async () => {
    const { tape } = await pageRun('coax-bus');
    for (const [port] of tape.stage.ports.entries()) {
      for (const direction of ['out', 'in'] as const) {
        for (const passage of tape.passages(port, direction, 0, tape.knownPs, 50)) {
          expect(passageAt(tape, passage.row, port, direction)).toEqual({ ...passage, port });
        }
      }
    }
  });
});
