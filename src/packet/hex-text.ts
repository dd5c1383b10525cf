// Octets that people write as text: plain hexadecimal in any of its dresses, or a dump with offsets as Wireshark, tshark,
// tcpdump, xxd, hexdump and od print it.
//
//   ff:ff:ff:ff:ff:ff 0020AFB780B8 0x08, 0x06 \x00\x01     # plain
//   0000  ff ff ff ff ff ff 00 20  af b7 80 b8 08 06 00 01   ....... ........
//   0x0010:  0800 0604 0001 0020                        ...dump, tcpdump's

/** A text that is not octets, and where. */
export class HexTextError extends Error {
  override readonly name = 'HexTextError';

  /** @param line and column count from 1; column 0 means the whole line */
  constructor(
    readonly line: number,
    readonly column: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The octets that `text` spells.
 *
 * @param limit most octets accepted
 * @throws HexTextError for anything else: an odd digit, a stray letter, a line of a dump that is missing, too much
 */
export function octetsOfText(text: string, limit: number): Uint8Array {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const octets = new Octets(limit);
  const dump = dumpLines(lines);
  if (dump === undefined) lines.forEach((line, index) => plainLine(line, index + 1, octets));
  else dumpedOctets(dump, octets);
  octets.finish(lines.length);
  return octets.take();
}

/** Octets so far, with the digit that waits for its other half. */
class Octets {
  private store = new Uint8Array(256);
  length = 0;
  private half = -1;
  private halfLine = 0;
  private halfColumn = 0;

  constructor(private readonly limit: number) {}

  digit(value: number, line: number, column: number): void {
    if (this.half === -1) {
      this.half = value;
      this.halfLine = line;
      this.halfColumn = column;
      return;
    }
    this.octet((this.half << 4) | value, line, column);
    this.half = -1;
  }

  octet(value: number, line: number, column: number): void {
    if (this.length >= this.limit) throw new HexTextError(line, column, `there are more than ${this.limit} octets.`);
    if (this.length === this.store.length) {
      const larger = new Uint8Array(this.length * 2);
      larger.set(this.store);
      this.store = larger;
    }
    this.store[this.length++] = value;
  }

  /** After something that can only stand between octets. */
  boundary(): void {
    if (this.half !== -1) throw this.odd();
  }

  finish(lines: number): void {
    this.boundary();
    if (this.length === 0) throw new HexTextError(lines, 0, 'there are no octets here.');
  }

  take(): Uint8Array {
    return this.store.slice(0, this.length);
  }

  /** The last `count` octets. */
  tail(count: number): Uint8Array {
    return this.store.slice(this.length - count, this.length);
  }

  private odd(): HexTextError {
    return new HexTextError(this.halfLine, this.halfColumn, 'a hexadecimal digit stands alone: octets have two.');
  }
}

function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** What may stand between octets: blanks, and the punctuation of addresses, lists and arrays. */
const BETWEEN = ' \t\v\f:;,.-|{}[]()"\'';

function plainLine(line: string, number: number, octets: Octets): void {
  for (let at = 0; at < line.length; at++) {
    const value = digitValue(line.charCodeAt(at));
    const prefix = /^(?:0[xX]|\\x)/.exec(line.slice(at, at + 2));
    if (prefix && digitValue(line.charCodeAt(at + 2)) !== -1) {
      octets.boundary();
      at++;
    } else if (value !== -1) {
      octets.digit(value, number, at + 1);
    } else if (line[at] === '#' || line.startsWith('//', at)) {
      break;
    } else if (BETWEEN.includes(line[at]!)) {
      octets.boundary();
    } else {
      throw new HexTextError(number, at + 1, `${shown(line, at)} is no hexadecimal digit.`);
    }
  }
  octets.boundary();
}

function shown(line: string, at: number): string {
  const code = line.codePointAt(at)!;
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xfffd
    ? `the character ${code.toString(16).padStart(2, '0')}`
    : `'${String.fromCodePoint(code)}'`;
}

/** One line of a dump. */
interface DumpLine {
  readonly number: number;
  /** Octets before this line, as it says itself; -1 for hexdump's `*`. */
  readonly offset: number;
  /** The text, and where in it the octets begin. */
  readonly text: string;
  readonly from: number;
}

const OFFSET = /^[ \t]*(?:0x)?([0-9a-f]{3,8})(:?)([ \t]+|$)/i;

/** The lines of a dump, or undefined when the text is none: the first offset is 0, and a second line goes on from it. */
function dumpLines(lines: readonly string[]): DumpLine[] | undefined {
  const first = lines.findIndex((line) => /^0+$/.test(OFFSET.exec(line)?.[1] ?? ''));
  // Above a dump programs print what they think of the packet; nothing there has to be hexadecimal.
  if (first === -1 || lines.slice(0, first).some((line) => /^[\s0-9a-f:]*[0-9a-f][\s0-9a-f:]*$/i.test(line)))
    return undefined;
  const found: DumpLine[] = [];
  let stray = 0;
  for (let index = first; index < lines.length; index++) {
    const text = lines[index]!;
    const match = OFFSET.exec(text);
    if (match) found.push({ number: index + 1, offset: Number.parseInt(match[1]!, 16), text, from: match[0].length });
    else if (text.trim() === '*') found.push({ number: index + 1, offset: -1, text, from: 0 });
    else if (text.trim() !== '' && stray === 0) stray = index + 1;
  }
  if (!isDump(found, OFFSET.exec(lines[first]!)!)) return undefined;
  if (stray > 0) throw new HexTextError(stray, 1, 'this line of the dump has no offset.');
  return found;
}

/** Whether offsets are offsets: `0000 0800 …` may as well be the beginning of plain hexadecimal. */
function isDump(lines: readonly DumpLine[], first: RegExpExecArray): boolean {
  if (first[2] === ':' || /^[ \t]*0x/i.test(first[0])) return true;
  const [one, two] = [lines[0]!, lines[1]];
  if (two !== undefined) return two.offset === -1 || (two.offset > 0 && two.offset <= one.text.length / 2);
  // A single line: an offset is set apart by more than one blank, or is wider than the octets behind it.
  const octets = one.text.slice(one.from).split(/\s+/)[0]!;
  return /^(?: {2,}|\t)/.test(first[3]!) || (first[1]!.length !== 2 && octets.length === 2);
}

function dumpedOctets(lines: readonly DumpLine[], octets: Octets): void {
  let width = 0;
  let textColumn = Number.POSITIVE_INFINITY;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (line.offset === -1) {
      repeatedOctets(line, next, width, octets);
      continue;
    }
    if (line.offset !== octets.length)
      throw new HexTextError(line.number, 1, offsetSentence(line.offset, octets.length, index));
    // The next line's offset says how many octets stand on this one; behind them may come a column of characters that
    // look like octets themselves. The last line ends where the hexadecimal of the others ended.
    const known = next !== undefined && next.offset > line.offset ? next.offset - line.offset : undefined;
    const end = scanDumpLine(line, known ?? (width === 0 ? undefined : width), known !== undefined, textColumn, octets);
    if (known !== undefined && index === 0) textColumn = end;
    width = octets.length - line.offset;
  }
}

function offsetSentence(offset: number, wanted: number, index: number): string {
  const hex = (value: number): string => value.toString(16).padStart(4, '0');
  if (offset === 0 && index > 0) return 'a second dump begins here: give one frame at a time.';
  return `the offset is ${hex(offset)} where ${hex(wanted)} is due: a line is missing or too short.`;
}

/** hexdump's `*`: the line before, again and again up to the next offset. */
function repeatedOctets(line: DumpLine, next: DumpLine | undefined, width: number, octets: Octets): void {
  if (next === undefined || next.offset < octets.length || width === 0)
    throw new HexTextError(line.number, 1, "nothing says how often '*' repeats the line above.");
  const row = octets.tail(width);
  for (let i = 0; octets.length < next.offset; i++) octets.octet(row[i % width]!, line.number, 1);
}

/**
 * Takes the octets of one line: exactly `most` when that is `exact`, else at most so many, up to where the column of
 * characters begins. Answers the column behind the last octet.
 */
function scanDumpLine(
  line: DumpLine,
  most: number | undefined,
  exact: boolean,
  textColumn: number,
  octets: Octets,
): number {
  const { text, number, from } = line;
  const start = octets.length;
  const area = exact ? text.length : Math.min(text.length, textColumn);
  let at = from;
  while (at < area && (most === undefined || octets.length - start < most)) {
    const gap = /^[ \t]*/.exec(text.slice(at))![0].length;
    // One blank between octets, two in the middle of a line, two or more before the characters.
    const middle = octets.length - start === 8 && gap === 2;
    if (!exact && at > from && gap > 1 && !middle) break;
    at += gap;
    if (at >= area || text[at] === '|') break;
    const high = digitValue(text.charCodeAt(at));
    const low = digitValue(text.charCodeAt(at + 1));
    if (high === -1 || low === -1) throw notHex(text, high === -1 ? at : at + 1, number);
    octets.octet((high << 4) | low, number, at + 1);
    at += 2;
  }
  if (exact && octets.length - start < most!)
    throw new HexTextError(number, at + 1, roomSentence(octets.length - start, most!));
  return at;
}

function roomSentence(octets: number, room: number): string {
  return `${octets} octets stand here where the next offset leaves room for ${room}.`;
}

function notHex(text: string, at: number, number: number): HexTextError {
  if (at >= text.length) return new HexTextError(number, at, 'a hexadecimal digit stands alone: octets have two.');
  return new HexTextError(number, at + 1, `${shown(text, at)} is no hexadecimal digit.`);
}
