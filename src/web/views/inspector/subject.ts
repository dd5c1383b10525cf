// What the inspector looks at: whatever is selected, with all that the sections need of it.
import { computed } from '@preact/signals';
import type { Image } from '../../run/images.js';
import { attemptOf, type PortPassage, passagesOf, passageThrough, versionThrough } from '../../run/passing.js';
import type { Tape, TapeEvent, Transmission } from '../../run/tape.js';
import { fieldsOfRow, receivedFields, type WireField } from '../../run/wireFields.js';
import { rowOf, selected, ticketOf } from '../../state/selection.js';
import { imageOf, imageRevision, revision, tape } from '../../state/session.js';
import { wrongBits } from '../tracks/damage.js';

/** A transmission, where it is looked at, and what was there. */
export interface SeenTransmission {
  readonly its: Transmission;
  readonly passage: PortPassage | undefined;
  /** The row that this port's ear heard: the transmission's own, or a version of it. */
  readonly version: number;
  /** Undefined until it has come. */
  readonly image: Image | undefined;
  readonly fields: readonly WireField[];
  /** The bit selected, or -1. */
  readonly bit: number;
  /** Bits that this port heard otherwise than they were sent, or that are none. */
  readonly wrong: readonly number[];
}

export interface Subject {
  readonly tape: Tape;
  readonly event: TapeEvent | undefined;
  readonly part: string | undefined;
  /** Frame, or -1. */
  readonly ticket: number;
  readonly transmission: SeenTransmission | undefined;
}

/** What is selected; undefined when nothing is. */
export const subject = computed<Subject | undefined>(() => {
  revision.value;
  const its = tape.value;
  const pick = selected.value;
  if (!its || !pick) return undefined;
  const event = pick.kind === 'event' && pick.index < its.events ? its.event(pick.index) : undefined;
  const place = pick.kind === 'transmission' ? pick : (event && receivedAt(its, event, rowOf(pick))) || {};
  const row = pick.kind === 'part' ? -1 : (place.row ?? rowOf(pick));
  return {
    tape: its,
    event,
    part: pick.kind === 'part' ? pick.name : undefined,
    ticket: ticketOf(pick),
    transmission: row >= 0 && row < its.rows ? see(its, row, place) : undefined,
  };
});

/** Where a station received, or refused, what a transmission became: that is what it judged. */
function receivedAt(tape: Tape, { name, part }: TapeEvent, row: number): Place | undefined {
  if (row < 0 || (name !== 'frameReceived' && name !== 'receiveError')) return undefined;
  const owner = tape.stage.parts[part]?.name;
  return attemptOf(tape, row)
    .flatMap((each) => passagesOf(tape, each))
    .find(({ port, direction }) => direction === 'in' && tape.stage.ports[port]!.owner === owner);
}

interface Place {
  readonly row?: number;
  readonly port?: number;
  readonly bit?: number;
}

function see(tape: Tape, row: number, pick: Place): SeenTransmission {
  imageRevision.value;
  const passage =
    (pick.port === undefined ? undefined : passageThrough(tape, row, pick.port)) ?? passagesOf(tape, row)[0];
  const version = passage ? versionThrough(tape, passage) : row;
  const image = imageOf(version);
  const own = version === row || !image;
  const sent = own ? undefined : imageOf(row);
  return {
    its: tape.transmission(row),
    passage,
    version,
    image,
    fields: own ? fieldsOfRow(tape, row) : receivedFields(image),
    bit: pick.bit ?? -1,
    wrong: sent && image ? wrongBits(sent, image) : [],
  };
}
