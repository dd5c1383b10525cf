// Time is the one thing that everything else takes for granted.
import { describe, expect, it } from 'vitest';
import { mulberry32 } from '../bench/theory/csma-cd.js';
import { Alarm, Scheduler } from '../src/sim/scheduler.js';
import { PlainSchedule } from './oracle/scheduler.js';

/** Alarms that write their names down as they go off. */
function recorder(count: number): { scheduler: Scheduler; alarms: Alarm[]; log: number[] } {
  const scheduler = new Scheduler();
  const log: number[] = [];
  const alarms = Array.from({ length: count }, (_, name) => new Alarm(() => log.push(name)));
  return { scheduler, alarms, log };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** How far ahead alarms are armed, in picoseconds: what a busy segment does, and what it does not. */
const WAYS: Readonly<Record<string, (random: () => number) => number>> = {
  'all at one instant': () => 0,
  'at a few instants': (random) => 1000 * Math.floor(3 * random()),
  soon: (random) => Math.floor(1e6 * random()),
  'soon or in the next slots': (random) => (random() < 0.7 ? 985_094 : 51_200_000 * Math.floor(8 * random())),
  'across four orders of magnitude': (random) => Math.floor(10 ** (6 + 4 * random())),
  'at what is just near and just far': (random) => 153_600_000 + Math.floor(5 * random()) - 2,
};

describe('the scheduler', () => {
  it('lets alarms of one instant go off in the order in which they were armed, however many there are', () => {
    for (const count of [2, 255, 256, 257, 3000]) {
      const { scheduler, alarms, log } = recorder(count);
      for (const alarm of alarms) scheduler.arm(alarm, 5);
      scheduler.run(5);
      expect(log).toEqual(upTo(count));
    }
  });

  it('keeps that order between alarms armed from afar and from near by', () => {
    const { scheduler, alarms, log } = recorder(4);
    const at = 1e12;
    scheduler.arm(alarms[0]!, at);
    const step = new Alarm(() => scheduler.arm(alarms[2]!, at));
    scheduler.arm(step, at - 1e6);
    scheduler.arm(alarms[1]!, at);
    scheduler.run(at - 1);
    scheduler.arm(alarms[3]!, at);
    scheduler.run(at);
    expect(log).toEqual([0, 1, 2, 3]);
  });

  it('moves an alarm that is armed again, and behind its equals', () => {
    const { scheduler, alarms, log } = recorder(3);
    for (const alarm of alarms) scheduler.arm(alarm, 100);
    scheduler.arm(alarms[0]!, 100);
    scheduler.arm(alarms[2]!, 50);
    scheduler.arm(alarms[2]!, 1e12);
    expect(scheduler.armed).toBe(3);
    scheduler.run(2e12);
    expect(log).toEqual([1, 0, 2]);
  });

  it('forgets an alarm that is cancelled, and lets it be armed again', () => {
    const { scheduler, alarms, log } = recorder(3);
    for (const alarm of alarms) scheduler.arm(alarm, 100);
    scheduler.cancel(alarms[0]!);
    scheduler.cancel(alarms[1]!);
    scheduler.cancel(alarms[1]!);
    expect([scheduler.armed, scheduler.next()]).toEqual([1, 100]);
    scheduler.arm(alarms[1]!, 200);
    scheduler.run(1000);
    expect(log).toEqual([2, 1]);
    expect([scheduler.armed, scheduler.next()]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it('refuses the past and times that are none, and leaves everything as it was', () => {
    const { scheduler, alarms, log } = recorder(1);
    scheduler.run(100);
    for (const at of [99, Number.NaN, Number.NEGATIVE_INFINITY])
      expect(() => scheduler.arm(alarms[0]!, at)).toThrow('before 100 ps');
    expect([scheduler.armed, alarms[0]!.armed]).toEqual([0, false]);
    scheduler.arm(alarms[0]!, 100);
    scheduler.run(100);
    expect(log).toEqual([0]);
  });

  it('stops where it is told to, and goes on from there', () => {
    const { scheduler, alarms, log } = recorder(4);
    [10, 20, 20, 30].forEach((at, i) => scheduler.arm(alarms[i]!, at));
    scheduler.run(15);
    expect([log.length, scheduler.now]).toEqual([1, 15]);
    const halt = new Alarm(() => scheduler.halt());
    scheduler.arm(halt, 20);
    scheduler.run(1000);
    expect([log.length, scheduler.now, scheduler.armed]).toEqual([3, 20, 1]);
    scheduler.run(Number.POSITIVE_INFINITY);
    expect([log, scheduler.now, scheduler.fired]).toEqual([[0, 1, 2, 3], 30, 5]);
  });

  it('has an alarm disarmed while it goes off, so that it can arm itself', () => {
    const scheduler = new Scheduler();
    const seen: boolean[] = [];
    const alarm: Alarm = new Alarm(() => {
      seen.push(alarm.armed);
      if (seen.length < 3) scheduler.arm(alarm, scheduler.now);
    });
    scheduler.arm(alarm, 7);
    scheduler.run(7);
    expect([seen, scheduler.now]).toEqual([[false, false, false], 7]);
  });

  for (const [way, ahead] of Object.entries(WAYS))
    it.each([1, 10, 300, 700])(`agrees with a plain list, armed ${way}, with %i alarms`, (count) => {
      for (let seed = 1; seed <= 4; seed++) {
        const random = mulberry32(seed * 7919 + count);
        const plain = new PlainSchedule();
        const scheduler = new Scheduler();
        const any = (): number => Math.floor(random() * count);
        const wrong: string[] = [];
        const stir = (): void => {
          // On average each alarm that goes off arms one, moves or cancels another, or does nothing.
          for (let i = Math.floor(3.3 * random()); i > 0; i--) {
            const name = any();
            if (random() < 0.15) {
              plain.cancel(name);
              scheduler.cancel(alarms[name]!);
            } else {
              const at = scheduler.now + ahead(random);
              plain.arm(name, at);
              scheduler.arm(alarms[name]!, at);
            }
          }
        };
        let fired = 0;
        const alarms = upTo(count).map(
          (name): Alarm =>
            new Alarm(() => {
              const expected = plain.take(Number.POSITIVE_INFINITY);
              if (expected !== name || plain.now !== scheduler.now)
                wrong.push(`seed ${seed}: ${name} at ${scheduler.now}, not ${expected} at ${plain.now}`);
              stir();
              if (scheduler.armed !== plain.armed || scheduler.next() !== plain.next())
                wrong.push(`seed ${seed}: ${scheduler.armed} armed, next at ${scheduler.next()}`);
              if (++fired === 3000 || wrong.length > 0) scheduler.halt();
            }),
        );
        for (let i = 0; i < count; i++) {
          plain.arm(i, i & 1 ? 0 : 1e9);
          scheduler.arm(alarms[i]!, i & 1 ? 0 : 1e9);
        }
        scheduler.run(Number.POSITIVE_INFINITY);
        expect(wrong).toEqual([]);
        expect(fired).toBeGreaterThan(0);
      }
    });

  it.each([1, 2, 3, 4, 5, 6])(
    'has what goes on happen as if all its steps had been armed at the start (seed %i)',
    (seed) => {
      const [going, armed] = [journeys(seed, true), journeys(seed, false)];
      expect(going).toEqual(armed);
      expect(going.length).toBeGreaterThan(3000);
    },
  );

  it('goes on neither beyond where it is to run, nor after a halt', () => {
    const scheduler = new Scheduler();
    const steps: number[] = [];
    const alarm: Alarm = new Alarm(() => {
      do {
        steps.push(scheduler.now);
        if (scheduler.now === 30) scheduler.halt();
        scheduler.due[0] = scheduler.now + 10;
        scheduler.due[1] = 1;
      } while (scheduler.goOn(alarm));
    });
    scheduler.arm(alarm, 10);
    scheduler.run(25);
    expect([steps, scheduler.now, scheduler.next(), scheduler.fired]).toEqual([[10, 20], 25, 30, 2]);
    scheduler.run(100);
    expect([steps, scheduler.now, scheduler.next(), scheduler.fired]).toEqual([[10, 20, 30], 30, 40, 3]);
  });
});

/** Journeys of several steps among alarms of one, many of them at one instant: every name with its time, in order. */
function journeys(seed: number, goOn: boolean): string[] {
  const random = mulberry32(seed);
  const scheduler = new Scheduler();
  const log: string[] = [];
  let begun = 0;
  const happen = (name: string): void => {
    log.push(`${name} at ${scheduler.now}`);
    if (begun >= 1500) return;
    for (let i = Math.floor(2.5 * random()); i > 0; i--) begin();
    if (random() < 0.01) scheduler.halt();
  };
  const begin = (): void => {
    const name = `${begun++}`;
    const far = random() < 0.1 ? 1e9 : 1;
    let last = scheduler.now;
    const times = Array.from({ length: 1 + Math.floor(6 * random()) }, () => {
      last += far * (1 + Math.floor(3 * random()));
      return last;
    });
    if (!goOn) {
      times.forEach((at, step) => scheduler.arm(new Alarm(() => happen(`${name}.${step}`)), at));
      return;
    }
    let step = 0;
    let order = 0;
    const alarm: Alarm = new Alarm(() => {
      for (;;) {
        happen(`${name}.${step++}`);
        if (step === times.length) return;
        scheduler.due[0] = times[step]!;
        scheduler.due[1] = order;
        if (!scheduler.goOn(alarm)) return;
      }
    });
    scheduler.arm(alarm, times[0]!);
    order = scheduler.order;
  };
  for (let i = 0; i < 20; i++) begin();
  while (scheduler.armed > 0) scheduler.run(scheduler.now + (random() < 0.5 ? 2 : 1e9));
  return log;
}

it('goes off at the whole picosecond that a moment between two is followed by, never before it', () => {
  const scheduler = new Scheduler();
  const times: number[] = [];
  const alarm = new Alarm(() => times.push(scheduler.now));
  for (const moment of [0, 0.25, 1, 33 * (3200 / 33), 5000.0000001, 5000.5]) {
    scheduler.arm(alarm, moment);
    scheduler.run(Number.POSITIVE_INFINITY);
  }
  scheduler.run(7000.75);
  expect([...times, scheduler.now]).toEqual([0, 1, 1, 3200, 5000, 5001, 7000]);
});
