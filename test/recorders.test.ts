import { describe, expect, it } from 'vitest';
import { joined } from '../src/capture/chunks.js';
import { CsvRecorder } from '../src/capture/csvRecorder.js';
import { EventLog } from '../src/capture/eventLog.js';
import { Fingerprint } from '../src/capture/fingerprint.js';
import type { EventOf, LabEvent } from '../src/capture/labEvent.js';
import { PcapngRecorder } from '../src/capture/pcapngRecorder.js';
import { Trace } from '../src/capture/trace.js';
import { VcdRecorder } from '../src/capture/vcdRecorder.js';
import { Lab } from '../src/lab/lab.js';
import { EVENT_NAMES, EVENTS, KIND } from '../src/sim/probe.js';
import { slowFcs } from './fixtures/fcs.js';
import { BENCHES, hubBench } from './fixtures/labs.js';
import { murmur3x86128 } from './oracle/murmur3.js';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (chunks: readonly Uint8Array[]): string => new TextDecoder().decode(joined(chunks));

type Numbers = readonly [number, number, number, number, number, number, number];

/** The words that stand for an event in the hash, composed from the bits of each number. */
function octetsOf(events: readonly Numbers[]): Uint8Array {
  const words = events.flatMap(([kind, atPs, part, ...fields]) => [
    (kind << 24) ^ part,
    ...[atPs, ...fields].flatMap((number) => {
      if (Number.isInteger(number) && number >= 0 && number < 2 ** 32) return [number, 0];
      const bits = new BigUint64Array(Float64Array.of(number).buffer)[0]!;
      return [Number(bits & 0xffff_ffffn), Number(bits >> 32n)];
    }),
    1,
  ]);
  const octets = new Uint8Array(4 * words.length);
  words.forEach((word, i) => {
    new DataView(octets.buffer).setUint32(4 * i, word >>> 0, true);
  });
  return octets;
}

function fingerprintOf(events: readonly Numbers[]): string {
  const fingerprint = new Fingerprint();
  for (const numbers of events) fingerprint.event(...numbers);
  return fingerprint.hex;
}

