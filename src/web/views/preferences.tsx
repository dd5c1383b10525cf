// Language and theme.
import { type Theme, theme } from '../state/preferences.js';
import { bilingual, language } from '../text/bilingual.js';

const words = bilingual({
  theme: ['Theme', '테마'],
  auto: ['as the system', '시스템 설정'],
  light: ['light', '밝게'],
  dark: ['dark', '어둡게'],
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
