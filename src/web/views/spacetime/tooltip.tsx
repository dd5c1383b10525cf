// Words beside the pointer: what this is, who sends it, from when to when, which part of the frame.
import type { Tape } from '../../run/tape.js';
import type { Pick } from '../../state/selection.js';
import { bilingual } from '../../text/bilingual.js';
import { time } from '../../widgets/format.js';
import { tip } from './gestures.js';
import { fieldWords, MARKS, titleOf } from './marks.js';
import { fieldsOf, jamOf, senderOf } from './passes.js';
import { box, plot } from './plot.js';

const words = bilingual({
  leaves: [
    (port: string, from: string, to: string, bits: number) => `on the line at ${port}: ${from} – ${to}, ${bits} bits`,
    (port: string, from: string, to: string, bits: number) => `${port}에서: ${from} – ${to}, ${bits}비트`,
  ],
  jam: [
    (bits: number) => `given up: ${bits} bits of jam at its end`,
    (bits: number) => `포기함: 끝 ${bits}비트는 재밍 신호`,
  ],
  repeated: ['repeated by a hub', '허브가 중계한 신호'],
  hubJam: ['jam that the hub makes itself, to every port', '허브가 직접 만들어 모든 포트로 보내는 재밍 신호'],
  here: [
    (field: string, bit: number) => `here: ${field}, bit ${bit}`,
    (field: string, bit: number) => `이 지점: ${field}, ${bit}번째 비트`,
  ],
});

const WIDE = 250;

export function Tooltip() {
  const its = tip.value;
  const at = plot.value;
  if (!its || !at) return null;
  const { point, pick } = its;
  const left = Math.max(4, Math.min(point.x + 14, box.value.width - WIDE - 4));
  const above = point.y > box.value.height - 110;
  const style = {
    left: `${left}px`,
    [above ? 'bottom' : 'top']: `${above ? box.value.height - point.y + 12 : point.y + 16}px`,
  };
  const [title, ...lines] = linesOf(at.tape, pick);
  return (
    <div class="tooltip" style={style} aria-hidden="true">
      <strong>{title}</strong>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

/** A pick in a few lines. */
export function linesOf(tape: Tape, pick: Pick): readonly string[] {
  if (pick.kind === 'event') {
    const event = tape.event(pick.index);
    const said = MARKS[event.name]?.says(event.numbers, tape, event)[0] ?? event.name;
    return [said, `${tape.stage.parts[event.part]!.name}, ${time(event.atPs, 8)}`];
  }
  if (pick.kind !== 'transmission' || pick.row >= tape.rows) return [];
  const { row, bit } = pick;
  const { startPs, endPs, count, symbolPs, line, aborted } = tape.transmission(row);
  const port = lineName(tape, line);
  const lines = [titleOf(tape, row), words.leaves(port, time(startPs, 7), time(endPs, 7), Math.floor(count / 2))];
  const jams = jamOf(tape, row);
  const single = tape.stage.lines[line]?.single;
  if (senderOf(tape, row) < 0) lines.push(words.hubJam);
  else if (single === false && tape.stage.lines[line]?.medium === 'pair') lines.push(words.repeated);
  if (aborted && jams[0]) lines.push(words.jam(Math.round((jams[0].toPs - jams[0].fromPs) / symbolPs / 2)));
  if (bit !== undefined) {
    const ps = bit * 2 * symbolPs;
    const jam = jams.some(({ fromPs, toPs }) => ps >= fromPs && ps < toPs);
    const field = fieldsOf(tape, row).find(({ fromPs, toPs }) => ps >= fromPs && ps < toPs);
    if (jam || field) lines.push(words.here(jam ? fieldWords.jam : fieldWords[field!.name], bit));
  }
  return lines;
}

function lineName({ stage }: Tape, line: number): string {
  const part = stage.lines[line]?.part;
  return part === undefined ? '' : stage.parts[part]!.name;
}
