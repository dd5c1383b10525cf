// What a run's parts are and how they hang together, as plain data: told to the page once, before anything happens.
import type { LinePorts } from '../../capture/ports.js';
import { PortMap, portsOf } from '../../capture/ports.js';
import type { Lab } from '../../lab/lab.js';
import { cableDelayPs } from '../../lab/plug.js';
import type { ScenarioLink, ScenarioNode } from '../../lab/scenario/resolve-topology.js';
import type { Scenario } from '../../lab/scenario/scenario.js';
import type { ObservedLine } from '../../line/line.js';
import { SLOT_BITS } from '../../mac/constants.js';

/** A port with something plugged into it. */
export interface StagePort {
  /** `a:eth0`, `hub:3` */
  readonly name: string;
  readonly owner: string;
  /** Index of the owner in `parts`. */
  readonly part: number;
  readonly host: boolean;
  readonly medium: 'pair' | 'coax';
}

/** A line: a transmitter's pairs, or a coax. */
export interface StageLine {
  /** Index of the line's own part, which its events bear. */
  readonly part: number;
  readonly medium: 'pair' | 'coax';
  /** A station's own pair. */
  readonly single: boolean;
  /** By ear (a pair: where the signal leaves; a coax: the port at the tap), an index into `ports` or -1. */
  readonly senders: readonly number[];
  readonly hearers: readonly number[];
}

/** A cable or tap. */
export interface StageLink {
  readonly name: string;
  readonly part: number;
  /** Indices into `ports`; a tap has one. */
  readonly ports: readonly number[];
  readonly metres: number;
  /** Cable alone, without the transceivers at its ends; 0 for a tap, whose way depends on the other's. */
  readonly cablePs: number;
  /** Of a tap: the coax and the place on it. */
  readonly coax: string | undefined;
  readonly atMetres: number;
}

/** A coax with its taps, by ear; the first is the monitor's at its left end, which belongs to no port. */
export interface StageCoax {
  readonly name: string;
  /** Index into `lines`. */
  readonly line: number;
  readonly metres: number;
  readonly psPerMetre: number;
  readonly taps: readonly {
    /** Index into `ports`, or -1. */
    readonly port: number;
    readonly metres: number;
    /** Drop cable and transceiver, port to coax and coax to port. */
    readonly transmitPs: number;
    readonly receivePs: number;
  }[];
}

/** Everything that stays as it is while a run goes on. */
export interface Stage {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly parts: readonly { readonly name: string; readonly kind: string }[];
  readonly nodes: readonly ScenarioNode[];
  readonly ports: readonly StagePort[];
  readonly lines: readonly StageLine[];
  readonly links: readonly StageLink[];
  readonly coaxes: readonly StageCoax[];
  /** A hub's port by the repeater's own index: part of the hub, index → index into `ports`. */
  readonly hubPorts: readonly { readonly part: number; readonly ports: readonly number[] }[];
  readonly bitPs: number;
  readonly slotPs: number;
}

/** Lines of a lab in the order in which the stage numbers them. */
export function linesOf(lab: Lab): ObservedLine[] {
  return [...lab.hosts.map(({ out }) => out), ...lab.hubs.map(({ out }) => out), ...lab.coaxes.map(({ line }) => line)];
}

/** Describes a lab that a scenario has been built into. */
export function stageOf(scenario: Scenario, lab: Lab): Stage {
  const ports = portsOf(lab);
  const map = new PortMap(lab, ports);
  const indexOf = new Map(ports.map(({ name }, index) => [name, index]));
  const index = (port: { readonly name: string } | undefined): number => (port ? indexOf.get(port.name)! : -1);
  const part = new Map(lab.parts.map(({ name }, number) => [name, number]));
  const lines = linesOf(lab).map((line): StageLine => {
    const its: LinePorts | undefined = map.of(line);
    const none = { medium: 'pair', single: false, senders: [], hearers: [] } as const;
    const { medium, single, senders, hearers } = its ?? none;
    return { part: line.probe.part, medium, single, senders: senders.map(index), hearers: hearers.map(index) };
  });
  const bitPs = lab.signals.code.bitPs;
  return {
    scenario,
    seed: lab.seed,
    parts: lab.parts.map(({ name, kind }) => ({ name, kind })),
    nodes: scenario.nodes,
    ports: ports.map(({ name, owner, part, host, medium }) => ({ name, owner, part, host: !!host, medium })),
    lines,
    links: scenario.links.map((link) => stageLink(link, part.get(link.name) ?? -1, indexOf)),
    coaxes: lab.coaxes.map(({ name, metres, line, owners }) => ({
      name,
      line: linesOf(lab).indexOf(line),
      metres,
      psPerMetre: line.psPerMetre,
      taps: line.taps.map(({ positionMetres, transmitPs, receivePs }, ear) => ({
        port: indexOf.get(owners[ear]!) ?? -1,
        metres: positionMetres,
        transmitPs,
        receivePs,
      })),
    })),
    hubPorts: lab.hubs.map(({ probe, numbers, name }) => ({
      part: probe.part,
      ports: numbers.map((number) => indexOf.get(`${name}:${number}`) ?? -1),
    })),
    bitPs,
    slotPs: SLOT_BITS * bitPs,
  };
}

function stageLink(link: ScenarioLink, part: number, indexOf: ReadonlyMap<string, number>): StageLink {
  const ends = link.kind === 'cable' ? link.ends : [link.end];
  const ports = ends.map((end) => indexOf.get(`${end.node}:${end.port}`) ?? -1);
  const { name } = link;
  if (link.kind === 'tap') {
    return { name, part, ports, metres: link.dropMetres, cablePs: 0, coax: link.coax, atMetres: link.atMetres };
  }
  const cablePs = cableDelayPs(link.lengthMetres, link.velocity);
  return { name, part, ports, metres: link.lengthMetres, cablePs, coax: undefined, atMetres: 0 };
}
