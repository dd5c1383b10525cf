// Octets as people and programs write them down.
import { describe, expect, it } from 'vitest';
import { HexTextError, octetsOfText } from '../src/packet/hex-text.js';
import { bytes, hex, numbers } from './fcs-frames.js';

const read = (text: string, limit = 65_536): string => hex(octetsOfText(text, limit));

function refusal(text: string, limit = 65_536): string {
  try {
    return `read as ${read(text, limit)}`;
  } catch (error) {
    if (!(error instanceof HexTextError)) throw error;
    return `${error.line}:${error.column}: ${error.message}`;
  }
}

const frame = 'ffffffffffff0020afb780b80806000108000604000161626364';

describe('plain hexadecimal is read', () => {
  it.each([
    ['in one piece', frame],
    ['in capitals', frame.toUpperCase()],
    ['with colons', frame.match(/../g)!.join(':')],
    ['with hyphens, as Windows writes addresses', frame.match(/../g)!.join('-')],
    ['with dots between words, as Cisco writes them', frame.match(/.{4}/g)!.join('.')],
    ['with blanks and line ends anywhere between octets', frame.match(/.{6}/g)!.join(' \r\n\t') + frame.slice(48)],
    [
      'as a C array',
      `{ ${frame
        .match(/../g)!
        .map((octet) => `0x${octet}`)
        .join(', ')} };`,
    ],
    [
      'as a C string',
      `"${frame
        .match(/../g)!
        .map((octet) => `\\x${octet}`)
        .join('')}"`,
    ],
    ['with one 0x before all', `0x${frame}`],
    ['with comments', `${frame.slice(0, 12)} # destination\n${frame.slice(12)} // the rest\n`],
    ['behind a byte order mark', `\uFEFF${frame}\n`],
  ])('%s', (_, text) => {
    expect(read(text)).toBe(frame);
  });

  it('although it begins with zeros that might be an offset', () => {
    expect(read('0000 5e00 0101 0020 af00 0000 0800')).toBe('00005e0001010020af0000000800');
    expect(read('00005e000101 0020af000000 0800')).toBe('00005e0001010020af0000000800');
    expect(read('00000000 0101002000000000\n08004500 deadbeef')).toBe('00000000010100200000000008004500deadbeef');
    expect(read('00:00:5e:00:01:01')).toBe('00005e000101');
  });
});

describe('a dump is read', () => {
  const twenty = 'ffffffffffff0020afb780b8080600016162636465664142';

  it.each([
    [
      'of tshark -x',
      '0000  ff ff ff ff ff ff 00 20 af b7 80 b8 08 06 00 01   ....... ........\n0010  61 62 63 64 65 66 41 42                           abcdefAB\n',
    ],
    [
      'of Wireshark, its header above',
      'Frame (24 bytes):\n\n0000   ff ff ff ff ff ff 00 20 af b7 80 b8 08 06 00 01  ....... ........\n0010   61 62 63 64 65 66 41 42                          abcdefAB\n\n',
    ],
    [
      'of tcpdump -xx, the packet above',
      '10:04:33.123456 ARP, Request who-has 10.0.0.1\n\t0x0000:  ffff ffff ffff 0020 afb7 80b8 0806 0001\n\t0x0010:  6162 6364 6566 4142\n',
    ],
    [
      'of tcpdump -XX',
      '\t0x0000:  ffff ffff ffff 0020 afb7 80b8 0806 0001  ................\n\t0x0010:  6162 6364 6566 4142                      abcdefAB\n',
    ],
    [
      'of xxd',
      '00000000: ffff ffff ffff 0020 afb7 80b8 0806 0001  ....... ........\n00000010: 6162 6364 6566 4142                      abcdefAB\n',
    ],
    [
      'of hexdump -C',
      '00000000  ff ff ff ff ff ff 00 20  af b7 80 b8 08 06 00 01  |....... ........|\n00000010  61 62 63 64 65 66 41 42                           |abcdefAB|\n00000018\n',
    ],
    [
      'of od -A x -t x1',
      '000000 ff ff ff ff ff ff 00 20 af b7 80 b8 08 06 00 01\n000010 61 62 63 64 65 66 41 42\n000018\n',
    ],
    [
      'with eight octets a line',
      '0000  ff ff ff ff ff ff 00 20\n0008  af b7 80 b8 08 06 00 01\n0010  61 62 63 64 65 66 41 42\n',
    ],
    [
      'with characters that are not lined up',
      '0000  ff ff ff ff ff ff 00 20 af b7 80 b8 08 06 00 01  aabbccddeeffaabb\n0010  61 62 63 64 65 66 41 42   abcdefAB\n',
    ],
  ])('%s', (_, text) => {
    expect(read(text)).toBe(twenty);
  });

  it('of one line, with characters that are octets too', () => {
    expect(read('0000  61 62 63 64   abcd')).toBe('61626364');
    expect(read('0x0000:  6162 6364                                abcd')).toBe('61626364');
    expect(read('0000000 61 62 63 64')).toBe('61626364');
  });

  it('of many equal lines that hexdump has squeezed into a star', () => {
    const text =
      '00000000  01 02 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00000040  09                                                |.|\n00000041\n';
    expect(read(text)).toBe(`0102${'00'.repeat(62)}09`);
  });

  it('of every length, made by formatting random octets in six ways', () => {
    const printable = (octets: Uint8Array): string =>
      [...octets].map((octet) => (octet > 31 && octet < 127 ? String.fromCharCode(octet) : '.')).join('');
    for (let length = 1; length <= 70; length++) {
      const next = numbers(length);
      // Mostly digits and letters a to f, which make the column of characters look like octets.
      const octets = new Uint8Array(length).map(() => (next(3) === 0 ? next(256) : 0x30 + next(10)));
      const rows = Array.from({ length: Math.ceil(length / 16) }, (_, row) => octets.subarray(row * 16, row * 16 + 16));
      const pairs = (row: Uint8Array): string[] => [...row].map((octet) => octet.toString(16).padStart(2, '0'));
      const words = (row: Uint8Array): string =>
        hex(row)
          .match(/.{1,4}/g)!
          .join(' ');
      const halves = (row: Uint8Array): string =>
        `${pairs(row.subarray(0, 8)).join(' ')}  ${pairs(row.subarray(8)).join(' ')}`;
      const formats: ((row: Uint8Array, offset: number) => string)[] = [
        (row, at) => `${at.toString(16).padStart(4, '0')}  ${pairs(row).join(' ').padEnd(47)}   ${printable(row)}`,
        (row, at) => `${at.toString(16).padStart(4, '0')}   ${halves(row).padEnd(48)}   ${printable(row)}`,
        (row, at) => `\t0x${at.toString(16).padStart(4, '0')}:  ${words(row).padEnd(39)}  ${printable(row)}`,
        (row, at) => `\t0x${at.toString(16).padStart(4, '0')}:  ${words(row)}`,
        (row, at) => `${at.toString(16).padStart(8, '0')}: ${words(row).padEnd(39)}  ${printable(row)}`,
        (row, at) => `${at.toString(16).padStart(8, '0')}  ${halves(row).padEnd(48)}  |${printable(row)}|`,
      ];
      for (const [which, format] of formats.entries()) {
        const text = rows.map((row, i) => format(row, i * 16)).join('\n');
        expect(read(text), `${length} octets, format ${which}:\n${text}`).toBe(hex(octets));
      }
    }
  });
});

