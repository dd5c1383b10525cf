// The Why panel's chains: sentences whose times are the engine's, and causes that stand before what they cause.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, type EventName } from '../src/sim/probe.js';
import type { Tape } from '../src/web/run/tape.js';
import { TapeReader } from '../src/web/text/tapeReader.js';
import { us } from '../src/web/why/story.js';
import { explain, hasReasons } from '../src/web/why/why.js';
import { tapeOf } from './page-tape.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const names = readdirSync(gallery)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

/** Numbers of the events of a kind at a part. */
function eventsOf(tape: Tape, kind: EventName, part?: string): number[] {
  const all = Array.from({ length: tape.events }, (_, index) => tape.event(index));
  return all
    .filter(({ name, part: at }) => name === kind && (!part || tape.stage.parts[at]!.name === part))
    .map(({ index }) => index);
}

const at = (tape: Tape, index: number): string => us(tape.atPs.data[index]!);

describe('why, in the hub question', () => {
  it('a knows: it receives what the hub sends while it transmits', async () => {
    const tape = await tapeOf('hub-question');
    const [clash] = eventsOf(tape, 'repeaterCollision');
    const [collision] = eventsOf(tape, 'collision', 'a');
    const chain = explain(tape, collision!);
    const here = chain.find(({ role }) => role === 'here')!;
    const { bit } = tape.event(collision!).numbers;
    expect(here.said[0]).toContain(`At ${at(tape, collision!)} µs hub's jam reached a while it was sending bit ${bit}`);
    expect(here.clause).toBe('14.3.1');
    const hub = chain.find(({ pick }) => pick?.kind === 'event' && pick.index === clash)!;
    expect(hub.role).toBe('before');
    expect(hub.said[0]).toContain(`hub:1 (a's frame #0) and hub:2 (b's frame #1) at once at ${at(tape, clash!)} µs`);
  });

  it('b sent although a did: nothing of a had reached it', async () => {
    const tape = await tapeOf('hub-question');
    const [collision] = eventsOf(tape, 'collision', 'a');
    const [start] = eventsOf(tape, 'transmitStart', 'b');
    const rival = explain(tape, collision!).find(({ pick }) => pick?.kind === 'event' && pick.index === start)!;
    expect(rival.said[0]).toBe(
      `b sent #1 at ${at(tape, start!)} µs: nothing of a's signal had reached b when it began.`,
    );
  });

  it('c, who is silent, hears a fragment: all that the hub sent it', async () => {
    const tape = await tapeOf('hub-question');
    const [clash] = eventsOf(tape, 'repeaterCollision');
    const port = tape.stage.ports.findIndex(({ name }) => name === 'c:eth0');
    const [first] = tape.passages(port, 'in', 0, 50e6);
    const silent = explain(tape, clash!).find(({ said }) => said[0].startsWith('c, silent'))!;
    const bits = Math.round((first!.toPs - first!.fromPs) / tape.stage.bitPs);
    expect(silent.said[0]).toContain(`hears ${bits} bits of it from ${us(first!.fromPs)} µs on: a fragment`);
    expect(silent.pick).toEqual({ kind: 'transmission', row: first!.row, port });
  });

  it('a deferred to b: from the carrier it heard to the gap after it', async () => {
    const tape = await tapeOf('hub-question');
    const [deferring] = eventsOf(tape, 'deferring', 'a');
    const again = eventsOf(tape, 'transmitStart', 'a')[1]!;
    const chain = explain(tape, deferring!);
    const since = us(tape.event(deferring!).numbers.carrierSincePs!);
    const off = us(tape.atPs.data[again]! - 9.6e6);
    expect(chain.find(({ role }) => role === 'here')!.said[0]).toContain(`carrier ${since}-${off} µs (b's frame #1)`);
    const next = chain.find(({ pick }) => pick?.kind === 'event' && pick.index === again)!;
    expect(next.said[0]).toBe(`After the gap of 9.6 µs a sent #0 to c at ${at(tape, again)} µs, attempt 2.`);
  });
});

