// The tracks' arithmetic against the engine: states, fields, times of bits, levels of detail.
import { describe, expect, it } from 'vitest';
import { VcdRecorder } from '../src/capture/vcdRecorder.js';
import { KIND } from '../src/sim/probe.js';
import { NO_LINE } from '../src/web/run/chunk.js';
import { MAC_STATES, macHistory } from '../src/web/run/macHistory.js';
import { bitAt, passageAt, passagesOf, passagesOfAttempt, versionThrough } from '../src/web/run/passing.js';
import type { Tape } from '../src/web/run/tape.js';
import { fieldAt, fieldsOfRow, receivedFields, replacedIn, sentFields } from '../src/web/run/wireFields.js';
import { bitOf } from '../src/web/views/inspector/octetCells.js';
import { axisOf } from '../src/web/views/tracks/axis.js';
import { wrongBits } from '../src/web/views/tracks/damage.js';
import { detailAt, detailFor } from '../src/web/views/tracks/detail.js';
import { anchored, layOut, rowsBetween } from '../src/web/views/tracks/layout.js';
import { marksOf } from '../src/web/views/tracks/marks.js';
import { lanesOf } from '../src/web/views/tracks/passagesInView.js';
import { tracks } from '../src/web/views/tracks/registry.js';
import { timesUntil } from '../src/web/views/tracks/stateLog.js';
import { pageRun } from './page-runs.js';

const rowsOf = (tape: Tape) =>
  Array.from({ length: tape.rows }, (_, row) => tape.transmission(row)).filter(({ line }) => line !== NO_LINE);

/** The changes of `mac` of each station as the VCD has them: the last of an instant, and no state twice in a row. */
function statesInVcd(text: string): Map<string, string[]> {
  const names = new Map<string, string>();
  const scopes: string[] = [];
  const changes = new Map<string, [number, string][]>();
  let atPs = 0;
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (words[0] === '$scope') scopes.push(words[2]!);
    else if (words[0] === '$upscope') scopes.pop();
    else if (words[0] === '$var' && words[4] === 'mac') names.set(words[3]!, scopes[scopes.length - 1]!);
    else if (line.startsWith('#')) atPs = Number(line.slice(1));
    else if (line.startsWith('s')) {
      const station = names.get(words[1]!);
      if (station) changes.set(station, [...(changes.get(station) ?? []), [atPs, words[0]!.slice(1)]]);
    }
  }
  return new Map([...changes].map(([station, its]) => [station, steps(its)]));
}

function steps(changes: readonly (readonly [number, string])[]): string[] {
  const settled = changes.filter(([atPs], i) => changes[i + 1]?.[0] !== atPs);
  return settled
    .filter(([, state], i) => i === 0 || settled[i - 1]![1] !== state)
    .map(([atPs, state]) => `${atPs} ${state}`);
}

describe('the states of a MAC on the page', () => {
  it.each(['hub-question', 'three-station-backoff', 'coax-bus', 'duplex-mismatch', 'excessive-collisions'])(
    'are those that the waveform recorder writes of %s',
    async (name) => {
      const recorder = new VcdRecorder({ levels: false, volts: false });
      const { tape } = await pageRun(name, undefined, ({ lab }) => recorder.attach(lab));
      const vcd = statesInVcd(Buffer.concat(recorder.finish()).toString());
      for (const [port, { host, owner }] of tape.stage.ports.entries()) {
        if (!host) continue;
        const { atPs, state } = macHistory(tape, port, true);
        const own = Array.from({ length: atPs.length }, (_, i): [number, string] => [
          atPs.data[i]!,
          MAC_STATES[state.data[i]!]!,
        ]);
        expect(steps(own)).toEqual(vcd.get(owner));
      }
    },
  );
});

