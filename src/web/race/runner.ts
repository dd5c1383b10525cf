// A race from the page's side: a worker in a sandbox, which is ended when the race is over or when it has not been heard of
// for too long.
//
//   page ── the engine's script, as text ──▶ <iframe sandbox> ── blob: ──▶ worker
//        ◀──────────────── a channel for words, and for nothing else ────────▶

import { RefusedError } from '../engine/client.js';
import type { Order, Word } from '../engine/protocol.js';
import script from '../engine/worker.ts?worker&url';
import type { Lap, RaceRequest, RaceResult } from './standing.js';

/** So long may a worker say nothing once it has begun: an answer of somebody's lines takes microseconds. In milliseconds. */
export const SILENCE_MS = 3000;
/** So long may it take to begin. */
const BEGIN_MS = 20_000;
/** So long may a race take in all. */
export const LONGEST_MS = 60_000;

/** The lines never came back, or the race as a whole takes too long. */
export class TimeoutError extends Error {
  constructor(
    readonly lap: Lap,
    readonly ms: number,
  ) {
    super(`nothing came back for ${ms / 1000} s`);
  }
}

/** A race that is on. */
export interface Race {
  /** Refused with RefusedError, TimeoutError, or an Error where the sandbox can't be had. */
  readonly result: Promise<RaceResult>;
  /** Ends it; the result never comes. */
  stop(): void;
}

/** Starts a race. @param tell of each lap how far it is, 0 to 1 */
export function startRace(wanted: RaceRequest, tell: (lap: Lap, share: number) => void): Race {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.title = 'sandbox';
  const { port1: port, port2: far } = new MessageChannel();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const after = (ms: number, what: () => void) => {
    const timer = setTimeout(what, ms);
    timers.add(timer);
    return timer;
  };
  const begin = async ({ source, data }: MessageEvent) => {
    if (source !== frame.contentWindow || data !== 'sandbox') return;
    // What it names for the parts that come to it only where they are asked for: a race asks for none of them.
    const engine = (await (await fetch(script)).text()).replace(/\bexport\s*\{[^}]*\};?\s*$/, '');
    // No worker that is a module begins in such an origin. In one that is none, what the engine names would be global: it
    // would be within the lines' reach, and taken away with all that is.
    frame.contentWindow!.postMessage(`(() => {${engine}\n})();`, '*', [far]);
  };
  const stop = () => {
    for (const timer of timers) clearTimeout(timer);
    removeEventListener('message', begin);
    port.close();
    // The worker ends with the document that began it.
    frame.remove();
  };
  const result = new Promise<RaceResult>((resolve, reject) => {
    let lap: Lap = 'standard';
    const giveUp = (ms: number) => after(ms, () => reject(new TimeoutError(lap, ms)));
    let silence = giveUp(BEGIN_MS);
    giveUp(LONGEST_MS);
    frame.onerror = () => reject(new Error('the sandbox could not be opened'));
    port.onmessage = ({ data }: MessageEvent<Word | { readonly say: 'broken'; readonly message: string }>) => {
      clearTimeout(silence);
      silence = giveUp(SILENCE_MS);
      if (data.say === 'ready') port.postMessage({ do: 'race', ask: 1, ...wanted } satisfies Order);
      else if (data.say === 'racing') {
        lap = data.lap;
        tell(data.lap, data.share);
      } else if (data.say === 'raced') resolve(data.result);
      else if (data.say === 'refused') reject(new RefusedError(data.refusal));
      else if (data.say === 'broken') reject(new Error(data.message));
    };
  });
  addEventListener('message', begin);
  frame.src = new URL('race/sandbox.html', document.baseURI).href;
  document.body.append(frame);
  return { result: result.finally(stop), stop };
}
