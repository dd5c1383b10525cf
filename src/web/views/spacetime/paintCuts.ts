// Cables that are cut: for as long as they stay so, nothing that sets out on them arrives.
import type { Tape } from '../../run/tape.js';
import { bilingual } from '../../text/bilingual.js';
import type { Ink } from './ink.js';
import type { Stretch } from './passes.js';
import type { Plot, Scale } from './plot.js';

const words = bilingual({ cut: ['cut', '끊김'] });
/** Room that the word takes, in pixels. */
const WORD = { width: 34, height: 16 } as const;
const DASH = [5, 4];

/** When a cable is cut within a span, by one of its ports. */
export function cutsIn(tape: Tape, port: number, { fromPs, toPs }: Stretch): Stretch[] {
  const found: Stretch[] = [];
  const its = tape.cutsAt(port);
  for (let i = 0; i < its.length; i += 2) {
    const cut = { fromPs: Math.max(its[i]!, fromPs), toPs: Math.min(its[i + 1] ?? Number.POSITIVE_INFINITY, toPs) };
    if (cut.toPs > cut.fromPs) found.push(cut);
  }
  return found;
}

/** Marks them on the cables' beds. */
export function paintCuts(ink: Ink, { tape, layout }: Plot, scale: Scale): void {
  const { context } = ink;
  for (const band of layout.bands) {
    if (band.kind === 'coax') continue;
    const middle = (band.x0 + band.x1) / 2;
    for (const { fromPs, toPs } of cutsIn(tape, band.leftPort, scale.span)) {
      const [from, to] = [scale.y(fromPs), scale.y(toPs)];
      context.save();
      context.globalAlpha = 0.1;
      context.fillStyle = ink.colour('bad');
      context.fillRect(band.x0, from, band.x1 - band.x0, Math.max(1, to - from));
      context.globalAlpha = 1;
      context.strokeStyle = ink.colour('bad');
      context.lineWidth = 1.5;
      context.setLineDash(DASH);
      context.beginPath();
      context.moveTo(middle, from);
      context.lineTo(middle, to);
      context.stroke();
      context.restore();
      if (to - from < WORD.height || band.x1 - band.x0 < WORD.width) continue;
      context.save();
      context.font = ink.font(11, 600);
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      const y = (from + to) / 2;
      context.fillStyle = ink.colour('paper');
      context.fillRect(middle - WORD.width / 2, y - WORD.height / 2, WORD.width, WORD.height);
      context.fillStyle = ink.colour('bad');
      context.fillText(words.cut, middle, y);
      context.restore();
    }
  }
}
