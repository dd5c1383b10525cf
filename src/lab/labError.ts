// A mistake in how a lab is put together. What befalls frames is never one: that is counted, by reason.

/** What is wrong with a call. */
export type LabErrorCode =
  /** a number that is no number, not whole, or out of its range */
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
  if (value >= least && value <= most) return value;
  throw new LabError('ERR_INVALID_ARGUMENT', `${what} is between ${least} and ${most}, not ${value}`);
}

/** The value, if it is whole and lies within the range. @throws LabError ERR_INVALID_ARGUMENT */
export function wholeWithin(value: number, least: number, most: number, what: string): number {
  if (Number.isInteger(value)) return within(value, least, most, what);
  throw new LabError('ERR_INVALID_ARGUMENT', `${what} is a whole number between ${least} and ${most}, not ${value}`);
}
