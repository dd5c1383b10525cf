// What may have gone wrong with an FCS, in parts that combine: each cause has a code for programs, words for people, and
// a surprise: how many bits it takes to believe in it. A byte order costs 2 bits, a particular flipped bit among 512 costs
// 9 and the flip itself 3, and causes that come together cost their sum. The cheapest explanation goes first.

export type CauseDetails = Readonly<Record<string, string | number | boolean>>;

/** One thing done wrong. */
export interface Cause {
  readonly code: string;
  /** Goes on from "This FCS comes out when …". */
  readonly words: string;
  /** The whole sentence where this is all there is, if there is a better way to put it. */
  readonly alone?: string;
  readonly details: CauseDetails;
}

/** A choice on one axis of the search: the causes that it stands for (none where all is as it should be). */
export interface Choice {
  readonly surprise: number;
  readonly causes: readonly Cause[];
}

/** A set of causes that together lead to the FCS that was given. */
export interface Finding extends Choice {
  /** Explanations of the same kind that were tried and are no more surprising: each fits by chance once in 2^32. */
  readonly rivals: number;
  /** Says all of it, where "This FCS comes out when …" would not be the way to put it. */
  readonly sentence?: string;
}

/** Nothing wrong on an axis. */
export const RIGHT: Choice = { surprise: 0, causes: [] };

/** A choice of one cause. */
export function choice(surprise: number, code: string, words: string, details: CauseDetails = {}): Choice {
  return { surprise, causes: [{ code, words, details }] };
}

/** The same choice with a sentence for when it is all there is. */
export function alone({ surprise, causes }: Choice, sentence: string): Choice {
  return { surprise, causes: causes.map((cause) => ({ ...cause, alone: sentence })) };
}

/** All of them at once. */
export function together(...choices: readonly Choice[]): Choice {
  return {
    surprise: choices.reduce((sum, { surprise }) => sum + surprise, 0),
    causes: choices.flatMap(({ causes }) => causes),
  };
}

/** How many octets, in words. */
export function octetCount(count: number): string {
  return count === 1 ? '1 octet' : `${count} octets`;
}

/** What stands at an octet of a frame of `length` octets, FCS included. */
export function fieldAt(octet: number, length: number): string {
  if (octet >= length - 4) return 'FCS';
  if (octet < 6) return 'destination address';
  if (octet < 12) return 'source address';
  return octet < 14 ? 'type or length' : 'data';
}
