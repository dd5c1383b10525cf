// Chromium's own trace of what it did, and what in it is a frame.
//
// A frame is one that the compositor reports as presented with all that the main thread had for it (PipelineReporter,
// STATE_PRESENTED_ALL); its time is when it was presented. One that was dropped leaves a gap.
import type { CDPSession } from 'playwright-core';

/** An entry of a trace; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly id2?: { readonly local?: string };
  readonly args: {
    readonly name?: string;
    readonly frame_reporter?: { readonly state?: string; readonly layer_tree_host_id?: number };
  };
}

const CATEGORIES = ['disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame'];

/** What Chromium traced while something went on. */
export async function traced(devtools: CDPSession, act: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => {
    events.push(...(value as TraceEvent[]));
  };
  devtools.on('Tracing.dataCollected', collect);
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  });
  try {
    await act();
  } finally {
    const complete = new Promise<void>((resolve) => devtools.once('Tracing.tracingComplete', () => resolve()));
    await devtools.send('Tracing.end');
    await complete;
    devtools.off('Tracing.dataCollected', collect);
  }
  return events;
}

/** When the page's frames were presented, in milliseconds, ascending. */
export function presentedFrames(events: readonly TraceEvent[]): number[] {
  const open = new Map<string, { readonly state: string | undefined }>();
  const times: number[] = [];
  // What the compositor and what the main thread had for one frame may be told apart, and end together.
  const same = 4;
  for (const { name, ph, ts, pid, id2, args } of [...events].sort((a, b) => a.ts - b.ts)) {
    if (name !== 'PipelineReporter') continue;
    const key = `${pid}/${id2?.local}`;
    if (ph === 'b') open.set(key, { state: args.frame_reporter?.state });
    else if (ph === 'e') {
      if (open.get(key)?.state === 'STATE_PRESENTED_ALL' && !(ts / 1e3 - times.at(-1)! < same)) times.push(ts / 1e3);
      open.delete(key);
    }
  }
  return times;
}

/** Lengths of the page's tasks on its main thread, in milliseconds: as the clock has it, and of its own work. */
export function mainTasks(events: readonly TraceEvent[]): { readonly ms: number; readonly cpuMs: number }[] {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return events
    .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && mains.has(`${pid}/${tid}`))
    .map(({ dur = 0, tdur }) => ({ ms: dur / 1e3, cpuMs: (tdur ?? dur) / 1e3 }));
}

/** Times from each to the next. */
export function intervals(times: readonly number[]): number[] {
  return times.slice(1).map((at, i) => at - times[i]);
}