describe('why, elsewhere', () => {
  it('stations that had waited for one carrier collide, each before it could hear the other', async () => {
    const tape = await tapeOf('saturated-hub', 20e9);
    let found = 0;
    for (const index of eventsOf(tape, 'collision')) {
      const rival = explain(tape, index).find(({ said }) => said[0].includes('had waited too'));
      if (!rival) continue;
      found++;
      const start = tape.event((rival.pick as { index: number }).index);
      expect(rival.said[0]).toContain(`#${start.numbers.frame} at ${us(start.atPs)} µs`);
      const its = tape.eventsOfFrame(start.numbers.frame!).map((one) => tape.event(one));
      expect(its.some(({ name, atPs }) => name === 'deferring' && atPs < start.atPs)).toBe(true);
      // Within the slot, else it would have heard and waited on.
      expect(tape.atPs.data[index]! - start.atPs).toBeLessThan(51.2e6);
    }
    expect(found).toBeGreaterThan(10);
  });

  it('an FCS error is laid to the flipped bit', async () => {
    const tape = await tapeOf('flipped-bit');
    const [error] = eventsOf(tape, 'receiveError');
    const [fault] = eventsOf(tape, 'fault');
    const chain = explain(tape, error!);
    const cause = chain.find(({ pick }) => pick?.kind === 'event' && pick.index === fault)!;
    expect(cause.role).toBe('before');
    expect(cause.said[0]).toContain(`flipped bit ${tape.event(fault!).numbers.bit}`);
  });

  it('a frame that ends in the middle is laid to the cable that was cut', async () => {
    const tape = await tapeOf('cable-cut');
    const [error] = eventsOf(tape, 'receiveError');
    const [cut] = eventsOf(tape, 'cableCut');
    expect(explain(tape, error!).map(({ pick }) => pick)).toContainEqual({ kind: 'event', index: cut });
  });

  it('a late collision names the slot, and who could not have heard', async () => {
    const tape = await tapeOf('cable-too-long');
    const [late] = eventsOf(tape, 'lateCollision');
    const text = explain(tape, late!).map(({ said }) => said[0]);
    const port = tape.stage.ports.findIndex(({ name }) => name === 'b:eth0');
    const [heard] = tape.passages(port, 'in', 0, 100e6);
    expect(text.join('\n')).toContain(`a's first bit reached b only at ${us(heard!.fromPs)} µs`);
    expect(text.join('\n')).toContain(`bit ${tape.event(late!).numbers.bit} is beyond the slot of 512 bits`);
  });

  it('duplex mismatch: one who does not listen is named', async () => {
    const tape = await tapeOf('duplex-mismatch');
    const [late] = eventsOf(tape, 'lateCollision');
    expect(explain(tape, late!).some(({ said }) => /^a is set to full duplex: it sent #\d+ at/.test(said[0]))).toBe(
      true,
    );
  });

  it('on a coax there is no hub to ask: the signal of the other is named', async () => {
    const tape = await tapeOf('coax-bus');
    const [collision] = eventsOf(tape, 'collision', 'east');
    const here = explain(tape, collision!).find(({ role }) => role === 'here')!;
    expect(here.said[0]).toContain(`At ${at(tape, collision!)} µs west's frame #0 reached east`);
    expect(here.clause).toBe('8.3.1.3');
  });
});

describe('why, for every kind of event', () => {
  it('says a cause, a rule or what comes of it, or else plainly that there is none', async () => {
    const alone = new Set<string>();
    const kinds = new Set<string>();
    for (const name of names) {
      const tape = await tapeOf(name, name === 'saturated-hub' ? 5e9 : undefined);
      const reader = new TapeReader(tape);
      const step = Math.max(1, Math.floor(tape.events / 1000));
      for (let index = 0; index < tape.events; index += step) {
        const { name: kind } = tape.event(index);
        kinds.add(kind);
        const chain = explain(tape, index);
        const bare = `${reader.who(index)} ${reader.sentence(index, 'en')}.`;
        if (chain.length > 1) continue;
        expect(chain[0]!.said[0]).not.toBe(bare);
        if (chain[0]!.said[0].endsWith('Nothing else lies behind it.')) alone.add(kind);
      }
    }
    // An adapter that babbles does so for no reason; nobody hears it whose cable is cut.
    expect([...alone].filter((kind) => !kind.startsWith('signal'))).toEqual([]);
    // What no scenario of the gallery shows is told of all the same: by kind.
    expect(kinds.size).toBeGreaterThan(24);
    expect(EVENT_NAMES.filter((kind) => !hasReasons(kind))).toEqual([]);
  }, 60_000);
});

describe.each(names)('every chain of %s', (name) => {
  it('has its event in it once, and causes before it, in both languages', async () => {
    const tape = await tapeOf(name, name === 'saturated-hub' ? 20e9 : undefined);
    const step = Math.max(1, Math.floor(tape.events / 400));
    for (let index = 0; index < tape.events; index += step) {
      const chain = explain(tape, index);
      const here = chain.filter(({ role }) => role === 'here');
      expect(here.map(({ pick }) => pick)).toEqual([{ kind: 'event', index }]);
      for (const { role, atPs, said, pick } of chain) {
        if (role === 'before') expect(atPs).toBeLessThanOrEqual(tape.atPs.data[index]!);
        if (role === 'after') expect(atPs).toBeGreaterThanOrEqual(tape.atPs.data[index]!);
        if (pick?.kind === 'event') expect(atPs).toBe(tape.atPs.data[pick.index]);
        expect(said[0]).not.toMatch(/undefined|NaN|Infinity|null/);
        expect(said[1]).not.toMatch(/undefined|NaN|Infinity|null/);
        expect(said[1]).toMatch(/[가-힣]/);
      }
    }
  });
});
