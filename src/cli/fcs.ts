// thicknet fcs: the FCS of a frame, or the verdict on the one that it has and, where it is wrong, why.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import {
  type Crc32,
  checkFcs,
  FCS_OCTETS,
  FCS_RESIDUE,
  fcsHex,
  fcsOver,
  fcsOverPadded,
  HEADER_OCTETS,
  MIN_OCTETS_WITHOUT_FCS,
  preambleOctets,
} from '../packet/fcs.js';
import { octetCount } from '../packet/fcs-cause.js';
import { diagnoseFcs, type FcsDiagnosis } from '../packet/fcs-diagnosis.js';
import { type FrameDifference, frameDifference } from '../packet/frame-difference.js';
import { kernelCrc32 } from './crc32.js';
import { CheckFailed, InvalidInput } from './failure.js';
import { type GivenOctets, givenOctets } from './input.js';
import { type CommonOptions, type Terminal, withCommonOptions } from './terminal.js';

interface FcsOptions extends CommonOptions {
  readonly hex?: string;
  readonly check?: boolean;
  readonly expected?: string;
  readonly raw?: boolean;
}

/** What --json prints; hexadecimal in wire order. */
interface FcsReport {
  /** Octets that were read: without the FCS, or with it under --check. */
  readonly octets: number;
  /** What the FCS has to be. */
  readonly fcs: string;
  /** What it is, and whether that is right: only where there is one. */
  readonly given?: string;
  readonly ok?: boolean;
  readonly diagnosis: FcsDiagnosis | null;
  /** The FCS behind padding to 60 octets: only for shorter frames without FCS. */
  readonly padded?: { readonly octets: number; readonly fcs: string };
  /** Only with --expected and a whole frame. */
  readonly expected?: FrameDifference;
}

/** Adds `thicknet fcs`. */
export function addFcs(program: Command, terminal: Terminal): void {
  withCommonOptions(program.command('fcs'), terminal)
    .summary('compute or check a frame check sequence, and say what is wrong with it')
    .description(
      'Computes the FCS of a frame, or checks the one that it carries and says what the mistake is: an order of bits ' +
        'or octets, a complement or an initial value left out, preamble, padding or tag counted wrongly, another ' +
        'polynomial, or damage, with its place.\n\n' +
        'The frame begins with its destination address. A file may hold octets, or text: plain hexadecimal, or a dump ' +
        'as Wireshark, tshark, tcpdump, xxd and hexdump print it. Hexadecimal is printed in the order of the wire.',
    )
    .argument('[file]', 'the frame; - for stdin, which is also the default')
    .option('--hex <octets>', 'the frame, in hexadecimal')
    .option('--check', 'the last four octets are its FCS: check it')
    .option(
      '--expected <file|octets>',
      'what the FCS (4 octets) or the whole frame should be: find the first wrong bit',
    )
    .option('--raw', 'the file holds octets even if it looks like text')
    .action((file: string | undefined, options: FcsOptions) => fcs(file, options, terminal));
}

async function fcs(file: string | undefined, options: FcsOptions, terminal: Terminal): Promise<void> {
  const given = await givenOctets({ file, hex: options.hex, raw: options.raw });
  const expected = options.expected === undefined ? undefined : await expectedOctets(options.expected, options.raw);
  const crc32 = await kernelCrc32();
  const carries = options.check === true;
  refuseShort(given, carries);
  const report = carries
    ? judged(given.octets, crc32, expected)
    : computed(given.octets.subarray(preambleOctets(given.octets)), crc32, expected);
  if (options.json) await terminal.printJson(report);
  else await terminal.print(...(options.quiet ? quietLines(report) : lines(report)));
  warnAbout(given.octets, report, crc32, terminal);
  if (report.ok === false || (report.expected !== undefined && report.expected.firstWrongBit !== null))
    throw new CheckFailed('');
}

/** A file of that name, or hexadecimal. */
async function expectedOctets(value: string, raw: boolean | undefined): Promise<Uint8Array> {
  const { octets, name } = await givenOctets(
    existsSync(value) ? { file: value, raw } : { hex: value, hexOption: '--expected' },
  );
  if (octets.length !== FCS_OCTETS && octets.length < HEADER_OCTETS)
    throw new InvalidInput(
      { field: name },
      `neither an FCS (4 octets) nor a frame (${HEADER_OCTETS} or more) has ${octets.length} octets.`,
    );
  return octets;
}

function refuseShort({ octets, name }: GivenOctets, carriesFcs: boolean): void {
  const least = HEADER_OCTETS + (carriesFcs ? FCS_OCTETS : 0);
  if (octets.length - preambleOctets(octets) >= least) return;
  const what = carriesFcs ? 'addresses, type and FCS take 18' : 'addresses and type take 14';
  throw new InvalidInput(
    name.startsWith('--') ? { field: name } : { file: name },
    `${octetCount(octets.length)} can't be a frame: ${what}.`,
  );
}

