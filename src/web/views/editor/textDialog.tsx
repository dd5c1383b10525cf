// The scenario's text itself, to be read, changed and run.
import { useRef, useState } from 'preact/hooks';
import { apply } from '../../state/editing.js';
import { refusal, request, status } from '../../state/session.js';
import { Dialog } from '../../widgets/dialog.js';
import { words } from './words.js';

export function TextDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState(request.peek()?.text ?? '');
  const numbers = useRef<HTMLPreElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const its = refusal.value;
  const lines = text.split('\n').length;
  const bad = its?.line;
  const goTo = (line: number) => {
    const from =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    area.current!.focus();
    area.current!.setSelectionRange(from, from + (text.split('\n')[line - 1]?.length ?? 0));
  };
  return (
    <Dialog id="scenario-text" title={words.textTitle} onClose={onClose}>
      <div class="text-editor">
        <pre ref={numbers} class="numbers" aria-hidden="true">
          {Array.from({ length: lines }, (_, i) => `${i + 1 === bad ? '▶ ' : ''}${i + 1}`).join('\n')}
        </pre>
        <textarea
          ref={area}
          aria-label={words.textTitle}
          spellcheck={false}
          wrap="off"
          rows={24}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onScroll={(event) => {
            numbers.current!.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      <div class="row">
        <button type="button" class="primary" onClick={() => apply(text, true)} disabled={status.value === 'building'}>
          {words.apply}
        </button>
        {its ? (
          <p class="problem" role="alert">
            {bad !== undefined && (
              <button type="button" onClick={() => goTo(bad)}>
                {words.line(bad, its.field ? `, ${its.field}` : '')}
              </button>
            )}{' '}
            {its.message}
          </p>
        ) : (
          request.value?.text === text && <p class="soft">{words.ran}</p>
        )}
      </div>
    </Dialog>
  );
}
