// Editing the scenario in view: what is built, who sends, what goes wrong. Every change is one of the scenario's text.
import './editor.css';
import { useState } from 'preact/hooks';
import { addNode, change, editRefusal, history, redo, undo } from '../../state/editing.js';
import { request, revision, tape } from '../../state/session.js';
import { told } from '../../text/refusals/told.js';
import { NumberField } from '../../widgets/fields.js';
import { Brush } from './brush.js';
import { Lines } from './lines.js';
import { PartEditor } from './part.js';
import { Send } from './send.js';
import { TextDialog } from './textDialog.js';
import { words } from './words.js';

const KINDS = ['host', 'repeater', 'coax'] as const;
const MOST_SEED = 4_294_967_295;

export function Editor() {
  revision.value;
  const [text, setText] = useState(false);
  const its = tape.value;
  if (!its) return null;
  if (request.value?.text === undefined) return <p class="soft">{words.noText}</p>;
  const { past, future } = history.value;
  const { stage } = its;
  return (
    <section class="editor" aria-label={words.title} data-history={`${past.length}/${future.length}`}>
      <div class="row">
        <span>{words.add}</span>
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            onClick={() =>
              void addNode(
                kind,
                stage.nodes.map(({ name }) => name),
              )
            }
          >
            {`+ ${words[kind]}`}
          </button>
        ))}
      </div>
      <div class="row">
        <button type="button" disabled={past.length === 0} onClick={undo}>
          {words.undo}
        </button>
        <button type="button" disabled={future.length === 0} onClick={redo}>
          {words.redo}
        </button>
        <button type="button" onClick={() => setText(true)}>
          {words.text}
        </button>
      </div>
      {editRefusal.value && (
        <p class="problem" role="alert">
          {words.refused(told(editRefusal.value.message))}
        </p>
      )}
      <details open>
        <summary>{words.selected}</summary>
        <PartEditor stage={stage} />
      </details>
      <details>
        <summary>{words.send}</summary>
        <Send stage={stage} />
      </details>
      <details>
        <summary>{words.brush}</summary>
        <Brush tape={its} />
      </details>
      <details>
        <summary>{words.lines}</summary>
        <div class="form-fields">
          <NumberField
            label={words.seed}
            value={stage.seed}
            min={0}
            max={MOST_SEED}
            onValue={(value) => void change([{ what: 'set', path: ['seed'], value }])}
          />
        </div>
        <Lines stage={stage} />
      </details>
      {text && <TextDialog onClose={() => setText(false)} />}
    </section>
  );
}
