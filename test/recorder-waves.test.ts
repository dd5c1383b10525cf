import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CaptureError } from '../src/capture/capture-error.js';
import { joined } from '../src/capture/chunks.js';
import { CsvRecorder, type CsvRecorderOptions } from '../src/capture/csvRecorder.js';
import { VcdRecorder, type VcdRecorderOptions } from '../src/capture/vcdRecorder.js';
import { Lab } from '../src/lab/lab.js';
import { KIND } from '../src/sim/probe.js';
import { onTheWire } from './fixtures/fcs.js';
import { BENCHES, type Bench, coaxBench, hubBench } from './fixtures/labs.js';
import { type Changes, readVcd, valueAt } from './fixtures/vcd.js';
import { judge } from './judges.js';

const folder = mkdtempSync(join(tmpdir(), 'thicknet-'));
afterAll(() => rmSync(folder, { recursive: true }));

const textOf = (chunks: readonly Uint8Array[]): string => new TextDecoder().decode(joined(chunks));
const hex = (octets: ArrayLike<number>): string => Buffer.from(Array.from(octets)).toString('hex');
const PREAMBLE = '55555555555555d5';

interface Told {
  readonly kind: number;
  readonly atPs: number;
  readonly part: string;
  readonly numbers: readonly number[];
}

function listen(lab: Lab): Told[] {
  const events: Told[] = [];
  lab.observe({
    event: (kind, atPs, part, ...numbers) => events.push({ kind, atPs, part: lab.parts[part]!.name, numbers }),
  });
  return events;
}

async function dumped(bench: Bench, options: VcdRecorderOptions = {}) {
  const events = listen(bench.lab);
  const recorder = new VcdRecorder(options);
  recorder.attach(bench.lab);
  bench.play();
  const text = textOf(recorder.finish());
  return { bench, events, recorder, text, ...readVcd(text) };
}

/** Octets of bits that are told one by one, the least significant of each octet first. */
function octetsOf(bits: number, bitAt: (bit: number) => number): number[] {
  return Array.from({ length: bits >> 3 }, (_, octet) =>
    Array.from({ length: 8 }, (_, bit) => bitAt(8 * octet + bit) << bit).reduce((sum, bit) => sum | bit, 0),
  );
}

/** What the levels from `fromPs` on carry: the second half of each bit is its value (clause 7.3.1.1). */
function decoded(levels: Changes, fromPs: number, octets: number, bitPs: number): string {
  return hex(octetsOf(8 * octets, (bit) => Number(valueAt(levels, Math.round(fromPs + (bit + 0.75) * bitPs)))));
}

/** Frames that were sent to their end, with when and by whom. */
function transmissions({ bench, events }: { bench: Bench; events: readonly Told[] }) {
  return bench.lab.hosts.flatMap((host) => {
    let startPs = 0;
    return events.flatMap(({ kind, atPs, part, numbers }) => {
      if (part !== host.name) return [];
      if (kind === KIND.transmitStart) startPs = atPs;
      const sent = kind === KIND.transmitEnd && bench.sent.find(({ ticket }) => ticket === numbers[0]);
      return sent ? [{ host, startPs, endPs: atPs, octets: onTheWire(sent.octets) }] : [];
    });
  });
}

