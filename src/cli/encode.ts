// thicknet encode: a frame as it goes over the wire: bits, half bits, volts.
import { type Command, Option } from 'commander';
import { CsvWriter } from '../capture/csv.js';
import { VcdWriter } from '../capture/vcd.js';
import { createMachine } from '../memory/machine.js';
import { FCS_OCTETS, FCS_RESIDUE, HEADER_OCTETS, MIN_OCTETS_WITHOUT_FCS, preambleOctets } from '../packet/fcs.js';
import { octetCount } from '../packet/fcs-cause.js';
import { type FrameField, frameFields } from '../packet/frame-fields.js';
import { BIT_PS } from '../phy/constants.js';
import { Waveform10BaseT } from '../phy/waveform.js';
import { parseRate, QuantityError } from '../sim/units.js';
import { InvalidInput, UsageError } from './failure.js';
import { givenOctets } from './input.js';
import { distinctFiles, oneStdout, openOutput } from './output.js';
import { type CommonOptions, type Terminal, withCommonOptions } from './terminal.js';

interface EncodeOptions extends CommonOptions {
  readonly hex?: string;
  readonly line: string;
  readonly asIs?: boolean;
  readonly raw?: boolean;
  readonly bits?: boolean;
  readonly halfBits?: boolean;
  readonly csv?: string;
  readonly vcd?: string;
  readonly rate: string;
}

/** Everything about one frame on the wire. */
interface Encoded {
  /** Preamble, SFD, frame and FCS. */
  readonly octets: Uint8Array;
  readonly fields: readonly FrameField[];
  /** Packed, least significant bit first. */
  readonly halfBits: Uint8Array;
}

const PREAMBLE_AND_SFD = Uint8Array.of(0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0xd5);
/** Silence before and behind the frame in waveforms, so that its edges can be seen. */
const SILENCE_PS = 1_000_000;
const MOST_SAMPLES = 16_000_000;

/** Adds `thicknet encode`. */
export function addEncode(program: Command, terminal: Terminal): void {
  withCommonOptions(program.command('encode'), terminal)
    .summary('put a frame on the wire: annotated bits, half bits, volts')
    .description(
      'Prints a frame as it goes over the wire, in order of transmission, or writes its waveform.\n\n' +
        'The frame begins with its destination address. It gets padding and an FCS as a MAC would give them, unless it ' +
        'already ends in a right FCS; --as-is sends the very octets. Preamble and SFD go before it, TP_IDL behind.',
    )
    .argument('[file]', 'the frame; - for stdin, which is also the default')
    .option('--hex <octets>', 'the frame, in hexadecimal')
    .addOption(new Option('--line <kind>', 'what it goes over').choices(['10base-t']).default('10base-t'))
    .option('--bits', 'bits with what they are (the default)')
    .option('--half-bits', 'half bits: 0 is low, 1 high; a 1 is 01, a 0 is 10')
    .option('--csv <file>', 'write volts, evenly spaced, as CSV; - for stdout')
    .option('--vcd <file>', 'write bits, half bits and volts as VCD for GTKWave; - for stdout')
    .option('--rate <rate>', 'samples a second of the waveforms', '1G')
    .option('--as-is', 'neither padding nor FCS: these octets and no others')
    .option('--raw', 'the file holds octets even if it looks like text')
    .action((file: string | undefined, options: EncodeOptions) => encode(file, options, terminal));
}

async function encode(file: string | undefined, options: EncodeOptions, terminal: Terminal): Promise<void> {
  const text = options.bits === true || options.halfBits === true || (!options.csv && !options.vcd);
  oneStdout(options.csv, options.vcd, text || options.json === true);
  distinctFiles({ csv: options.csv, vcd: options.vcd }, [file]);
  if (options.bits && options.halfBits) throw new UsageError('give --bits or --half-bits, not both');
  const stepPs = samplePs(options.rate);
  const { octets, name } = await givenOctets({ file, hex: options.hex, raw: options.raw });
  const frame = octets.subarray(preambleOctets(octets));
  if (!options.asIs && frame.length < HEADER_OCTETS) {
    const place = name.startsWith('--') ? { field: name } : { file: name };
    throw new InvalidInput(
      place,
      `${octetCount(frame.length)} can't be a frame: addresses and type take 14 (--as-is sends them all the same).`,
    );
  }
  const encoded = await onTheWire(frame, options.asIs === true);
  const waveform = new Waveform10BaseT(encoded.halfBits, encoded.octets.length * 16);
  if (options.csv) await writeCsv(options.csv, waveform, stepPs, terminal);
  if (options.vcd) await writeVcd(options.vcd, encoded, waveform, stepPs, terminal);
  if (options.json) await terminal.printJson(report(encoded, waveform));
  else if (text) await terminal.print(...(options.halfBits ? halfBitLines(encoded, waveform) : bitLines(encoded)));
}

