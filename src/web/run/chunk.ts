// What travels from the recorder in the worker to the tape on the page: rows of columns, as plain typed arrays.

/** Events: their four numbers lie one after another in `numbers`. */
export interface EventRows {
  readonly atPs: Float64Array;
  readonly kind: Uint8Array;
  readonly part: Uint16Array;
  readonly numbers: Float64Array;
}

/**
 * Transmissions, and versions of them that only one ear has heard (`line` is NO_LINE). Rows are in order of their start;
 * a row is sent when it and all before it are over.
 */
export interface TransmissionRows {
  readonly line: Uint16Array;
  /** The ear that it is not sent to (a fan), or the tap that sends it (a coax); -1 for none. */
  readonly except: Int16Array;
  /** The only ear that it is sent to, or -1. */
  readonly only: Int16Array;
  readonly startPs: Float64Array;
  readonly endPs: Float64Array;
  /** Symbols sent. */
  readonly count: Float64Array;
  readonly symbolPs: Float64Array;
  /** Number of the frame that it carries, -1 for none. */
  readonly ticket: Int32Array;
  /** Row whose symbols it carries on, with edits; -1 for one that has octets of its own or none. */
  readonly parent: Int32Array;
  /** Where its octets begin in `octets`, and how many. */
  readonly content: Float64Array;
  readonly contentLength: Uint16Array;
  /** First of its edits among `edits`, and how many. */
  readonly firstEdit: Uint32Array;
  readonly edits: Uint16Array;
  readonly flags: Uint8Array;
  /** Number of the reason for which its frame was lost already when it ended, 0 for none. */
  readonly loss: Uint8Array;
}

/** What happened while the page was not asking. */
export interface Chunk {
  readonly events: EventRows;
  readonly transmissions: TransmissionRows;
  /** Frames with preamble, SFD and FCS, one after another; attempts of one frame share theirs. */
  readonly octets: Uint8Array;
  /** Four numbers an edit: kind (index into EDIT_KINDS), from, to, seed. */
  readonly edits: Float64Array;
  /** Ears that left a transmission before its end (a repeater's port left alone): row, ear, atPs. */
  readonly leavers: Float64Array;
  /** What one ear heard otherwise than the rest: row of the transmission, ear, fromPs, toPs, row of the version. */
  readonly versions: Float64Array;
}

export const EDIT_KINDS = ['jam', 'flip', 'noise', 'low'] as const;
/** A row that is no transmission but a version of one. */
export const NO_LINE = 0xffff;

/** A transmission's flags. */
export const FLAG = {
  /** Its sender gave this attempt up: a collision. */
  aborted: 1,
  /** The transceiver kept it to itself. */
  silent: 2,
  /** The wires of the pair are swapped. */
  inverted: 4,
} as const;

/** Delay between two places of one line that no signal has crossed yet is not known: NaN. */
export interface DelayRow {
  readonly line: number;
  /** The tap that sends (a coax), or 0. */
  readonly source: number;
  /** In picoseconds, by ear. */
  readonly delaysPs: Float64Array;
}