describe.each(Object.entries(BENCHES).filter(([name]) => !['faults', 'duplex mismatch'].includes(name)))(
  'a dump of a run over %s',
  (_name, make) => {
    it('has half bit for half bit what the stations sent, and what each of them received', async () => {
      const dump = await dumped(await make(41, 12));
      const { bench, events, variables } = dump;
      const sent = transmissions(dump);
      expect(sent.length).toBeGreaterThan(8);
      for (const { host, startPs, endPs, octets } of sent) {
        const levels = variables.get(`${host.name}.eth0.tx_level`)!;
        const { bitPs } = host.station.mii;
        expect(decoded(levels, startPs, 8 + octets.length, bitPs)).toBe(PREAMBLE + hex(octets));
        expect(valueAt(levels, startPs - 1)).toBe('z');
        expect(valueAt(levels, endPs)).toBe('z');
      }
      let seen = 0;
      for (const { kind, atPs, part, numbers } of events) {
        if (kind !== KIND.frameReceived) continue;
        const frame = bench.sent.find(({ ticket }) => ticket === numbers[0])!;
        const octets = onTheWire(frame.octets);
        const sender = bench.lab.hosts.find(({ name }) => name === frame.from)!;
        const bitPs = bench.lab.hubs.length > 0 ? 100_000 : sender.station.mii.bitPs;
        const fromPs = atPs - (64 + 8 * octets.length) * bitPs;
        const levels = variables.get(`${part}.eth0.rx_level`)!;
        expect(decoded(levels, fromPs, 8 + octets.length, bitPs)).toBe(PREAMBLE + hex(octets));
        seen++;
      }
      expect(seen).toBeGreaterThan(8);
    });

    it('shows who sends, who hears, carrier for either, and collision for both at once', async () => {
      const { bench, events, variables, end } = await dumped(await make(42, 25), { levels: false, volts: false });
      for (const { name, choices } of bench.lab.hosts) {
        const [tx, rx, carrier, collision, mac] = ['eth0.tx', 'eth0.rx', 'carrier', 'collision', 'mac'].map(
          (variable) => variables.get(`${name}.${variable}`)!,
        ) as [Changes, Changes, Changes, Changes, Changes];
        for (const time of new Set([tx, rx, carrier, collision].flatMap((changes) => changes.map(([at]) => at)))) {
          const [t, r] = [valueAt(tx, time), valueAt(rx, time)];
          expect(valueAt(carrier, time)).toBe(t === '1' || r === '1' ? '1' : '0');
          expect(valueAt(collision, time)).toBe(t === '1' && r === '1' && choices.duplex !== 'full' ? '1' : '0');
        }
        for (const { kind, atPs, part } of events) {
          if (part !== name) continue;
          if (kind === KIND.collision) expect(valueAt(collision, atPs)).toBe('1');
          if (kind === KIND.transmitStart) {
            expect(valueAt(tx, atPs)).toBe('1');
            // A signal that arrives at this very instant is a collision at once.
            expect(['transmitting', 'jamming']).toContain(valueAt(mac, atPs));
          }
          if (kind === KIND.jam) expect(valueAt(mac, atPs)).toBe('jamming');
          if (kind === KIND.deferring) expect(valueAt(carrier, atPs)).toBe('1');
        }
        expect(valueAt(mac, end)).toBe('idle');
        expect(mac.map(([, state]) => state)).toContain('transmitting');
      }
    });
  },
);

