// What a person prefers: language, theme, motion. Kept by the browser where it lets us.
import { effect, signal } from '@preact/signals';
import { LANGUAGES, type Language, language } from '../text/bilingual.js';

export type Theme = 'light' | 'dark' | 'auto';

/** The theme chosen; `auto` follows the system. */
export const theme = signal<Theme>('auto');
/** Bumped when colours may have changed: canvases read them anew. */
export const palette = signal(0);
/** The system asks for no motion that isn't needed. */
export const reducedMotion = signal(false);
/** Embedded in another page: no chrome around the views. */
export const embedded = signal(false);

const STORE = 'thicknet';

function remembered(): { readonly language?: Language; readonly theme?: Theme } {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? '{}') ?? {};
  } catch {
    // A browser may refuse storage, or hold what somebody else wrote there.
    return {};
  }
}

/** Takes over what is known about this person, the address before the memory, and goes on to remember it. */
export function rememberPreferences(search: URLSearchParams): void {
  const known = remembered();
  const asked = search.get('lang') ?? known.language ?? navigator.language.slice(0, 2);
  language.value = LANGUAGES.find((one) => one === asked) ?? 'en';
  const dress = search.get('theme') ?? known.theme;
  theme.value = dress === 'light' || dress === 'dark' ? dress : 'auto';
  embedded.value = search.get('embed') === '1';
  const motion = matchMedia('(prefers-reduced-motion: reduce)');
  reducedMotion.value = motion.matches;
  motion.addEventListener('change', () => {
    reducedMotion.value = motion.matches;
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => palette.value++);
  effect(() => {
    const { documentElement } = document;
    documentElement.lang = language.value;
    if (theme.value === 'auto') documentElement.removeAttribute('data-theme');
    else documentElement.dataset.theme = theme.value;
    palette.value = palette.peek() + 1;
    try {
      localStorage.setItem(STORE, JSON.stringify({ language: language.value, theme: theme.value }));
    } catch {
      // Then it is not remembered.
    }
  });
}