function judged(octets: Uint8Array, crc32: Crc32, expected: Uint8Array | undefined): FcsReport {
  const verdict = checkFcs(octets, crc32);
  const diagnosis = diagnoseFcs(octets, crc32);
  if (expected === undefined) return { ...verdict, diagnosis };
  const whole = expected.length === FCS_OCTETS ? joined(octets.subarray(0, -FCS_OCTETS), expected) : expected;
  return { ...verdict, diagnosis, expected: frameDifference(octets, whole) };
}

function computed(octets: Uint8Array, crc32: Crc32, expected: Uint8Array | undefined): FcsReport {
  const right = fcsOver(octets, crc32);
  const sealed = joined(octets, octetsOf(right));
  const base = { octets: octets.length, fcs: fcsHex(right) };
  const padded =
    octets.length < MIN_OCTETS_WITHOUT_FCS
      ? { padded: { octets: MIN_OCTETS_WITHOUT_FCS, fcs: fcsHex(fcsOverPadded(octets, crc32)) } }
      : {};
  if (expected === undefined) return { ...base, diagnosis: null, ...padded };
  if (expected.length === FCS_OCTETS) {
    // An FCS that somebody else came to: judged as if the frame carried it.
    const carried = joined(octets, expected);
    const { given, ok } = checkFcs(carried, crc32);
    const difference = frameDifference(carried, sealed);
    return { ...base, given, ok, diagnosis: diagnoseFcs(carried, crc32), ...padded, expected: difference };
  }
  const frame = expected.length === octets.length ? octets : sealed;
  return { ...base, diagnosis: null, ...padded, expected: frameDifference(frame, expected) };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function octetsOf(value: number): Uint8Array {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

/** The one thing that was asked for. */
function quietLines({ fcs: right, ok }: FcsReport): string[] {
  return [ok === undefined ? right : ok ? 'ok' : 'wrong'];
}

function lines({ octets, fcs: right, given, ok, diagnosis, padded, expected }: FcsReport): string[] {
  const value = right.match(/../g)!.reverse().join('');
  const verdict =
    ok === undefined
      ? `${right} is the FCS of these ${octets} octets (as a number: 0x${value})`
      : ok
        ? `ok: ${octets} octets, FCS ${right}`
        : `wrong: ${octets} octets, FCS ${given}${given === right ? '' : `, which should be ${right}`}`;
  const all = [verdict];
  if (padded)
    all.push(`${padded.fcs} is the FCS when a MAC has padded them to ${padded.octets} with zeros, as it would`);
  if (diagnosis) all.push(`${diagnosis.code}: ${diagnosis.sentence}`);
  for (const { code, sentence } of diagnosis?.alternatives ?? []) all.push(`or ${code}: ${sentence}`);
  if (expected) all.push(differenceLine(expected));
  return all;
}

function differenceLine({ firstWrongBit, wrongBits, octets, expectedOctets }: FrameDifference): string {
  if (firstWrongBit === null) return 'as expected, bit for bit';
  const { octet, bit, wireBit, field, is, wants } = firstWrongBit;
  const length = octets === expectedOctets ? '' : `; ${octets} octets instead of ${expectedOctets}`;
  const values =
    is !== '' && wants !== '' ? `: the octet is ${is} and should be ${wants}` : ': one of the two ends here';
  return `first wrong bit: bit ${bit} of octet ${octet} (${field}; bit ${wireBit} on the wire)${values}; ${wrongBits} wrong in all${length}`;
}

function warnAbout(octets: Uint8Array, { ok }: FcsReport, crc32: Crc32, terminal: Terminal): void {
  const hasFcs = (end: number): boolean =>
    end >= HEADER_OCTETS + FCS_OCTETS && crc32(octets.subarray(0, end), 0) >>> 0 === FCS_RESIDUE;
  if (ok === undefined && preambleOctets(octets) > 0)
    terminal.warn('these octets begin with preamble and SFD, which no FCS covers: they are left out');
  if (ok === undefined && hasFcs(octets.length))
    terminal.warn('the last four of these octets are already a right FCS: --check would take them as one');
  if (ok === true && hasFcs(octets.length - FCS_OCTETS))
    terminal.warn('the frame before this FCS ends in a right FCS of its own: it may have been put on twice');
  if (ok === true && octets.length < MIN_OCTETS_WITHOUT_FCS + FCS_OCTETS)
    terminal.warn(`${octets.length} octets with FCS are a fragment on the wire: the shortest frame has 64`);
}