describe('the fields of what is on a wire', () => {
  it('follow each other without a gap and end with the last bit sent', async () => {
    for (const name of ['hub-question', 'three-station-backoff', 'cable-too-long', 'babbling-station']) {
      const { tape } = await pageRun(name);
      for (const { row, count } of rowsOf(tape).slice(0, 300)) {
        const fields = fieldsOfRow(tape, row);
        let at = 0;
        for (const { fromBit, toBit } of fields) {
          expect(fromBit).toBe(at);
          at = toBit;
        }
        expect(at).toBe(count >> 1);
      }
    }
  });

  it('have the jam where the event of it says, 32 bits long', async () => {
    const { tape } = await pageRun('hub-question');
    const jams = Array.from({ length: tape.events }, (_, i) => tape.event(i)).filter(({ name }) => name === 'jam');
    expect(jams.length).toBeGreaterThan(0);
    for (const { atPs, numbers, part } of jams) {
      const row = tape
        .rowsOfFrame(numbers.frame!)
        .map((each) => tape.transmission(each))
        .find(({ startPs, endPs, parent }) => parent < 0 && startPs <= atPs && endPs > atPs)!;
      expect(tape.stage.ports[tape.stage.lines[row.line]!.senders[0]!]!.part).toBe(part);
      const jam = fieldsOfRow(tape, row.row).find(({ name }) => name === 'jam')!;
      expect([jam.fromBit, jam.toBit - jam.fromBit]).toEqual([numbers.fromBit, numbers.bits]);
    }
  });

  it('are the same to a receiver as to the sender when nothing went wrong', async () => {
    const { tape, images } = await pageRun('full-duplex');
    const { row } = rowsOf(tape)[0]!;
    const plain = ({ name, fromBit, toBit }: { name: string; fromBit: number; toBit: number }) => [
      name,
      fromBit,
      toBit,
    ];
    expect(receivedFields(images.image(row)).map(plain)).toEqual(fieldsOfRow(tape, row).map(plain));
  });

  it('are cut where a fragment ends, and say how long they were meant to be', () => {
    const octets = new Uint8Array(72).fill(0x55, 0, 7);
    const fields = sentFields(octets, 64 + 48 + 10, [{ name: 'jam', fromBit: 64 + 48 + 6, toBit: 64 + 48 + 38 }]);
    expect(fields.map(({ name, fromBit, toBit, meant }) => [name, fromBit, toBit, meant])).toEqual([
      ['preamble', 0, 56, 56],
      ['sfd', 56, 64, 8],
      ['destination', 64, 112, 48],
      ['source', 112, 118, 48],
      ['jam', 118, 122, 4],
    ]);
    expect(fieldAt(fields, 117)?.name).toBe('source');
    expect(fieldAt(fields, 122)).toBeUndefined();
  });

  it('tell what a repeater adds to a short fragment from jam', async () => {
    const { tape } = await pageRun('hub-question');
    const names = new Set(rowsOf(tape).flatMap(({ row }) => replacedIn(tape, row).map(({ name }) => name)));
    expect(names.has('jam')).toBe(true);
  });
});

describe('the times of bits', () => {
  it('are those of the passages, one bit time apart, out at the sender and later at every ear', async () => {
    const { tape } = await pageRun('chained-hubs');
    // One that nothing collided with goes everywhere.
    const row = rowsOf(tape).find(
      ({ aborted, parent, ticket, loss }) => !aborted && parent < 0 && ticket >= 0 && loss === 0,
    )!;
    const passages = passagesOfAttempt(tape, row.row);
    expect(passages[0]!.direction).toBe('out');
    expect(passages[0]!.fromPs).toBe(row.startPs);
    for (const passage of passages) {
      const { symbolPs } = tape.transmission(passage.row);
      const { fromPs } = passageAt(tape, passage.row, passage.port, passage.direction)!;
      expect(bitAt(passage, symbolPs, 0)).toBe(fromPs);
      expect(bitAt(passage, symbolPs, 64) - fromPs).toBe(64 * 2 * symbolPs);
      expect(fromPs).toBeGreaterThanOrEqual(row.startPs);
    }
    expect(new Set(passages.map(({ port }) => port)).size).toBe(tape.stage.ports.length);
  });

  it('have the first bit of a frame leave when the event of its transmission says', async () => {
    const { tape } = await pageRun('three-station-backoff');
    const starts = new Set<number>();
    for (let i = 0; i < tape.events; i++) if (tape.kind.data[i] === KIND.transmitStart) starts.add(tape.atPs.data[i]!);
    const own = rowsOf(tape).filter(({ line, parent }) => parent < 0 && tape.stage.lines[line]!.single);
    expect(own.length).toBeGreaterThan(3);
    for (const { row } of own) {
      const out = passagesOf(tape, row).find(({ direction }) => direction === 'out')!;
      expect(starts.has(out.fromPs)).toBe(true);
    }
  });
});

