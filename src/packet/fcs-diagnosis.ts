// Why an FCS is wrong. There are few ways to get a CRC-32 right and many, but not endlessly many, to get it wrong: all of
// them are tried, in every combination that is not far-fetched, on every frame that may have been meant. What fits is
// ranked by how much one has to believe, and comes with the odds of fitting by chance.

import { type Crc32, checkFcs, FCS_OCTETS } from './fcs.js';
import { type Finding, together } from './fcs-cause.js';
import { complements, ethernet, orders, permuted, starts } from './fcs-convention.js';
import { type Suspect, searchDamage } from './fcs-damage.js';
import { type Evidence, evidenceAbout, unexplained } from './fcs-evidence.js';
import { searchConventions, type View } from './fcs-search.js';
import { mainViews, sideViews } from './fcs-views.js';

/** One explanation. */
export interface FcsExplanation {
  /** Causes in short, joined by `+` where it took several: `byte-swapped+not-complemented`. */
  readonly code: string;
  /** The explanation in words. */
  readonly sentence: string;
  /** How likely some explanation of this kind would have fitted an FCS made of random bits: 0 (certain) to 1 (no news). */
  readonly chance: number;
  /** Numbers that go with it: octets, bits, VLANs. */
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** The likeliest explanation of a wrong FCS, and others that fit as well. */
export interface FcsDiagnosis extends FcsExplanation {
  readonly alternatives: readonly FcsExplanation[];
}

/** Conventions under which damage is looked for: at most so surprising. */
const MOST_SURPRISE_WITH_DAMAGE = 7.5;
/** What fits by chance more often than this is named only with that said, and behind what the contents say. */
const CERTAIN = 0.001;
/** What fits by chance more often than this comes behind "unexplained" … */
const DOUBTFUL = 0.05;
/** … and more often than this isn't worth a word. */
const WORTHLESS = 0.5;
/** Damage besides a wrong convention is tried in so many ways that each has to fit better than this. */
const CERTAIN_BESIDES = 1e-4;
const MOST_ALTERNATIVES = 5;

/**
 * Says why the FCS of `frame` is wrong.
 *
 * @param frame at least 18 octets, the last four being the FCS as given; from 64 KiB on it takes seconds
 * @param crc32 any CRC-32 (see `Crc32`)
 * @returns null when the FCS is right
 * @throws RangeError when the frame is shorter than 18 octets
 */
export function diagnoseFcs(frame: Uint8Array, crc32: Crc32): FcsDiagnosis | null {
  if (checkFcs(frame, crc32).ok) return null;
  return diagnoseWrong(new Uint8Array(frame));
}

// `frame` is our own copy and no Buffer: slices of a Buffer share its memory.
function diagnoseWrong(frame: Uint8Array): FcsDiagnosis {
  const findings = ranked(allFindings(frame));
  const between = (low: number, high: number) => findings.filter(({ chance }) => chance > low && chance <= high);
  const evidence = evidenceAbout(frame);
  const [first, ...others] = [
    ...between(-1, CERTAIN),
    ...(evidence === undefined ? [] : [fromEvidence(evidence)]),
    ...between(CERTAIN, DOUBTFUL),
    fromEvidence(unexplained(frame)),
    ...between(DOUBTFUL, WORTHLESS),
  ];
  return { ...first!, alternatives: others.filter(({ code }) => code !== 'unexplained').slice(0, MOST_ALTERNATIVES) };
}

function allFindings(frame: Uint8Array): Finding[] {
  const views = mainViews(frame);
  return [
    ...views.flatMap((view) => searchConventions(view, true)),
    ...sideViews(frame).flatMap((view) => searchConventions(view, false)),
    ...views.flatMap((view) => suspects(view).flatMap(damage)),
  ];
}

function damage(suspect: Suspect): Finding[] {
  const most = 2 ** 32 * (suspect.causes.length === 0 ? WORTHLESS : CERTAIN_BESIDES);
  return searchDamage(suspect, ethernet.register).filter(({ rivals }) => rivals <= most);
}

/** The frame of a view with its FCS turned into Ethernet's form from each of the likelier others. */
function suspects(view: View): Suspect[] {
  return starts(ethernet.register, 0).flatMap((start) =>
    complements.flatMap((complement) =>
      [...orders.values()].flatMap((order) => {
        const why = together(view, start, complement, order);
        if (why.surprise > MOST_SURPRISE_WITH_DAMAGE) return [];
        const frame = new Uint8Array(view.octets.length + FCS_OCTETS);
        frame.set(view.octets);
        const fcs = permuted(view.given, order.mask) ^ complement.flip ^ 0xffffffff;
        new DataView(frame.buffer).setUint32(view.octets.length, fcs, true);
        return [{ ...why, frame, orderMask: order.mask, initial: start.register }];
      }),
    ),
  );
}

/** The cheapest first, without those that only add something to one that is cheaper. */
function ranked(findings: readonly Finding[]): FcsExplanation[] {
  const kept: { readonly codes: ReadonlySet<string>; readonly explanation: FcsExplanation }[] = [];
  const seen = new Set<string>();
  for (const finding of [...findings].sort((a, b) => a.surprise - b.surprise)) {
    const explanation = explain(finding);
    const codes = new Set(finding.causes.map(({ code }) => code));
    const key = `${explanation.code} ${JSON.stringify(explanation.details)}`;
    const adds = kept.some(
      (other) => other.codes.size < codes.size && [...other.codes].every((code) => codes.has(code)),
    );
    if (seen.has(key) || adds) continue;
    seen.add(key);
    kept.push({ codes, explanation });
  }
  return kept.map(({ explanation }) => explanation);
}

function explain(finding: Finding): FcsExplanation {
  const chance = Math.min(1, finding.rivals / 2 ** 32);
  const doubt =
    chance <= CERTAIN
      ? ''
      : ` This is consistent with the FCS and no more: one random FCS in ${Math.max(2, Math.round(1 / chance))} would fit as well.`;
  return {
    code: codeOf(finding.causes.map(({ code }) => code)),
    sentence: sentenceOf(finding) + doubt,
    chance,
    details: Object.assign({}, ...finding.causes.map(({ details }) => details)),
  };
}

/** Combinations that have a name of their own. */
const NAMED: Readonly<Record<string, string>> = {
  'most-significant-bit-first': 'crc-32-bzip2',
  'most-significant-bit-first+not-complemented': 'crc-32-mpeg-2',
};

function codeOf(codes: readonly string[]): string {
  return NAMED[codes.join('+')] ?? codes.join('+');
}

function sentenceOf({ sentence, causes }: Finding): string {
  const words = causes.map((cause) => cause.words);
  if (causes.length === 1 && causes[0]!.alone !== undefined) return causes[0]!.alone;
  // Damage comes first and speaks for itself; a convention that is wrong besides follows.
  if (sentence !== undefined)
    return words.length === 1
      ? sentence
      : `${sentence} Besides, the FCS is one that comes out when ${list(words.slice(1))}.`;
  return `This FCS comes out when ${list(words)}.`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function fromEvidence({ code, sentence, details }: Evidence): FcsExplanation {
  return { code, sentence, chance: 1, details };
}
