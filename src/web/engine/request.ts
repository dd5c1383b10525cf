// What to run, as plain data.

/** A capture to be carried. */
export interface CaptureFile {
  readonly name: string;
  readonly octets: Uint8Array;
}

/** What to run: a scenario, a capture on a hub of its own, or a capture over a scenario. */
export interface RunRequest {
  /** The scenario as text, YAML or JSON; undefined: a hub for the capture. */
  readonly text: string | undefined;
  /** What to call it in messages. */
  readonly file: string;
  readonly capture: CaptureFile | undefined;
  /** Instead of the scenario's. */
  readonly seed: number | undefined;
  /** When the run ends, in picoseconds, instead of the scenario's. */
  readonly untilPs: number | undefined;
}
