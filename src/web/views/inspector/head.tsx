// Which transmission, where it is looked at, and which bit.
import { attemptOf, bitAt, passagesOf } from '../../run/passing.js';
import { fieldAt, takenFor } from '../../run/wireFields.js';
import { selectBit } from '../../state/bitwalk.js';
import { selected } from '../../state/selection.js';
import { fieldWords } from '../../text/fieldWords.js';
import { microseconds } from '../../widgets/format.js';
import { Icon } from '../../widgets/icons.js';
import { wordingsOf } from '../tracks/transmissionWords.js';
import type { Subject } from './subject.js';
import { words } from './words.js';

/** Places to choose from; a hub may have a thousand. */
const MOST_PLACES = 200;

export function Head({ subject }: { readonly subject: Subject }) {
  const { tape, transmission, ticket } = subject;
  if (!transmission) return null;
  const { its } = transmission;
  return (
    <div class="inspector-head">
      <p>
        <strong>{wordingsOf(tape, its.row)[0]}</strong>{' '}
        <span class="quiet">
          {ticket >= 0 ? words.frameNumber(ticket) : words.noFrame}
          {its.aborted && `, ${words.abortedFrame}`}
        </span>
      </p>
      <Places subject={subject} />
      <Position subject={subject} />
    </div>
  );
}

function Places({ subject }: { readonly subject: Subject }) {
  const { tape, transmission } = subject;
  const { its, passage, bit } = transmission!;
  const places = attemptOf(tape, its.row)
    .flatMap((row) => passagesOf(tape, row))
    .sort((a, b) => a.fromPs - b.fromPs)
    .slice(0, MOST_PLACES);
  const key = (place: { row: number; port: number }): string => `${place.row}/${place.port}`;
  return (
    <label class="choose">
      {words.seenAt}{' '}
      <select
        value={passage && key(passage)}
        onChange={({ currentTarget }) => {
          const [row, port] = currentTarget.value.split('/').map(Number) as [number, number];
          if (bit >= 0) selectBit(row, port, bit);
          else selected.value = { kind: 'transmission', row, port };
        }}
      >
        {places.map((place) => {
          const { name } = tape.stage.ports[place.port]!;
          return (
            <option key={`${key(place)}${place.direction}`} value={key(place)}>
              {place.direction === 'out' ? words.leaves(name) : words.arrives(name)}
            </option>
          );
        })}
      </select>
    </label>
  );
}

function Position({ subject }: { readonly subject: Subject }) {
  const { its, passage, bit, fields, image } = subject.transmission!;
  const port = passage?.port ?? -1;
  const field = fieldAt(fields, bit);
  const taken = image && bit >= 0 ? takenFor(image, bit) : undefined;
  return (
    <div class="position">
      <button
        type="button"
        aria-label={words.bitBefore}
        disabled={bit <= 0}
        onClick={() => selectBit(its.row, port, bit - 1)}
      >
        <Icon name="back" />
      </button>
      <output data-bit={bit} data-field={field?.name}>
        {bit < 0 ? words.noBit : words.bitNumber(bit)}
        {field && ` · ${fieldWords[field.name]}`}
        {bit >= 0 && passage && ` · ${microseconds(bitAt(passage, its.symbolPs, bit))} µs`}
        {taken && taken !== field?.name && <small data-taken={taken}>{words.takenFor(fieldWords[taken])}</small>}
      </output>
      <button
        type="button"
        aria-label={words.nextBit}
        disabled={bit + 1 >= its.count >> 1}
        onClick={() => selectBit(its.row, port, bit + 1)}
      >
        <Icon name="forward" />
      </button>
    </div>
  );
}
