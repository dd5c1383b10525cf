// Threads for the engine. The first is begun before anything else of the page has come: what it needs is fetched and made
// ready beside the page, and not after it.

let ready: Worker | undefined;

function begin(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}

/** Begins a thread for whoever asks for one first. */
export function makeReady(): void {
  try {
    ready ??= begin();
  } catch {
    // Whoever asks for one is told.
    return;
  }
  ready.onerror = () => {
    ready = undefined;
  };
}

/** A thread of one's own. */
export function takeWorker(): Worker {
  const worker = ready ?? begin();
  ready = undefined;
  return worker;
}
