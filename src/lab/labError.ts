// A mistake in how a lab is put together. What befalls frames is never one: that is counted, by reason.

/** What is wrong with a call. */
export type LabErrorCode =
  /** a value of the wrong type, or a number that is no number, not whole, or out of its range */
  | 'ERR_INVALID_ARGUMENT'
  /** not a MAC address */
  | 'ERR_INVALID_ADDRESS'
  /** a part of that name is in the lab already */
  | 'ERR_NAME_TAKEN'
  /** the hub has no port of that number, or none left */
  | 'ERR_NO_SUCH_PORT'
  /** a cable is in that port already */
  | 'ERR_PORT_TAKEN'
  /** no memory would be large enough */
  | 'ERR_TOO_LARGE'
  /** a scenario replays a capture whose frames are not given */
  | 'ERR_REPLAY_MISSING';

/** The caller of a lab asked for what can't be built. The message names the part and the value. */
export class LabError extends Error {
  override readonly name = 'LabError';

  constructor(
    readonly code: LabErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The value, if it lies within the range. @throws LabError ERR_INVALID_ARGUMENT */
export function within(value: number, least: number, most: number, what: string): number {
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw new LabError('ERR_INVALID_ARGUMENT', `${what} is between ${least} and ${most}, not ${shown(value)}`);
}

/** The value, if it is whole and lies within the range. @throws LabError ERR_INVALID_ARGUMENT */
export function wholeWithin(value: number, least: number, most: number, what: string): number {
  if (Number.isInteger(value)) return within(value, least, most, what);
  const range = `a whole number between ${least} and ${most}`;
  throw new LabError('ERR_INVALID_ARGUMENT', `${what} is ${range}, not ${shown(value)}`);
}

/** The value, if it is one of those or left out. @throws LabError ERR_INVALID_ARGUMENT */
export function oneOf<Value>(value: Value, choices: readonly Value[], what: string): Value {
  if (value === undefined || choices.includes(value)) return value;
  throw new LabError('ERR_INVALID_ARGUMENT', `${what} is ${choices.map(shown).join(' or ')}, not ${shown(value)}`);
}

/** The choices, if they are an object. @throws LabError ERR_INVALID_ARGUMENT */
export function choicesOf<Choices>(choices: Choices, what: string): Choices {
  if (typeof choices === 'object' && choices !== null) return choices;
  throw new LabError('ERR_INVALID_ARGUMENT', `${what} are an object, not ${shown(choices)}`);
}

/** The name, if it is one. @throws LabError ERR_INVALID_ARGUMENT */
export function nameOf(name: string, what: string): string {
  if (typeof name === 'string' && name !== '') return name;
  throw new LabError('ERR_INVALID_ARGUMENT', `${what} is a string that is not empty, not ${shown(name)}`);
}

/** The octets, if they are a Uint8Array. @throws LabError ERR_INVALID_ARGUMENT */
export function octetsOf(octets: Uint8Array, what: string): Uint8Array {
  if (octets instanceof Uint8Array) return octets;
  throw new LabError('ERR_INVALID_ARGUMENT', `${what} is a Uint8Array, not ${shown(octets)}`);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > 40 ? `a string of ${value.length} characters` : `'${value}'`;
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