describe('a dump', () => {
  it('has the volts of a pair: +-2.5, TP_IDL held high for 300 ns, then silence', async () => {
    const dump = await dumped(await hubBench(43, 10));
    for (const { host, startPs, endPs } of transmissions(dump)) {
      const volts = dump.variables.get(`${host.name}.eth0.tx_volts`)!;
      const levels = dump.variables.get(`${host.name}.eth0.tx_level`)!;
      for (const [time, value] of volts) {
        if (time < startPs || time >= endPs) continue;
        expect(value).toBe(valueAt(levels, time) === '1' ? '2.5' : '-2.5');
      }
      expect(valueAt(volts, startPs - 1)).toBe('0');
      expect(valueAt(volts, endPs)).toBe('2.5');
      expect(valueAt(volts, endPs + 299_999)).toBe('2.5');
      expect(valueAt(volts, endPs + 300_000)).toBe('0');
    }
  });

  it('has the volts of a coax: one transmitter gives -1 V on average, each that overlaps takes it 2 V further down', async () => {
    const dump = await dumped(await coaxBench(44, 40));
    const volts = dump.variables.get('b.eth0.volts')!;
    const mean = (fromPs: number, toPs: number): number => {
      let sum = 0;
      for (let at = fromPs + 12_500; at < toPs; at += 25_000) sum += Number(valueAt(volts, at));
      return sum / ((toPs - fromPs) / 25_000);
    };
    for (const { host, startPs, endPs } of transmissions(dump)) {
      if (host.name === 'b') expect(mean(startPs, endPs)).toBeCloseTo(-1, 5);
    }
    const collision = dump.events.find(({ kind, part }) => kind === KIND.collision && part === 'b')!;
    const inCollision = volts.filter(([at]) => at >= collision.atPs && at < collision.atPs + 3e6);
    expect(Math.min(...inCollision.map(([, value]) => Number(value)))).toBeLessThanOrEqual(-4);
    expect(valueAt(volts, dump.end)).toBe('0');
    expect(volts.every(([, value]) => Number(value) <= 0 && Number(value) % 2 === 0)).toBe(true);
  });

  it('can be of a window, in which everything is as in the whole dump', async () => {
    const whole = await dumped(await hubBench(45));
    const [fromPs, untilPs] = [1.2e9 + 7, 1.9e9];
    const part = await dumped(await hubBench(45), { fromPs, untilPs });
    expect([...part.variables.keys()]).toEqual([...whole.variables.keys()]);
    let changes = 0;
    for (const [name, all] of whole.variables) {
      const some = part.variables.get(name)!;
      expect(valueAt(some, fromPs), name).toBe(valueAt(all, fromPs));
      const inside = ([at]: readonly [number, string]): boolean => at > fromPs && at <= untilPs;
      expect(some.filter(inside), name).toEqual(all.filter(inside));
      changes += some.filter(inside).length;
    }
    expect(changes).toBeGreaterThan(1000);
    expect(part.end).toBe(untilPs);
  });

  it('that has grown enough gives up half bits, not activity, and says so', async () => {
    const whole = await dumped(await hubBench(46));
    const short = await dumped(await hubBench(46), { maxChanges: 100_000 });
    expect(whole.recorder.note).toBeUndefined();
    expect(short.recorder.note).toMatch(/^Levels and volts end at \d/);
    expect(short.comments).toContain(short.recorder.note);
    for (const variable of ['a.eth0.tx', 'b.eth0.rx', 'c.mac', 'a.collision']) {
      expect(short.variables.get(variable)).toEqual(whole.variables.get(variable));
    }
    const [all, some] = [whole, short].map(({ variables }) => variables.get('a.eth0.tx_level')!) as [Changes, Changes];
    expect(some.length).toBeLessThan(all.length);
    expect(all.slice(0, some.length)).toEqual(some);
  });

  it("shows a hub's ports and states to whoever asks for them", async () => {
    const { events, variables } = await dumped(await hubBench(47), { ports: ['hub', 'a:eth0'], volts: false });
    expect([...variables.keys()].filter((name) => name.startsWith('hub'))).toEqual(
      expect.arrayContaining(['hub.state', 'hub.hub:1.tx', 'hub.hub:2.rx_level', 'hub.hub:4.tx_level']),
    );
    expect([...variables.keys()].some((name) => name.startsWith('b.'))).toBe(false);
    const { atPs } = events.find(({ kind }) => kind === KIND.repeaterCollision)!;
    expect(valueAt(variables.get('hub.state')!, atPs)).toBe('collision');
    expect(() => new VcdRecorder({ ports: ['hub:3'] }).attach({} as Lab)).toThrow();
  });

  it('has a link test pulse every 16 ms of silence where they are asked for, later at the far end by the cable', async () => {
    const run = async (linkPulses: boolean) => {
      const lab = await Lab.create();
      const [a, b] = [lab.host('a', { duplex: 'full' }), lab.host('b', { duplex: 'full' })];
      const link = lab.cable(a, b, { metres: 100 });
      const recorder = new VcdRecorder({ linkPulses, levels: false });
      recorder.attach(lab);
      lab.run(20e9);
      a.send(b.address, new Uint8Array(100));
      lab.run(75e9);
      link.cut();
      lab.run(100e9);
      return readVcd(textOf(recorder.finish())).variables;
    };
    const rises = (changes: Changes): number[] =>
      changes.flatMap(([at, value], i) => (value === '2.5' && changes[i - 1]?.[1] === '0' ? [at] : []));
    const variables = await run(true);
    const sentPs = (8 + 14 + 100 + 4) * 800_000;
    const ofA = [16e9, ...[16e9, 32e9, 48e9, 64e9].map((at) => 20e9 + sentPs + at)];
    const delayPs = 700_000 + Math.round((100 * 1e12) / (299_792_458 * 0.585));
    const pulses = (name: string): number[] => rises(variables.get(name)!).filter((at) => Math.abs(at - 20e9) > 1e9);
    expect(pulses('a.eth0.tx_volts')).toEqual(ofA);
    expect(pulses('b.eth0.tx_volts')).toEqual([16e9, 32e9, 48e9, 64e9, 80e9, 96e9]);
    expect(pulses('b.eth0.rx_volts')).toEqual(ofA.filter((at) => at < 75e9).map((at) => at + delayPs));
    expect(pulses('a.eth0.rx_volts')).toEqual([16e9, 32e9, 48e9, 64e9].map((at) => at + delayPs));
    const without = (await run(false)).get('a.eth0.rx_volts')!;
    expect(rises(without)).toEqual([]);
  });

  it.skipIf(!judge('vcd2fst') || !judge('fst2vcd'))(
    "is accepted by GTKWave's converters, and is the same afterwards",
    async () => {
      const { variables, text } = await dumped(await hubBench(48, 6), { ports: ['a', 'hub'] });
      const [vcd, fst] = [join(folder, 'run.vcd'), join(folder, 'run.fst')];
      writeFileSync(vcd, text);
      execFileSync('vcd2fst', [vcd, fst], { stdio: 'pipe' });
      const theirs = readVcd(
        execFileSync('fst2vcd', ['-f', fst], { encoding: 'utf8', stdio: 'pipe', maxBuffer: 64 * 1024 * 1024 }),
      );
      expect([...theirs.variables.keys()].sort()).toEqual([...variables.keys()].sort());
      for (const name of ['a.eth0.tx_level', 'a.eth0.rx_volts', 'a.mac', 'hub.hub:2.tx_level']) {
        expect(theirs.variables.get(name)!.map(([at, value]) => [at, value.trim()])).toEqual(variables.get(name));
      }
    },
  );
});

