// Looks for the conventions and the coverage under which a given FCS comes out: every choice on every axis with every
// other, the surprising ones cut off. One pass over the octets for each polynomial and order of input; all initial values,
// preambles, paddings, complements and orders of output follow from it by linearity and a table.
import { times } from './crc-register.js';
import { MIN_OCTETS_WITHOUT_FCS } from './fcs.js';
import { type Choice, choice, type Finding, octetCount, together } from './fcs-cause.js';
import {
  complements,
  type InputChoice,
  inputs,
  knownPolynomials,
  mistypedPolynomials,
  orders,
  type PolynomialChoice,
  permuted,
  permutedOctets,
  starts,
} from './fcs-convention.js';
import { contentEnd } from './frame-header.js';

/** What lies between "all as it should be" and pure chance: at most 2^20 explanations are this cheap, or cheaper. */
export const MOST_SURPRISE = 20;
/** From here on an algorithm is so rare that only the commonest of other mistakes is looked for besides. */
const RARE = 9;
const MOST_BESIDES_RARE = 3;
/** log2 of how much the cheap explanations of all axes add up to, when each counts as 2^-surprise. */
const CROWD = 4;
/** Trailing zeros, and left-out octets at the start, are tried up to here. */
const MOST_EXTRA = 64;

/** A frame as it may have been meant: what was covered, and the four octets of FCS as a number, first octet lowest. */
export interface View extends Choice {
  readonly octets: Uint8Array;
  readonly given: number;
}

/** All findings for one view of the frame. `thorough` tries polynomials, orders of input and partial coverage too. */
export function searchConventions(view: View, thorough: boolean): Finding[] {
  const search = new Search(view);
  for (const input of inputs) {
    if (!thorough && input.mask !== 0) continue;
    const octets = permutedOctets(view.octets, input.mask);
    if (octets === undefined) continue;
    for (const polynomial of thorough ? knownPolynomials() : knownPolynomials().slice(0, 2))
      search.tryAlgorithm(octets, polynomial, input);
    if (thorough && input.mask === 0)
      for (const polynomial of mistypedPolynomials()) search.tryAlgorithm(octets, polynomial, input);
  }
  if (thorough) search.tryWithoutStart(view.octets);
  return search.findings;
}

class Search {
  readonly findings: Finding[] = [];
  /** Every value that the register, complemented or not, may have ended with, and the orders that make it the given FCS. */
  private readonly wanted = new Map<number, number[]>();
  private readonly ends: readonly (Choice & { end: number })[];

  constructor(private readonly view: View) {
    for (const mask of orders.keys()) {
      const value = permuted(view.given, mask);
      this.wanted.set(value, [...(this.wanted.get(value) ?? []), mask]);
    }
    this.ends = partialEnds(view.octets);
  }

  /** Everything under one polynomial and one order of input. */
  tryAlgorithm(octets: Uint8Array, polynomial: PolynomialChoice, input: InputChoice): void {
    const algorithm = together(this.view, polynomial, input);
    if (algorithm.surprise > MOST_SURPRISE) return;
    const { register } = polynomial;
    const plain = algorithm.causes.length === this.view.causes.length;
    const fromZero = register.over(octets, 0);
    const shift = register.zeros(octets.length);
    const mostForStart = algorithm.surprise < RARE ? MOST_SURPRISE : MOST_BESIDES_RARE;
    for (const start of starts(register, input.mask)) {
      if (algorithm.surprise + start.surprise > MOST_SURPRISE || start.surprise > mostForStart) break;
      const soFar = together(algorithm, start);
      const end = (fromZero ^ times(shift, start.register)) >>> 0;
      if (this.fits(end)) this.check(end, soFar, input);
      if (soFar.surprise < RARE) this.tryZerosBehind(end, octets.length, polynomial, soFar, input);
    }
    for (const initial of [0xffffffff, 0]) {
      if (this.ends.length === 0 || algorithm.surprise > 8) break;
      const start = starts(register, input.mask).find(({ register: value }) => value === initial)!;
      const states = register.forwards(octets, initial);
      for (const end of this.ends)
        if (this.fits(states[end.end]!)) this.check(states[end.end]!, together(algorithm, start, end), input);
    }
    // The FCS of a frame that already has one is the same for every frame.
    if (plain) this.check(register.residue, together(algorithm, overOwnFcs), input);
  }

