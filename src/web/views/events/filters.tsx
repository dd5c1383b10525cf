// What the event list is narrowed to.
import type { Signal } from '@preact/signals';
import type { Verbosity } from '../../../capture/traceWords.js';
import { frameText, group, partName, verbosity, wordsText } from '../../state/eventList.js';
import { tape } from '../../state/session.js';
import { bilingual, LANGUAGES, language } from '../../text/bilingual.js';
import { EVENT_GROUPS } from '../../text/eventGroups.js';

const words = bilingual({
  legend: ['Which events', '보여 줄 이벤트'],
  much: ['How much', '자세한 정도'],
  brief: ['unusual only', '특별한 일만'],
  normal: ['normal', '보통'],
  all: ['everything', '모두'],
  who: ['Who', '누가'],
  everyone: ['everyone', '전체'],
  kind: ['Kind', '종류'],
  everything: ['any kind', '모든 종류'],
  frame: ['Frame', '프레임'],
  frameHint: ['frame #', '프레임 #'],
  text: ['Words', '낱말'],
  textHint: ['search…', '검색…'],
});

export function Filters() {
  const spoken = LANGUAGES.indexOf(language.value);
  const parts = tape.value?.stage.parts.filter(({ kind }) => kind !== 'line') ?? [];
  return (
    <fieldset class="filters">
      <legend class="hidden-text">{words.legend}</legend>
      <Choice
        label={words.much}
        of={verbosity as Signal<string>}
        choices={(['brief', 'normal', 'all'] satisfies Verbosity[]).map((one) => [one, words[one]])}
      />
      <Choice
        label={words.who}
        of={partName}
        choices={[['', words.everyone], ...parts.map(({ name }) => [name, name] as const)]}
      />
      <Choice
        label={words.kind}
        of={group}
        choices={[['', words.everything], ...EVENT_GROUPS.map(({ name, title }) => [name, title[spoken]!] as const)]}
      />
      <Typed label={words.frame} hint={words.frameHint} of={frameText} class="number" />
      <Typed label={words.text} hint={words.textHint} of={wordsText} class="text" />
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly of: Signal<string>;
  readonly choices: readonly (readonly [value: string, said: string])[];
}

function Choice({ label, of, choices }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={of.value}
      onChange={({ currentTarget }) => {
        of.value = currentTarget.value;
      }}
    >
      {choices.map(([value, said]) => (
        <option key={value} value={value}>
          {said}
        </option>
      ))}
    </select>
  );
}

interface TypedProps {
  readonly label: string;
  readonly hint: string;
  readonly of: Signal<string>;
  readonly class: string;
}

function Typed({ label, hint, of, class: name }: TypedProps) {
  return (
    <input
      type="search"
      class={name}
      aria-label={label}
      placeholder={hint}
      value={of.value}
      onInput={({ currentTarget }) => {
        of.value = currentTarget.value;
      }}
    />
  );
}
