// The slopes of the picture. What leaves a port runs along a course: places and how long the signal takes to them from the
// transmitter's MII. Where time passes and nothing moves, inside a transceiver, the course goes straight down:
//
//   station ┊                         ┊ hub        0           MII of the sender
//           ┊╲ 2 BT                   ┊            2 BT        out of the transceiver, onto the cable
//           ┊ ╲______                 ┊
//           ┊        ╲______          ┊            + cable     metres / velocity
//           ┊               ╲________ ┊
//           ┊                     5 BT╲            + 5 BT      out of the other transceiver
//
// Nothing here knows of pixels' y or of a canvas.
import { MAU_RECEIVE_PS, MAU_TRANSMIT_PS } from '../../../phy/constants.js';
import type { Stage } from '../../run/stage.js';
import type { Band, CableBand, CoaxBand, Layout } from './layout.js';

/** A place on the way of a signal, and when it gets there. */
export interface Waypoint {
  readonly x: number;
  readonly delayPs: number;
}

/** The way of what a port sends through one band. */
export interface Course {
  readonly port: number;
  readonly band: Band;
  /** From the sender on (a cable), from left to right (a coax). */
  readonly way: readonly Waypoint[];
}

/** How much of a band's width at its ends stands for the transceivers. */
export function transceiverWidth({ x0, x1 }: { readonly x0: number; readonly x1: number }): number {
  return Math.min(7, (x1 - x0) / 5);
}

/** The ways of everything that can be sent in a layout. */
export function coursesOf(stage: Stage, { bands }: Layout): Course[] {
  return bands.flatMap((band) => {
    if (band.kind === 'coax') return coaxCourses(stage, band);
    return [cableCourse(stage, band, 'right'), cableCourse(stage, band, 'left')];
  });
}

function cableCourse(stage: Stage, band: CableBand, towards: 'left' | 'right'): Course {
  const { cablePs } = stage.links[band.link]!;
  const zone = transceiverWidth(band);
  const xs = [band.x0, band.x0 + zone, band.x1 - zone, band.x1];
  if (towards === 'left') xs.reverse();
  const onCable = MAU_TRANSMIT_PS;
  const offCable = onCable + cablePs;
  const delays = [0, onCable, offCable, offCable + MAU_RECEIVE_PS];
  const way = xs.map((x, i) => ({ x, delayPs: delays[i]! }));
  return { port: towards === 'right' ? band.leftPort : band.rightPort, band, way };
}

function coaxCourses(stage: Stage, band: CoaxBand): Course[] {
  const { taps, psPerMetre } = stage.coaxes[band.coax]!;
  return taps
    .filter(({ port }) => port >= 0)
    .map((tap) => {
      const at = { metres: tap.metres, x: xOnCoax(band, tap.metres) };
      const knots = band.knots.some(({ metres }) => metres === tap.metres)
        ? band.knots
        : [...band.knots, at].sort((a, b) => a.metres - b.metres);
      const way = knots.map(({ metres, x }) => ({
        x,
        delayPs: tap.transmitPs + Math.round(Math.abs(metres - tap.metres) * psPerMetre),
      }));
      return { port: tap.port, band, way };
    });
}

/** Where a position on a coax lies. */
export function xOnCoax({ knots }: CoaxBand, metres: number): number {
  const after = knots.findIndex((knot) => knot.metres >= metres);
  if (after <= 0) return knots[Math.max(after, 0)]!.x;
  const [a, b] = [knots[after - 1]!, knots[after]!];
  return a.x + ((b.x - a.x) * (metres - a.metres)) / (b.metres - a.metres || 1);
}

/** The position along a cable or coax at a place, in metres from its left end; at the transceivers the cable's ends. */
export function metresAt(stage: Stage, band: Band, x: number): number {
  if (band.kind === 'cable') {
    const zone = transceiverWidth(band);
    const share = (x - band.x0 - zone) / (band.x1 - band.x0 - 2 * zone);
    return Math.min(1, Math.max(0, share)) * stage.links[band.link]!.metres;
  }
  const { knots } = band;
  const after = knots.findIndex((knot) => knot.x >= x);
  if (after <= 0) return after === 0 ? knots[0]!.metres : knots.at(-1)!.metres;
  const [a, b] = [knots[after - 1]!, knots[after]!];
  return a.metres + ((b.metres - a.metres) * (x - a.x)) / (b.x - a.x || 1);
}

/** How long a signal on a course takes to a place; undefined where the course doesn't lead. */
export function delayAt(way: readonly Waypoint[], x: number): number | undefined {
  for (let i = 1; i < way.length; i++) {
    const [a, b] = [way[i - 1]!, way[i]!];
    if (x < Math.min(a.x, b.x) || x > Math.max(a.x, b.x)) continue;
    return a.x === b.x ? a.delayPs : a.delayPs + ((b.delayPs - a.delayPs) * (x - a.x)) / (b.x - a.x);
  }
  return undefined;
}

/** The longest that anything in a layout is under way: what began so much earlier may still be in view. */
export function longestPs(courses: readonly Course[]): number {
  return courses.reduce((most, { way }) => way.reduce((all, { delayPs }) => Math.max(all, delayPs), most), 0);
}