function samplePs(rate: string): number {
  try {
    const perSecond = parseRate(rate.replace(/S(?:a|\/s|ps)?$/, ''));
    if (perSecond >= 20e6 && perSecond <= 100e9) return 1e12 / perSecond;
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
  }
  throw new UsageError(`--rate: '${rate}' is not a rate from 20M to 100G samples a second`);
}

/** Pads, seals and encodes, by the kernels. */
async function onTheWire(given: Uint8Array, asIs: boolean): Promise<Encoded> {
  const room = PREAMBLE_AND_SFD.length + Math.max(given.length, MIN_OCTETS_WITHOUT_FCS) + FCS_OCTETS;
  const heap = Math.ceil((await createMachine(1)).kernels.heapBase() / 64) * 64;
  const symbolsAt = heap + Math.ceil(room / 64) * 64 + 64;
  const { kernels, octets: memory } = await createMachine(Math.ceil((symbolsAt + 2 * room + 256) / 65_536));
  const frameAt = heap + PREAMBLE_AND_SFD.length;
  memory.set(PREAMBLE_AND_SFD, heap);
  memory.set(given, frameAt);
  const carriesFcs =
    given.length >= MIN_OCTETS_WITHOUT_FCS + FCS_OCTETS &&
    kernels.crc32(frameAt, given.length, 0) >>> 0 === FCS_RESIDUE;
  let octets = given.length;
  let padAt: number | undefined;
  if (!asIs && !carriesFcs) {
    const padded = Math.max(given.length, MIN_OCTETS_WITHOUT_FCS);
    kernels.sealFrame(frameAt, padded);
    if (padded > given.length) padAt = given.length;
    octets = padded + FCS_OCTETS;
  }
  const all = PREAMBLE_AND_SFD.length + octets;
  kernels.manchesterEncode(heap, all, symbolsAt);
  const frame = memory.slice(frameAt, frameAt + octets);
  return {
    octets: memory.slice(heap, heap + all),
    fields: asIs ? [{ name: 'octets', at: 0, octets }] : frameFields(frame, padAt),
    halfBits: memory.slice(symbolsAt, symbolsAt + 2 * all),
  };
}

/** All fields with preamble and SFD before them, their octets counted from the first of the preamble. */
function wholeFields({ fields }: Encoded): FrameField[] {
  return [
    { name: 'preamble', at: 0, octets: 7 },
    { name: 'SFD', at: 7, octets: 1 },
    ...fields.map((field) => ({ ...field, at: field.at + PREAMBLE_AND_SFD.length })),
  ];
}

/** Bits [from, to) of packed octets, in order of transmission. */
function bitText(octets: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let bit = from; bit < to; bit++) text += (octets[bit >> 3]! >> (bit & 7)) & 1;
  return text;
}

const hexText = (octets: Uint8Array, separator: string): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(separator);

/** Rows of a table: when, what, octets, and one group of symbols an octet. */
function rows(encoded: Encoded, octetsPerRow: number, symbols: (octet: number) => string): string[] {
  const width = octetsPerRow * 3 - 1;
  return wholeFields(encoded).flatMap(({ name, at, octets }) =>
    Array.from({ length: Math.ceil(octets / octetsPerRow) }, (_, row) => {
      const from = at + row * octetsPerRow;
      const to = Math.min(at + octets, from + octetsPerRow);
      const groups = Array.from({ length: to - from }, (_, i) => symbols(from + i));
      const hex = hexText(encoded.octets.subarray(from, to), ' ');
      return tableRow(from * 8 * BIT_PS, row === 0 ? name : '', hex.padEnd(width), groups.join(' '));
    }),
  );
}

function tableRow(atPs: number, name: string, hex: string, symbols: string): string {
  return `${String(atPs / 1000).padStart(8)} ns  ${name.padEnd(19)}  ${hex}  ${symbols}`;
}

function bitLines(encoded: Encoded): string[] {
  return rows(encoded, 8, (octet) => bitText(encoded.octets, octet * 8, octet * 8 + 8));
}

