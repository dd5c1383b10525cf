// Random networks with random faults and loads, far beyond what a person would build. Whatever they do, the books must
// balance, nothing may leak, time may not go back, and what arrives must be what was sent.
import { describe, expect, it } from 'vitest';
import { Fingerprint } from '../src/capture/fingerprint.js';
import { Experiment } from '../src/lab/experiment.js';
import { scenarioFrom } from '../src/lab/scenario/scenario.js';
import { DROP_REASONS } from '../src/sim/drop.js';
import { randomScenario, watchFrames } from './fixtures/experiments.js';

const SWARM = 400;
/** Another swarm every time it is asked for, so that it can be sent further out by hand. */
const FIRST = Number(process.env.THICKNET_SWARM ?? 1);

/** Runs one of them; every sentence is something that must not be. */
async function fly(seed: number): Promise<{ troubles: string[]; heard: number; reasons: string[] }> {
  const experiment = await Experiment.create(scenarioFrom(randomScenario(seed)));
  const { lab } = experiment;
  const troubles: string[] = [];
  const frames = watchFrames(experiment);
  const fates = new Map<number, number>();
  lab.ledger.onSettled = (ticket, reason) => {
    if (fates.has(ticket)) {
      troubles.push(`#${ticket} ended as ${DROP_REASONS[fates.get(ticket)!]} and as ${DROP_REASONS[reason]}`);
    }
    fates.set(ticket, reason);
  };
  let lastPs = 0;
  lab.observe({
    event(_kind, atPs) {
      if (atPs < lastPs) troubles.push(`time went back from ${lastPs} to ${atPs} ps`);
      lastPs = atPs;
    },
  });
  experiment.run();
  const { waiting } = lab.ledger;
  const held = lab.hosts.reduce((sum, { station }) => sum + station.waiting, 0);
  if (lab.frames.used !== held) troubles.push(`${lab.frames.used} frame slots are in use, and ${held} frames wait`);
  if (experiment.untilPs === undefined) {
    if (lab.signals.used !== 0) troubles.push(`${lab.signals.used} signals have leaked`);
    if (waiting !== held) troubles.push(`the books have ${waiting} frames waiting, the stations ${held}`);
  }
  const { offered, delivered, dropped } = experiment.report().frames;
  const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  if (offered !== delivered + lost) troubles.push(`${offered} offered, ${delivered} delivered, ${lost} dropped`);
  return { troubles: [...troubles, ...frames.wrong], heard: frames.heard, reasons: Object.keys(dropped) };
}

describe('a swarm of random networks', () => {
  it(`keeps its books, its memory and its frames in order (seeds ${FIRST} to ${FIRST + SWARM - 1})`, async () => {
    let heard = 0;
    const reasons = new Set<string>();
    for (let seed = FIRST; seed < FIRST + SWARM; seed++) {
      const flight = await fly(seed);
      expect(flight.troubles, `seed ${seed}`).toEqual([]);
      heard += flight.heard;
      for (const reason of flight.reasons) reasons.add(reason);
    }
    // A swarm in which nothing is heard or lost would prove nothing.
    expect(heard).toBeGreaterThan(10 * SWARM);
    const expected = [
      'queueFull',
      'linkDown',
      'jabber',
      'fcsError',
      'symbolError',
      'noSfd',
      'fragment',
      'frameTooLong',
    ];
    expect([...reasons]).toEqual(
      expect.arrayContaining([...expected, 'lateCollision', 'partitioned', 'noReceiver', 'unfinished']),
    );
  });

  it('does the same again for the same seed', async () => {
    for (let seed = FIRST; seed < FIRST + 40; seed++) {
      const prints = [0, 1].map(async () => {
        const experiment = await Experiment.create(scenarioFrom(randomScenario(seed)));
        const fingerprint = new Fingerprint();
        fingerprint.attach(experiment.lab);
        experiment.run();
        return fingerprint.hex;
      });
      const [first, second] = await Promise.all(prints);
      expect(second, `seed ${seed}`).toBe(first);
    }
  });
});
