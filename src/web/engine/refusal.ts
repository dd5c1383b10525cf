// Errors on their way from the worker to a person.
import { CaptureError } from '../../capture/capture-error.js';
import { LabError } from '../../lab/labError.js';
import { ScenarioError } from '../../lab/scenario/error.js';
import { SimdUnavailableError } from '../../memory/machine.js';
import { EditError } from '../edit/edits.js';
import { CodeError } from '../race/sandbox.js';
import type { Refusal } from './protocol.js';

/** What to tell of an error; one that nobody foresaw is told as the bug that it is. */
export function refusalOf(error: unknown): Refusal {
  const nowhere = { file: undefined, line: undefined, field: undefined };
  if (error instanceof ScenarioError) {
    const { code, reason, file, line, field } = error;
    return { code, message: reason, file, line: line || undefined, field: field || undefined };
  }
  if (error instanceof CodeError) {
    const { code, message, line } = error;
    return { code, message, ...nowhere, line };
  }
  const known = [LabError, SimdUnavailableError, CaptureError, EditError].find((kind) => error instanceof kind);
  if (known) {
    const { code, message } = error as InstanceType<typeof known>;
    return { code, message, ...nowhere };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'BUG', message, ...nowhere };
}
