// thicknet fcs as a process: what it prints, and how it ends.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { thicknet } from './cli.js';
import { bytes, hex, join, littleEndian, randomFrame, sealed } from './fcs-frames.js';

const folder = mkdtempSync(joinPath(tmpdir(), 'thicknet-fcs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Uint8Array): string => {
  const path = joinPath(folder, name);
  writeFileSync(path, content);
  return path;
};

/** The ARP request of the University of Cambridge's page on the Ethernet CRC. */
const arp =
  'ffffffffffff0020afb780b8080600010800060400010020afb780b880e80f9400000000000080e80fdedededededededededededededededededede';
const arpFcs = '9ed2c2af';
const fcs = async (...args: string[]) => thicknet(['fcs', ...args]);

describe('thicknet fcs', () => {
  it('computes the FCS of a published frame from hexadecimal, octets, a dump and stdin', async () => {
    const dump = hex(bytes(arp))
      .match(/.{1,32}/g)!
      .map((row, i) => `${(i * 16).toString(16).padStart(4, '0')}  ${row.match(/../g)!.join(' ')}`);
    const outputs = [
      await fcs('--hex', arp, '--json'),
      await fcs(file('arp.bin', bytes(arp)), '--json'),
      await fcs(file('arp.txt', `${dump.join('\n')}\n`), '--json'),
      await thicknet(['fcs', '-', '--json'], { input: bytes(arp) }),
      await thicknet(['fcs', '--json'], { input: arp }),
    ];
    for (const output of outputs)
      expect(output).toEqual({ code: 0, stdout: `{"octets":60,"fcs":"${arpFcs}","diagnosis":null}\n`, stderr: '' });
    expect((await fcs('--hex', arp, '--quiet')).stdout).toBe(`${arpFcs}\n`);
    expect((await fcs('--hex', arp)).stdout).toContain(`${arpFcs} is the FCS of these 60 octets`);
  });

  it('gives the FCS of a short frame as it is and as a MAC would pad it', async () => {
    const short = randomFrame(1, 42);
    const { stdout } = await fcs('--hex', hex(short), '--json');
    expect(JSON.parse(stdout)).toEqual({
      octets: 42,
      fcs: hex(sealed(short).subarray(-4)),
      diagnosis: null,
      padded: { octets: 60, fcs: hex(sealed(join(short, new Uint8Array(18))).subarray(-4)) },
    });
  });

  it('accepts a good FCS in exactly these words', async () => {
    expect(await fcs('--check', '--json', '--hex', arp + arpFcs)).toEqual({
      code: 0,
      stdout: `{"octets":64,"fcs":"${arpFcs}","given":"${arpFcs}","ok":true,"diagnosis":null}\n`,
      stderr: '',
    });
    expect(await fcs('--check', '--hex', arp + arpFcs)).toEqual({
      code: 0,
      stdout: `ok: 64 octets, FCS ${arpFcs}\n`,
      stderr: '',
    });
  });

  it('rejects a wrong FCS with exit code 1 and says why, without a word on stderr', async () => {
    const json = await fcs('--check', '--json', '--hex', `${arp}afc2d29e`);
    expect(json).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(json.stdout)).toMatchObject({
      octets: 64,
      fcs: arpFcs,
      given: 'afc2d29e',
      ok: false,
      diagnosis: { code: 'byte-swapped', details: {}, alternatives: [] },
    });
    const text = await fcs('--check', '--hex', `${arp}afc2d29e`);
    expect(text.stdout).toBe(
      `wrong: 64 octets, FCS afc2d29e, which should be ${arpFcs}\nbyte-swapped: This FCS comes out when its four octets are in reverse order.\n`,
    );
    expect((await fcs('--check', '--quiet', '--hex', `${arp}afc2d29e`)).stdout).toBe('wrong\n');
  });

  it('names the flipped bit', async () => {
    const frame = bytes(arp + arpFcs);
    frame[30]! ^= 0x20;
    const { code, stdout } = await fcs('--check', '--json', file('flipped.bin', frame));
    expect(code).toBe(1);
    expect(JSON.parse(stdout).diagnosis).toMatchObject({
      code: 'one-flipped-bit',
      details: { octet: 30, bit: 5, wireBit: 245, field: 'data' },
    });
  });

  it('finds the first bit that is not as expected, in an FCS or in a frame', async () => {
    const good = file('good.bin', bytes(arp + arpFcs));
    const wrong = bytes(arp + arpFcs);
    wrong[20]! ^= 0x40;
    wrong[40]! ^= 0x03;
    const frame = await fcs('--check', '--json', file('wrong.bin', wrong), '--expected', good);
    expect(frame.code).toBe(1);
    expect(JSON.parse(frame.stdout).expected).toEqual({
      firstWrongBit: { octet: 20, bit: 6, wireBit: 166, field: 'data', is: '40', wants: '00' },
      wrongBits: 3,
      octets: 64,
      expectedOctets: 64,
    });
    const given = await fcs('--json', '--hex', arp, '--expected', hex(littleEndian(0xafc2d29e ^ 0x100)));
    expect(given.code).toBe(1);
    expect(JSON.parse(given.stdout)).toMatchObject({
      ok: false,
      expected: { firstWrongBit: { octet: 61, bit: 0, field: 'FCS' }, wrongBits: 1 },
    });
    expect(await fcs('--check', good, '--expected', arp + arpFcs)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('as expected, bit for bit'),
    });
  });

  it('warns of what is right and odd, unless --quiet', async () => {
    expect((await fcs('--hex', arp + arpFcs)).stderr).toContain('already a right FCS');
    const short = hex(sealed(randomFrame(2, 40)));
    expect(await fcs('--check', '--hex', short)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('fragment'),
    });
    expect((await fcs('--check', '--quiet', '--hex', short)).stderr).toBe('');
    const twice = hex(sealed(bytes(arp + arpFcs)));
    expect(await fcs('--check', '--hex', twice)).toMatchObject({ code: 0, stderr: expect.stringContaining('twice') });
  });
});

