// The same experiment on another network: everybody in full duplex, or a coax in place of each hub.
import { isMap } from 'yaml';
import { EditError, type Variant } from './edits.js';
import { metresOf, type NetworkText, namesOf, nodeOf } from './networkText.js';

/** A cable that says nothing of its length has this one, in metres. */
const CABLE_METRES = 10;
const LEAST_COAX_METRES = 2.5;

/** Makes a variant of a scenario. */
export class Variation {
  constructor(private readonly network: NetworkText) {}

  /** @throws EditError when the network has nothing of the kind */
  make(to: Variant): void {
    // A coax knows no full duplex (clause 1.1.1.2).
    this.duplex(to === 'fullDuplex');
    if (to === 'coax') this.coax();
    this.network.document.delete('expect');
  }

  private duplex(full: boolean): void {
    for (const [name, { kind }] of this.network.nodes()) {
      if (kind === 'host') this.network.set(['topology', 'nodes', name, 'duplex'], full ? 'full' : undefined);
    }
  }

  private coax(): void {
    const { network } = this;
    const nodes = network.nodes();
    const hubs = [...nodes].filter(([, { kind }]) => kind === 'repeater').map(([name]) => name);
    if (hubs.length === 0) throw new EditError('there is no hub that a coax could replace');
    for (const hub of hubs) this.replace(hub, nodes);
  }

  /**
   * The two farthest stations stay as far from each other as they were over the hub; the others stand between them, each
   * as far from one end as the cable that it had.
   */
  private replace(hub: string, nodes: ReadonlyMap<string, Record<string, unknown>>): void {
    const { network } = this;
    const arms = network
      .links()
      .map((link, index) => ({ link, index, metres: metresOf(link.length) || CABLE_METRES }))
      .filter(({ link }) => link.endpoints.some((end) => nodeOf(end) === hub))
      .sort((a, b) => b.metres - a.metres);
    for (const { link } of arms) {
      const other = link.endpoints.find((end) => nodeOf(end) !== hub)!;
      if (nodes.get(nodeOf(other))?.kind === 'coax') {
        throw new EditError(`'${hub}' joins a coax to something else: only a hub can do that`);
      }
    }
    const length = Math.max(LEAST_COAX_METRES, (arms[0]?.metres ?? 0) + (arms[1]?.metres ?? 0));
    const { document } = network;
    document.setIn(
      ['topology', 'nodes', hub],
      document.createNode({ kind: 'coax', length: `${length}m` }, { flow: true }),
    );
    arms.forEach(({ link, index, metres }, i) => {
      const at = i === 1 ? length : i === 0 ? 0 : Math.min(metres, length);
      const owner = document.getIn(['topology', 'links', index], true);
      if (!isMap(owner)) throw new EditError(`link ${index} is written in a way that can't be changed here`);
      const end = link.endpoints.find((one) => nodeOf(one) !== hub)!;
      for (const key of ['length', 'velocity', 'polarity', 'autoPolarity']) owner.delete(key);
      owner.set('endpoints', document.createNode([end, hub], { flow: true }));
      owner.set('at', `${at}m`);
      this.rename(namesOf(link), end);
    });
  }

  /** Faults and cuts speak of the station's end from now on. */
  private rename(called: ReadonlySet<string>, end: string): void {
    const { network } = this;
    const { document } = network;
    ((network.plain(['faults']) ?? []) as { link?: string }[]).forEach(({ link }, i) => {
      if (link !== undefined && called.has(link)) document.setIn(['faults', i, 'link'], end);
    });
  }
}
