// What was sent beside what arrived at a port.
import { signal } from '@preact/signals';
import { bitAt, headOf, type PortPassage, passagesOfAttempt, versionThrough } from '../../run/passing.js';
import type { Tape } from '../../run/tape.js';
import { fieldAt, fieldsOfRow } from '../../run/wireFields.js';
import { selectBit } from '../../state/bitwalk.js';
import { imageOf } from '../../state/session.js';
import { fieldWords } from '../../text/fieldWords.js';
import { microseconds } from '../../widgets/format.js';
import { compare, type OctetDifference } from './comparison.js';
import type { Section } from './section.js';
import type { Subject } from './subject.js';
import { words } from './words.js';

const MOST_ROWS = 32;

/** The port asked for, by name; the first that received it otherwise. */
const wanted = signal('');

/** Where an attempt was received: at stations first, since they are whom it is for. */
function receptions(tape: Tape, row: number): PortPassage[] {
  // By time, stations before hubs: the sort is stable.
  return passagesOfAttempt(tape, row)
    .filter(({ direction }) => direction === 'in')
    .sort((a, b) => Number(hostAt(tape, b.port)) - Number(hostAt(tape, a.port)));
}

const hostAt = (tape: Tape, port: number): boolean => tape.stage.ports[port]!.host;

/** Several signals were on a coax together while this one passed: what is heard there is their sum. */
function overlapped(tape: Tape, { row, port, fromPs, toPs }: PortPassage): boolean {
  if (tape.stage.ports[port]!.medium !== 'coax') return false;
  return (['in', 'out'] as const).some((direction) =>
    tape.passages(port, direction, fromPs, toPs, 8).some((other) => other.row !== row),
  );
}

function View({ subject }: { readonly subject: Subject }) {
  const { tape, transmission } = subject;
  const all = receptions(tape, transmission!.its.row);
  const name = (passage: PortPassage): string => tape.stage.ports[passage.port]!.name;
  if (all.length === 0) return <p class="quiet">{words.nobodyReceived}</p>;
  const at = transmission!.passage;
  const seen = at?.direction === 'in' ? all.find(({ port }) => port === at.port) : undefined;
  const chosen = all.find((one) => name(one) === wanted.value) ?? seen ?? all[0]!;
  return (
    <>
      <label class="choose">
        {words.receivedAt}{' '}
        <select
          value={name(chosen)}
          onChange={({ currentTarget }) => {
            wanted.value = currentTarget.value;
          }}
        >
          {all.map((one) => (
            <option key={`${one.row}/${one.port}`} value={name(one)}>
              {name(one)}
            </option>
          ))}
        </select>
      </label>
      <Verdict subject={subject} reception={chosen} />
    </>
  );
}

function Verdict({ subject, reception }: { readonly subject: Subject; readonly reception: PortPassage }) {
  const { tape, transmission } = subject;
  const head = headOf(tape, transmission!.its.row);
  const sent = imageOf(head);
  const received = imageOf(versionThrough(tape, reception));
  if (!sent || !received) return <p class="quiet">{words.coming}</p>;
  const arrived = Math.floor((reception.toPs - reception.fromPs) / (2 * received.symbolPs) + 0.01);
  const its = compare(sent, received, arrived);
  const short = its.sentBits - its.receivedBits;
  return (
    <>
      <ul class="verdict">
        {overlapped(tape, reception) && <li class="bad">⚠ {words.overlapped}</li>}
        {its.wrongBits === 0 && short === 0 && <li class="good">✓ {words.same}</li>}
        {its.wrongBits > 0 && <li class="bad">✗ {words.differs(its.wrongBits)}</li>}
        <FirstOf {...{ tape, head, reception }} bit={its.firstWrong} says={words.firstWrong} />
        <FirstOf {...{ tape, head, reception }} bit={received.violation} says={words.firstViolation} />
        {short > 0 && <li class="bad">✗ {words.missing(short)}</li>}
        {short < 0 && <li>{words.added(-short)}</li>}
      </ul>
      {its.octets.length > 0 && <Differences tape={tape} head={head} reception={reception} octets={its.octets} />}
    </>
  );
}

interface FirstProps {
  readonly tape: Tape;
  readonly head: number;
  readonly reception: PortPassage;
  /** Or -1. */
  readonly bit: number;
  readonly says: (bit: number) => string;
}

/** Where something goes wrong first: a way there. */
function FirstOf({ tape, head, reception, bit, says }: FirstProps) {
  if (bit < 0) return null;
  const field = fieldAt(fieldsOfRow(tape, head), bit);
  const at = bitAt(reception, tape.transmission(reception.row).symbolPs, bit);
  return (
    <li>
      <button type="button" class="link" onClick={() => selectBit(reception.row, reception.port, bit)}>
        {says(bit)}
      </button>{' '}
      <span class="quiet">
        {field ? `${fieldWords[field.name]}, ` : ''}
        {microseconds(at)} µs
      </span>
    </li>
  );
}

interface DifferencesProps {
  readonly tape: Tape;
  readonly head: number;
  readonly reception: PortPassage;
  readonly octets: readonly OctetDifference[];
}

function Differences({ tape, head, reception, octets }: DifferencesProps) {
  const fields = fieldsOfRow(tape, head);
  return (
    <div class="scroll-x">
      <table class="differences">
        <thead>
          <tr>
            <th scope="col">{words.where}</th>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.sent}</th>
            <th scope="col">{words.received}</th>
          </tr>
        </thead>
        <tbody>
          {octets.slice(0, MOST_ROWS).map(({ fromBit, sent, received, wrong }) => {
            const field = fieldAt(fields, fromBit);
            return (
              <tr key={fromBit}>
                <th scope="row">
                  <button
                    type="button"
                    class="link"
                    onClick={() => selectBit(reception.row, reception.port, fromBit + lowest(wrong))}
                  >
                    {fromBit >> 3}
                  </button>
                </th>
                <td>{field ? fieldWords[field.name] : ''}</td>
                <td class="mono">
                  <Octet value={sent} wrong={wrong} />
                </td>
                <td class="mono">
                  <Octet value={received} wrong={wrong} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {octets.length > MOST_ROWS && <p class="quiet">+ {words.octets(octets.length - MOST_ROWS)}</p>}
    </div>
  );
}

const lowest = (wrong: number): number => 31 - Math.clz32(wrong & -wrong);

/** An octet in hexadecimal and its bits in order of the wire, wrong ones marked. */
function Octet({ value, wrong }: { readonly value: number; readonly wrong: number }) {
  return (
    <>
      {value.toString(16).padStart(2, '0')}{' '}
      {Array.from({ length: 8 }, (_, i) => (
        <span key={i} class={(wrong >> i) & 1 ? 'turned' : undefined}>
          {(value >> i) & 1}
        </span>
      ))}
    </>
  );
}

export const compareSection: Section = {
  id: 'compare',
  title: () => words.compareTitle,
  shows: ({ transmission }) => transmission !== undefined,
  View,
};
