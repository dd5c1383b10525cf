// All suites. Each is loaded only when it is run: the kernels' need packages that only a checkout has.
import type { RunSuite } from './suite.js';

/** A suite before it is loaded. */
export interface SuiteEntry {
  readonly name: string;
  readonly about: string;
  load(): Promise<{ run: RunSuite }>;
}

export const SUITES: readonly SuiteEntry[] = [
  {
    name: 'crc32',
    about: 'the frame check sequence beside node:zlib, @node-rs/crc32, hash-wasm, crc-32, slicing and a table',
    load: () => import('./crc32.js'),
  },
  {
    name: 'manchester',
    about: 'Manchester coding beside tables in TypeScript and a bare copy',
    load: () => import('./manchester.js'),
  },
  {
    name: 'framing',
    about: 'SFD search, realigning and sealing beside plain TypeScript',
    load: () => import('./framing.js'),
  },
  {
    name: 'checksum',
    about: 'the Internet checksum beside plain TypeScript and a bare read',
    load: () => import('./checksum.js'),
  },
  {
    name: 'backoff',
    about: 'seeded chance and payloads beside plain TypeScript',
    load: () => import('./backoff.js'),
  },
  {
    name: 'wire',
    about: 'all that the kernels do to a frame on its way, in Gb/s, beside plain TypeScript',
    load: () => import('./wire.js'),
  },
  {
    name: 'emulator',
    about: 'two stations, full duplex, back to back: times real time, Gb/s, frames a second, beside the kernels alone',
    load: () => import('./emulator.js'),
  },
  {
    name: 'saturated',
    about:
      'a 10 Mb/s hub whose stations always contend: wall time a simulated second beside ns-3 and INET, utilisation, fairness',
    load: () => import('./saturated.js'),
  },
  {
    name: 'efficiency',
    about:
      'saturated efficiency by size and number of stations, beside Metcalfe and Boggs, 1/(1+5a) and the bounds of theory',
    load: () => import('./efficiency.js'),
  },
  {
    name: 'rules',
    about: 'why our utilisation is not that of INET: from its rules to those of the standard, one by one',
    load: () => import('./rules.js'),
  },
  {
    name: 'memory',
    about: 'what a thousand stations take, and what a frame allocates once everything is warm',
    load: () => import('./memory.js'),
  },
  {
    name: 'page',
    about:
      'the page in Chromium: its size, opening, loading, frames while a million events move, memory, the engine there',
    load: () => import('./page.js'),
  },
];
