// A second run, to be set beside the one in view. It has a worker of its own, for as long as it is looked at.
import { batch, signal } from '@preact/signals';
import type { RunReport } from '../../lab/report.js';
import type { Edit } from '../edit/edits.js';
import { EngineClient, RefusedError } from '../engine/client.js';
import type { RunRequest, Word } from '../engine/protocol.js';
import { Tape } from '../run/tape.js';

/** One of two runs: its tape, bumps of what is known of it, and how it ended. */
export interface Known {
  readonly tape: Tape;
  readonly revision: number;
  readonly report: RunReport | undefined;
}

export const second = signal<Known | undefined>(undefined);
/** Why the second run can't be shown. */
export const secondTrouble = signal<string | undefined>(undefined);

let client: EngineClient | undefined;

/** Runs something as the second. @param edits to be made in its text before */
export async function runSecond(wanted: RunRequest, edits: readonly Edit[] = []): Promise<void> {
  client ??= new EngineClient(hear, (message) => {
    secondTrouble.value = message;
  });
  const mine = client;
  batch(() => {
    second.value = undefined;
    secondTrouble.value = undefined;
  });
  try {
    const text = edits.length > 0 ? await mine.edit(wanted.text ?? '', edits) : wanted.text;
    if (client === mine) mine.run({ ...wanted, text });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    secondTrouble.value = error.refusal.message;
  }
}

/** Lets go of it. */
export function endSecond(): void {
  client?.end();
  client = undefined;
  second.value = undefined;
  secondTrouble.value = undefined;
}

function hear(word: Word): void {
  const its = second.peek();
  if (word.say === 'staged') second.value = { tape: new Tape(word.stage), revision: 0, report: undefined };
  else if (word.say === 'chunk' && its) {
    its.tape.append(word.chunk, word.delays, word.nowPs);
    second.value = { ...its, revision: its.revision + 1 };
  } else if (word.say === 'ended' && its) second.value = { ...its, report: word.report };
  else if (word.say === 'failed') secondTrouble.value = word.refusal.message;
}
