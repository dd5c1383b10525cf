// Who is drawn in a frame when there is no time for all: first the picture that somebody has in hand, which must follow the
// hand; the others a frame or two later.

interface Turn {
  readonly draw: () => void;
  /** Frames that it has waited. */
  late: number;
}

/** A frame's time for drawing, in milliseconds: the browser needs as much again to put on the screen what was drawn. */
const BUDGET_MS = 4;
/** Nobody waits longer, in frames. */
const MOST_LATE = 2;

const waiting = new Map<HTMLCanvasElement, Turn>();
let asked = 0;

/** Has a canvas drawn in one of the next frames, in the very next if there is time. */
export function askTurn(canvas: HTMLCanvasElement, draw: () => void): void {
  waiting.set(canvas, { draw, late: 0 });
  if (asked === 0) asked = requestAnimationFrame(takeTurns);
}

/** Takes back what was asked for. */
export function giveUpTurn(canvas: HTMLCanvasElement): void {
  waiting.delete(canvas);
}

function takeTurns(): void {
  asked = 0;
  const begun = performance.now();
  const inHand = (canvas: HTMLCanvasElement): number => Number(canvas.parentElement?.matches(':hover') ?? false);
  const all = [...waiting].sort(([a, its], [b, other]) => inHand(b) - inHand(a) || other.late - its.late);
  for (const [canvas, turn] of all) {
    if (turn.late < MOST_LATE && performance.now() - begun > BUDGET_MS) {
      turn.late++;
      continue;
    }
    waiting.delete(canvas);
    turn.draw();
  }
  if (waiting.size > 0 && asked === 0) asked = requestAnimationFrame(takeTurns);
}
