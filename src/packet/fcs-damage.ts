// Where a frame was damaged, from its FCS alone.
//
// Run the register forwards from the start and backwards from the residue at the end. Were the frame whole, both would agree
// before every octet. Where they can be brought together by changing, skipping or adding something, that is where the
// damage may be. A burst is easiest: the difference of the two before bit k, taken as 32 bits of error from bit k on, is
// the one burst of at most 32 bits that begins there and makes all good; a single 1 in it is a flipped bit.
import type { CrcRegister } from './crc-register.js';
import { type Choice, choice, type Finding, fieldAt, octetCount, together } from './fcs-cause.js';
import { octetsBehind, removedTag } from './fcs-views.js';

/** A frame with its FCS brought into Ethernet's form, and what that took. */
export interface Suspect extends Choice {
  readonly frame: Uint8Array;
  /** How the bits of the FCS have been moved to get there: bit i of the input's is bit i xor this. */
  readonly orderMask: number;
  readonly initial: number;
}

/** So many frame bits at most for pairs of flipped bits: beyond, there are more pairs than FCSs. */
const MOST_BITS_FOR_PAIRS = 90_000;
/** Bursts of which fewer would come about by chance than this are worth a word. */
const MOST_BY_CHANCE = 0.5;

/** Everything that may have happened to `suspect` to bring it to its FCS. Only the cheapest few of each kind. */
export function searchDamage(suspect: Suspect, register: CrcRegister): Finding[] {
  const { frame } = suspect;
  const forwards = register.forwards(frame, suspect.initial);
  const backwards = register.backwards(frame, register.residue);
  const traces: Traces = { suspect, register, forwards, backwards, crowd: 2 ** suspect.surprise };
  return [
    ...bursts(traces),
    ...pairs(traces),
    ...missingOctet(traces),
    ...extraOctets(traces),
    ...swappedOctets(traces),
    ...missingTag(traces),
    ...halfFcs(traces),
  ];
}

/** Two things that have nothing to do with each other. */
const BESIDES = 4;

interface Traces {
  readonly suspect: Suspect;
  readonly register: CrcRegister;
  readonly forwards: Uint32Array;
  readonly backwards: Uint32Array;
  /** How many conventions were tried that are as cheap as this one. */
  readonly crowd: number;
}

function found(traces: Traces, what: Choice, rivals: number, sentence: string): Finding {
  const all = together(what, traces.suspect);
  if (traces.suspect.causes.length === 0) return { ...all, rivals, sentence };
  return { ...all, surprise: all.surprise + BESIDES, rivals: rivals * traces.crowd, sentence };
}

/** A bit as people need it. A type rather than an interface, so that it passes as details. */
type BitPlace = {
  /** From the first octet after the SFD on. */
  readonly octet: number;
  /** In its octet, 0 being the least significant and the first on the wire. */
  readonly bit: number;
  /** From the first bit after the SFD on. */
  readonly wireBit: number;
  readonly field: string;
};

/** Bit `bit` of the frame (0 is the first after the SFD) as people need it: octet, bit in it, field. */
function placeOfBit(traces: Traces, bit: number): BitPlace {
  const { frame, orderMask } = traces.suspect;
  const inFcs = bit - (frame.length - 4) * 8;
  const wireBit = inFcs >= 0 ? (frame.length - 4) * 8 + (inFcs ^ orderMask) : bit;
  return { octet: wireBit >> 3, bit: wireBit & 7, wireBit, field: fieldAt(wireBit >> 3, frame.length) };
}

function placeWords(place: BitPlace): string {
  return `bit ${place.bit} of octet ${place.octet} (${place.field}; bit ${place.wireBit} on the wire)`;
}

/** One flipped bit, or all damage within a burst, the shortest first. */
function bursts(traces: Traces): Finding[] {
  const { suspect, register, forwards, backwards } = traces;
  const bits = suspect.frame.length * 8;
  const most = Math.log2((2 ** 32 * MOST_BY_CHANCE) / bits / traces.crowd) + 1;
  const findings: Finding[] = [];
  for (let octet = 0; octet < suspect.frame.length; octet++) {
    let error = (forwards[octet]! ^ backwards[octet]!) >>> 0;
    for (let bit = 0; bit < 8; bit++) {
      const length = 32 - Math.clz32(error);
      // Only where the burst begins right here: elsewhere it is the same one, seen from before its first bit.
      if (error & 1 && length <= most && octet * 8 + bit + length <= bits)
        findings.push(
          length === 1 ? flippedBit(traces, octet * 8 + bit) : burst(traces, octet * 8 + bit, error, length),
        );
      error = register.afterZeroBit(error);
    }
  }
  return findings.sort((a, b) => a.surprise - b.surprise).slice(0, 8);
}