describe('the level of detail', () => {
  it('goes from load to volts with the scale', () => {
    const scales = [2e9, 999e6, 1e6, 999e3, 99e3, 9e3];
    expect(scales.map(detailAt)).toEqual(['load', 'frames', 'frames', 'fields', 'bits', 'volts']);
  });

  it('is load where frames would lie closer than two pixels', () => {
    expect(detailFor('frames', 501, 1000)).toBe('load');
    expect(detailFor('frames', 500, 1000)).toBe('frames');
    expect(detailFor('bits', 5000, 1000)).toBe('bits');
  });
});

describe('the axis', () => {
  it('has ticks at round moments with their unit', () => {
    const { ticks, base } = axisOf(0, 100e6, 1000);
    expect(base).toBeUndefined();
    expect(ticks.map(({ label }) => label).slice(0, 3)).toEqual(['0 µs', '10 µs', '20 µs']);
  });

  it('tells what is added to a moment where all digits would be too many', () => {
    const { ticks, base } = axisOf(152_345_678_000, 152_345_778_000, 1000);
    expect(base?.label).toBe('152.34568 ms');
    expect(ticks[1]!.label).toBe('+10 ns');
  });
});

describe('the rows', () => {
  it('put a node’s own track first, and fold all others away', async () => {
    const { tape } = await pageRun('hub-question');
    const open = layOut(tape.stage, tracks, new Set(), 'frames');
    const folded = layOut(tape.stage, tracks, new Set(['hub']), 'frames');
    expect(open.rows.filter(({ first }) => first).every(({ track }) => track.chief)).toBe(true);
    expect(folded.rows.filter(({ place }) => place.node === 'hub')).toHaveLength(1);
    expect(open.rows.map(({ top }) => top)).toEqual([...open.rows.map(({ top }) => top)].sort((a, b) => a - b));
  });

  it('are found between two heights, and stay in place when they grow', async () => {
    const { tape } = await pageRun('hub-question');
    const before = layOut(tape.stage, tracks, new Set(), 'frames');
    const after = layOut(tape.stage, tracks, new Set(), 'volts');
    const [first] = rowsBetween(before, 100, 140);
    const scrolled = anchored(before, 100, after);
    const [same] = rowsBetween(after, scrolled, scrolled + 10);
    expect([same!.track.id, same!.place.port]).toEqual([first!.track.id, first!.place.port]);
  });
});

describe('what is picked', () => {
  it('is marked at every port that it passes, repeaters and all, with the bit at each one’s own time', async () => {
    const { tape, images } = await pageRun('three-station-backoff');
    const row = rowsOf(tape).find(({ aborted, parent, ticket }) => !aborted && parent < 0 && ticket >= 0)!.row;
    const bit = 70;
    const marks = marksOf(tape, row, bit);
    // A station sends, and the hub passes it on to the two others: three cables, each with two ends.
    expect(marks.size).toBe(6);
    const sent = images.image(row);
    for (const its of marks.values()) {
      for (const { passage, bit: mark } of its) {
        const { startPs, symbolPs } = tape.transmission(passage.row);
        const delayPs = passage.fromPs - startPs;
        expect(mark!.fromPs).toBe(startPs + delayPs + 2 * bit * symbolPs);
        expect(mark!.middlePs - mark!.fromPs).toBe(symbolPs);
        expect(bitOf(images.image(passage.row), bit)).toBe(bitOf(sent, bit));
      }
    }
  });

  it('has no bit where it was over before', async () => {
    const { tape } = await pageRun('hub-question');
    const { row, count } = rowsOf(tape).find(({ aborted }) => aborted)!;
    const last = (count >> 1) - 1;
    const bits = (bit: number) => [...marksOf(tape, row, bit).values()].flat().map((mark) => mark.bit !== undefined);
    expect(bits(last).every(Boolean)).toBe(true);
    expect(bits(last + 1).some(Boolean)).toBe(false);
  });
});

