// The keys that belong to no view.
import { bindKeys } from './keys.js';
import { fitSelection, stepBit, stepCollision, stepEvent } from './steps.js';
import { cursorPs, playing, span, zoomAt } from './time.js';

/** The views that a digit focuses, in order. */
const VIEWS = [
  ['topology', 'the network', '네트워크'],
  ['spacetime', 'space and time', '시공간'],
  ['tracks', 'the tracks', '트랙'],
  ['inspector', 'the inspector', '들여다보기'],
  ['events', 'the event list', '이벤트 목록'],
  ['why', 'why it happened', '왜'],
] as const;

/** Zooms about the cursor where it is in view, else about the middle. */
export function zoom(factor: number): void {
  const { fromPs, toPs } = span.peek();
  const at = cursorPs.peek();
  zoomAt(at >= fromPs && at <= toPs ? at : (fromPs + toPs) / 2, factor);
}

function focus(id: string): void {
  const view = document.getElementById(id);
  // The picture or the table in it that takes keys of its own.
  const inner = view?.querySelector<HTMLElement>(
    '[role="grid"][tabindex="0"], [role="application"], section[tabindex="0"]',
  );
  (inner ?? view)?.focus();
  view?.scrollIntoView({ block: 'nearest' });
}

/** Binds them: to be called once. */
export function bindStandardKeys(): void {
  bindKeys(
    {
      keys: [' '],
      does: ['play, pause', '재생, 일시 정지'],
      run: () => {
        playing.value = !playing.peek();
      },
    },
    {
      keys: [',', '.'],
      does: ['event before, next event', '이전 이벤트, 다음 이벤트'],
      run: (key) => stepEvent(by(key, '.')),
    },
    { keys: ['[', ']'], does: ['bit before, next bit', '이전 비트, 다음 비트'], run: (key) => stepBit(by(key, ']')) },
    {
      keys: ['n', 'N'],
      does: ['next collision, collision before', '다음 충돌, 이전 충돌'],
      run: (key) => stepCollision(by(key, 'n')),
    },
    { keys: ['f'], does: ['fit what is selected', '선택한 것에 화면 맞추기'], run: fitSelection },
    { keys: ['+', '=', '-'], does: ['zoom in, zoom out', '확대, 축소'], run: (key) => zoom(key === '-' ? 0.5 : 2) },
    ...VIEWS.map(([id, en, ko], i) => ({
      keys: [String(i + 1)],
      does: [`go to ${en}`, `${ko} 보기로 이동`] as const,
      run: () => focus(id),
    })),
  );
}

function by(key: string, forward: string): 1 | -1 {
  return key === forward ? 1 : -1;
}
