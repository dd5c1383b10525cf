// One list of all keys: a view registers its own, one listener serves them, and the help shows them.
import { signal } from '@preact/signals';

/** What one or more keys do. */
export interface Binding {
  /** Values of KeyboardEvent.key: ` `, `,`, `N`, `Escape`. */
  readonly keys: readonly string[];
  readonly does: readonly [en: string, ko: string];
  /** Whether it applies at present; always by default. */
  readonly when?: () => boolean;
  readonly run: (key: string) => void;
}

/** All that are registered, oldest first. */
export const bindings = signal<readonly Binding[]>([]);

/** Adds keys; answers how to take them away again. A key bound twice goes to the newest binding that applies. */
export function bindKeys(...more: readonly Binding[]): () => void {
  bindings.value = [...bindings.peek(), ...more];
  return () => {
    bindings.value = bindings.peek().filter((binding) => !more.includes(binding));
  };
}

/** The binding that a key has at present. */
export function bindingOf(key: string): Binding | undefined {
  return bindings.peek().findLast(({ keys, when }) => keys.includes(key) && (when?.() ?? true));
}

const WRITING = 'textarea, select, [contenteditable=""], [contenteditable="true"]';
const SILENT_INPUTS = new Set(['range', 'checkbox', 'radio', 'button', 'submit', 'color', 'file']);
/** Elements that know what to do with the space bar. */
const PRESSABLE = 'button, summary, a[href], input, [role="button"], [role="switch"]';

function isWriting(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !SILENT_INPUTS.has(target.type);
  return target.closest(WRITING) !== null;
}

function hear(event: KeyboardEvent): void {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (target instanceof Element) {
    if (isWriting(target) || target.closest('dialog[open]')) return;
    if (key === ' ' && target.matches(PRESSABLE)) return;
  }
  const binding = bindingOf(key);
  if (!binding) return;
  event.preventDefault();
  binding.run(key);
}

/** Listens for keys: to be called once. */
export function listenForKeys(): void {
  document.addEventListener('keydown', hear);
}