describe('the fingerprint', () => {
  it('is judged by a hash that gives the published values', () => {
    expect(murmur3x86128(ascii('I will not buy this record, it is scratched.'))).toBe(
      'a0a9683b25ac5e40d9af2895890dddf5',
    );
    expect(murmur3x86128(ascii('The quick brown fox jumps over the lazy dog'))).toBe(
      '2f1583c3ecee2c675d7bf66ce5e91d2c',
    );
  });

  it('is MurmurHash3 of the events, times beyond 32 bits, -1 and Infinity among them', () => {
    const events: Numbers[] = [
      [0, 0, 0, 0, 0, 0, 0],
      [31, 4_294_967_295, 1, -1, Number.POSITIVE_INFINITY, 4_294_967_296, 1],
      [12, 9_007_199_254_740_991, 4095, 2 ** 31, 2 ** 40 + 1, Number.NEGATIVE_INFINITY, 0.5],
    ];
    for (let count = 0; count <= events.length; count++) {
      expect(fingerprintOf(events.slice(0, count))).toBe(murmur3x86128(octetsOf(events.slice(0, count))));
    }
  });

  it('changes with every field, and with the order of two events', () => {
    const first: Numbers = [3, 1_000_000_000_000, 2, 5, 6, 7, 8];
    const second: Numbers = [4, 1_000_000_000_000, 3, 5, 6, 7, 8];
    const seen = new Set([fingerprintOf([first, second]), fingerprintOf([second, first])]);
    first.forEach((number, i) => {
      for (const other of [number + 1, -1, Number.POSITIVE_INFINITY]) {
        seen.add(fingerprintOf([first.with(i, other) as unknown as Numbers, second]));
      }
    });
    expect(seen.size).toBe(2 + 3 * first.length);
  });

  it('is the same for the same seed and another for another', async () => {
    const runs = await Promise.all(
      [5, 5, 6].map(async (seed) => {
        const { lab, play } = await hubBench(seed);
        const fingerprint = new Fingerprint();
        fingerprint.attach(lab);
        play();
        return fingerprint.hex;
      }),
    );
    expect(runs[0]).toBe(runs[1]);
    expect(runs[0]).not.toBe(runs[2]);
    expect(runs[0]).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a run that is recorded in every way', () => {
  it.each(Object.entries(BENCHES).flatMap(([name, make]) => [1, 2, 3].map((seed) => [name, seed, make] as const)))(
    'over %s, seed %i, is the same run',
    async (_name, seed, make) => {
      const run = async (recorded: boolean) => {
        const { lab, play } = await make(seed);
        const fingerprint = new Fingerprint();
        fingerprint.attach(lab);
        const received: string[] = [];
        for (const host of lab.hosts) {
          host.onFrame = ({ octets, atPs, ticket }) => {
            received.push(`${host.name} ${ticket} ${atPs} ${Buffer.from(octets).toString('hex')}`);
          };
        }
        const recorders = recorded
          ? [
              new PcapngRecorder(),
              new PcapngRecorder({ ports: [lab.hosts[0]!.name], views: 'wire' }),
              new VcdRecorder({ linkPulses: true }),
              new CsvRecorder({ fromPs: 1e9, untilPs: 1.5e9 }),
              new EventLog(),
              new Trace({ verbosity: 'all' }),
            ]
          : [];
        for (const recorder of recorders) recorder.attach(lab);
        play();
        const written = recorders.map((recorder) => joined(recorder.finish()).length);
        const { ledger, scheduler, hosts, signals, frames } = lab;
        return {
          written,
          result: {
            fingerprint: fingerprint.hex,
            received,
            fired: scheduler.fired,
            armed: scheduler.armed,
            ledger: { ...ledger, dropped: ledger.dropped },
            counters: hosts.map(({ station }) => [station.counters, station.fragments]),
            used: [signals.used, frames.used],
          },
        };
      };
      const bare = await run(false);
      const watched = await run(true);
      expect(watched.result).toEqual(bare.result);
      expect(bare.result.received.length).toBeGreaterThan(10);
      for (const octets of watched.written) expect(octets).toBeGreaterThan(1000);
    },
  );
});

describe('the event log', () => {
  it.each(Object.entries(BENCHES))('holds every event of a run over %s, one object a line', async (_name, make) => {
    const { lab, play } = await make(3);
    const told: Numbers[] = [];
    lab.observe({ event: (...numbers) => told.push(numbers) });
    const log = new EventLog();
    log.attach(lab);
    play();
    const lines = textOf(log.finish()).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(told.length);
    lines.forEach((line, i) => {
      const event = JSON.parse(line) as LabEvent;
      const [kind, atPs, part, ...numbers] = told[i]!;
      const name = EVENT_NAMES[kind]!;
      expect(Object.keys(event)).toEqual(['atPs', 'part', 'event', ...EVENTS[name]]);
      expect(event).toMatchObject({ atPs, part: lab.parts[part]!.name, event: name });
      for (const [place, field] of EVENTS[name].entries()) {
        const value = (event as unknown as Record<string, unknown>)[field];
        if (typeof value === 'number') expect(value).toBe(numbers[place]);
        else expect(['reason', 'fcs', 'kind', 'port', 'except']).toContain(field);
      }
    });
  });

  it('gives ports, reasons and an FCS by the names that a person knows', async () => {
    const lab = await Lab.create();
    const hub = lab.hub('hub');
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.cable(a, hub.port(7), { metres: 10 });
    const link = lab.cable(b, hub.port(3), { metres: 10 });
    link.plan({ kind: 'flip', atPs: 0, bit: 200, forPs: 0 }, 'hub');
    const log = new EventLog();
    log.attach(lab);
    const frame = Uint8Array.from([...hexOctets('020000000002020000000001'), ...new Uint8Array(48)]);
    a.sendFrame(frame);
    a.sendFrame(frame);
    lab.run(1e9);
    const events = textOf(log.finish())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as LabEvent);
    const repeat = events.find(({ event }) => event === 'repeat') as EventOf<'repeat'>;
    const start = events.find(({ event, part }) => event === 'signalStart' && part === 'hub:ports');
    const error = events.find(({ event }) => event === 'receiveError') as EventOf<'receiveError'>;
    const fault = events.find(({ event }) => event === 'fault') as EventOf<'fault'>;
    const received = events.find(({ event }) => event === 'frameReceived') as EventOf<'frameReceived'>;
    expect(repeat).toEqual({ atPs: repeat.atPs, part: 'hub', event: 'repeat', port: 'hub:7' });
    expect(start).toMatchObject({ port: null, except: 'hub:7' });
    expect(error).toMatchObject({ part: 'b', reason: 'fcsError', octets: 64 });
    expect(fault).toMatchObject({ part: 'b:eth0-hub:3', kind: 'flip', bit: 200, bits: 1 });
    expect(received.fcs).toBe(Buffer.from(slowFcs(frame)).toString('hex'));
  });

  it('keeps little in memory when a sink takes its chunks, and loses none', async () => {
    const kept = await hubBench(4);
    const whole = new EventLog();
    whole.attach(kept.lab);
    kept.play();
    const streamed = await hubBench(4);
    const chunks: Uint8Array[] = [];
    const log = new EventLog({ sink: (chunk) => chunks.push(chunk) });
    log.attach(streamed.lab);
    streamed.play();
    expect(log.finish()).toEqual([]);
    expect(textOf(chunks)).toBe(textOf(whole.finish()));
    expect(log.dropped).toBe(0);
  });

  it('drops and counts what is too much to keep', async () => {
    const { lab, play } = await hubBench(4);
    const log = new EventLog({ maxOctets: 1000 });
    const all = new EventLog();
    log.attach(lab);
    all.attach(lab);
    play();
    expect(log.events + log.dropped).toBe(all.events);
    expect(joined(log.finish()).length).toBeLessThan(1200);
  });
});

const hexOctets = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

describe('the trace', () => {
  /** Two stations on a hub that begin at nearly the same time. */
  async function collision(trace: Trace): Promise<string[]> {
    const lab = await Lab.create({ seed: 42 });
    const hub = lab.hub('hub');
    const [alice, bob] = [lab.host('alice'), lab.host('bob')];
    lab.cable(alice, hub, { metres: 100 });
    lab.cable(bob, hub, { metres: 25 });
    trace.attach(lab);
    alice.send(bob.address, new Uint8Array(46));
    lab.run(300_000);
    bob.send(alice.address, new Uint8Array(100));
    lab.run(1e9);
    return trace.lines;
  }

  it('tells a collision with its cause, in the words of the standard', async () => {
    const lines = await collision(new Trace());
    expect(lines[0]).toBe('       0.000  alice  sends #0 to bob, 64 octets');
    expect(lines[1]).toBe('       0.300  bob    sends #1 to alice, 118 octets');
    const told = lines.join('\n');
    expect(told).toMatch(/ bob {4}collision of #1 with what hub sends, at bit \d+ of attempt 1; finishes its preamble/);
    expect(told).toMatch(/ hub {4}collision: hub:\d is active too, 2 ports in all; jams every port/);
    expect(told).toMatch(/backoff after collision 1: r = [01] of 0\.\.1, (tries again at once|waits 51\.2 us)/);
    expect(told).toMatch(/ bob {4}receives #0 from alice, 64 octets, FCS good/);
    expect(told).toMatch(/ alice {2}receives #1 from bob, 118 octets, FCS good/);
    expect(told).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('in brief tells only what is out of the ordinary, and in full every event', async () => {
    const brief = await collision(new Trace({ verbosity: 'brief' }));
    const full = new Trace({ verbosity: 'all' });
    const all = await collision(full);
    expect(brief.some((line) => line.includes('collision'))).toBe(true);
    expect(brief.some((line) => line.includes('sends #'))).toBe(false);
    expect(all.some((line) => line.includes('queues #0'))).toBe(true);
    expect(all.length).toBeGreaterThan(2 * brief.length);
  });

  it('has a sentence for every kind of event', async () => {
    const lab = await Lab.create();
    lab.hub('hub');
    const trace = new Trace({ verbosity: 'all' });
    trace.attach(lab);
    for (const kind of Object.values(KIND)) trace.event(kind, 1e6 * kind, 0, 1, 1, 1, 1);
    const lines = trace.lines;
    expect(lines).toHaveLength(EVENT_NAMES.length);
    for (const line of lines) expect(line).toMatch(/^ +\d+\.000 {2}hub {2}\S.{3,}$/);
  });

  it('tells a long run by its first and last lines and the number of those between', async () => {
    const run = async (options: ConstructorParameters<typeof Trace>[0]) => {
      const { lab, play } = await hubBench(9);
      const trace = new Trace(options);
      trace.attach(lab);
      play();
      return trace.lines;
    };
    const all = await run({});
    expect(all.length).toBeGreaterThan(60);
    for (const [first, last] of [
      [10, 7],
      [3, 0],
      [0, 5],
      [all.length - 2, 2],
    ] as const) {
      const some = await run({ first, last });
      const gap = all.length - first - last;
      const middle = gap > 0 ? [expect.stringContaining(`... ${gap} lines left out ...`)] : [];
      expect(some.map((line) => line.trim())).toEqual(
        [...all.slice(0, first), ...middle, ...all.slice(all.length - last)].map((line) =>
          typeof line === 'string' ? line.trim() : line,
        ),
      );
    }
  });

  it('gives each piece to whoever paints it', async () => {
    const roles = new Set<string>();
    const lines = await collision(
      new Trace({
        paint: (role, text, event) => {
          roles.add(`${role}`);
          return role === 'text' && event === 'collision' ? `<red>${text}</red>` : text;
        },
      }),
    );
    expect([...roles].sort()).toEqual(['part', 'text', 'time']);
    expect(lines.find((line) => line.includes('<red>collision of'))).toMatch(/<\/red>$/);
  });
});
