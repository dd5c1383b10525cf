// What the picture of space and time shows, against what the engine says of the same moments: two independent witnesses.
// Bars, overlaps and waits are made from the transmissions on the lines; events are what the MACs and hubs themselves tell.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type EventName, KIND } from '../src/sim/probe.js';
import type { Tape } from '../src/web/run/tape.js';
import { clashesAtHub, clashesAtStation, windowOf } from '../src/web/views/spacetime/clashes.js';
import { coursesOf, delayAt, longestPs, xOnCoax } from '../src/web/views/spacetime/geometry.js';
import { type Lane, layOut } from '../src/web/views/spacetime/layout.js';
import { macLogOf } from '../src/web/views/spacetime/macLog.js';
import { nextEdge, readingOf } from '../src/web/views/spacetime/measure.js';
import { bitOf, damageOf, isFullDuplex, jamOf, passesOn } from '../src/web/views/spacetime/passes.js';
import { tapeOf, tapeOfText } from './page-tape.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const names = readdirSync(gallery).flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -5)] : []));
const END = Number.MAX_VALUE;
const MANY = 1e6;

/** What the gallery has not: hubs on a coax with long drops, clocks that go wrong, cables of every length, all of it busy. */
const OWN: Readonly<Record<string, string>> = {
  'hubs on a coax, with clocks that run fast and slow': `
name: own
seed: 11
until: 12ms
topology:
  nodes:
    bus: { kind: coax, type: 10base5, length: 300m }
    one: { kind: repeater, ports: 4, ppm: -100 }
    two: { kind: repeater, ports: 4, ppm: 60 }
    a: { kind: host, ppm: 100 }
    b: { kind: host, ppm: -100 }
    c: { kind: host, ppm: 37 }
    d: { kind: host }
    e: { kind: host, ppm: -3 }
  links:
    - { endpoints: ['one:1', 'bus'], at: 0m, drop: 50m }
    - { endpoints: ['two:1', 'bus'], at: 250m }
    - { endpoints: ['e:eth0', 'bus'], at: 100m, drop: 12m }
    - { endpoints: ['a:eth0', 'one:2'], length: 100m }
    - { endpoints: ['b:eth0', 'one:3'], length: 0.5m }
    - { endpoints: ['c:eth0', 'two:2'], length: 77.7m }
    - { endpoints: ['d:eth0', 'two:3'], length: 33m }
traffic:
  - { from: all, to: others, kind: saturated, octetsFrom: imix }
`,
};

const tapes = new Map<string, Promise<Tape>>();

/** Each run once. */
function shortTapeOf(name: string): Promise<Tape> {
  const tape =
    tapes.get(name) ?? (OWN[name] ? tapeOfText(OWN[name]) : tapeOf(name, name === 'saturated-hub' ? 20e9 : undefined));
  tapes.set(name, tape);
  return tape;
}

const layoutOf = (tape: Tape) =>
  layOut(tape.stage, new Set(tape.stage.nodes.flatMap(({ kind, name }) => (kind === 'host' ? [name] : []))), 900);

const plotOf = (tape: Tape) => {
  const layout = layoutOf(tape);
  const courses = coursesOf(tape.stage, layout);
  return { tape, layout, courses, longestPs: longestPs(courses) };
};

/** The lane of each station, or of each hub, once. */
function lanesOf(tape: Tape, kind: Lane['kind']): Lane[] {
  const { lanes } = layoutOf(tape);
  return lanes.filter((lane, i) => lane.kind === kind && lanes.findIndex(({ node }) => node === lane.node) === i);
}

/** Times of the events of a part of some kinds, in picoseconds. */
function timesOf(tape: Tape, part: number, ...kinds: EventName[]): number[] {
  const wanted = new Set(kinds.map((name) => KIND[name]));
  const found: number[] = [];
  for (let i = 0; i < tape.events; i++)
    if (tape.part.data[i] === part && wanted.has(tape.kind.data[i]!)) found.push(tape.atPs.data[i]!);
  return found;
}

