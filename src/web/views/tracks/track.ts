// What a track is: registry.ts says how to add one.
import type { Stage } from '../../run/stage.js';
import type { Tape } from '../../run/tape.js';
import type { Pick } from '../../state/selection.js';
import type { Detail } from './detail.js';
import type { Pen } from './pen.js';

/** Whose track: a station or hub, and where the track is a port's, that port. */
export interface Place {
  /** Name of the station or hub. */
  readonly node: string;
  /** Its part. */
  readonly part: number;
  /** Index into the stage's ports; of a station's own tracks the port that it has, or -1. */
  readonly port: number;
}

/** What is at a moment of a track, for the pointer. */
export interface Finding {
  readonly pick: Pick;
  readonly fromPs: number;
  readonly toPs: number;
  /** What a tooltip says of it: a line each. */
  readonly says: readonly string[];
}

/** A mark of a row's scale, so many pixels below its upper edge. */
export interface ScaleMark {
  readonly y: number;
  readonly text: string;
}

/** One kind of track. */
export interface Track {
  readonly id: string;
  /** Of a track of signals: which way they pass its port, so that those picked are marked. */
  readonly direction?: 'in' | 'out';
  /** True of what stands for the whole node while its other tracks are folded away. */
  readonly chief?: boolean;
  height(detail: Detail, stage: Stage, place: Place): number;
  /** The scale of what is drawn as a curve, with its unit: it stands left of the picture. */
  scale?(detail: Detail, stage: Stage, place: Place, height: number): readonly ScaleMark[];
  /** Where a node has it: once, at each port, or not at all. */
  places(stage: Stage, node: NodePlace): readonly Place[];
  label(stage: Stage, place: Place): string;
  /** Draws between `top` and `top + height`. */
  draw(pen: Pen, place: Place, top: number, height: number): void;
  at(tape: Tape, place: Place, ps: number, psPerPixel: number): Finding | undefined;
}

/** A station or hub with its ports. */
export interface NodePlace {
  readonly name: string;
  readonly part: number;
  readonly host: boolean;
  readonly ports: readonly number[];
}

/** The stations of a stage that have ports, then the hubs, each in the order of the scenario. */
export function nodesOf(stage: Stage): NodePlace[] {
  const ports = new Map<string, number[]>();
  for (const [index, { owner }] of stage.ports.entries()) {
    const its = ports.get(owner);
    if (its) its.push(index);
    else ports.set(owner, [index]);
  }
  const nodes = stage.nodes.flatMap(({ name }) => {
    const its = ports.get(name);
    if (!its) return [];
    const { part, host } = stage.ports[its[0]!]!;
    return [{ name, part, host, ports: its }];
  });
  return [...nodes.filter(({ host }) => host), ...nodes.filter(({ host }) => !host)];
}
