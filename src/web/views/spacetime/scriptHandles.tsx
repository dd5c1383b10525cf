// Handles on the frames that a script sends: when each begins, and how large it is.
import type { FrameAction } from '../../../lab/scenario/resolve-actions.js';
import { KIND } from '../../../sim/probe.js';
import type { Tape } from '../../run/tape.js';
import { revision } from '../../state/session.js';
import { bilingual } from '../../text/bilingual.js';
import { tickStep, time } from '../../widgets/format.js';
import { Handle } from './handle.js';
import type { Lane } from './layout.js';
import { plot, type Scale, scale } from './plot.js';
import { change, isChangeable } from './rerun.js';

const words = bilingual({
  start: [(host: string) => `When ${host} wants to send`, (host: string) => `${host}의 송신 시각`],
  size: [(host: string) => `Size of ${host}'s frame`, (host: string) => `${host}의 프레임 크기`],
  octets: [(octets: number) => `${octets} octets`, (octets: number) => `${octets}옥텟`],
});

/** Sizes of a basic frame, with its FCS. */
const LEAST_OCTETS = 64;
const MOST_OCTETS = 1518;
const MOST_HANDLES = 10;

/** One frame of the script with the place that it has in the run. */
interface Scripted {
  readonly index: number;
  readonly action: FrameAction;
  readonly lane: Lane;
  /** When its last transmission ended, if it got through. */
  readonly sentPs: number | undefined;
}

export function ScriptHandles() {
  revision.value;
  const its = plot.value;
  const at = scale.value;
  if (!its || !isChangeable()) return null;
  const { layout, tape } = its;
  return (
    <>
      {scriptedIn(tape, layout.lanes, at).map((one) => (
        <FrameHandles key={one.index} {...one} tape={tape} at={at} />
      ))}
    </>
  );
}

function scriptedIn(tape: Tape, lanes: readonly Lane[], { span }: Scale): Scripted[] {
  const found: Scripted[] = [];
  for (const [index, action] of tape.stage.scenario.script.entries()) {
    if (found.length >= MOST_HANDLES) break;
    if (action.verb !== 'frame' || action.count > 1 || action.atPs > span.toPs) continue;
    const lane = lanes.find(({ node }) => node === action.host);
    if (!lane) continue;
    const sentPs = sentAt(tape, lane, action);
    if (action.atPs < span.fromPs && (sentPs === undefined || sentPs < span.fromPs)) continue;
    found.push({ index, action, lane, sentPs });
  }
  return found;
}

/** The end of the transmission that carried a frame of the script; the queue tells which frame it became. */
function sentAt(tape: Tape, { part }: Lane, { atPs }: FrameAction): number | undefined {
  for (let index = tape.eventFrom(atPs); index < tape.events && tape.atPs.data[index] === atPs; index++) {
    if (tape.kind.data[index] !== KIND.frameQueued || tape.part.data[index] !== part) continue;
    const ends = tape.eventsOfFrame(tape.number(index, 0)).filter((one) => tape.kind.data[one] === KIND.transmitEnd);
    return ends.length > 0 ? tape.atPs.data[ends[0]!] : undefined;
  }
  return undefined;
}

function FrameHandles({
  index,
  action,
  lane,
  sentPs,
  tape,
  at,
}: Scripted & { readonly tape: Tape; readonly at: Scale }) {
  const { atPs, octets, host } = action;
  const inView = (y: number): boolean => y > -8 && y < at.height + 8;
  const place = (y: number) => ({ left: `${(lane.x0 + lane.x1) / 2}px`, top: `${y}px` });
  // As fine as a pixel shows, and never finer than a nanosecond.
  const stepPs = Math.max(1000, tickStep(1 / at.pixelsPerPs, 1));
  const startY = at.y(atPs);
  const endY = sentPs === undefined ? Number.NaN : at.y(sentPs);
  const octetPs = 8 * tape.stage.bitPs;
  return (
    <>
      {inView(startY) && (
        <Handle
          class="frame-handle start"
          label={words.start(host)}
          value={atPs}
          least={0}
          most={Math.max(1e12, atPs)}
          text={time(atPs, 7)}
          axis="y"
          style={place(startY)}
          drag={(from, pixels) => Math.round((from + pixels / at.pixelsPerPs) / stepPs) * stepPs}
          step={(from, steps) => from + steps * tape.stage.bitPs}
          set={(value) => change({ what: 'script', index, atPs: value })}
        />
      )}
      {octets !== undefined && inView(endY) && (
        <Handle
          class="frame-handle size"
          label={words.size(host)}
          value={octets}
          least={Math.min(octets, LEAST_OCTETS)}
          most={Math.max(octets, MOST_OCTETS)}
          text={words.octets(octets)}
          axis="y"
          style={place(endY)}
          drag={(from, pixels) => Math.round(from + pixels / at.pixelsPerPs / octetPs)}
          step={(from, steps) => from + steps}
          set={(value) => change({ what: 'script', index, octets: value })}
        />
      )}
    </>
  );
}
