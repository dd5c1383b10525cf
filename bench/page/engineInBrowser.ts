// The browser's end of engine.ts: a worker.
import { type EngineOrder, engineRounds } from './engineRounds.js';

const scope = globalThis as unknown as {
  onmessage: (message: { readonly data: EngineOrder }) => void;
  postMessage(answer: object): void;
};
const answer = engineRounds();
scope.onmessage = async ({ data }) => scope.postMessage(await answer(data));
