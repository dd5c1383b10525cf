// Steps through a run: by event, by collision, by bit; and the span that shows what is selected.
import { batch } from '@preact/signals';
import { KIND } from '../../sim/probe.js';
import { lowerBound, upperBound } from '../run/columns.js';
import { language } from '../text/bilingual.js';
import { microseconds } from '../widgets/format.js';
import { announce } from './announcer.js';
import { eventAfterStep, goTo, reader } from './eventList.js';
import { asksBefore } from './prediction.js';
import { rowOf, selected } from './selection.js';
import { tape } from './session.js';
import { cursorPs, fit, fitRun, moveTo, playing } from './time.js';

/** Goes to an event and says what it is. */
export function visit(event: number): void {
  goTo(event);
  const its = reader.peek();
  if (!its) return;
  const said = its.sentence(event, language.peek());
  announce(`${microseconds(its.tape.atPs.data[event]!)} µs, ${its.who(event)}: ${said}`);
}

/** Goes to the next event of the list, or the one before. */
export function stepEvent(by: 1 | -1): void {
  playing.value = false;
  const event = eventAfterStep(by);
  if (event < 0 || (by > 0 && asksBefore(event))) return;
  visit(event);
}

/** Goes to the next collision, or the last. */
export function stepCollision(by: 1 | -1): void {
  const its = tape.peek();
  if (!its) return;
  playing.value = false;
  const { data, length } = its.collisionsPs;
  const at = by > 0 ? upperBound(data, cursorPs.peek(), length) : lowerBound(data, cursorPs.peek(), length) - 1;
  if (at < 0 || at >= length) return;
  let event = its.eventFrom(data[at]!);
  while (its.kind.data[event] !== KIND.collision && its.kind.data[event] !== KIND.repeaterCollision) event++;
  if (by > 0 && asksBefore(event)) return;
  visit(event);
}

/** Goes to the next bit, or the one before: of the selected transmission where it is being looked at, else of plain time. */
export function stepBit(by: 1 | -1): void {
  const its = tape.peek();
  if (!its) return;
  playing.value = false;
  const { bitPs } = its.stage;
  const row = rowOf(selected.peek());
  if (row < 0) {
    moveTo(cursorPs.peek() + by * bitPs);
    return;
  }
  const pick = selected.peek();
  const port = pick?.kind === 'transmission' ? pick.port : undefined;
  const { startPs, endPs, count, symbolPs } = its.transmission(row);
  const fromPs = port === undefined ? startPs : (passageStart(row, port) ?? startPs);
  const itsBitPs = symbolPs * 2;
  const bits = Math.max(1, Math.min(Math.floor(count / 2), Math.ceil((endPs - startPs) / itsBitPs)));
  // Half a picosecond of mercy: a clock that runs fast or slow has bits of no whole number of picoseconds.
  const here = Math.floor((cursorPs.peek() - fromPs + 0.5) / itsBitPs);
  const inside = here >= 0 && here < bits;
  const bit = inside ? Math.min(Math.max(here + by, 0), bits - 1) : by > 0 ? 0 : bits - 1;
  batch(() => {
    selected.value = { kind: 'transmission', row, ...(port === undefined ? {} : { port }), bit };
    moveTo(fromPs + bit * itsBitPs);
  });
}

/** When a row begins at a port, coming or going. */
function passageStart(row: number, port: number): number | undefined {
  const its = tape.peek()!;
  const { startPs, endPs } = its.transmission(row);
  for (const direction of ['out', 'in'] as const) {
    const all = its.passages(port, direction, startPs - 1, endPs + 1e9);
    const found = all.find((passage) => passage.row === row);
    if (found) return found.fromPs;
  }
  return undefined;
}

/** Shows all of what is selected, or of the run. */
export function fitSelection(): void {
  const its = tape.peek();
  const pick = selected.peek();
  if (!its || !pick || pick.kind === 'part') {
    fitRun();
    return;
  }
  if (pick.kind === 'frame') {
    const rows = its.rowsOfFrame(pick.ticket).map((row) => its.transmission(row));
    if (rows.length > 0)
      fit(Math.min(...rows.map(({ startPs }) => startPs)), Math.max(...rows.map(({ endPs }) => endPs)));
    return;
  }
  const row = rowOf(pick);
  if (row < 0) {
    const at = cursorPs.peek();
    fit(at - 10e6, at + 10e6);
    moveTo(at);
    return;
  }
  const { startPs, endPs } = its.transmission(row);
  fit(startPs, endPs);
}
