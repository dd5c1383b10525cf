// Networks drawn by lot, with cables, loads and faults drawn by lot, and a witness that reckons for itself what every
// station hears: nobody talks over a carrier, jams a bit too late, forgets a backoff or loses a frame without a word.
// THICKNET_WITNESS=1000 tries so many networks, THICKNET_WITNESS_SEED=7 begins with the seventh.
import { describe, expect, it } from 'vitest';
import { play } from './fixtures/story.js';

const runs = Number(process.env.THICKNET_WITNESS ?? 400);
const first = Number(process.env.THICKNET_WITNESS_SEED ?? 1);

describe(`in ${runs} networks drawn by lot`, () => {
  it('stations keep to clause 4, and every frame ends once', { timeout: 1000 * (60 + runs) }, async () => {
    for (let seed = first; seed < first + runs; seed++) {
      const { faults, words, outcome } = await play(seed, true);
      expect(faults, `THICKNET_WITNESS_SEED=${seed}\n${words.join('\n')}`).toEqual([]);
      if (seed % 8 === 0) expect((await play(seed, false)).outcome, `seed ${seed}, unwatched`).toBe(outcome);
      if (seed % 16 === 0) expect((await play(seed, true)).outcome, `seed ${seed}, again`).toBe(outcome);
    }
  });
});
