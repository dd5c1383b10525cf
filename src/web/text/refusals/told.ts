// A refusal in the language of the moment. The Korean ones come when the first is shown.
import { signal } from '@preact/signals';
import { language } from '../bilingual.js';

const inKorean = signal<{ readonly say: (english: string) => string } | undefined>(undefined);
let asked = false;

/** What the engine says of something that can't be, as it is shown; nothing while its words are on their way. */
export function told(english: string): string {
  if (language.value !== 'ko') return english;
  if (!asked) {
    asked = true;
    void import('./refusalsKo.js').then(
      ({ refusalInKorean }) => {
        inKorean.value = { say: refusalInKorean };
      },
      () => {
        // English is better than nothing.
        inKorean.value = { say: (sentence) => sentence };
      },
    );
  }
  return inKorean.value?.say(english) ?? '';
}
