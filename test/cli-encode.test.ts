// thicknet encode as a process: its bits, half bits and volts decoded again by slow and obvious means.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { thicknet } from './cli.js';
import { bytes, hex, join, randomFrame, sealed, udpFrame } from './fcs-frames.js';
import { judge } from './judges.js';

const folder = mkdtempSync(joinPath(tmpdir(), 'thicknet-encode-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const encode = async (...args: string[]) => thicknet(['encode', ...args]);

/** Preamble, SFD and `frame`, bit by bit in order of transmission. */
const wireBits = (frame: Uint8Array): string =>
  [...join(bytes('55555555555555d5'), frame)]
    .map((octet) => [...octet.toString(2).padStart(8, '0')].reverse().join(''))
    .join('');

describe('thicknet encode', () => {
  const frame = randomFrame(1, 71);

  it('puts preamble and SFD before a frame and its FCS behind, least significant bits first', async () => {
    const { code, stdout, stderr } = await encode('--hex', hex(frame), '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { octets, bits, halfBits, fields } = JSON.parse(stdout);
    expect(octets).toBe(hex(sealed(frame)));
    expect(bits).toBe(wireBits(sealed(frame)));
    expect(halfBits).toBe([...bits].map((bit) => (bit === '1' ? '01' : '10')).join(''));
    const names = fields.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['preamble', 'SFD', 'destination address', 'source address', 'type', 'data', 'FCS']);
    expect(fields.map(({ octets: part }: { octets: string }) => part).join('')).toBe(`55555555555555d5${octets}`);
  });

  it('pads a short frame as a MAC does, and says where the pad is, its own or one that the headers tell', async () => {
    const short = udpFrame(2, 3).subarray(0, 45);
    for (const given of [short, udpFrame(2, 3)]) {
      const { octets, fields } = JSON.parse((await encode('--hex', hex(given), '--json')).stdout);
      expect(octets).toBe(hex(sealed(join(short, new Uint8Array(15)))));
      expect(fields).toContainEqual({ name: 'pad', firstBit: (8 + 45) * 8, bits: 120, octets: '00'.repeat(15) });
    }
  });

  it('keeps an FCS that is right, replaces nothing under --as-is, and drops a preamble that is already there', async () => {
    const octetsOf = async (...args: string[]): Promise<string> =>
      JSON.parse((await encode('--json', ...args)).stdout).octets;
    expect(await octetsOf('--hex', hex(sealed(frame)))).toBe(hex(sealed(frame)));
    expect(await octetsOf('--hex', `55555555555555d5${hex(frame)}`)).toBe(hex(sealed(frame)));
    expect(await octetsOf('--hex', 'ffff01', '--as-is')).toBe('ffff01');
  });

  it('prints bits with their fields, and half bits down to TP_IDL', async () => {
    const bits = (await encode('--hex', hex(frame))).stdout.split('\n');
    expect(bits[0]).toMatch(/^ {7}0 ns {2}preamble +55 55 55 55 55 55 55 +(?:10101010 ?){7}$/);
    expect(bits[1]).toMatch(/^ {4}5600 ns {2}SFD +d5 +10101011$/);
    expect(
      bits
        .map((line) => line.slice(58))
        .join('')
        .replaceAll(' ', ''),
    ).toBe(wireBits(sealed(frame)));
    const halves = (await encode('--hex', hex(frame), '--half-bits')).stdout.trimEnd().split('\n');
    expect(halves.at(-1)).toMatch(/TP_IDL +111111$/);
  });

  it('writes volts from which a comparator at 0 V and a clock recover the frame', async () => {
    for (const rate of ['1G', '80M']) {
      const { code, stdout } = await encode('--hex', hex(frame), '--csv', '-', '--rate', rate);
      expect(code).toBe(0);
      const samples = stdout
        .trim()
        .split('\r\n')
        .slice(1)
        .map((row) => row.split(',').map(Number));
      const step = samples[1]![0]! - samples[0]![0]!;
      const start = samples.findIndex(([, volts]) => Math.abs(volts!) > 1.2);
      expect(Math.abs(samples[start]![0]! - 1000)).toBeLessThanOrEqual(step);
      // Three quarters into a bit the level is its value (clause 7.3.1.1).
      const bits = Array.from({ length: (8 + 75) * 8 }, (_, bit) => {
        const at = Math.round((1000 + bit * 100 + 75) / step);
        return samples[at]![1]! > 0 ? '1' : '0';
      });
      expect(bits.join('')).toBe(wireBits(sealed(frame)));
      expect(samples.at(-1)![1]).toBe(0);
    }
  });

  it('writes half bits and volts as VCD', async () => {
    const file = joinPath(folder, 'a.vcd');
    const { code, stdout } = await encode('--hex', hex(frame), '--vcd', file);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const text = readFileSync(file, 'utf8');
    const id = /\$var wire 1 (\S+) half_bit/.exec(text)![1]!;
    const changes = new Map<number, string>();
    let now = 0;
    for (const line of text.split('\n')) {
      if (line.startsWith('#')) now = Number(line.slice(1));
      else if (line.length === 1 + id.length && line.endsWith(id)) changes.set(now, line[0]!);
    }
    let level = '';
    let half = '';
    for (let i = 0; i < (8 + 75) * 16; i++) {
      level = changes.get(1_000_000 + i * 50_000) ?? level;
      half += level;
    }
    expect(half).toBe([...wireBits(sealed(frame))].map((bit) => (bit === '1' ? '01' : '10')).join(''));
  });

  it.skipIf(!judge('vcd2fst'))("writes a VCD that GTKWave's converter takes", async () => {
    const file = joinPath(folder, 'b.vcd');
    await encode('--hex', hex(frame), '--vcd', file);
    execFileSync('vcd2fst', [file, joinPath(folder, 'b.fst')], { stdio: 'ignore' });
    expect(readFileSync(joinPath(folder, 'b.fst')).length).toBeGreaterThan(100);
  });

  it.each([
    ['another line', ['--hex', hex(frame), '--line', 'token-ring'], 2],
    ['a rate that is none', ['--hex', hex(frame), '--csv', '-', '--rate', 'fast'], 2],
    ['a rate below two samples a bit', ['--hex', hex(frame), '--csv', '-', '--rate', '10M'], 2],
    ['two outputs on one stdout', ['--hex', hex(frame), '--csv', '-', '--vcd', '-'], 2],
    ['13 octets', ['--hex', '00'.repeat(13)], 3],
    ['more samples than anyone can use', ['--hex', '01'.repeat(9000), '--csv', '-', '--rate', '100G'], 3],
    ['a folder that is not there', ['--hex', hex(frame), '--csv', joinPath(folder, 'no', 'such', 'file')], 3],
    ['a folder for a file', ['--hex', hex(frame), '--vcd', folder], 3],
  ])('refuses %s', async (_, args, expected) => {
    const { code, stderr } = await encode(...args);
    expect(code).toBe(expected);
    expect(stderr).toMatch(/^thicknet: .*\n(?:\(thicknet encode --help .*\n)?$/);
  });

  it('reads a file with a dump', async () => {
    const file = joinPath(folder, 'dump.txt');
    writeFileSync(
      file,
      hex(frame)
        .match(/.{1,32}/g)!
        .map((row, i) => `${(i * 16).toString(16).padStart(4, '0')}: ${row}\n`)
        .join(''),
    );
    expect(JSON.parse((await encode(file, '--json')).stdout).octets).toBe(hex(sealed(frame)));
  });
});
