// What page and worker say to each other. Plain data only; every answer names the job or the question that it belongs to.
import type { RunReport } from '../../lab/report.js';
import type { Edit } from '../edit/edits.js';
import type { Lap, RaceRequest, RaceResult } from '../race/standing.js';
import type { Chunk, DelayRow } from '../run/chunk.js';
import type { Image } from '../run/images.js';
import type { Stage } from '../run/stage.js';
import type { CaptureFile, RunRequest } from './request.js';

export type { CaptureFile, RunRequest };

/** Files that a run can be written as. */
export const EXPORTS = ['pcapng', 'vcd', 'csv', 'ndjson'] as const;
export type ExportKind = (typeof EXPORTS)[number];

/** Page to worker. */
export type Order =
  | { readonly do: 'run'; readonly job: number; readonly request: RunRequest }
  | { readonly do: 'stop' }
  | { readonly do: 'images'; readonly job: number; readonly ask: number; readonly rows: readonly number[] }
  | { readonly do: 'export'; readonly ask: number; readonly request: RunRequest; readonly kind: ExportKind }
  | ({ readonly do: 'race'; readonly ask: number } & RaceRequest)
  | { readonly do: 'edit'; readonly ask: number; readonly text: string; readonly edits: readonly Edit[] };

/** A refusal as people read it; place where the file has one. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly field: string | undefined;
}

/** A refusal that concerns no line of a file. */
export function refusalOfAll(code: string, message: string, file?: string): Refusal {
  return { code, message, file, line: undefined, field: undefined };
}

/** Why a run is over: everything has happened, it was stopped, or a page can hold no more of it. */
export type Ending = 'over' | 'stopped' | 'enough';

/** Worker to page. */
export type Word =
  | { readonly say: 'ready' }
  | { readonly say: 'staged'; readonly job: number; readonly stage: Stage }
  | {
      readonly say: 'chunk';
      readonly job: number;
      readonly chunk: Chunk;
      readonly delays: readonly DelayRow[];
      readonly nowPs: number;
    }
  | {
      readonly say: 'ended';
      readonly job: number;
      readonly ending: Ending;
      readonly report: RunReport;
      readonly wallMs: number;
    }
  | { readonly say: 'failed'; readonly job: number; readonly refusal: Refusal }
  | { readonly say: 'images'; readonly ask: number; readonly images: readonly Image[] }
  | { readonly say: 'exported'; readonly ask: number; readonly parts: readonly Uint8Array[] }
  | { readonly say: 'edited'; readonly ask: number; readonly text: string }
  | { readonly say: 'racing'; readonly ask: number; readonly lap: Lap; readonly share: number }
  | { readonly say: 'raced'; readonly ask: number; readonly result: RaceResult }
  | { readonly say: 'refused'; readonly ask: number; readonly refusal: Refusal };