describe('what is no octets is refused with its place:', () => {
  it.each([
    ['nothing', '', '1:0: there are no octets here.'],
    ['blanks and comments only', ' \n# nothing\n', '3:0: there are no octets here.'],
    ['an odd digit', 'ff ff f', '1:7: a hexadecimal digit stands alone: octets have two.'],
    ['an odd digit in the middle', 'ff f ff', '1:4: a hexadecimal digit stands alone: octets have two.'],
    ['an octet across a line end', 'ff f\nf ff', '1:4: a hexadecimal digit stands alone: octets have two.'],
    ['a letter that is no digit', 'ff ff\nfg', "2:2: 'g' is no hexadecimal digit."],
    ['a control character', 'ff \u0007ff', '1:4: the character 07 is no hexadecimal digit.'],
    ['a sentence', 'hello', "1:1: 'h' is no hexadecimal digit."],
    [
      'a dump with a line missing',
      '0000: ff ff\n0004: ff ff',
      '1:12: 2 octets stand here where the next offset leaves room for 4.',
    ],
    [
      'a dump with a line twice',
      '0000: ff ff\n0002: ff ff\n0002: ff ff',
      '3:1: the offset is 0002 where 0004 is due: a line is missing or too short.',
    ],
    [
      'two dumps',
      '0000: ff ff\n0002: ff ff\n\n0000: ff ff',
      '4:1: a second dump begins here: give one frame at a time.',
    ],
    ['a dump with a stray line', '0000: ff ff\n0002: ff ff\nand so on', '3:1: this line of the dump has no offset.'],
    ['half an octet in a dump', '0000: ff ff\n0002: ff f', '2:10: a hexadecimal digit stands alone: octets have two.'],
    ['a star without an end', '00000000: ff ff\n*\n', "2:1: nothing says how often '*' repeats the line above."],
  ])('%s', (_, text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it('more octets than the limit, wherever they come from', () => {
    expect(refusal('ff'.repeat(11), 10)).toBe('1:22: there are more than 10 octets.');
    expect(refusal('00000000: ff ff\n*\nffffffff: ff', 100)).toContain('there are more than 100 octets.');
  });

  it('whatever comes, it is octets or a refusal, soon', () => {
    const pieces = [
      'ff',
      '0',
      ' ',
      '\n',
      '0000',
      '0010',
      ':',
      '  ',
      '*',
      '|',
      '0x',
      '\\x',
      '#',
      'g',
      '\t',
      '.',
      'abcd',
    ];
    for (let seed = 1; seed <= 2000; seed++) {
      const next = numbers(seed);
      const text = Array.from({ length: next(30) }, () => pieces[next(pieces.length)]!).join('');
      expect(refusal(text), `seed ${seed}`).toMatch(/^(read as ([0-9a-f]{2})+|\d+:\d+: .*\.)$/);
    }
    expect(bytes(read('f'.repeat(131_072))).length).toBe(65_536);
  });
});
