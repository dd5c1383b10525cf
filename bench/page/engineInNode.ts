// Node's end of engine.ts: a thread of its own.
import { parentPort } from 'node:worker_threads';
import { type EngineOrder, engineRounds } from './engineRounds.js';

const answer = engineRounds();
parentPort!.on('message', async (order: EngineOrder) => parentPort!.postMessage(await answer(order)));
