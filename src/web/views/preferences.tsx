// Language and theme.
import { type Theme, theme } from '../state/preferences.js';
import { bilingual, language } from '../text/bilingual.js';

const words = bilingual({
  theme: ['Theme', '테마'],
  auto: ['System theme', '시스템 테마'],
  light: ['Light theme', '밝은 테마'],
  dark: ['Dark theme', '어두운 테마'],
});

export function Preferences() {
  return (
    <>
      <label>
        <span class="hidden-text">{words.theme}</span>
        <select
          value={theme.value}
          onChange={({ currentTarget }) => {
            theme.value = currentTarget.value as Theme;
          }}
        >
          {(['auto', 'light', 'dark'] as const).map((one) => (
            <option key={one} value={one}>
              {words[one]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        lang={language.value === 'en' ? 'ko' : 'en'}
        onClick={() => {
          language.value = language.value === 'en' ? 'ko' : 'en';
        }}
      >
        {language.value === 'en' ? '한국어' : 'English'}
      </button>
    </>
  );
}
