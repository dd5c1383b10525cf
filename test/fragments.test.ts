// The fragments that a station counts, held against a census that keeps every span of every signal at every ear: in
// networks drawn by lot, with cables of kilometres, stations that babble, and cables cut and mended in mid-frame.
// THICKNET_FRAGMENTS=1000 tries so many networks, THICKNET_FRAGMENTS_SEED=7 begins with the seventh.
import { describe, expect, it } from 'vitest';
import { crowd, LAST_WORD_PS } from './fixtures/crowd.js';
import { FragmentCensus } from './fixtures/fragmentCensus.js';

const runs = Number(process.env.THICKNET_FRAGMENTS ?? 150);
const first = Number(process.env.THICKNET_FRAGMENTS_SEED ?? 1);
/** A hub that taps a coax jams while one of two that collided there still sends: apart to that one, and one to all others. */
const KNOWN = [284];

describe(`in ${runs} networks drawn by lot`, () => {
  it('every station counts the fragments that it heard while it was silent itself', {
    timeout: 1000 * (60 + runs),
  }, async () => {
    let total = 0;
    for (const seed of [...KNOWN, ...Array.from({ length: runs }, (_, i) => first + i)]) {
      const { lab, words } = await crowd(seed);
      const census = new FragmentCensus(lab);
      lab.run(LAST_WORD_PS);
      const truth = lab.hosts.map((host) => [host.name, census.count(host)]);
      // In a run of its own, in which nobody keeps awake the taps that would sleep.
      const { lab: unwatched } = await crowd(seed);
      unwatched.run(LAST_WORD_PS);
      const counted = unwatched.hosts.map(({ name, station }) => [name, station.fragments]);
      expect(counted, `THICKNET_FRAGMENTS_SEED=${seed}\n${words.join('\n')}`).toEqual(truth);
      total += truth.reduce((sum, [, count]) => sum + Number(count), 0);
    }
    expect(total).toBeGreaterThan(10 * runs);
  });
});
