// Two runs part where the first of what happens to their stations and hubs differs, and nowhere else.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { firstDifference, nodeParts } from '../src/web/compare/difference.js';
import { applyEdits } from '../src/web/edit/scenarioText.js';
import type { Tape } from '../src/web/run/tape.js';
import { TapeReader } from '../src/web/text/tapeReader.js';
import { tapeOf, tapeOfText } from './page-tape.js';

const hub = fileURLToPath(new URL('../src/lab/gallery/hub-question.yaml', import.meta.url));
const text = readFileSync(hub, 'utf8');

/** What happens to nodes until a moment, by the sentences that people read. */
function sayings(tape: Tape, untilPs: number, only: ReadonlySet<string>): string[] {
  const reader = new TapeReader(tape);
  const nodes = nodeParts(tape);
  const said: string[] = [];
  for (let event = 0; event < tape.events; event++) {
    const at = tape.atPs.data[event]!;
    if (at >= untilPs) break;
    if (!nodes[tape.part.data[event]!] || !only.has(reader.who(event))) continue;
    said.push(`${at} ${reader.who(event)} ${reader.sentence(event, 'en')}`);
  }
  return said.sort();
}

describe('the first difference of two runs', () => {
  it('is none when both are the same', async () => {
    const [a, b] = [await tapeOf('three-station-backoff'), await tapeOf('three-station-backoff')];
    expect(firstDifference(a, b)).toBeUndefined();
  });

  it('of two seeds is the first draw that comes out otherwise', async () => {
    const [a, b] = [await tapeOf('hub-question'), await tapeOf('hub-question', undefined, 2)];
    const { atPs, a: mine, b: theirs } = firstDifference(a, b)!;
    expect(atPs).toBe(9.6e6);
    expect(a.event(mine!)).toMatchObject({ name: 'backoff', numbers: { r: 1 } });
    expect(b.event(theirs!)).toMatchObject({ name: 'backoff', numbers: { r: 0 } });
  });

  it('of a hub and a coax in its place is what a station notices sooner', async () => {
    const [a, b] = [
      await tapeOf('hub-question'),
      await tapeOfText(applyEdits(text, [{ what: 'variant', to: 'coax' }])),
    ];
    const { a: mine, b: theirs } = firstDifference(a, b)!;
    expect(mine).toBeUndefined();
    expect(b.event(theirs!).name).toBe('collision');
  });

  it.each([
    ['another seed', async () => tapeOf('three-station-backoff', undefined, 9)],
    ['other stations', async () => tapeOf('saturated-hub', 400e6)],
    ['an earlier end', async () => tapeOf('three-station-backoff', 100e6)],
  ])('with %s is the same from either side, and nothing before it differs', async (_, other) => {
    const [a, b] = [await tapeOf('three-station-backoff'), await other()];
    const one = firstDifference(a, b);
    const back = firstDifference(b, a);
    expect(back).toEqual(one && { atPs: one.atPs, a: one.b, b: one.a });
    const names = new Set(
      a.stage.nodes.map(({ name }) => name).filter((name) => b.stage.nodes.some((node) => node.name === name)),
    );
    const until = one?.atPs ?? Math.min(a.knownPs, b.knownPs);
    expect(sayings(a, until, names)).toEqual(sayings(b, until, names));
  });
});
