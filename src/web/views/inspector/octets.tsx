// The octets of what is selected, and the bits of those around the one selected.
import { signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { fieldAt } from '../../run/wireFields.js';
import { fieldWords } from '../../text/fieldWords.js';
import { Cell, Grid } from './grid.js';
import { asciiOf, cellOf, hexOf, type OctetCell, octetCells } from './octetCells.js';
import { moved } from './roving.js';
import type { Section } from './section.js';
import type { SeenTransmission, Subject } from './subject.js';
import { words } from './words.js';

const ACROSS = 8;
const BITS = 8;

/** Bits of an octet as people write them, or as on the wire (least significant first). */
const asWritten = signal(false);

function useCells({ image }: SeenTransmission): OctetCell[] {
  return useMemo(() => (image ? octetCells(image) : []), [image]);
}

/** Scrolls a box, and nothing around it, until the cell that is chosen shows. */
function showIn(box: HTMLElement | null, at: number): void {
  const row = box?.querySelector(`[data-at="${at}"]`)?.closest('tr');
  if (!box || !row) return;
  const [outer, inner] = [box.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + inner.height;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + inner.height;
}

function OctetView({ subject }: { readonly subject: Subject }) {
  const seen = subject.transmission!;
  const cells = useCells(seen);
  const box = useRef<HTMLDivElement>(null);
  const chosen = cellOf(cells, seen.bit);
  useEffect(() => {
    if (chosen >= 0) showIn(box.current, chosen);
  }, [chosen, cells]);
  if (!seen.image) return <p class="quiet">{words.coming}</p>;
  const at = Math.max(0, chosen);
  const rows = Array.from({ length: Math.ceil(cells.length / ACROSS) }, (_, row) => row);
  const follow = (key: string) => {
    const to = moved(key, at, cells.length, ACROSS);
    return to === undefined ? undefined : { at: to, bit: cells[to]!.fromBit };
  };
  return (
    <div class="octets" ref={box}>
      <Grid class="octet-grid" label={words.octetGrid} seen={seen} follow={follow}>
        <tbody>
          {rows.map((row) => (
            <OctetRow key={row} row={row} cells={cells} seen={seen} stop={Math.floor(at / ACROSS) === row ? at : -1} />
          ))}
        </tbody>
      </Grid>
    </div>
  );
}

interface OctetRowProps {
  readonly row: number;
  readonly cells: readonly OctetCell[];
  readonly seen: SeenTransmission;
  /** The cell that the Tab key stops at, if it is in this row. */
  readonly stop: number;
}

function OctetRow({ row, cells, seen, stop }: OctetRowProps) {
  const its = cells.slice(row * ACROSS, (row + 1) * ACROSS);
  return (
    <tr>
      <th class="octet-at" scope="row">
        {(row * ACROSS).toString(16).padStart(3, '0')}
      </th>
      {its.map((cell, i) => {
        const at = row * ACROSS + i;
        const field = fieldAt(seen.fields, cell.fromBit)?.name;
        return (
          <Cell
            key={at}
            class="octet"
            at={at}
            bit={cell.fromBit}
            stop={at === stop}
            chosen={seen.bit >= cell.fromBit && seen.bit < cell.fromBit + cell.bits}
            label={words.octetName(at, hexOf(cell), field ? fieldWords[field] : '')}
            field={field}
            wrong={seen.wrong.some((bit) => bit >= cell.fromBit && bit < cell.fromBit + cell.bits)}
          >
            {hexOf(cell)}
          </Cell>
        );
      })}
      <td class="octet-ascii" colSpan={1 + ACROSS - its.length}>
        {its.map(asciiOf).join('')}
      </td>
    </tr>
  );
}

/** Turned round, left is later. */
const MIRRORED: Readonly<Record<string, string>> = {
  ArrowLeft: 'ArrowRight',
  ArrowRight: 'ArrowLeft',
  Home: 'End',
  End: 'Home',
};

function BitView({ subject }: { readonly subject: Subject }) {
  const seen = subject.transmission!;
  const cells = useCells(seen);
  const last = cells[cells.length - 1];
  if (!seen.image || !last) return null;
  const bit = Math.max(0, seen.bit);
  const at = Math.max(0, cellOf(cells, bit));
  const first = at - (at % ACROSS);
  const follow = (key: string) => {
    const to = moved((asWritten.value && MIRRORED[key]) || key, bit, last.fromBit + last.bits, BITS);
    return to === undefined ? undefined : { at: to, bit: to };
  };
  return (
    <>
      <OrderSwitch />
      <Grid class="bits" label={words.bitGrid} seen={seen} follow={follow}>
        <thead>
          <tr>
            <th scope="col">{words.octetColumn}</th>
            {places().map((i) => (
              <th scope="col" key={i}>
                {i === 0 ? words.first : i === BITS - 1 ? words.last : <span class="hidden-text">{i + 1}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.slice(first, first + ACROSS).map((cell, i) => (
            <BitRow key={first + i} at={first + i} cell={cell} seen={seen} stop={bit} />
          ))}
        </tbody>
      </Grid>
      <details class="why">
        <summary>{words.orderAsk}</summary>
        <p>{words.orderWhy}</p>
      </details>
    </>
  );
}

/** Places of an octet's bits, counted on the wire, from left to right. */
function places(): number[] {
  const order = Array.from({ length: BITS }, (_, i) => i);
  return asWritten.value ? order.reverse() : order;
}

function OrderSwitch() {
  return (
    <fieldset class="order">
      <legend class="hidden-text">{words.order}</legend>
      {[false, true].map((written) => (
        <label key={String(written)}>
          <input
            type="radio"
            name="bit-order"
            checked={asWritten.value === written}
            onChange={() => {
              asWritten.value = written;
            }}
          />
          {written ? words.writtenOrder : words.wireOrder}
        </label>
      ))}
    </fieldset>
  );
}

interface BitRowProps {
  readonly at: number;
  readonly cell: OctetCell;
  readonly seen: SeenTransmission;
  readonly stop: number;
}

function BitRow({ at, cell, seen, stop }: BitRowProps) {
  const first = fieldAt(seen.fields, cell.fromBit)?.name;
  return (
    <tr>
      <th class="bit-octet" scope="row">
        {hexOf(cell)} <small>{first ? fieldWords[first] : at.toString(16)}</small>
      </th>
      {places().map((i) => {
        if (i >= cell.bits) return <td key={i} />;
        const bit = cell.fromBit + i;
        const value = (cell.value >> i) & 1;
        return (
          <Cell
            key={i}
            class="bit"
            at={bit}
            bit={bit}
            stop={bit === stop}
            chosen={bit === seen.bit}
            label={`${words.bitNumber(bit)}: ${value}`}
            field={fieldAt(seen.fields, bit)?.name}
            wrong={seen.wrong.includes(bit)}
          >
            {value}
          </Cell>
        );
      })}
    </tr>
  );
}

export const octetSection: Section = {
  id: 'octets',
  title: () => words.octetsTitle,
  shows: ({ transmission }) => transmission !== undefined,
  View: OctetView,
};

export const bitSection: Section = {
  id: 'bits',
  title: () => words.bitsTitle,
  shows: ({ transmission }) => transmission?.image !== undefined,
  View: BitView,
};
