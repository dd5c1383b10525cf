// The event list says what the command line says, in either language, and finds it again in a run of any length.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isTold, microseconds } from '../src/capture/traceWords.js';
import { EVENT_NAMES } from '../src/sim/probe.js';
import { EventIndex } from '../src/web/run/eventIndex.js';
import { EVENT_GROUPS } from '../src/web/text/eventGroups.js';
import { josa } from '../src/web/text/josa.js';
import { TapeReader } from '../src/web/text/tapeReader.js';
import { type ListShape, scrolledPx, scrollTopFor, topRevealing, topRow } from '../src/web/views/events/window.js';
import { thicknet } from './cli.js';
import { tapeOf } from './page-tape.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
// A second of a saturated hub says no more than a hundredth of it.
const names = readdirSync(gallery)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''))
  .filter((name) => name !== 'saturated-hub');

/** The timeline that the command line prints, its columns parted. */
async function printed(name: string, seed: number): Promise<string[]> {
  const { stdout } = await thicknet(['run', name, '--seed', String(seed)]);
  const lines = stdout.split('\n');
  return lines.slice(0, lines.indexOf('')).map((line) => line.trim().split(/ {2,}/).join(' | '));
}

describe.each(names)('the event list of %s', (name) => {
  it('says what the command line prints for the same seed', async () => {
    const tape = await tapeOf(name, undefined, 3);
    const reader = new TapeReader(tape);
    const told = [];
    for (let index = 0; index < tape.events; index++) {
      const { name: kind, atPs } = tape.event(index);
      if (isTold(kind, 'normal'))
        // A terminal is told `us`.
        told.push(
          `${microseconds(atPs)} | ${reader.who(index)} | ${reader.sentence(index, 'en').replace(/ µs\b/g, ' us')}`,
        );
    }
    const lines = await printed(name, 3);
    const gap = lines.findIndex((line) => line.startsWith('...'));
    if (gap < 0) expect(told).toEqual(lines);
    else {
      expect(told.slice(0, gap)).toEqual(lines.slice(0, gap));
      expect(told.slice(gap + 1 - lines.length)).toEqual(lines.slice(gap + 1));
    }
  });

  it('says the same in Korean: every number of the English sentence is there', async () => {
    const tape = await tapeOf(name);
    const reader = new TapeReader(tape);
    const numbers = (text: string) => (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
    for (let index = 0; index < Math.min(tape.events, 2000); index++) {
      const korean = reader.sentence(index, 'ko');
      expect(korean).toMatch(/[가-힣]/);
      const missing = numbers(reader.sentence(index, 'en')).filter((one) => !numbers(korean).includes(one));
      // English spells out `for 32 bits` where Korean may say it otherwise; a number that is in neither is a lie.
      expect(missing.filter((one) => one !== 32)).toEqual([]);
    }
  });
});

describe('what the event list shows', () => {
  it('has a group for every kind of event', () => {
    const grouped = new Set(EVENT_GROUPS.flatMap(({ kinds }) => kinds));
    expect(EVENT_NAMES.filter((kind) => !grouped.has(kind))).toEqual([]);
  });

  it('passes what fits all filters, however small the slices are in which it looks', async () => {
    const tape = await tapeOf('three-station-backoff');
    const reader = new TapeReader(tape);
    const part = tape.stage.parts.findIndex(({ name }) => name === 'c');
    const index = new EventIndex(tape, {
      kinds: new Set(['backoff', 'collision']),
      parts: new Set([part]),
      ticket: 2,
      fits: (at) => reader.sentence(at, 'en').includes('backoff'),
    });
    while (index.extend(3));
    const found = Array.from({ length: index.length }, (_, place) => tape.event(index.at(place)));
    expect(found.map(({ name, part: of, numbers }) => [name, of, numbers.frame])).toEqual([
      ['backoff', part, 2],
      ['backoff', part, 2],
    ]);
  });

  it('finds the place of an event, and of the next one that passes', async () => {
    const tape = await tapeOf('hub-question');
    const index = new EventIndex(tape, { kinds: new Set(['collision']) });
    index.extend(tape.events);
    expect(index.placeOf(index.at(0))).toBe(0);
    expect(index.placeOf(index.at(1) - 1)).toBe(0);
    expect(index.placeOf(index.at(0) - 1)).toBe(-1);
    expect(index.placeFrom(index.at(0) + 1)).toBe(1);
    expect(index.placeFrom(tape.events)).toBe(index.length);
  });
});

describe('a list of a million rows', () => {
  const shape: ListShape = { rows: 1_000_000, rowPx: 26, boxPx: 400 };

  it('is no longer than a browser bears, and still reaches its last row', () => {
    expect(scrolledPx(shape)).toBeLessThanOrEqual(8e6);
    const bottom = scrolledPx(shape) - shape.boxPx;
    expect(topRow(shape, bottom) + shape.boxPx / shape.rowPx).toBeCloseTo(shape.rows, 6);
  });

  it('comes back to every row that it is scrolled to', () => {
    for (const row of [0, 1, 499_999, 999_984]) expect(topRow(shape, scrollTopFor(shape, row))).toBeCloseTo(row, 4);
  });

  it('moves no farther than it must to show a row', () => {
    expect(topRevealing(shape, 100, 105)).toBe(100);
    expect(topRevealing(shape, 100, 99)).toBe(99);
    expect(topRevealing(shape, 100, 200)).toBeCloseTo(201 - 400 / 26, 9);
  });
});

describe('Korean particles', () => {
  it('follow the sound before them, also of Latin letters and digits', () => {
    expect([josa('허브', '이/가'), josa('신호음', '이/가')]).toEqual(['허브가', '신호음이']);
    expect([josa('a', '을/를'), josa('r', '을/를'), josa('#3', '은/는')]).toEqual(['a를', 'r을', '#3은']);
    expect(josa('hub:1(a의 프레임 #2)', '과/와')).toBe('hub:1(a의 프레임 #2)과');
    expect([josa('hub:1', '으로/로'), josa('hub:3', '으로/로'), josa('서울', '으로/로')]).toEqual([
      'hub:1로',
      'hub:3으로',
      '서울로',
    ]);
  });
});