const heardBy = (tape: Tape, { ports }: Lane) =>
  ports.flatMap((port) => tape.passages(port, 'in', 0, END, MANY)).sort((a, b) => a.fromPs - b.fromPs);

describe.each([...names, ...Object.keys(OWN)])('what is drawn of %s', (name) => {
  it('has a bar for each transmission, as long as the MAC says that it sent', async () => {
    const tape = await shortTapeOf(name);
    const log = macLogOf(tape);
    for (const lane of lanesOf(tape, 'host')) {
      const spans = log.spans(lane.part, -1, END, MANY).filter(({ kind }) => kind === 'transmit');
      expect(spans.map(({ fromPs }) => fromPs)).toEqual(timesOf(tape, lane.part, 'transmitStart'));
      const bars = tape
        .passages(lane.ports[0]!, 'out', 0, END, MANY)
        .filter(({ row }) => tape.transmission(row).ticket >= 0);
      const said = spans.filter(({ toPs }) => Number.isFinite(toPs));
      expect(bars.slice(0, said.length).map(({ fromPs, toPs }) => [fromPs, toPs])).toEqual(
        said.map(({ fromPs, toPs }) => [fromPs, toPs]),
      );
    }
  });

  it('hatches a station on half duplex from the moment at which its MAC notices the collision, and no other', async () => {
    const tape = await shortTapeOf(name);
    const log = macLogOf(tape);
    for (const lane of lanesOf(tape, 'host')) {
      if (isFullDuplex(tape, lane)) {
        expect(timesOf(tape, lane.part, 'collision')).toEqual([]);
        continue;
      }
      // What it babbles itself it does not hear: none of the gallery's stations babbles and sends at once.
      const spans = log.spans(lane.part, -1, END, MANY);
      const clashes = clashesAtStation(spans, heardBy(tape, lane), log.slotPs(lane.part));
      const noticed = timesOf(tape, lane.part, 'collision');
      const starts = spans.flatMap((span) => {
        const first = clashes.find(({ fromPs }) => fromPs >= span.fromPs && fromPs < span.toPs);
        return span.kind === 'transmit' && first ? [first.fromPs] : [];
      });
      expect(starts).toEqual(noticed);
      const late = clashes.filter((clash) => clash.late).map(({ fromPs }) => fromPs);
      expect(late.filter((ps) => noticed.includes(ps))).toEqual(timesOf(tape, lane.part, 'lateCollision'));
    }
  });

  it('hatches a hub whenever it says that two of its ports are active', async () => {
    const tape = await shortTapeOf(name);
    for (const lane of lanesOf(tape, 'hub')) {
      const clashes = clashesAtHub(heardBy(tape, lane));
      for (const ps of timesOf(tape, lane.part, 'repeaterCollision'))
        expect(clashes.some(({ fromPs, toPs }) => fromPs <= ps && ps <= toPs)).toBe(true);
    }
  });

  it('draws jam as long as the MAC says, to the end of what it sends', async () => {
    const tape = await shortTapeOf(name);
    const { bitPs } = tape.stage;
    for (const lane of lanesOf(tape, 'host')) {
      for (let i = 0; i < tape.events; i++) {
        if (tape.kind.data[i] !== KIND.jam || tape.part.data[i] !== lane.part) continue;
        const { numbers, atPs } = tape.event(i);
        const bar = tape.passages(lane.ports[0]!, 'out', atPs - 1, atPs + 1, MANY)[0]!;
        const [jam] = jamOf(tape, bar.row);
        const ownBitPs = 2 * tape.transmission(bar.row).symbolPs;
        expect(ownBitPs).toBeCloseTo(bitPs, -2);
        expect(jam!.fromPs / ownBitPs).toBeCloseTo(numbers.fromBit!, 6);
        // A run may end in the midst of it.
        if (bar.toPs < tape.knownPs)
          expect(bar.toPs - bar.fromPs - jam!.fromPs).toBeCloseTo(numbers.bits! * ownBitPs, -1);
      }
    }
  });
});