  /** Octets at the start left out, up to a few headers. */
  tryWithoutStart(octets: Uint8Array): void {
    const [polynomial, input] = [knownPolynomials()[0]!, inputs[0]!];
    for (let from = 1; from <= Math.min(MOST_EXTRA, octets.length - 1); from++) {
      const rest = octets.subarray(from);
      const fromZero = polynomial.register.over(rest, 0);
      const fromOnes = (fromZero ^ times(polynomial.register.zeros(rest.length), 0xffffffff)) >>> 0;
      const left = withoutStart(from);
      const zero = starts(polynomial.register, 0).find(({ register }) => register === 0)!;
      this.check(fromOnes, together(this.view, left), input);
      this.check(fromZero, together(this.view, left, zero), input);
    }
  }

  private tryZerosBehind(end: number, octets: number, polynomial: PolynomialChoice, soFar: Choice, input: InputChoice) {
    let state = end;
    for (let zeros = 1; zeros <= MOST_EXTRA; zeros++) {
      state = polynomial.register.after(state, 0);
      if (this.fits(state)) this.check(state, together(soFar, zerosBehind(zeros, octets)), input);
    }
    // Long division with 32 zeros appended, and the zeros forgotten: the register stops 32 steps too early.
    state = end;
    for (let bit = 0; bit < 32; bit++) state = polynomial.register.beforeZeroBit(state);
    if (this.fits(state)) this.check(state, together(soFar, zerosForgotten), input);
  }

  /** Whether this register leads to the FCS in any order, complemented or not. */
  private fits(state: number): boolean {
    return this.wanted.has(state) || this.wanted.has(~state >>> 0);
  }

  private check(state: number, soFar: Choice, input: InputChoice): void {
    for (const complement of complements) {
      for (const mask of this.wanted.get((state ^ complement.flip) >>> 0) ?? []) {
        const order = orders.get(mask ^ input.outMask);
        if (order === undefined) continue;
        const all = together(soFar, complement, order);
        if (all.causes.length === 0 || all.surprise > MOST_SURPRISE) continue;
        this.findings.push({ ...all, rivals: 2 ** (all.surprise + CROWD) });
      }
    }
  }
}

const overOwnFcs = choice(5, 'over-own-fcs', 'it is computed over a frame that already carries its FCS');
const zerosForgotten = choice(
  7,
  'zeros-not-appended',
  'the register stops 32 bits too early (the long division without its 32 zeros)',
);

function zerosBehind(zeros: number, octets: number): Choice {
  const words = `${zeros === 1 ? '1 zero octet' : `${zeros} zero octets`} behind the frame`;
  const details = { paddingOctets: zeros };
  const total = octets + zeros;
  if (total === MIN_OCTETS_WITHOUT_FCS || total === MIN_OCTETS_WITHOUT_FCS + 4)
    return choice(3, 'padding-stripped', `padding of ${words}, which is no longer there, is covered too`, details);
  if (zeros === 4) return choice(4, 'zeros-for-fcs', 'four zero octets where the FCS belongs are covered too', details);
  const aligned = [4, 8, 16, 32, 64].some((step) => zeros < step && total % step === 0);
  return choice(aligned ? 5 : 10, 'padding-stripped', `${words} ${zeros === 1 ? 'is' : 'are'} covered too`, details);
}

/** Octets of the header that some engines leave out: addresses, the header, with a tag. */
const USUAL_STARTS = [6, 12, 14, 18];

function withoutStart(octets: number): Choice {
  const words = `the first ${octetCount(octets)} ${octets === 1 ? 'is' : 'are'} not covered`;
  return choice(USUAL_STARTS.includes(octets) ? 6 : 11, 'start-left-out', words, { octetsLeftOut: octets });
}

/** Where the coverage may have ended too early: before padding, or a few octets before the end. */
function partialEnds(octets: Uint8Array): (Choice & { end: number })[] {
  const content = contentEnd(octets);
  const ends: (Choice & { end: number })[] = [];
  let zerosFrom = octets.length;
  while (zerosFrom > 1 && octets[zerosFrom - 1] === 0) zerosFrom--;
  for (let end = octets.length - 1; end >= 1; end--) {
    const left = octets.length - end;
    const padding = end >= zerosFrom || end === content;
    if (!padding && left > MOST_EXTRA) continue;
    const covered = left === 1 ? 'is not covered' : 'are not covered';
    const zerosAre = octets.length <= MIN_OCTETS_WITHOUT_FCS + 4 ? 3 : 7;
    ends.push(
      padding
        ? {
            ...choice(
              end === content ? 2.5 : zerosAre + Math.log2(left),
              'padding-left-out',
              `the last ${octetCount(left)}, the padding, ${covered} (padding comes before the FCS, clause 4.2.3.3)`,
              { paddingOctets: left },
            ),
            end,
          }
        : { ...choice(10, 'end-left-out', `the last ${octetCount(left)} ${covered}`, { octetsLeftOut: left }), end },
    );
  }
  return ends;
}
