// The engine and its command line speak English; the page tells their refusals in Korean, as far as it knows them. Names,
// values and numbers stay as they are.
import { CAPTURE_KO, PLACED, placeKo } from './captureKo.js';
import { EDIT_KO } from './editKo.js';
import { LAB_KO } from './labKo.js';
import { RACE_KO } from './raceKo.js';
import { SCENARIO_KO } from './scenarioKo.js';
import { type Sentence, sayBy } from './sentence.js';

const ALL: readonly Sentence[] = [...EDIT_KO, ...RACE_KO, ...CAPTURE_KO, ...LAB_KO, ...SCENARIO_KO];
/** So long a sentence is somebody's, not the engine's: it is not searched for shapes. */
const LONGEST = 1200;

/** The refusal in Korean, or as it was where nobody has put it into Korean yet. */
export function refusalInKorean(english: string): string {
  return known(english) ?? english;
}

function known(english: string): string | undefined {
  if (english.length > LONGEST) return undefined;
  const guess = /^(.+), did you mean ('[^']*')\?$/s.exec(english);
  if (guess) {
    const said = known(guess[1]!);
    return said && `${said}. 혹시 ${guess[2]}입니까?`;
  }
  const said = sayBy(ALL, english);
  if (said) return said;
  const placed = PLACED.exec(english) ?? undefined;
  if (placed) {
    const [, file = '', record = '', offset = placed[4] ?? '', , sentence = ''] = placed;
    const inner = sayBy(CAPTURE_KO, sentence);
    return inner && placeKo(file, record, offset) + inner;
  }
  const inFile = /^((?:(?!: ).)+: )(.+)$/s.exec(english);
  const inner = inFile && sayBy(CAPTURE_KO, inFile[2]!);
  return inner ? inFile[1] + inner : undefined;
}
