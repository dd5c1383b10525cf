// The scenario's text itself, to be read, changed and run.
import { useRef, useState } from 'preact/hooks';
import { apply } from '../../state/editing.js';
import { refusal, request, status } from '../../state/session.js';
import { told } from '../../text/refusals/told.js';
import { Dialog } from '../../widgets/dialog.js';
import { LinedText } from '../../widgets/linedText.js';
import { words } from './words.js';

export function TextDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState(request.peek()?.text ?? '');
  const goTo = useRef<(line: number) => void>(() => undefined);
  const its = refusal.value;
  const bad = its?.line;
  return (
    <Dialog id="scenario-text" title={words.textTitle} onClose={onClose}>
      <LinedText
        label={words.textTitle}
        text={text}
        onText={setText}
        rows={24}
        bad={bad}
        bind={(go) => {
          goTo.current = go;
        }}
      />
      <div class="row">
        <button type="button" class="primary" onClick={() => apply(text, true)} disabled={status.value === 'building'}>
          {words.apply}
        </button>
        {its ? (
          <p class="problem" role="alert">
            {bad !== undefined && (
              <button type="button" onClick={() => goTo.current(bad)}>
                {words.line(bad, its.field ? `, ${its.field}` : '')}
              </button>
            )}{' '}
            {told(its.message)}
          </p>
        ) : (
          request.value?.text === text && <p class="soft">{words.ran}</p>
        )}
      </div>
    </Dialog>
  );
}
