// The engine in Chromium beside the engine in Node: the same files, the same segment, by turns on one machine.
import { once } from 'node:events';
import { Worker as NodeWorker } from 'node:worker_threads';
import type { ExtraFiles } from '../../src/cli/pageServer.js';
import { median } from '../suite.js';
import type { Chromium } from './chromium.js';
import type { EngineAnswer, EngineOrder } from './engineRounds.js';

/** What is run in both. */
export interface EngineRow {
  readonly stations: number;
  readonly octets: number;
  /** Simulated seconds of a round, and rounds in each. */
  readonly seconds: number;
  readonly rounds: number;
}

/** Wall seconds for a simulated second, the median round of each, and how fast Chromium is beside Node. */
export interface EngineOutcome {
  readonly node: number;
  readonly chromium: number;
  /** Median of the ratios of neighbouring rounds: 1 is as fast, less is slower. */
  readonly ratio: number;
  /** Both delivered the same frames. */
  readonly delivered: number;
}

/** A page with nothing on it, for the worker to live in. */
const PAGE = 'bench/page/engine.html';
export const ENGINE_PAGE: ExtraFiles = new Map([
  [PAGE, new TextEncoder().encode('<!doctype html><title>the engine alone</title>')],
]);

interface Side {
  ask(order: EngineOrder): Promise<EngineAnswer>;
  end(): Promise<unknown>;
}

function inNode(): Side {
  const worker = new NodeWorker(new URL('./engineInNode.js', import.meta.url));
  return {
    ask: async (order) => {
      const [answer] = await Promise.all([once(worker, 'message'), worker.postMessage(order)]);
      return answer[0] as EngineAnswer;
    },
    end: () => worker.terminate(),
  };
}

async function inChromium(chromium: Chromium): Promise<Side> {
  const { page, close } = await chromium.open(PAGE);
  await page.evaluate(() => {
    (window as unknown as { engine: Worker }).engine = new Worker('engineInBrowser.js', { type: 'module' });
  });
  return { ask: (order) => page.evaluate(askWorker, order), end: close };
}

/** Runs in the page. */
function askWorker(order: EngineOrder): Promise<EngineAnswer> {
  return new Promise((resolve, reject) => {
    const { engine } = window as unknown as { engine: Worker };
    engine.onmessage = ({ data }) => resolve(data);
    engine.onerror = ({ message }) => reject(new Error(message || 'the worker could not be loaded'));
    engine.postMessage(order);
  });
}

/** Runs a row in both by turns. @throws Error when they don't deliver the same frames */
export async function compareEngines(chromium: Chromium, row: EngineRow): Promise<EngineOutcome> {
  const { stations, octets, seconds, rounds } = row;
  const sides = [inNode(), await inChromium(chromium)];
  const start = { stations, octets, warmUpSeconds: seconds };
  for (const side of sides) await side.ask(start);
  const wall: number[][] = [[], []];
  let delivered: number[] = [];
  for (let round = 0; round < rounds; round++) {
    delivered = [];
    for (const [i, side] of sides.entries()) {
      const answer = await side.ask({ pass: seconds });
      wall[i].push(answer.wallSeconds / seconds);
      delivered.push(answer.delivered);
    }
  }
  for (const side of sides) await side.end();
  if (delivered[0] !== delivered[1]) throw new Error(`${delivered.join(' and ')} frames: not the same run`);
  const [node, browser] = wall;
  const ratio = median(node.map((time, i) => time / browser[i]));
  return { node: median(node), chromium: median(browser), ratio, delivered: delivered[0] };
}
