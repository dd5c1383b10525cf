// thicknet run and thicknet replay as processes: what they print, write and answer.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type RunOptions, thicknet } from './cli.js';
import { judge, tsharkFields } from './judges.js';

const folder = mkdtempSync(join(tmpdir(), 'thicknet-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], options?: RunOptions) => thicknet(['run', ...args], options);
const replay = (args: readonly string[], options?: RunOptions) => thicknet(['replay', ...args], options);
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** A file with that content, and its path. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const TWO = `name: two
topology:
  nodes: { hub: { kind: repeater, ports: 2 }, a: { kind: host }, b: { kind: host } }
  links: [{ endpoints: ['a:eth0', 'hub:1'] }, { endpoints: ['b:eth0', 'hub:2'] }]
script: [{ at: 0us, do: a.frame, to: b, octets: 100, count: 3 }]
`;
const two = file('two.yaml', TWO);
const conversation = fileURLToPath(new URL('../src/lab/gallery/conversation.pcap', import.meta.url));

describe('thicknet run', () => {
  it('tells what happened and why, sums up every station and segment, and says what it cost', async () => {
    const { code, stdout, stderr } = await run(['hub-question']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const said = lines(stdout);
    expect(said[0]).toMatch(/^ +0\.000 {2}a {4}sends #0 to c, 64 octets$/);
    expect(said.some((line) => /collision of #1 with what hub sends, at bit \d+ of attempt 1/.test(line))).toBe(true);
    expect(said.some((line) => /^c +02:00:00:00:00:03 +0 +2 /.test(line))).toBe(true);
    expect(said.some((line) => /^hub +repeater +\d+\.\d % +1 +2 +128 /.test(line))).toBe(true);
    expect(said).toContain('2 frames offered = 2 delivered + 0 dropped');
    expect(said.at(-1)).toBe('6 of 6 expectations hold');
    expect(said.at(-2)).toMatch(/simulated in \d+\.\d\d s, \d+ events, seed 1, fingerprint [0-9a-f]{32}$/);
  });

  it('tells a long run by its beginning and its end, and how much lies between', async () => {
    const { stdout } = await run(['saturated-hub', '--until', '20ms']);
    const said = lines(stdout.slice(0, stdout.indexOf('\nstations')));
    expect(said).toHaveLength(120 + 1 + 40);
    expect(said[120]).toMatch(/^ +\.\.\. \d+ lines left out \.\.\.$/);
  });

  it('prints one object with everything that surface and scripts rely on', async () => {
    const { code, stdout } = await run(['flipped-bit', '--json', '--quiet']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining(['fingerprint', 'seed', 'simulatedPs', 'wallSeconds', 'events', 'stations', 'segments']),
    );
    expect(report).toMatchObject({
      scenario: 'flipped-bit',
      seed: 1,
      stations: {
        a: { framesSent: 3, collisions: 0, lateCollisions: 0, excessiveCollisions: 0, deferrals: 0, octetsSent: 384 },
        b: { framesReceived: 2, fcsErrors: 1, fragments: 0, octetsReceived: 256 },
      },
      segments: { hub: { collisions: 0, frames: 3 } },
      sockets: [],
      frames: { offered: 3, delivered: 2, waiting: 0, dropped: { fcsError: 1 } },
      expect: { passed: 4, failed: 0, failures: [] },
    });
    expect(report.stations.a.attempts).toEqual([3, ...new Array(15).fill(0)]);
    expect(report.segments.hub.utilisation).toBeGreaterThan(0);
    expect(report.wallSeconds).toBeGreaterThan(0);
    expect(report.simulatedPs).toBeGreaterThan(2e9);
  });

  it('is the same run for the same seed, in another process too, and another for another', async () => {
    const print = async (...args: string[]) =>
      JSON.parse((await run(['hub-collision', '--json', ...args])).stdout).fingerprint;
    const once = await print();
    expect(await print()).toBe(once);
    expect(await print('--seed', '42')).toBe(once);
    expect(await print('--seed', '43')).not.toBe(once);
    expect(await print('--events', join(folder, 'same.ndjson'), '--pcapng', join(folder, 'same.pcapng'))).toBe(once);
  });

  it('answers 1 and a line for each expectation that does not hold, however quiet', async () => {
    const path = file(
      'wrong.yaml',
      `${TWO}expect:
  - { event: collision, node: a, count: 2 }
  - { stat: b.framesReceived, equals: 3 }
  - { stat: hub.frames, atLeast: 4 }
  - { stat: lab.drops.fcsError, between: [1, 2] }
`,
    );
    for (const args of [['--quiet'], ['--json'], []]) {
      const { code, stdout, stderr } = await run([path, ...args]);
      expect(code).toBe(1);
      expect(lines(stderr)).toEqual([
        'thicknet: expect[0]: collision at a: 0 times, expected 2',
        'thicknet: expect[2]: hub.frames is 3, expected at least 4',
        'thicknet: expect[3]: lab.drops.fcsError is 0, expected 1 to 2',
      ]);
      if (args[0] === '--quiet') expect(stdout).toBe('');
      if (args[0] === '--json') expect(JSON.parse(stdout).expect).toMatchObject({ passed: 1, failed: 3 });
    }
  });

  it('reads a scenario from stdin, and a capture relative to its scenario', async () => {
    const { code, stdout } = await run(['-', '--json'], { input: TWO });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).frames).toMatchObject({ offered: 3, delivered: 3 });
    writeFileSync(join(folder, 'talk.pcap'), readFileSync(conversation));
    const path = file(
      'talk.yaml',
      TWO.replace(/script: .*/, 'replay: { file: talk.pcap, pace: saturate }').replace('ports: 2', 'ports: 3'),
    );
    const talk = await run([path, '--json'], { cwd: tmpdir() });
    expect(JSON.parse(talk.stdout).replay).toMatchObject({ pace: 'saturate', sent: 36, delivered: 36, different: 0 });
    expect(talk.stderr).toContain("One more host has been plugged into 'hub'");
  });

  it('does not overwrite the capture that the scenario replays', async () => {
    const talk = readFileSync(conversation);
    writeFileSync(join(folder, 'precious.pcap'), talk);
    const path = file('over.yaml', TWO.replace(/script: .*/, 'replay: { file: precious.pcap }'));
    const { code, stderr } = await run([path, '--pcapng', join(folder, 'precious.pcap')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/would overwrite .*precious\.pcap/);
    expect(readFileSync(join(folder, 'precious.pcap'))).toEqual(talk);
  });

  it('warns of what no real installation would do, with its line', async () => {
    const { code, stderr } = await run(['cable-too-long']);
    expect(code).toBe(0);
    expect(lines(stderr)[0]).toMatch(/^thicknet: line \d+: topology\.links\[0\]\.length: 3000 m of twisted pair/);
  });

  it.each([
    ['a seed that is none', [two, '--seed', '-1'], 2, /seed is a whole number/],
    ['a time without a unit', [two, '--until', '5'], 2, /has no unit/],
    ['a run of no time', [two, '--until', '0s'], 2, /ends at once/],
    ['two files on stdout', [two, '--pcapng', '-', '--events', '-'], 2, /only one output/],
    ['a file and JSON on stdout', [two, '--events', '-', '--json'], 2, /only one output/],
    ['one file for two options', [two, '--vcd', join(folder, 'x'), '--csv', join(folder, './x')], 2, /the same file/],
    ['to overwrite what it reads', [two, '--pcapng', two], 2, /would overwrite .*two\.yaml/],
    ['a file without a name', [two, '--pcapng', ''], 2, /--pcapng needs the name of a file/],
    ['a scenario without a name', [''], 2, /a scenario without a name/],
    ['a scenario that is not there', ['nowhere.yaml'], 3, /nowhere\.yaml: there is no such file/],
    ['a folder', [folder], 3, /\S+: this is a directory/],
    ['a file in a folder that is not there', [two, '--vcd', join(folder, 'no/x.vcd')], 3, /x\.vcd: there is no such/],
    ['a file in what is no folder', [two, '--events', `${two}/x`], 3, /two\.yaml\/x: a part of this path/],
  ])('refuses %s', async (_, args, exitCode, sentence) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n +at /);
  });

  it.each([
    ['a scenario with a mistake', TWO.replace('ports: 2', 'prots: 2'), /two\.yaml:3:\d+: .*prots.*ports/],
    ['a cable in a port that is taken', TWO.replace('hub:2', 'hub:1'), /hub:1 already holds/],
    ['no YAML at all', '\0\x01\x02{[', /bad\.yaml|two\.yaml/],
    ['a counter that there is not', `${TWO}expect: [{ stat: a.colisions, equals: 1 }]`, /did you mean 'collisions'/],
    [
      'a capture that is not there',
      TWO.replace(/script: .*/, 'replay: { file: gone.pcap }'),
      /replay\.file: there is no file/,
    ],
  ])('answers 3 and the place for %s', async (_, text, sentence) => {
    const { code, stderr } = await run([file('two.yaml', text)]);
    writeFileSync(two, TWO);
    expect(code).toBe(3);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toMatch(sentence);
  });

  it('stops at Control-C with what has happened so far, its files whole, and answers 130', async () => {
    const events = join(folder, 'interrupted.ndjson');
    const { code, stdout, stderr } = await run(['saturated-hub', '--until', '9000s', '--events', events], {
      during: (process) => {
        const poll = setInterval(() => {
          if (!existsSync(events) || readFileSync(events).length === 0) return;
          clearInterval(poll);
          process.kill('SIGINT');
        }, 20);
      },
    });
    expect(code).toBe(130);
    expect(stderr).toContain('interrupted');
    expect(stdout).toMatch(/frames offered = \d+ delivered/);
    const log = readFileSync(events, 'utf8');
    const last = JSON.parse(lines(log).at(-1)!);
    expect(last.atPs).toBeGreaterThan(0);
    expect(stdout).toContain(`${lines(log).length} events`);
  });
});

describe('files of a run', () => {
  it('without a scenario go to out/, and it says how to open them', async () => {
    const cwd = mkdtempSync(join(folder, 'default-'));
    const { code, stdout } = await run([], { cwd });
    expect(code).toBe(0);
    const names = ['hub-collision.events.ndjson', 'hub-collision.pcapng', 'hub-collision.vcd'];
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(names);
    expect(lines(stdout).slice(-5)).toEqual([
      '  out/hub-collision.pcapng         wireshark out/hub-collision.pcapng',
      '  out/hub-collision.vcd            gtkwave out/hub-collision.vcd',
      '  out/hub-collision.events.ndjson  less out/hub-collision.events.ndjson',
      'see it, bit by bit, in a browser:',
      '  npx thicknet lab hub-collision',
    ]);
  });

  it('are written where they are asked for, and nowhere else', async () => {
    const cwd = mkdtempSync(join(folder, 'asked-'));
    const { code } = await run(['flipped-bit', '--quiet', '--csv', 'volts.csv', '--vcd', 'wave.vcd'], { cwd });
    expect(code).toBe(0);
    expect(readdirSync(cwd).sort()).toEqual(['volts.csv', 'wave.vcd']);
    expect(readFileSync(join(cwd, 'volts.csv'), 'utf8')).toMatch(/^time_ns,a:eth0\.tx,a:eth0\.rx,/);
  });

  it('can go to stdout alone', async () => {
    const { code, stdout, stderr } = await run([two, '--events', '-']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const events = lines(stdout).map((line) => JSON.parse(line));
    expect(events.filter(({ event }) => event === 'frameReceived')).toHaveLength(3);
  });

  const tshark = judge('tshark');
  it.skipIf(!tshark)('are such that tshark finds every delivered frame, its FCS good', async () => {
    const path = join(folder, 'two.pcapng');
    expect((await run([two, '--quiet', '--pcapng', path])).code).toBe(0);
    const fields = ['frame.interface_name', 'eth.fcs.status', 'frame.len'];
    const packets = tsharkFields(path, fields, ['-o', 'eth.check_fcs:TRUE', '-Y', 'frame.interface_name == "b:eth0"']);
    expect(packets).toEqual([1, 2, 3].map(() => ['b:eth0', '1', '100']));
  });

  const converter = judge('vcd2fst');
  it.skipIf(!converter)("are such that GTKWave's converter takes them", async () => {
    const path = join(folder, 'two.vcd');
    expect((await run([two, '--quiet', '--vcd', path])).code).toBe(0);
    execFileSync('vcd2fst', [path, `${path}.fst`], { stdio: 'ignore' });
    expect(readFileSync(`${path}.fst`).length).toBeGreaterThan(100);
  });
});

describe('thicknet replay', () => {
  it('carries a capture over a hub of its own, and counts what became of it', async () => {
    const { code, stdout, stderr } = await replay([conversation]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('36 frames of the capture sent = 36 delivered + 0 dropped');
    expect(stdout).toContain('39 receptions compared octet for octet: all as sent');
  });

  it('carries it over any scenario, as fast as asked, and says what that network did to it', async () => {
    const args = [conversation, '--over', 'coax-bus', '--pace', 'x10', '--seed', '3', '--json'];
    const report = JSON.parse((await replay(args)).stdout);
    expect(report).toMatchObject({
      scenario: 'coax-bus',
      seed: 3,
      replay: { pace: 10, records: 36, sent: 36, different: 0, stations: { west: ['02:00:00:00:00:01'] } },
      expect: { passed: 0, failed: 0 },
    });
    const { delivered, dropped } = report.replay;
    const lost = Object.values<number>(dropped).reduce((sum, count) => sum + count, 0);
    expect(delivered + lost).toBe(36);
    expect(report.simulatedPs).toBeLessThan(100e9);
  });

  it('takes the capture from stdin', async () => {
    const { code, stdout } = await replay(['-', '--json', '--pace', 'saturate'], { input: readFileSync(conversation) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).replay).toMatchObject({ pace: 'saturate', sent: 36, delivered: 36 });
  });

  it.each([
    ['a pace that is none', [conversation, '--pace', 'fast'], 2, /original, saturate, or a factor/],
    ['no pace at all', [conversation, '--pace', 'x0'], 2, /original, saturate, or a factor/],
    ['two things from one stdin', ['-', '--over', '-'], 2, /only one of capture and scenario/],
    ['no capture', [], 2, /missing required argument/],
    ['a capture cut short', [file('cut.pcap', readFileSync(conversation).subarray(0, 500))], 3, /cut\.pcap/],
    ['what is no capture', [two], 3, /neither a pcap nor a pcapng/],
    ['a network with too few hosts', [conversation, '--over', 'full-duplex'], 3, /full-duplex.*no repeater/],
  ])('refuses %s', async (_, args, exitCode, sentence) => {
    const { code, stdout, stderr } = await replay(args);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n +at /);
  });
});
