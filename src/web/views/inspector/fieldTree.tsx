// The fields of what is selected, each with its bits and their times.
import type { WireField } from '../../run/wireFields.js';
import { selectBit } from '../../state/bitwalk.js';
import { fieldWords } from '../../text/fieldWords.js';
import { microseconds } from '../../widgets/format.js';
import { addressBits, fieldText } from './fieldValues.js';
import type { Section } from './section.js';
import type { SeenTransmission, Subject } from './subject.js';
import { words } from './words.js';

function pick(seen: SeenTransmission, bit: number): void {
  selectBit(seen.its.row, seen.passage?.port ?? -1, bit);
}

function FieldItem({ subject, field }: { readonly subject: Subject; readonly field: WireField }) {
  const seen = subject.transmission!;
  const { image, passage, bit } = seen;
  const { name, fromBit, toBit, meant } = field;
  const here = bit >= fromBit && bit < toBit;
  const fromPs = (passage?.fromPs ?? seen.its.startPs) + 2 * fromBit * seen.its.symbolPs;
  const value = image ? fieldText(image, subject.tape.stage, field) : '';
  const size = toBit - fromBit < meant ? words.bitsOf(toBit - fromBit, meant) : words.bits(toBit - fromBit);
  return (
    <li>
      <button
        type="button"
        class="field"
        data-field={name}
        data-from={fromBit}
        data-to={toBit}
        aria-current={here ? 'true' : undefined}
        onClick={() => pick(seen, fromBit)}
      >
        <span class="field-name">{fieldWords[name]}</span>
        <span class="field-size">{size}</span>
        <span class="field-value">
          {value}
          {name === 'fcs' && image && toBit - fromBit === meant && <Verdict good={image.fcsGood} />}
        </span>
        <span class="field-time">{microseconds(fromPs)} µs</span>
      </button>
      {name === 'destination' && image && <AddressBits seen={seen} field={field} />}
    </li>
  );
}

function Verdict({ good }: { readonly good: boolean }) {
  return <em class={good ? 'good' : 'bad'}> {good ? `✓ ${words.good}` : `✗ ${words.bad}`}</em>;
}

function AddressBits({ seen, field }: { readonly seen: SeenTransmission; readonly field: WireField }) {
  const bits = addressBits(seen.image!, field);
  if (!bits) return null;
  const said = [bits.group ? words.group : words.individual, bits.local ? words.local : words.universal];
  return (
    <ul>
      {said.map((text, i) => (
        <li key={text}>
          <button
            type="button"
            class="field sub"
            aria-current={seen.bit === field.fromBit + i ? 'true' : undefined}
            onClick={() => pick(seen, field.fromBit + i)}
          >
            <span class="field-name">{text}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function View({ subject }: { readonly subject: Subject }) {
  const { fields } = subject.transmission!;
  return (
    <ul class="field-tree">
      {fields.map((field) => (
        <FieldItem key={field.fromBit} subject={subject} field={field} />
      ))}
    </ul>
  );
}

export const fieldSection: Section = {
  id: 'fields',
  title: () => words.fields,
  shows: ({ transmission }) => transmission !== undefined,
  View,
};
