// What is passing at the cursor, as a list: for those who read rather than look, and for keys.

import { hovered, selected, selectedRow } from '../../state/selection.js';
import { ticketName } from './names.js';
import type { Scene } from './parts.js';
import { words } from './words.js';

/** More would be no list but a crowd. */
const MOST = 4;

export function OnWire({ scene }: { scene: Scene }) {
  const { tape, ps } = scene;
  const passing = tape.stage.ports
    .flatMap((port, index) => tape.passages(index, 'out', ps, ps + 1, 2).map(({ row }) => ({ port, index, row })))
    .filter(({ row }, i, all) => all.findIndex((other) => other.row === row) === i);
  return (
    <div class="on-wire">
      <h3>{words.onWire}</h3>
      {passing.length === 0 && <span class="soft">{words.nothing}</span>}
      <ul>
        {passing.slice(0, MOST).map(({ port, index, row }) => {
          const pick = { kind: 'transmission', row, port: index } as const;
          return (
            <li key={row}>
              <button
                type="button"
                aria-pressed={selectedRow.value === row}
                onClick={() => {
                  selected.value = pick;
                }}
                onPointerEnter={() => {
                  hovered.value = pick;
                }}
                onPointerLeave={() => {
                  hovered.value = undefined;
                }}
              >
                <strong>{port.owner}</strong> {ticketName(tape, row, ps)}
              </button>
            </li>
          );
        })}
      </ul>
      {passing.length > MOST && <span class="soft">{`+ ${passing.length - MOST}`}</span>}
    </div>
  );
}
