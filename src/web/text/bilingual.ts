// The page speaks English and Korean. Each view keeps its own words beside it, always in both languages:
//
//   const words = bilingual({ play: ['Play', '재생'], at: [(us: string) => `at ${us}`, (us: string) => `${us}에`] });
//   words.play        words.at('51.2 µs')      in the language of the moment; what reads them is drawn again when it changes
import { signal } from '@preact/signals';

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of the moment. */
export const language = signal<Language>('en');

type Entry = readonly [en: string, ko: string] | readonly [en: (...given: never[]) => string, ko: unknown];
type Said<E> = E extends readonly [infer En, unknown] ? (En extends string ? string : En) : never;

/** An object whose properties answer in the language of the moment. */
export function bilingual<const Table extends Record<string, Entry>>(
  table: Table,
): { readonly [Key in keyof Table]: Said<Table[Key]> } {
  const said = {};
  for (const key of Object.keys(table)) {
    Object.defineProperty(said, key, { enumerable: true, get: () => table[key]![LANGUAGES.indexOf(language.value)] });
  }
  return said as { readonly [Key in keyof Table]: Said<Table[Key]> };
}

/** A scenario's text in the language of the moment. */
export function inLanguage(text: { readonly en?: string | undefined; readonly ko?: string | undefined } | undefined) {
  if (!text) return '';
  return (language.value === 'ko' ? text.ko : text.en) ?? text.en ?? text.ko ?? '';
}