function halfBitLines(encoded: Encoded, waveform: Waveform10BaseT): string[] {
  const lines = rows(encoded, 4, (octet) => bitText(encoded.halfBits, octet * 16, octet * 16 + 16));
  const end = encoded.octets.length * 8 * BIT_PS;
  return [...lines, tableRow(end, 'TP_IDL', ''.padEnd(11), '1'.repeat(waveform.idlHalfBits))];
}

function report(encoded: Encoded, waveform: Waveform10BaseT): object {
  const { octets, halfBits } = encoded;
  const frame = octets.subarray(PREAMBLE_AND_SFD.length);
  return {
    line: '10base-t',
    octets: hexText(frame, ''),
    bitNs: BIT_PS / 1000,
    durationNs: waveform.durationPs / 1000,
    bits: bitText(octets, 0, octets.length * 8),
    halfBits: bitText(halfBits, 0, octets.length * 16),
    idlHalfBits: waveform.idlHalfBits,
    fields: wholeFields(encoded).map(({ name, at, octets: length }) => ({
      name,
      firstBit: at * 8,
      bits: length * 8,
      octets: hexText(octets.subarray(at, at + length), ''),
    })),
  };
}

async function writeCsv(path: string, waveform: Waveform10BaseT, stepPs: number, terminal: Terminal): Promise<void> {
  const samples = Math.ceil((waveform.durationPs + 2 * SILENCE_PS) / stepPs);
  refuseTooMany('--csv', samples);
  const output = await openOutput(path, terminal);
  const csv = new CsvWriter({ channels: ['tx'], stepPs });
  for (let sample = 0; sample < samples; sample++) {
    csv.add([waveform.voltsAt(sample * stepPs - SILENCE_PS)]);
    if (sample % 65_536 === 65_535) await output.write(csv.take());
  }
  await output.write(csv.take());
  await output.close();
}

function refuseTooMany(option: string, samples: number): void {
  if (samples > MOST_SAMPLES)
    throw new InvalidInput(
      { field: option },
      `this waveform has ${samples} samples, and at most ${MOST_SAMPLES} are written: lower --rate.`,
    );
}

async function writeVcd(
  path: string,
  encoded: Encoded,
  waveform: Waveform10BaseT,
  stepPs: number,
  terminal: Terminal,
): Promise<void> {
  const samples = Math.ceil((waveform.durationPs + 2 * SILENCE_PS) / stepPs);
  refuseTooMany('--vcd', samples);
  const { octets, halfBits } = encoded;
  const vcd = new VcdWriter({ application: 'thicknet encode', comment: 'a frame on 10BASE-T' });
  const field = vcd.addVariable(['tx', 'field'], { kind: 'string' });
  const octet = vcd.addVariable(['tx', 'octet'], { width: 8 });
  const bit = vcd.addVariable(['tx', 'bit']);
  const half = vcd.addVariable(['tx', 'half_bit'], { initial: 'z' });
  const volts = vcd.addVariable(['tx', 'volts'], { kind: 'real' });
  for (const { name, at } of wholeFields(encoded)) vcd.change(field, SILENCE_PS + at * 8 * BIT_PS, name);
  for (const [at, value] of octets.entries()) {
    const startPs = SILENCE_PS + at * 8 * BIT_PS;
    vcd.change(octet, startPs, value);
    for (let i = 0; i < 8; i++) vcd.change(bit, startPs + i * BIT_PS, (value >> i) & 1);
    for (let i = 0; i < 16; i++)
      vcd.change(half, startPs + (i * BIT_PS) / 2, (halfBits[at * 2 + (i >> 3)]! >> (i & 7)) & 1);
  }
  const endPs = SILENCE_PS + octets.length * 8 * BIT_PS;
  vcd.change(field, endPs, 'TP_IDL');
  vcd.change(octet, endPs, 'x');
  vcd.change(bit, endPs, 'x');
  vcd.change(half, endPs, 1);
  vcd.change(field, SILENCE_PS + waveform.durationPs, '');
  vcd.change(half, SILENCE_PS + waveform.durationPs, 'z');
  let last = 0;
  for (let sample = 0; sample < samples; sample++) {
    const value = Math.round(waveform.voltsAt(sample * stepPs - SILENCE_PS) * 1000) / 1000;
    if (value !== last) vcd.change(volts, sample * stepPs, value);
    last = value;
  }
  const output = await openOutput(path, terminal);
  await output.write(vcd.finish(SILENCE_PS * 2 + waveform.durationPs));
  await output.close();
}