describe('two signals on a coax', () => {
  it('overlap at each tap exactly when both are heard there', async () => {
    const tape = await tapeOf('coax-bus');
    const { courses } = plotOf(tape);
    const [west, east] = ['west', 'east'].map((name) => {
      const port = tape.stage.ports.findIndex((one) => one.name === `${name}:eth0`);
      const course = courses.find((one) => one.port === port)!;
      return { course, pass: passesOn(tape, course, 0, 20e6, 10)[0]! };
    });
    const { taps } = tape.stage.coaxes[0]!;
    for (const tap of taps.filter(({ port }) => port >= 0)) {
      const { band } = west!.course;
      if (band.kind !== 'coax') throw new Error('not a coax');
      const x = xOnCoax(band, tap.metres);
      const drawn = [west!, east!].map(({ course, pass }) => {
        const delayPs = delayAt(course.way, x)! + tap.receivePs;
        return [pass.fromPs + delayPs, pass.toPs + delayPs] as const;
      });
      const heard = tape.passages(tap.port, 'in', 0, 20e6, 10);
      for (const { row, fromPs, toPs } of heard) {
        const [from, to] = drawn[row === west!.pass.row ? 0 : 1]!;
        expect(from).toBeCloseTo(fromPs, 0);
        expect(to).toBeCloseTo(toPs, 0);
      }
      // The middle hears both, each end only the other.
      expect(heard.length).toBe(tap.port === west!.course.port || tap.port === east!.course.port ? 1 : 2);
    }
  });
});

describe('the slot time of a transmission', () => {
  it('ends 512 bit times after it began, and a collision past it is late', async () => {
    const tape = await tapeOf('cable-too-long');
    const { lanes } = layoutOf(tape);
    const [late] = timesOf(tape, lanes[0]!.part, 'lateCollision');
    const [row] = tape.rowsOfFrame(0);
    expect(windowOf(tape, lanes, row!)).toMatchObject({ fromPs: 0, lateFromPs: 51_200_000, collidedPs: late });
    // What the hub repeats of it has no slot time of its own, but that of the frame.
    const repeated = tape.rowsOfFrame(0).find((one) => one !== row)!;
    expect(windowOf(tape, lanes, repeated)).toEqual(windowOf(tape, lanes, row!));
  });

  it('is no matter where a station does not listen', async () => {
    const tape = await tapeOf('full-duplex');
    expect(windowOf(tape, layoutOf(tape).lanes, tape.rowsOfFrame(0)[0]!)).toBeUndefined();
  });

  it('is that of a clock that runs fast', async () => {
    const tape = await tapeOfText(`
name: fast
until: 3ms
topology:
  nodes: { hub: { kind: repeater, ports: 2 }, a: { kind: host, ppm: 100 }, b: { kind: host } }
  links:
    - { endpoints: ['a:eth0', 'hub:1'], length: 10m }
    - { endpoints: ['b:eth0', 'hub:2'], length: 10m }
script:
  - { at: 0us, do: a.frame, to: b, octets: 1518 }
`);
    const [row] = tape.rowsOfFrame(0);
    const { symbolPs, startPs, endPs, count } = tape.transmission(row!);
    const its = windowOf(tape, layoutOf(tape).lanes, row!)!;
    expect(its.lateFromPs - startPs).toBeCloseTo(1024 * symbolPs, -1);
    expect(endPs - startPs).toBeCloseTo(count * symbolPs, -1);
    expect(symbolPs).not.toBe(50_000);
  });
});

