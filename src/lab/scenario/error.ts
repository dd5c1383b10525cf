// What is wrong with a scenario: one error, with the place where a person has to look.

/** Why a scenario was refused. */
export type ScenarioErrorCode =
  /** not YAML or JSON: a tab as indentation, an unclosed bracket, a stray character */
  | 'syntax'
  /** longer, deeper or with more aliases than a scenario may be */
  | 'too-big'
  | 'empty'
  | 'duplicate-key'
  | 'unknown-key'
  | 'missing'
  /** a value of the wrong type, outside its range, or a word that is not one of those expected */
  | 'bad-value'
  /** right, but only in a later version */
  | 'not-yet'
  | 'unknown-node'
  | 'unknown-link'
  | 'bad-port'
  | 'port-taken'
  | 'self-link'
  | 'loop'
  | 'bad-tap'
  | 'duplicate-name'
  | 'duplicate-mac'
  | 'contradiction';

/** A place in the file; line and column count from 1 and are 0 when the scenario did not come from a text. */
export interface Place {
  line: number;
  column: number;
}

/** A scenario that can't be used. The message names file, line, column and field, then says why. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the scenario, such as `topology.links[1].length`; empty when it is the whole of it. */
  readonly field: string;
  readonly code: ScenarioErrorCode;
  /** The message without file, line and field. */
  readonly reason: string;

  constructor(file: string, place: Place, fullField: string, code: ScenarioErrorCode, fullReason: string) {
    // A file can hold a word of a million letters; its error need not.
    const [field, reason] = [shorten(fullField, 200), shorten(fullReason, 800)];
    const where = place.line > 0 ? `${file}:${place.line}:${place.column}` : file;
    super(`${where}: ${field === '' ? '' : `${field}: `}${reason}`);
    this.file = file;
    this.line = place.line;
    this.column = place.column;
    this.field = field;
    this.code = code;
    this.reason = reason;
  }
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Something that a real installation would not do, though the emulator will. */
export interface ScenarioWarning extends Place {
  field: string;
  message: string;
}

/** Keys and indices from the top of the scenario to a value. */
export type Path = readonly (string | number)[];

/** `['topology', 'links', 1, 'length']` as `topology.links[1].length`. */
export function fieldName(path: Path): string {
  let name = '';
  for (const step of path) {
    if (typeof step === 'number') name += `[${step}]`;
    else name += name === '' ? step : `.${step}`;
  }
  return name;
}
