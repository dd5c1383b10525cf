// Addresses in a frame, and whose they are in the run in view.
import type { Stage } from './stage.js';

/** Six octets as `02:00:00:00:00:01`; fewer when they have been cut short. */
export function addressText(octets: ArrayLike<number>, at: number): string {
  const pairs: string[] = [];
  for (let i = at; i < Math.min(at + 6, octets.length); i++) pairs.push(octets[i]!.toString(16).padStart(2, '0'));
  return pairs.join(':');
}

const known = new WeakMap<Stage, Map<string, string>>();

/** The station that has an address; `*` for the broadcast address, undefined for a stranger's. */
export function ownerOf(stage: Stage, address: string): string | undefined {
  let its = known.get(stage);
  if (!its) {
    its = new Map([['ff:ff:ff:ff:ff:ff', '*']]);
    for (const node of stage.nodes) if (node.kind === 'host') its.set(node.mac, node.name);
    known.set(stage, its);
  }
  return its.get(address);
}

/** A station's name where the address is one's, else the address. */
export function nameOrAddress(stage: Stage, address: string): string {
  return ownerOf(stage, address) ?? address;
}