describe('signals that overlap on a coax', () => {
  it('have lanes of their own, in each of which nothing overlaps, whatever part of them is in view', async () => {
    const { tape } = await pageRun('coax-bus');
    let piles = 0;
    for (const list of tape.in) {
      const { fromPs, toPs, rows } = list;
      const all = lanesOf(list, 0, rows.length);
      const ends = new Map<number, number>();
      for (let i = 0; i < rows.length; i++) {
        const { lane, lanes } = all(i);
        expect(lane).toBeLessThan(lanes);
        if (lanes === 1) ends.clear();
        else piles++;
        expect(ends.get(lane) ?? 0).toBeLessThanOrEqual(fromPs.data[i]!);
        ends.set(lane, toPs.data[i]!);
        expect(lanesOf(list, i, i + 1)(i)).toEqual({ lane, lanes });
      }
    }
    expect(piles).toBeGreaterThan(0);
  });
});

describe('what was damaged', () => {
  it('is marked at the bit that the scenario flips, and nowhere else', async () => {
    const { tape, images } = await pageRun('flipped-bit');
    const port = tape.stage.ports.findIndex(({ name }) => name === 'b:eth0');
    const wrong = tape.passages(port, 'in', 0, tape.knownPs).map((passage) => {
      const version = versionThrough(tape, { ...passage, port });
      return wrongBits(images.image(passage.row), images.image(version));
    });
    // Its bit 200 counts from behind preamble and SFD.
    expect(wrong).toEqual([[], [64 + 200], []]);
  });
});

describe('a half bit at the end of a second', () => {
  it('is as long and its axis as right as at the beginning', () => {
    for (const fromPs of [0, 999_999_912_345, 3_599_999_999_912_345]) {
      const toPs = fromPs + 50_000;
      const { ticks, base } = axisOf(fromPs, toPs, 1000);
      const at = (label: string): number => Number.parseFloat(label.replace('+', ''));
      expect(ticks.length).toBeGreaterThan(3);
      for (const [i, { ps, label }] of ticks.entries()) {
        expect(ps % 5000).toBe(0);
        expect(ps - ticks[0]!.ps).toBe(5000 * i);
        if (base && i > 0) expect([at(label), label.endsWith(' ns')]).toEqual([5 * i, true]);
      }
    }
  });
});

describe('the share of time in each state', () => {
  it.each(['saturated-hub', 'duplex-mismatch'])('is what adding up every state of %s gives', async (name) => {
    const { tape } = await pageRun(name, 50e9);
    const port = tape.stage.ports.findIndex(({ host }) => host);
    const history = macHistory(tape, port, true);
    expect(history.atPs.length).toBeGreaterThan(33);
    for (const ps of [0, 1, 9.6e6, 51.2e6, 12_345_678_901, 33.3e9, tape.knownPs]) {
      const sums = new Float64Array(MAC_STATES.length);
      for (let i = 0; i < history.atPs.length; i++) {
        const endPs = i + 1 < history.atPs.length ? history.atPs.data[i + 1]! : tape.knownPs;
        const toPs = Math.min(ps, endPs);
        const state = history.state.data[i]!;
        sums[state] = sums[state]! + Math.max(0, toPs - history.atPs.data[i]!);
      }
      const told = new Float64Array(MAC_STATES.length);
      timesUntil(history, ps, told);
      expect([...told]).toEqual([...sums]);
      expect(told.reduce((a, b) => a + b)).toBe(ps);
    }
  });
});
