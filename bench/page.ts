// The page in a real browser: what it weighs, how soon it can be used, how smoothly a long run moves, what playing leaves
// behind, and how fast the engine is there. Every row has a goal.
import { type BundleFile, bundleFiles } from './page/bundle.js';
import { BUILT, Chromium, chromiumPath } from './page/chromium.js';
import { compareEngines, ENGINE_PAGE, type EngineOutcome, type EngineRow } from './page/engine.js';
import { type Loading, load } from './page/loading.js';
import { GESTURES, type Gesture, type Movement, move } from './page/moving.js';
import { type Opening, opening } from './page/opening.js';
import { type Playing, play } from './page/playing.js';
import { type PageFindings, pageReport } from './page/report.js';
import type { Saturation } from './page/saturation.js';
import { type BenchOptions, LeftOut, type SuiteReport } from './suite.js';
import { yardstickNs } from './yardstick.js';

/** How much of everything is done. */
interface Extent {
  readonly openings: number;
  readonly loadings: number;
  readonly gestureMs: number;
  readonly gestureTimes: number;
  readonly playSeconds: number;
  readonly looks: number;
  readonly engineSeconds: number;
  readonly engineRounds: number;
}

/** Environment variable with the seconds of play to be watched: 600 are the ten minutes of the goal. */
const PLAY_SECONDS = 'THICKNET_PLAY_SECONDS';

function extentOf(quick: boolean): Extent {
  const seconds = Number(process.env[PLAY_SECONDS] ?? '') || (quick ? 4 : 60);
  return quick
    ? { openings: 3, loadings: 1, gestureMs: 600, gestureTimes: 1, playSeconds: seconds, looks: 10, ...engineExtent(1) }
    : {
        openings: 9,
        loadings: 5,
        gestureMs: 2000,
        gestureTimes: 3,
        playSeconds: seconds,
        looks: 40,
        ...engineExtent(2),
      };
}

function engineExtent(times: number): Pick<Extent, 'engineSeconds' | 'engineRounds'> {
  return { engineSeconds: 20 * times, engineRounds: times === 1 ? 5 : 11 };
}

const LOADS: readonly Saturation[] = [2, 10].flatMap((stations) =>
  [64, 1518].map((octets) => ({ stations, octets, seconds: 1 })),
);
/** A run of a million events, or a third of one. */
const longRun = (quick: boolean): Saturation => ({ stations: 10, octets: 64, seconds: quick ? 2 : 6.5 });

/** Measures all of it. @throws LeftOut where there is no browser */
export async function run({ quick, progress }: BenchOptions): Promise<SuiteReport> {
  const path = chromiumPath();
  if (path === undefined)
    throw new LeftOut('it needs Chromium, which is not in the usual places; CHROME_PATH can say where it is');
  const extent = extentOf(quick);
  const bundle: readonly BundleFile[] = bundleFiles(`${BUILT}web/`);
  const chromium = await Chromium.start(path, ENGINE_PAGE);
  try {
    const yardsticks = [yardstickNs()];
    const part = async <Found>(what: string, measure: () => Promise<Found>): Promise<Found> => {
      progress(`page: ${what}`);
      const found = await measure();
      yardsticks.push(yardstickNs());
      return found;
    };
    const findings: PageFindings = {
      bundle,
      openings: await part('opening', () => openings(chromium, extent)),
      loadings: await part('a saturated second', () => loadings(chromium, extent, quick)),
      ...(await part('a long run', () => million(chromium, extent, quick))),
      engine: await part('the engine beside Node', () => engines(chromium, extent, quick)),
      browser: chromium.browser.version(),
      yardsticks,
    };
    return pageReport(findings);
  } finally {
    await chromium.stop();
  }
}

async function openings(chromium: Chromium, { openings: times }: Extent): Promise<Opening[]> {
  const found: Opening[] = [];
  for (let i = 0; i < times; i++) found.push(await opening(chromium));
  return found;
}

async function loadings(chromium: Chromium, extent: Extent, quick: boolean) {
  const found: { readonly what: Saturation; readonly all: readonly Loading[] }[] = [];
  for (const what of quick ? LOADS.slice(2, 3) : LOADS) {
    const all: Loading[] = [];
    for (let i = 0; i < extent.loadings; i++) {
      const opened = await chromium.open();
      all.push(await load(opened, what));
      await opened.close();
    }
    found.push({ what, all });
  }
  return found;
}

async function million(chromium: Chromium, extent: Extent, quick: boolean) {
  const opened = await chromium.open();
  const run = longRun(quick);
  const loaded = await load(opened, run);
  const movements: { readonly gesture: Gesture; readonly all: readonly Movement[] }[] = [];
  for (const gesture of quick ? GESTURES.filter(({ out }) => out > 5) : GESTURES) {
    const all: Movement[] = [];
    for (let i = 0; i < extent.gestureTimes; i++) all.push(await move(opened, gesture, extent.gestureMs));
    movements.push({ gesture, all });
  }
  // So fast that most of the run has been seen in the end.
  const speedPs = (0.8 * run.seconds * 1e12) / extent.playSeconds;
  const playing: Playing = await play(opened, extent.playSeconds, speedPs, extent.looks);
  await opened.close();
  return { million: loaded, movements, playing };
}

async function engines(chromium: Chromium, { engineSeconds, engineRounds: rounds }: Extent, quick: boolean) {
  const rows: EngineRow[] = [
    { stations: 10, octets: 64, seconds: engineSeconds / 10, rounds },
    { stations: 10, octets: 1518, seconds: engineSeconds, rounds },
    { stations: 100, octets: 1518, seconds: engineSeconds / 10, rounds },
  ];
  const found: { readonly row: EngineRow; readonly outcome: EngineOutcome }[] = [];
  for (const row of quick ? rows.slice(1, 2) : rows) found.push({ row, outcome: await compareEngines(chromium, row) });
  return found;
}
