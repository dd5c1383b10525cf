/**
 * The one error of this room. Whatever octets a file holds, reading it gives a capture or throws one of these;
 * whoever writes a capture and asks for the impossible gets one too.
 */

/** Why a capture could not be read or written. */
export type CaptureErrorCode =
  | 'EMPTY' // no octets at all
  | 'BAD_MAGIC' // neither pcap nor pcapng, or one of their cousins that we don't read
  | 'UNSUPPORTED_VERSION'
  | 'TRUNCATED_FILE' // the file ends inside a header, block or record
  | 'BAD_BLOCK_LENGTH' // a pcapng block whose lengths are impossible or differ
  | 'BAD_RECORD_LENGTH' // a record that is empty, absurdly long, or longer than its block
  | 'TRUNCATED_RECORD' // fewer octets captured than were on the wire: the frame isn't whole
  | 'BAD_OPTION' // a pcapng option that overruns its block or has the wrong size
  | 'BAD_INTERFACE' // a packet of an interface that was never described
  | 'BAD_FCS_LENGTH' // Ethernet's FCS has 4 octets, or the file has left it out
  | 'UNSUPPORTED_LINK_TYPE'
  | 'BAD_ARGUMENT'; // the caller of a writer asked for something impossible

/** Where in a file the trouble is; whatever is unknown is left out. */
export interface CapturePlace {
  readonly file?: string;
  /** Number of the record, from 1, in file order. */
  readonly record?: number;
  /** Octets from the start of the file. */
  readonly offset?: number;
}

/** `message` is a whole sentence with file, record and offset in it, fit to be shown to the user as it is. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';
  readonly code: CaptureErrorCode;
  readonly file: string | undefined;
  readonly record: number | undefined;
  readonly offset: number | undefined;

  constructor(code: CaptureErrorCode, sentence: string, place: CapturePlace = {}) {
    super(`${placeText(place)}${sentence}`);
    this.code = code;
    this.file = place.file;
    this.record = place.record;
    this.offset = place.offset;
  }
}

function placeText({ file, record, offset }: CapturePlace): string {
  const spot = [record === undefined ? '' : `record ${record}`, offset === undefined ? '' : `octet ${offset}`];
  const text = spot.filter((part) => part !== '').join(', ');
  if (file === undefined) return text === '' ? '' : `${text}: `;
  return text === '' ? `${file}: ` : `${file}: ${text}: `;
}
