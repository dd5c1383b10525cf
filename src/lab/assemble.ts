// From a scenario's boxes and cables to parts on a bench.
import type { ArenaLimits } from '../memory/arena.js';
import type { Backoff } from './backoff.js';
import type { CoaxBus } from './coaxBus.js';
import type { Host, HostChoices } from './host.js';
import type { Hub, HubPort } from './hub.js';
import { Lab } from './lab.js';
import type { LabLink } from './labLink.js';
import type { End, ScenarioLink, ScenarioNode } from './scenario/resolve-topology.js';
import type { Scenario } from './scenario/scenario.js';

/** A lab with its parts by the names of the scenario. */
export class Assembly {
  readonly hosts = new Map<string, Host>();
  readonly hubs = new Map<string, Hub>();
  readonly coaxes = new Map<string, CoaxBus>();
  readonly links = new Map<string, LabLink>();

  private constructor(
    readonly lab: Lab,
    readonly scenario: Scenario,
    private readonly backoffs: Readonly<Record<string, Backoff>>,
  ) {}

  /**
   * Puts every box on the bench and plugs every cable in, in the order of the scenario.
   * @param backoffs by station, whose backoff is not the standard's
   */
  static async create(
    scenario: Scenario,
    seed: number,
    limits: ArenaLimits,
    backoffs: Readonly<Record<string, Backoff>> = {},
  ): Promise<Assembly> {
    const assembly = new Assembly(await Lab.create({ seed, limits }), scenario, backoffs);
    for (const node of scenario.nodes) assembly.addNode(node);
    for (const link of scenario.links) assembly.addLink(link);
    return assembly;
  }

  private addNode(node: ScenarioNode): void {
    const { lab } = this;
    const { name } = node;
    if (node.kind === 'host') this.hosts.set(name, lab.host(name, this.dressed(node)));
    else if (node.kind === 'coax')
      this.coaxes.set(name, lab.coax(name, { type: node.type, metres: node.lengthMetres }));
    else {
      const { ports, latencyBits, partition, ppm } = node;
      const partitionAfter = partition === false ? Number.POSITIVE_INFINITY : partition.collisions;
      this.hubs.set(
        name,
        lab.hub(name, { ports, partitionAfter, ppm, ...(latencyBits === undefined ? {} : { latencyBits }) }),
      );
    }
  }

  private dressed(node: ScenarioNode & { kind: 'host' }): HostChoices {
    const { name } = node;
    return Object.hasOwn(this.backoffs, name) ? { ...node, backoff: this.backoffs[name]! } : node;
  }

  private addLink(link: ScenarioLink): void {
    const made = link.kind === 'cable' ? this.cable(link) : this.tap(link);
    this.links.set(link.name, made);
    if (link.corrupt > 0 || link.loss > 0) made.chance(link.corrupt, link.loss);
    if (link.down) made.unplug();
  }

  private cable({ ends, lengthMetres, velocity, polarity, autoPolarity, name }: ScenarioLink & { kind: 'cable' }) {
    const swapped = polarity === 'swapped';
    return this.lab.cable(this.end(ends[0]), this.end(ends[1]), {
      ...{ metres: lengthMetres, velocity, name, swapped, autoPolarity },
    });
  }

  private tap({ end, coax, atMetres, dropMetres, name }: ScenarioLink & { kind: 'tap' }) {
    return this.lab.tap(this.end(end), this.coaxes.get(coax)!, { at: atMetres, drop: dropMetres, name });
  }

  private end(end: End): Host | HubPort {
    return end.kind === 'host' ? this.hosts.get(end.node)! : this.hubs.get(end.node)!.port(end.port);
  }
}