describe('what becomes of bits on their way', () => {
  it('is cut off at the far end of a cable when the cable is cut', async () => {
    const tape = await tapeOf('cable-cut');
    const cutPs =
      tape.atPs.data[
        Array.from({ length: tape.events }, (_, i) => i).find((i) => tape.kind.data[i] === KIND.cableCut)!
      ]!;
    const { courses } = plotOf(tape);
    const b = tape.stage.ports.findIndex(({ name }) => name === 'b:eth0');
    const course = courses.find(({ band }) => band.kind === 'cable' && [band.leftPort, band.rightPort].includes(b))!;
    const towardsB = courses.find((one) => one.band === course.band && one.port !== b)!;
    const [pass] = passesOn(tape, towardsB, 0, 2e9, 10);
    const endOfWay = towardsB.way.at(-1)!.delayPs;
    expect(pass!.heard!.toPs + endOfWay).toBe(cutPs);
    expect(pass!.toPs).toBeGreaterThan(cutPs);
  });

  it('is crossed out where a fault flips them, at the ears that hear it', async () => {
    const tape = await tapeOf('flipped-bit');
    const faults = Array.from({ length: tape.events }, (_, i) => i).filter((i) => tape.kind.data[i] === KIND.fault);
    expect(faults.length).toBeGreaterThan(0);
    let crosses = 0;
    for (const course of plotOf(tape).courses) {
      const { band } = course;
      if (band.kind !== 'cable') continue;
      const far = course.port === band.leftPort ? band.rightPort : band.leftPort;
      for (const { row } of passesOn(tape, course, 0, END, MANY)) {
        for (const { fromPs, toPs } of damageOf(tape, row, far)) {
          const { symbolPs, ticket } = tape.transmission(row);
          // The fault counts from the first bit after the SFD.
          const bits = [fromPs / symbolPs / 2 - 64, toPs / symbolPs / 2 - 64];
          const told = faults
            .map((i) => tape.event(i).numbers)
            .some(({ frame, bit, bits: many }) => frame === ticket && bits[0] === bit && bits[1] === bit! + many!);
          expect(told).toBe(true);
          crosses++;
        }
      }
    }
    expect(crosses).toBeGreaterThanOrEqual(faults.length);
  });

  it('shows each bit where it is: as wide as a bit time, one behind the other, none past the end', async () => {
    const tape = await tapeOf('hub-question');
    const [pass] = passesOn(tape, plotOf(tape).courses[0]!, 0, 20e6, 10);
    for (let bit = 0; bit < 96; bit++)
      expect(bitOf(tape, pass!, bit)).toEqual({ fromPs: bit * 100_000, toPs: (bit + 1) * 100_000 });
    expect(bitOf(tape, pass!, 96)).toBeUndefined();
    expect(bitOf(tape, pass!, -1)).toBeUndefined();
  });
});

describe('the measure', () => {
  it('goes from edge to edge of a station, and back the same way', async () => {
    const plot = plotOf(await tapeOf('hub-question'));
    const x = plot.layout.lanes[0]!.x0 + 4;
    const there: number[] = [];
    for (let ps: number | undefined = 0; ps !== undefined; ps = nextEdge(plot, { x, ps }, 1, 1e6)) there.push(ps);
    const back: number[] = [];
    for (let ps: number | undefined = there.at(-1)!; ps !== undefined; ps = nextEdge(plot, { x, ps }, -1, 1e6))
      back.push(ps);
    expect(back.reverse()).toEqual(there);
    expect(there).toEqual(expect.arrayContaining([0, 3_090_390, 9_600_000, 60_800_000, 91_804_430, 149_404_430]));
    expect([...there].sort((a, b) => a - b)).toEqual(there);
  });

  it('reads a slot as 51.2 us, 512 bit times, one slot time, and the metres that a signal goes on that cable', async () => {
    const plot = plotOf(await tapeOf('hub-question'));
    const { x0 } = plot.layout.bands[0]!;
    const reading = readingOf(plot, { x: x0 + 20, ps: 9_600_000 }, { x: x0 + 20, ps: 60_800_000 });
    // At 0.585 of the speed of light: 51.2e-6 s of 299 792 458 m/s.
    expect(reading).toMatchObject({ ps: 51_200_000, bitTimes: 512, slotTimes: 1, apart: undefined });
    expect(reading.metres).toBeCloseTo(51.2e-6 * 299_792_458 * 0.585, 1);
  });
});
