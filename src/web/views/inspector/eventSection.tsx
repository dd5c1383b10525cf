// The event that is selected: what it says, and its numbers with their units.
import { DROP_REASONS, type DropReason } from '../../../sim/drop.js';
import { reader } from '../../state/eventList.js';
import { selected } from '../../state/selection.js';
import { language } from '../../text/bilingual.js';
import { DROP_WORDS_KO } from '../../text/eventWordsKo.js';
import { grouped, microseconds, time, unbroken } from '../../widgets/format.js';
import type { Section } from './section.js';
import type { Subject } from './subject.js';
import { numberWords, words } from './words.js';

/** A number of an event as people read it. */
function said(field: string, value: string | number | null, slotPs: number): string {
  if (value === null) return '–';
  if (field === 'reason' && language.value === 'ko' && DROP_REASONS.includes(value as DropReason)) {
    return DROP_WORDS_KO[value as DropReason];
  }
  if (typeof value === 'string') return value;
  if (field.endsWith('Ps')) return time(value, 7);
  if (field === 'frame') return value < 0 ? '–' : `#${value}`;
  if (field === 'octets') return words.octets(value);
  if (field === 'bits' || field === 'fromBit' || field === 'bit')
    return field === 'bits' ? words.bits(value) : String(value);
  if (field === 'r') return `${value} × ${time(slotPs)} = ${time(value * slotPs)}`;
  if (field === 'range') return `0..${value - 1}`;
  return String(value);
}

function View({ subject }: { readonly subject: Subject }) {
  const event = subject.event!;
  const its = reader.value;
  if (!its) return null;
  const fields = Object.entries(its.event(event.index)).filter(([name]) => !['atPs', 'part', 'event'].includes(name));
  return (
    <>
      <p>{unbroken(its.sentence(event.index, language.value))}</p>
      <dl class="pairs">
        <dt>{words.at}</dt>
        <dd>
          {microseconds(event.atPs)} µs ({grouped(event.atPs)} ps)
        </dd>
        <dt>{words.of}</dt>
        <dd>{its.who(event.index)}</dd>
        <dt>{words.kind}</dt>
        <dd class="mono">{event.name}</dd>
        {fields.map(([name, value]) => (
          <FieldPair key={name} name={name} value={value} subject={subject} />
        ))}
      </dl>
    </>
  );
}

interface FieldPairProps {
  readonly name: string;
  readonly value: string | number | null;
  readonly subject: Subject;
}

function FieldPair({ name, value, subject }: FieldPairProps) {
  const text = said(name, value, subject.tape.stage.slotPs);
  const frame = name === 'frame' && typeof value === 'number' && value >= 0;
  return (
    <>
      <dt>{numberWords[name as keyof typeof numberWords] ?? name}</dt>
      <dd>
        {frame ? (
          <button
            type="button"
            class="link"
            onClick={() => {
              selected.value = { kind: 'frame', ticket: value };
            }}
          >
            {text}
          </button>
        ) : (
          text
        )}
      </dd>
    </>
  );
}

export const eventSection: Section = {
  id: 'event',
  title: () => words.eventTitle,
  shows: ({ event }) => event !== undefined,
  View,
};
