// What is on a cable at a moment: each passing signal as the stretch between its head and its tail.
//
//   share of the cable = (time since the first bit left the transceiver) / (delay of the cable)
import { AUI_VELOCITY, COAX_KINDS } from '../../../lab/coaxBus.js';
import { cableDelayPs } from '../../../lab/plug.js';
import { LIGHT_PS_PER_METRE, MAU_TRANSMIT_PS } from '../../../phy/constants.js';
import type { Passage, Tape } from '../../run/tape.js';

/** A stretch of a cable with a signal on it, in shares of its length from the first port (a coax: from its left end). */
export interface Band {
  readonly row: number;
  /** Index into the stage's ports of the sender. */
  readonly port: number;
  readonly from: number;
  readonly to: number;
  /** A station's own signal, one that a hub sends, or the jam in either. */
  readonly kind: 'signal' | 'repeated' | 'jam';
  /** Towards the first port (-1) or away from it (1). */
  readonly way: 1 | -1;
}

/** Kind 0 of a row's edits. */
const JAM = 0;

/** When the head, the first bit of jam, and the tail of what leaves a port pass it. */
function edges(tape: Tape, { row, fromPs, toPs }: Passage): { fromPs: number; toPs: number; jam: boolean }[] {
  const { symbolPs } = tape.transmission(row);
  const jam = jamSpan(tape, row);
  if (!jam) return [{ fromPs, toPs, jam: false }];
  const jamFrom = Math.min(Math.max(fromPs, fromPs + jam.from * symbolPs), toPs);
  const jamTo = Math.min(fromPs + jam.to * symbolPs, toPs);
  return [
    { fromPs, toPs: jamFrom, jam: false },
    { fromPs: jamFrom, toPs: jamTo, jam: true },
    { fromPs: jamTo, toPs, jam: false },
  ].filter((span) => span.toPs > span.fromPs);
}

/** Symbols of a row that are jam. */
function jamSpan(tape: Tape, row: number): { readonly from: number; readonly to: number } | undefined {
  for (let at = row; at >= 0; at = tape.transmission(at).parent) {
    const jam = tape.editsOf(at).find(({ kind }) => kind === JAM);
    if (jam) return jam;
  }
  return undefined;
}

function clip(from: number, to: number): readonly [number, number] | undefined {
  const [low, high] = [Math.max(0, from), Math.min(1, to)];
  return high > low ? [low, high] : undefined;
}

/** What is on a twisted-pair cable at `ps`; each way is a pair of its own. @param link index into the stage's links */
export function cableBands(tape: Tape, link: number, ps: number): Band[] {
  const { stage } = tape;
  const { ports, cablePs } = stage.links[link]!;
  const bands: Band[] = [];
  ports.forEach((port, end) => {
    if (port < 0) return;
    const kind = stage.ports[port]!.host ? 'signal' : 'repeated';
    // What left so long ago that its tail is off the cable is over.
    const left = tape.passages(port, 'out', ps - MAU_TRANSMIT_PS - cablePs, ps - MAU_TRANSMIT_PS + 1, 8);
    for (const passage of left) {
      for (const { fromPs, toPs, jam } of edges(tape, passage)) {
        const share = (edgePs: number) => (ps - edgePs - MAU_TRANSMIT_PS) / cablePs;
        const span = clip(share(toPs), share(fromPs));
        if (!span) continue;
        const [tail, head] = span;
        const [from, to] = end === 0 ? [tail, head] : [1 - head, 1 - tail];
        bands.push({ row: passage.row, port, from, to, kind: jam ? 'jam' : kind, way: end === 0 ? 1 : -1 });
      }
    }
  });
  return bands;
}

/** What is on a coax at `ps`: each signal goes both ways from its tap. */
export function coaxBands(tape: Tape, coax: string, ps: number): Band[] {
  const { stage } = tape;
  const node = stage.nodes.find(({ name }) => name === coax);
  if (node?.kind !== 'coax') return [];
  const { lengthMetres } = node;
  const wholePs = (lengthMetres * LIGHT_PS_PER_METRE) / COAX_KINDS[node.type].velocity;
  const bands: Band[] = [];
  for (const link of stage.links) {
    const port = link.ports[0] ?? -1;
    if (link.coax !== coax || port < 0) continue;
    const kind = stage.ports[port]!.host ? 'signal' : 'repeated';
    const leadPs = MAU_TRANSMIT_PS + cableDelayPs(link.metres, AUI_VELOCITY);
    const place = link.atMetres / lengthMetres;
    for (const passage of tape.passages(port, 'out', ps - leadPs - wholePs, ps - leadPs + 1, 8)) {
      for (const { fromPs, toPs, jam } of edges(tape, passage)) {
        const head = (ps - fromPs - leadPs) / wholePs;
        const tail = Math.max(0, (ps - toPs - leadPs) / wholePs);
        if (head <= tail) continue;
        const base = { row: passage.row, port, kind: jam ? 'jam' : kind } as const;
        const up = clip(place - head, place - tail);
        const down = clip(place + tail, place + head);
        if (up) bands.push({ ...base, from: up[0], to: up[1], way: -1 });
        if (down) bands.push({ ...base, from: down[0], to: down[1], way: 1 });
      }
    }
  }
  return bands;
}

/** Stretches that more than one transmission is on: signals add up there. */
export function overlaps(bands: readonly Band[]): { readonly from: number; readonly to: number }[] {
  const cuts = [...new Set(bands.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const found: { from: number; to: number }[] = [];
  for (let i = 1; i < cuts.length; i++) {
    const [from, to] = [cuts[i - 1]!, cuts[i]!];
    const rows = new Set(bands.filter((band) => band.from < to && band.to > from).map(({ row }) => row));
    if (rows.size < 2) continue;
    const last = found.at(-1);
    if (last && last.to === from) last.to = to;
    else found.push({ from, to });
  }
  return found;
}
