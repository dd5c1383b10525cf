// What the page's bench makes of Chromium's trace, of a heap and of a folder: by hand on one side, by the suite on the other.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { bundleFiles } from '../bench/page/bundle.js';
import { slope } from '../bench/page/playing.js';
import { saturationText } from '../bench/page/saturation.js';
import { intervals, mainTasks, presentedFrames, type TraceEvent } from '../bench/page/trace.js';
import { Experiment } from '../src/lab/experiment.js';
import { parseScenario } from '../src/lab/scenario/scenario.js';

/** A frame that was begun at `fromMs` and ended at `toMs` as Chromium traces it. */
function frame(id: number, state: string, fromMs: number, toMs: number): TraceEvent[] {
  const common = { name: 'PipelineReporter', pid: 1, tid: 2, id2: { local: `0x${id}` } };
  return [
    { ...common, ph: 'b', ts: fromMs * 1e3, args: { frame_reporter: { state } } },
    { ...common, ph: 'e', ts: toMs * 1e3, args: {} },
  ];
}

describe('the page’s bench', () => {
  it('counts frames by when they were presented, and leaves a gap where one was dropped', () => {
    const trace = [
      ...frame(1, 'STATE_PRESENTED_ALL', 0, 20),
      ...frame(3, 'STATE_DROPPED', 33, 50),
      ...frame(2, 'STATE_PRESENTED_ALL', 16, 36),
      ...frame(4, 'STATE_PRESENTED_ALL', 50, 70),
      ...frame(5, 'STATE_PRESENTED_ALL', 50, 70),
      ...frame(6, 'STATE_NO_UPDATE_DESIRED', 66, 84),
    ];
    expect(intervals(presentedFrames(trace))).toEqual([16, 34]);
  });

  it('takes only the tasks of the page’s main thread', () => {
    const task = (tid: number, dur: number, tdur: number): TraceEvent => {
      return { name: 'RunTask', ph: 'X', pid: 1, tid, ts: 0, dur, tdur, args: {} };
    };
    const name = { name: 'thread_name', ph: 'M', pid: 1, tid: 7, ts: 0, args: { name: 'CrRendererMain' } };
    expect(mainTasks([name, task(7, 60_000, 20_000), task(8, 90_000, 90_000)])).toEqual([{ ms: 60, cpuMs: 20 }]);
  });

  it('finds how a heap grows whatever a look or two says', () => {
    const looks = Array.from({ length: 20 }, (_, i) => 1e6 + 100 * i);
    looks[7] = 9e6;
    expect(slope(looks)).toBe(100);
    expect(slope([5, 5, 5, 5])).toBe(0);
  });

  it('weighs every file but captures', () => {
    const folder = `${mkdtempSync(`${tmpdir()}/thicknet-`)}/`;
    writeFileSync(`${folder}index-ABCD1234.js`, 'a'.repeat(1000));
    writeFileSync(`${folder}one.pcap`, 'b');
    const [file, ...others] = bundleFiles(folder);
    rmSync(folder, { recursive: true });
    expect(others).toEqual([]);
    expect(file).toMatchObject({ name: 'index.js', octets: 1000 });
    expect(file!.gzipped).toBeLessThan(100);
  });

  it('hands the page a scenario in which the wire is never idle for long', async () => {
    const scenario = parseScenario(saturationText({ stations: 4, octets: 1518, seconds: 0.1 }), 'saturated.yaml');
    const experiment = await Experiment.create(scenario);
    while (experiment.advance(1000));
    const { delivered } = experiment.report('').frames;
    expect(delivered * 1538 * 8).toBeGreaterThan(0.8 * 1e6);
  });
});
