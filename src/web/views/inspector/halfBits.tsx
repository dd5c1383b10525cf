// The half bits of the bit selected, at every port that it passes.
import { type PortPassage, passagesOfAttempt, versionThrough } from '../../run/passing.js';
import { selectBit } from '../../state/bitwalk.js';
import { imageOf } from '../../state/session.js';
import { microseconds } from '../../widgets/format.js';
import { type HalfBits, halfBitsAt } from './halves.js';
import type { Section } from './section.js';
import type { Subject } from './subject.js';
import { words } from './words.js';

/** Rows of the table; a hub may have a thousand ports. */
const MOST_ROWS = 24;

interface Row {
  readonly passage: PortPassage;
  readonly halves: HalfBits;
}

/** Where the bit passes: first where it is looked at, then everywhere else in order of time. */
function rowsOf({ tape, transmission }: Subject): { rows: Row[]; more: number } {
  const { its, bit } = transmission!;
  const passages = passagesOfAttempt(tape, its.row);
  const rows: Row[] = [];
  for (const passage of passages.slice(0, MOST_ROWS)) {
    const image = imageOf(versionThrough(tape, passage));
    const halves = image && halfBitsAt(image, passage, bit);
    if (halves) rows.push({ passage, halves });
  }
  return { rows, more: Math.max(0, passages.length - MOST_ROWS) };
}

/** Two half bits as an oscilloscope would draw them. */
function Wave({ halves }: { readonly halves: HalfBits }) {
  const y = (level: number): number => (level ? 4 : 16);
  const path = `M1 ${y(halves.first)}H14V${y(halves.second)}H27`;
  return (
    <svg class="wave" viewBox="0 0 28 20" aria-hidden="true" focusable="false">
      <path d="M1 10H27" class="wave-zero" />
      <path d={path} class="wave-line" />
    </svg>
  );
}

function View({ subject }: { readonly subject: Subject }) {
  const seen = subject.transmission!;
  if (seen.bit < 0) return <p class="quiet">{words.pickBit}</p>;
  const { rows, more } = rowsOf(subject);
  const here =
    rows.find(({ passage }) => passage.port === seen.passage?.port && passage.row === seen.its.row) ?? rows[0];
  if (!here) return <p class="quiet">{words.notThere}</p>;
  const { first, second } = here.halves;
  return (
    <>
      <p class="halves-say">{first === second ? words.violation : words.halvesWhy(second)}</p>
      <div class="scroll-x">
        <table class="halves">
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.begins}</th>
              <th scope="col">{words.transition}</th>
              <th scope="col">{words.ends}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ passage, halves }) => (
              <HalvesRow
                key={`${passage.row}/${passage.port}/${passage.direction}`}
                {...{ subject, passage, halves }}
              />
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p class="quiet">{words.more(more)}</p>}
    </>
  );
}

function HalvesRow({ subject, passage, halves }: Row & { readonly subject: Subject }) {
  const seen = subject.transmission!;
  const here = passage.row === seen.its.row && passage.port === seen.passage?.port;
  const { name } = subject.tape.stage.ports[passage.port]!;
  return (
    <tr aria-current={here ? 'true' : undefined} data-port={name} data-from-ps={halves.fromPs}>
      <th scope="row">
        <button type="button" class="link" onClick={() => selectBit(passage.row, passage.port, seen.bit)}>
          {name} {words[passage.direction]}
        </button>
      </th>
      <td>
        <Wave halves={halves} /> {halves.first === halves.second ? '?' : halves.second}
      </td>
      <td>{microseconds(halves.fromPs)}</td>
      <td>{microseconds(halves.middlePs)}</td>
      <td>{microseconds(halves.toPs)}</td>
    </tr>
  );
}

export const halfBitSection: Section = {
  id: 'halves',
  title: () => words.halvesTitle,
  shows: ({ transmission }) => transmission?.image !== undefined,
  View,
};
