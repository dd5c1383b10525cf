// Help: what there is to see, all keys, what patterns mean, and where the model ends.
import './help.css';
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Binding, bindings } from '../../state/keys.js';
import { bilingual, LANGUAGES, language } from '../../text/bilingual.js';
import { Icon } from '../../widgets/icons.js';
import { LIMITS, PATTERNS, VIEWS } from './helpText.js';

const words = bilingual({
  help: ['Help', '도움말'],
  title: ['What you see, and what you can do', '무엇이 보이고 무엇을 할 수 있나요'],
  close: ['Close', '닫기'],
  views: ['The views', '보기'],
  shared: [
    'All views show one run at one moment, with one selection: click something in one of them, and it is marked in the others.',
    '모든 보기는 한 실행의 같은 순간과 같은 선택을 보여 줍니다. 한 곳에서 고르면 다른 곳에도 표시됩니다.',
  ],
  keys: ['Keys', '단축키'],
  key: ['Key', '키'],
  does: ['What it does', '하는 일'],
  patterns: ['Colours and patterns', '색과 무늬'],
  limits: ['Where the model ends', '모형의 한계'],
  space: ['Space', '스페이스'],
});

/** Whether the help is open. */
export const helpOpen = signal(false);

export function HelpButton() {
  return (
    <button
      type="button"
      aria-label={words.help}
      title={`${words.help} (?)`}
      onClick={() => {
        helpOpen.value = true;
      }}
    >
      <b aria-hidden="true">?</b>
    </button>
  );
}

export function Help() {
  return helpOpen.value ? <HelpDialog /> : null;
}

function HelpDialog() {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // Where the focus was it goes back to, by the dialog's own rule.
    const dialog = ref.current!;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  const close = (): void => {
    helpOpen.value = false;
  };
  return (
    <dialog
      class="help"
      ref={ref}
      aria-labelledby="help-title"
      onClose={close}
      onCancel={close}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) close();
      }}
      onKeyDown={(event) => {
        if (event.key === '?') close();
      }}
    >
      <div class="sheet">
        <header>
          <h2 id="help-title">{words.title}</h2>
          <button type="button" aria-label={words.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
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
    </dialog>
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
              {binding.keys.map((key) => (
                <kbd key={key}>{named(key)}</kbd>
              ))}
            </td>
            <td>{binding.does[spoken]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
