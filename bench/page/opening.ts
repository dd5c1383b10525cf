// How soon a page that nothing is cached of can be used: when the default scenario's network is drawn, and when a press on
// play has moved the cursor in a picture that the browser has painted.
import type { Chromium } from './chromium.js';

/** Milliseconds from the beginning of the navigation. */
export interface Opening {
  /** The network stands in the topology, and the picture of space and time is no longer empty. */
  readonly drawn: number;
  /** The cursor has moved after a press on play, which came at once after that, and the frame with it is painted. */
  readonly answered: number;
  /** Addresses of all that was asked for up to then. */
  readonly fetched: readonly string[];
}

type Times = Omit<Opening, 'fetched'>;

interface Watched {
  opening?: Times;
}

/** Runs in the page before its own scripts, looks at it once a frame, and presses play as soon as there is something to play. */
function watch(): void {
  let drawn = Number.NaN;
  let pressedAtPs = '';
  const cursorPs = (): string => document.querySelector<HTMLElement>('.clock')?.dataset.ps ?? '';
  const painted = (): boolean => {
    const canvas = document.querySelector<HTMLCanvasElement>('#spacetime canvas');
    if (!canvas || canvas.width === 0 || document.querySelectorAll('#topology [data-part]').length < 3) return false;
    const row = canvas.getContext('2d')!.getImageData(0, canvas.height >> 1, canvas.width, 1).data;
    return row.some((value) => value !== 0);
  };
  const look = (): void => {
    const play = document.querySelector<HTMLButtonElement>('button.play');
    if (Number.isNaN(drawn) && play && painted()) {
      drawn = performance.now();
      pressedAtPs = cursorPs();
      play.click();
    } else if (drawn > 0 && cursorPs() !== pressedAtPs) {
      // A task after a frame's callbacks comes when the frame is painted.
      requestAnimationFrame(() =>
        setTimeout(() => {
          (window as Watched).opening = { drawn, answered: performance.now() };
        }),
      );
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Opens the page once, with nothing of it cached. */
export async function opening(chromium: Chromium): Promise<Opening> {
  const { page, close, requests } = await chromium.open('web/', watch);
  await page.waitForFunction(() => (window as Watched).opening !== undefined);
  const found = await page.evaluate(() => (window as Watched).opening!);
  await close();
  return { ...found, fetched: [...requests] };
}
