// How a refusal of the engine, which speaks English, is told in Korean: by the shape of its sentence.
import { type Josa, josa } from '../josa.js';

/** The shape of an English sentence, and its Korean made of what stands in the gaps. */
export type Sentence = readonly [english: RegExp, korean: (...given: string[]) => string];

/** The Korean of the first shape that fits. */
export function sayBy(sentences: readonly Sentence[], english: string): string | undefined {
  for (const [shape, korean] of sentences) {
    const match = shape.exec(english);
    if (match) return korean(...match.slice(1).map((given) => given ?? ''));
  }
  return undefined;
}

/** The text with the particle that fits what is read out: not the quotation mark behind it. */
export function spoken(text: string, particle: Josa): string {
  const bare = text.replace(/['"…]+$/, '');
  return text + josa(bare, particle).slice(bare.length);
}

const VALUES: Readonly<Record<string, string>> = {
  nothing: '빈 값',
  'a list': '목록',
  'a map': '맵',
  'an array': '배열',
  'an object': '객체',
  'a string': '문자열',
};

/** A value that was given, as the engine shows it. */
export function valueKo(shown: string): string {
  const long = /^a string of (\d+) characters$/.exec(shown);
  return long ? `${long[1]}자 문자열` : (VALUES[shown] ?? shown);
}

/** `a, b or c` as `a, b, c`. */
export function listKo(listed: string): string {
  return listed.replace(/ (?:or|and) ([^,]*)$/, ', $1');
}
