// A text to be changed, with its lines numbered.
import './linedText.css';
import { useRef } from 'preact/hooks';

export interface LinedTextProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly rows: number;
  /** A line that something is wrong with. */
  readonly bad?: number | undefined;
  /** Told how to go to a line and select it. */
  readonly bind?: (goTo: (line: number) => void) => void;
}

export function LinedText({ label, text, onText, rows, bad, bind }: LinedTextProps) {
  const numbers = useRef<HTMLPreElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = text.split('\n');
  bind?.((line) => {
    const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.current!.focus();
    area.current!.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
    area.current!.scrollTop = Math.max(0, (line - rows / 2) * LINE_PX);
  });
  return (
    <div class="lined-text">
      <pre ref={numbers} aria-hidden="true">
        {lines.map((_, i) => `${i + 1 === bad ? '▶ ' : ''}${i + 1}`).join('\n')}
      </pre>
      <textarea
        ref={area}
        aria-label={label}
        aria-invalid={bad !== undefined}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        wrap="off"
        rows={rows}
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
        onScroll={(event) => {
          numbers.current!.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** As in linedText.css. */
const LINE_PX = 20;