function flippedBit(traces: Traces, at: number): Finding {
  const bits = traces.suspect.frame.length * 8;
  const place = placeOfBit(traces, at);
  const { frame } = traces.suspect;
  const octet = place.octet;
  const hex = (value: number): string => value.toString(16).padStart(2, '0');
  const inFcs = place.field === 'FCS';
  const is = hex(frame[octet]!);
  const wants = hex(frame[octet]! ^ (1 << (at & 7)));
  const details = inFcs ? place : { ...place, is, wants };
  return found(
    traces,
    choice(3 + Math.log2(bits), 'one-flipped-bit', `${placeWords(place)} is flipped`, details),
    bits,
    `One bit is flipped: ${placeWords(place)}${inFcs ? '' : `; the octet is ${is} and should be ${wants}`}.`,
  );
}

function burst(traces: Traces, at: number, error: number, length: number): Finding {
  const bits = traces.suspect.frame.length * 8;
  const first = placeOfBit(traces, at);
  const last = placeOfBit(traces, at + length - 1);
  const count = error.toString(2).replaceAll('0', '').length;
  const pattern = [...error.toString(2)].reverse().join('');
  const details = { ...first, burstBits: length, wrongBits: count, pattern, lastOctet: last.octet };
  const words = `a burst of ${length} bits from ${placeWords(first)} on, ${count} of them wrong`;
  return found(
    traces,
    choice(4 + Math.log2(bits) + length - 1, 'burst', `there is ${words}`, details),
    bits * 2 ** (length - 1),
    `The damage is ${words} (${pattern}, first bit first).`,
  );
}

/** Two flipped bits anywhere. */
function pairs(traces: Traces): Finding[] {
  const { suspect, register, forwards, backwards } = traces;
  const bits = suspect.frame.length * 8;
  const rivals = (bits * (bits - 1)) / 2;
  if (bits > MOST_BITS_FOR_PAIRS || traces.crowd > 1 || rivals > 2 ** 32 * MOST_BY_CHANCE) return [];
  const difference = (forwards[suspect.frame.length]! ^ backwards[suspect.frame.length]!) >>> 0;
  // What each single flip does to the register at the end: the last bit's first, then each one step further back.
  const bitOf = new Map<number, number>();
  const effects = new Uint32Array(bits);
  let effect = register.afterZeroBit(1);
  for (let bit = bits - 1; bit >= 0; bit--) {
    effects[bit] = effect;
    bitOf.set(effect, bit);
    effect = register.afterZeroBit(effect);
  }
  const findings: Finding[] = [];
  for (let bit = 0; bit < bits && findings.length < 8; bit++) {
    const other = bitOf.get((difference ^ effects[bit]!) >>> 0);
    if (other === undefined || other <= bit) continue;
    const [one, two] = [placeOfBit(traces, bit), placeOfBit(traces, other)];
    const details = { ...one, secondOctet: two.octet, secondBit: two.bit, secondWireBit: two.wireBit };
    const words = `${placeWords(one)} and ${placeWords(two)}`;
    findings.push(
      found(
        traces,
        choice(7 + Math.log2(rivals), 'two-flipped-bits', `${words} are flipped`, details),
        rivals,
        `Two bits are flipped: ${words}.`,
      ),
    );
  }
  return findings;
}

/** One octet that is not there, with its value. In a run of equal octets nobody can say which; the first is named. */
function missingOctet(traces: Traces): Finding[] {
  const { suspect, register, forwards, backwards } = traces;
  const { frame } = suspect;
  const findings: Finding[] = [];
  for (let at = 0; at <= frame.length; at++) {
    const octet = register.octetBetween(forwards[at]!, backwards[at]!);
    if (octet === -1 || (at > 0 && frame[at - 1] === octet)) continue;
    const hex = octet.toString(16).padStart(2, '0');
    const where = at === 0 ? 'at the start' : at === frame.length ? 'at the end' : `before octet ${at}`;
    const edge = at === 0 || at === frame.length;
    const tried = 256 * (edge ? 2 : frame.length);
    // An octet like its neighbour, as a sampler that slips would lose it, is easier to believe.
    const cost = (edge ? 3 : 4 + Math.log2(frame.length)) + (octet === frame[at] ? 3 : 8);
    const details = { octet: at, field: fieldAt(at, frame.length + 1), value: hex };
    findings.push(
      found(
        traces,
        choice(cost, 'octet-missing', `an octet ${hex} is missing ${where}`, details),
        tried,
        `An octet is missing ${where}: ${hex}.`,
      ),
    );
  }
  return findings.slice(0, 4);
}

/** Octets that don't belong: at the start, behind the FCS, or in between; the fewest first. */
function extraOctets(traces: Traces): Finding[] {
  const { suspect, forwards, backwards } = traces;
  const { frame } = suspect;
  const before = new Map<number, number>();
  const findings: Finding[] = [];
  for (let end = 1; end <= frame.length; end++) {
    before.set(forwards[end - 1]!, end - 1);
    const from = before.get(backwards[end]!);
    if (from === undefined || frame.length - (end - from) < 18) continue;
    if (isFirstOfItsKind(frame, from, end)) findings.push(extraRange(traces, from, end));
  }
  return findings.sort((a, b) => a.surprise - b.surprise).slice(0, 4);
}

