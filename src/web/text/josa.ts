// Korean particles follow the sound before them: 이 after a consonant, 가 after a vowel. Names of stations are mostly Latin
// letters and numbers, which are read out by their last one.

/** Letters and digits whose Korean name ends in a consonant: 엘, 엠, 엔, 알; 영, 일, 삼, 육, 칠, 팔. */
const CLOSED = new Set('lmnrLMNR013678');
/** 을 and 로 are special: after ㄹ it is 로, as after a vowel. */
const ENDS_IN_L = new Set('lrLR178');
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
const FINAL_L = 8;

/** Both shapes of a particle: after a consonant, after a vowel. */
export type Josa = '이/가' | '을/를' | '은/는' | '과/와' | '으로/로';

/** The text with the particle that fits its last sound: `josa('허브', '이/가')` is `허브가`. */
export function josa(text: string, particle: Josa): string {
  const [afterConsonant, afterVowel] = particle.split('/') as [string, string];
  // What stands in brackets is not read out with the particle: `hub:1(a의 프레임)과`.
  const last = text.replace(/\([^()]*\)$/, '').at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  const hangul = code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE;
  const final = hangul ? (code - FIRST_SYLLABLE) % FINALS : 0;
  const closed = hangul ? final > 0 : CLOSED.has(last);
  const liquid = hangul ? final === FINAL_L : ENDS_IN_L.has(last);
  return text + (closed && !(particle === '으로/로' && liquid) ? afterConsonant : afterVowel);
}
