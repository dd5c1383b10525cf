// The help itself, which comes when it is first asked for: what there is to see, all keys, what patterns mean, and where the
// model ends.
import './help.css';
import { type Binding, bindings } from '../../state/keys.js';
import { helpOpen } from '../../state/windows.js';
import { bilingual, LANGUAGES, language } from '../../text/bilingual.js';
import { Dialog } from '../../widgets/dialog.js';
import { HANDS, LIMITS, PATTERNS, VIEWS } from './helpText.js';

const words = bilingual({
  title: ['What you see, and what you can do', '무엇이 보이고 무엇을 할 수 있나요'],
  views: ['The views', '보기'],
  shared: [
    'All views show one run at one moment, with one selection: click something in one of them, and it is marked in the others.',
    '모든 보기는 한 실행의 같은 순간과 같은 선택을 보여 줍니다. 한 곳에서 고르면 다른 곳에도 표시됩니다.',
  ],
  keys: ['Keys, and hands on the pictures', '단축키와 마우스'],
  key: ['Key', '키'],
  does: ['What it does', '하는 일'],
  patterns: ['Colours and patterns', '색과 무늬'],
  limits: ['Where the model ends', '모형의 한계'],
  space: ['Space', '스페이스'],
});

export function HelpDialog() {
  return (
    <Dialog
      id="help"
      title={words.title}
      onClose={() => {
        helpOpen.value = false;
      }}
    >
      <div class="help">
        <p>{words.shared}</p>
        <div class="columns">
          <section>
            <h3>{words.views}</h3>
            <Terms list={VIEWS} />
            <h3>{words.patterns}</h3>
            <Terms list={PATTERNS} />
          </section>
          <section>
            <h3>{words.keys}</h3>
            <Keys />
          </section>
        </div>
        <h3>{words.limits}</h3>
        <ul>
          {LIMITS.map((limit) => (
            <li key={limit[0]}>{limit[LANGUAGES.indexOf(language.value)]}</li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function Terms({ list }: { readonly list: typeof VIEWS | typeof PATTERNS }) {
  const spoken = LANGUAGES.indexOf(language.value);
  return (
    <dl>
      {list.map(({ name, says, swatch }) => (
        <div key={name[0]}>
          <dt>
            {swatch && <span class={`swatch ${swatch}`} aria-hidden="true" />}
            {name[spoken]}
          </dt>
          <dd>{says[spoken]}</dd>
        </div>
      ))}
    </dl>
  );
}

function Keys() {
  const spoken = LANGUAGES.indexOf(language.value);
  const named = (key: string): string => (key === ' ' ? words.space : key === 'Escape' ? 'Esc' : key);
  const shown = (binding: Binding): boolean => binding.does[spoken] !== '';
  // Two ways to type the same are one key to read.
  const distinct = (keys: readonly string[]) => keys.filter((key) => !(key === '=' && keys.includes('+')));
  return (
    <table>
      <thead class="hidden-text">
        <tr>
          <th scope="col">{words.key}</th>
          <th scope="col">{words.does}</th>
        </tr>
      </thead>
      <tbody>
        {bindings.value.filter(shown).map((binding) => (
          <tr key={`${binding.keys.join()} ${binding.does[0]}`}>
            <td>
              {distinct(binding.keys).map((key) => (
                <kbd key={key}>{named(key)}</kbd>
              ))}
            </td>
            <td>{binding.does[spoken]}</td>
          </tr>
        ))}
        {HANDS.map(({ name, says }) => (
          <tr key={name[0]}>
            <td>{name[spoken]}</td>
            <td>{says[spoken]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
