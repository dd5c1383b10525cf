// The seed of the run: the same seed, the same draws, the same run.
import { useSignal } from '@preact/signals';
import { open, request, tape } from '../../state/session.js';
import { bilingual } from '../../text/bilingual.js';

const words = bilingual({
  seed: ['Seed', '시드'],
  again: ['Run', '실행'],
  title: ['Decides every random draw of the run', '실행 중 모든 무작위 추첨을 정합니다'],
});

export function Seed() {
  const typed = useSignal<string | undefined>(undefined);
  const seed = String(tape.value?.stage.seed ?? '');
  const text = typed.value ?? seed;
  const number = Number(text);
  const good = /^\d+$/.test(text.trim()) && Number.isSafeInteger(number);
  return (
    <form
      class="seed"
      onSubmit={(event) => {
        event.preventDefault();
        const asked = request.peek();
        if (!good || !asked) return;
        typed.value = undefined;
        open({ ...asked, seed: number });
      }}
    >
      <label title={words.title}>
        {words.seed}
        <input
          inputMode="numeric"
          value={text}
          aria-invalid={!good}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
      </label>
      <button type="submit" disabled={!good || text.trim() === seed}>
        {words.again}
      </button>
    </form>
  );
}