/** Taking away a repeated octet gives the same frame wherever in its run: behind the FCS if it can be, else the first. */
function isFirstOfItsKind(frame: Uint8Array, from: number, end: number): boolean {
  if (end === frame.length) return true;
  if (from > 0 && frame[from - 1] === frame[end - 1]) return false;
  let slide = 0;
  while (end + slide < frame.length && frame[from + slide] === frame[end + slide]) slide++;
  return end + slide < frame.length;
}

function extraRange(traces: Traces, from: number, end: number): Finding {
  const { frame } = traces.suspect;
  const count = end - from;
  if (end === frame.length) {
    const behind = octetsBehind(frame, from);
    return found(traces, behind, 2 * count, behind.causes[0]!.alone!);
  }
  const before = frame.subarray(from - count < 0 ? 0 : from - count, from);
  const after = frame.subarray(end, end + count);
  const same = (other: Uint8Array): boolean =>
    other.length === count && other.every((octet, i) => octet === frame[from + i]);
  const repeated = same(before) || same(after);
  const where = from === 0 ? 'at the start' : `from octet ${from} on`;
  const details = { octet: from, octets: count };
  const words = `${octetCount(count)} too ${count === 1 ? 'much' : 'many'} ${where}`;
  const cost = 3 + 2 * Math.log2(count) + (from === 0 ? 0 : 2 + Math.log2(frame.length));
  const rivals = count * (from === 0 ? 2 : frame.length);
  return repeated
    ? found(
        traces,
        choice(cost - 2, 'octets-duplicated', `${octetCount(count)} ${where} come twice`, details),
        rivals,
        `${octetCount(count)} ${where} ${count === 1 ? 'comes' : 'come'} twice; once, the FCS is right.`,
      )
    : found(
        traces,
        choice(cost, 'octets-inserted', `there are ${words}`, details),
        rivals,
        `There ${count === 1 ? 'is' : 'are'} ${words}; without, the FCS is right.`,
      );
}

/** Two neighbours that have changed places. */
function swappedOctets(traces: Traces): Finding[] {
  const { suspect, register, forwards, backwards } = traces;
  const { frame } = suspect;
  const findings: Finding[] = [];
  for (let at = 0; at + 1 < frame.length; at++) {
    if (frame[at] === frame[at + 1]) continue;
    const state = register.after(register.after(forwards[at]!, frame[at + 1]!), frame[at]!);
    if (state !== backwards[at + 2]!) continue;
    const words = `octets ${at} and ${at + 1} (${fieldAt(at, frame.length)}) have changed places`;
    const cost = choice(6 + Math.log2(frame.length), 'octets-exchanged', words, { octet: at });
    findings.push(
      found(
        traces,
        cost,
        frame.length,
        `Octets ${at} and ${at + 1} (${fieldAt(at, frame.length)}) have changed places.`,
      ),
    );
  }
  return findings;
}

/** A VLAN tag that a switch has removed without a new FCS: the four octets follow from the registers around them. */
function missingTag(traces: Traces): Finding[] {
  const { suspect, register, forwards, backwards } = traces;
  // The same two registers, 32 bits apart: what differs is what went in between.
  const zeros = register.over(new Uint8Array(4), forwards[12]!);
  let inside = (zeros ^ backwards[12]!) >>> 0;
  for (let bit = 0; bit < 32; bit++) inside = register.beforeZeroBit(inside);
  const tag = removedTag([inside & 0xff, (inside >>> 8) & 0xff, (inside >>> 16) & 0xff, inside >>> 24]);
  if (tag === undefined || suspect.frame.length < 18) return [];
  const sentence = `The FCS is that of the frame with a VLAN tag that is no longer there: ${tag.causes[0]!.words.replace(/^[^(]*\(|\)$/g, '')}.`;
  return [found(traces, tag, 65_536 * 3, sentence)];
}

/** Half an FCS: the input ends after two of its four octets. (One missing octet is found above; three leave no trace.) */
function halfFcs(traces: Traces): Finding[] {
  const { suspect, forwards } = traces;
  const { frame } = suspect;
  const fcs = ~forwards[frame.length - 2]!;
  if (frame[frame.length - 2] !== (fcs & 0xff) || frame[frame.length - 1] !== ((fcs >>> 8) & 0xff)) return [];
  const why = choice(20, 'fcs-cut-short', 'only the first two octets of the FCS are there');
  return [found(traces, why, 2 ** 16, 'The input ends in the middle of the FCS: its last two octets are missing.')];
}