describe('thicknet fcs refuses with exit code 3, one line and no stack', () => {
  const refused: Record<string, () => [args: string[], expected: RegExp]> = {
    'an odd digit': () => [['--hex', `${arp}f`], /^thicknet: --hex: character 121: a hexadecimal digit stands alone/],
    'a letter in a file': () => [[file('a.txt', 'ff ff\nff zz\n')], /a\.txt:2:4: 'z' is no hexadecimal digit\.$/],
    'an empty file': () => [[file('empty', '')], /empty: this is empty\.$/],
    'an empty option': () => [['--hex', ''], /--hex: there are no octets here\.$/],
    '13 octets': () => [['--hex', arp.slice(0, 26)], /--hex: 13 octets can't be a frame/],
    '17 octets with an FCS': () => [['--check', '--hex', arp.slice(0, 34)], /--hex: 17 octets can't be a frame/],
    'a few octets of junk': () => [[file('junk', bytes('00ff8001'))], /junk: 4 octets can't be a frame/],
    'far too much': () => [
      [file('huge', new Uint8Array(100_000).fill(0x80))],
      /huge: there are more than 65536 octets/,
    ],
    'far too much text': () => [
      [file('huge.txt', 'ff'.repeat(70_000))],
      /huge\.txt:1:\d+: there are more than 65536 octets/,
    ],
    'far more than that': () => [[file('vast', new Uint8Array(3_000_000))], /vast: there are more than 65536 octets/],
    'a capture file': () => [[file('a.pcap', bytes(`d4c3b2a10200040000000000`))], /a\.pcap: this is a capture file/],
    'a file that is not there': () => [[joinPath(folder, 'gone')], /gone: there is no such file or directory$/],
    'a directory': () => [[folder], /: this is a directory, not a file\.$/],
    'an expectation that is neither': () => [
      ['--hex', arp, '--expected', 'ffffff'],
      /--expected: neither an FCS \(4 octets\) nor a frame/,
    ],
  };

  it.each(Object.keys(refused))('%s', async (name) => {
    const [args, expected] = refused[name]!();
    const { code, stdout, stderr } = await fcs(...args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr.trimEnd()).toMatch(expected);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('more than fits from stdin, without waiting for all of it', async () => {
    const { code, stderr } = await thicknet(['fcs', '-'], { input: new Uint8Array(4_000_000).fill(0x81) });
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('more than 65536 octets') });
  });
});

const facts = new URL('../../shared/facts/fcs-vectors.json', import.meta.url);

describe.skipIf(!existsSync(facts))('the collected vectors, by the program', () => {
  it('are all accepted, and the wrong ones rejected with a diagnosis', async () => {
    const { vectors, negative_vectors: wrong } = JSON.parse(readFileSync(facts, 'utf8')) as Record<
      string,
      { name: string; frame_hex: string; fcs_hex: string; correct_fcs_hex?: string }[]
    >;
    for (const { name, frame_hex: frame, fcs_hex: given } of vectors!)
      expect((await fcs('--check', '--hex', frame + given)).code, name).toBe(0);
    for (const { name, frame_hex: frame, fcs_hex: given, correct_fcs_hex: right } of wrong!) {
      const { code, stdout } = await fcs('--check', '--json', '--hex', frame + given);
      expect({ code, ...JSON.parse(stdout) }, name).toMatchObject({ code: 1, ok: false, fcs: right, given });
      expect(JSON.parse(stdout).diagnosis.sentence).toMatch(/\.$/);
    }
  });
});
