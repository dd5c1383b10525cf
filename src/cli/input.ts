// Octets that a user hands over: a file, stdin (`-`), or hexadecimal on the command line; raw or as text.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { HexTextError, octetsOfText } from '../packet/hex-text.js';
import { InvalidInput, UsageError } from './failure.js';

/** The longest frame taken: jumbo frames and more, though the longest of 802.3 has 2000 octets. */
export const MOST_OCTETS = 65_536;
/** A dump of so many octets, generously. */
const MOST_FILE_OCTETS = 16 * MOST_OCTETS;

/** Octets and what to call where they came from. */
export interface GivenOctets {
  readonly octets: Uint8Array;
  readonly name: string;
}

/** How octets can be given. */
export interface InputOptions {
  /** A path, or `-` for stdin. */
  readonly file?: string | undefined;
  /** Hexadecimal from the command line, and the name of the option that it stands behind. */
  readonly hex?: string | undefined;
  readonly hexOption?: string;
  /** Takes what was read as octets even where it looks like text. */
  readonly raw?: boolean | undefined;
}

/**
 * Reads octets from where the options say; without any, from stdin.
 *
 * @throws InvalidInput when there are none, too many, or something else
 * @throws UsageError when two sources are named, or when stdin is a keyboard
 */
export async function givenOctets({ file, hex, hexOption = '--hex', raw }: InputOptions): Promise<GivenOctets> {
  if (hex !== undefined) {
    if (file !== undefined) throw new UsageError(`give a file or ${hexOption}, not both`);
    return { octets: parsed(hex, hexOption, false), name: hexOption };
  }
  if (file === undefined && process.stdin.isTTY) throw new UsageError('give a file, - for stdin, or --hex');
  const fromStdin = file === undefined || file === '-';
  const name = fromStdin ? '<stdin>' : file;
  if (!fromStdin) await refuseUnreadable(file);
  const content = await contentOf(fromStdin ? process.stdin : createReadStream(file), name);
  if (content.length === 0) throw new InvalidInput({ file: name }, 'this is empty.');
  if (!raw && isText(content)) return { octets: parsed(content.toString('utf8'), name, true), name };
  refuseCapture(content, name);
  if (content.length > MOST_OCTETS) throw tooMany(name);
  return { octets: new Uint8Array(content), name };
}

async function refuseUnreadable(file: string): Promise<void> {
  const about = await stat(file);
  if (about.isDirectory()) throw new InvalidInput({ file }, 'this is a directory, not a file.');
  if (about.size > MOST_FILE_OCTETS) throw tooMany(file);
}

function tooMany(file: string): InvalidInput {
  return new InvalidInput({ file }, `there are more than ${MOST_OCTETS} octets; the longest frame of 802.3 has 2000.`);
}

async function contentOf(stream: AsyncIterable<Buffer>, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > MOST_FILE_OCTETS) throw tooMany(name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Printable ASCII, blanks and line ends, perhaps behind a byte order mark: a frame is that once in a blue moon. */
function isText(content: Buffer): boolean {
  const from = content.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  return content.subarray(from).every((octet) => (octet >= 0x20 && octet < 0x7f) || (octet >= 0x09 && octet <= 0x0d));
}

function parsed(text: string, name: string, inFile: boolean): Uint8Array {
  try {
    return octetsOfText(text, MOST_OCTETS);
  } catch (error) {
    if (!(error instanceof HexTextError)) throw error;
    const column = error.column > 0 ? { column: error.column } : {};
    const place = inFile ? { file: name, line: error.line, ...column } : { field: name };
    const where = !inFile && error.column > 0 ? `character ${error.column}: ` : '';
    throw new InvalidInput(place, `${where}${error.message}`);
  }
}

/** The first octets of capture files, both byte orders. */
const CAPTURES = ['d4c3b2a1', 'a1b2c3d4', '4d3cb2a1', 'a1b23c4d', '0a0d0d0a'];

function refuseCapture(content: Buffer, file: string): void {
  if (CAPTURES.includes(content.subarray(0, 4).toString('hex')))
    throw new InvalidInput(
      { file },
      'this is a capture file; give one frame, such as tshark -r FILE -Y frame.number==1 -x prints.',
    );
}