async function sampled(bench: Bench, options: CsvRecorderOptions = {}) {
  const events = listen(bench.lab);
  const recorder = new CsvRecorder(options);
  recorder.attach(bench.lab);
  bench.play();
  const [head, ...lines] = textOf(recorder.finish()).trimEnd().split('\r\n');
  const rows = lines.map((line) => line.split(',').map(Number));
  const column = (name: string): number[] => {
    const place = head!.split(',').indexOf(name);
    return rows.map((row) => row[place]!);
  };
  return { bench, events, recorder, head: head!, rows, column, timesNs: column('time_ns') };
}

describe('samples of a run', () => {
  it('are eight a bit, a millisecond from just before the first signal on, and carry what was sent and received', async () => {
    const { bench, events, rows, column, timesNs, recorder, head } = await sampled(await hubBench(51));
    const first = events.find(({ kind }) => kind === KIND.transmitStart)!;
    expect(head).toBe('time_ns,a:eth0.tx,a:eth0.rx,b:eth0.tx,b:eth0.rx,c:eth0.tx,c:eth0.rx');
    expect(timesNs[0]).toBe(first.atPs / 1000 - 1000);
    expect(rows).toHaveLength(80_001);
    expect(recorder.dropped).toBe(0);
    let seen = 0;
    for (const { kind, atPs, part, numbers } of events) {
      if (kind !== KIND.frameReceived || atPs > recorder.window.untilPs) continue;
      const octets = onTheWire(bench.sent.find(({ ticket }) => ticket === numbers[0])!.octets);
      const volts = column(`${part}:eth0.rx`);
      const fromNs = atPs / 1000 - 100 * (64 + 8 * octets.length);
      // The middle of the second half of each bit.
      const at = (bit: number): number => Math.round((fromNs + 100 * bit + 75 - timesNs[0]!) / 12.5);
      const bits = 64 + 8 * octets.length;
      expect(hex(octetsOf(bits, (bit) => (volts[at(bit)]! > 0 ? 1 : 0)))).toBe(PREAMBLE + hex(octets));
      for (let bit = 0; bit < bits; bit++) expect(Math.abs(volts[at(bit)]!)).toBeGreaterThan(1.5);
      // TP_IDL: high for 300 ns, then nothing.
      expect(volts[at(bits) + 15]).toBeGreaterThan(1.5);
      expect(volts[at(bits) + 24]).toBe(0);
      seen++;
    }
    expect(seen).toBeGreaterThan(2);
  });

  it('of a coax show every transmitter at every tap, the sum where they overlap', async () => {
    const { column, head, timesNs, events } = await sampled(await coaxBench(52), { fromPs: 0, untilPs: 3e9 });
    expect(head).toBe('time_ns,a:eth0.coax,b:eth0.coax,c:eth0.coax,d:eth0.tx,d:eth0.rx');
    const [a, b] = [column('a:eth0.coax'), column('b:eth0.coax')];
    expect(new Set(a)).toEqual(new Set([0, -2, -4]));
    const start = events.find(({ kind, part }) => kind === KIND.transmitStart && part === 'a')!;
    const from = timesNs.findIndex((ns) => ns >= start.atPs / 1000);
    // The first bit of the preamble is a 1: low, then high.
    expect(a.slice(from - 2, from + 8)).toEqual([0, 0, -2, -2, -2, -2, 0, 0, 0, 0].map((volts) => volts));
    const heard = b.findIndex((volts, i) => i >= from && volts !== 0);
    // 7 bit times of transceivers, 247.5 m at 0.77 c, 10 m of drop cable at 0.65 c.
    const delayNs = 700 + 247.5 / (0.299792458 * 0.77) + 10 / (0.299792458 * 0.65);
    expect(Math.abs((heard - from) * 12.5 - delayNs)).toBeLessThanOrEqual(12.5);
  });

  it('are as far apart as one likes, and no more than one likes, and go to a sink in pieces', async () => {
    const options = { fromPs: 1e9, untilPs: 1.2e9, stepPs: 50_000, ports: ['b'] };
    const whole = await sampled(await hubBench(53), options);
    expect(whole.rows).toHaveLength(4001);
    expect(whole.timesNs.slice(0, 3)).toEqual([1_000_000, 1_000_050, 1_000_100]);
    const few = await sampled(await hubBench(53), { ...options, maxRows: 100 });
    expect(few.rows).toEqual(whole.rows.slice(0, 100));
    expect(few.recorder.dropped).toBe(3901);
    const bench = await hubBench(53);
    const pieces: Uint8Array[] = [];
    const recorder = new CsvRecorder({ ...options, stepPs: 1000, sink: (piece) => pieces.push(piece) });
    recorder.attach(bench.lab);
    bench.play();
    expect(recorder.finish()).toEqual([]);
    expect(pieces.length).toBeGreaterThan(10);
    expect(textOf(pieces).trimEnd().split('\r\n')).toHaveLength(200_002);
  });

  it('refuse a window that ends before it begins, a step of nothing and the name of no port', async () => {
    expect(() => new CsvRecorder({ fromPs: 2, untilPs: 1 })).toThrow(CaptureError);
    expect(() => new CsvRecorder({ stepPs: 0 })).toThrow(CaptureError);
    const { lab } = await hubBench(1);
    expect(() => new CsvRecorder({ ports: ['x'] }).attach(lab)).toThrow(/no port "x"/);
  });
});
