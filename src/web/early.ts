// What of the page runs first: small, so that it is here long before the rest.
import { makeReady } from './engine/workers.js';

makeReady();
