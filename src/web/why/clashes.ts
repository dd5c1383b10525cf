// What hubs hear when they find a collision, and which hubs' jam it is that arrives somewhere.
import { KIND } from '../../sim/probe.js';
import type { Heard, Story } from './story.js';

/** Repeaters that one network may have in a row (clause 13). */
const MOST_HUBS = 4;
/** More than a hub takes from a collision to the first bit of its jam (clause 9.5.6.3). */
const JAM_LATENCY_PS = 2e6;

/** What a hub hears at the moment in which it finds a collision: events of transmissions, by the stations that sent them. */
export function talkers(story: Story, part: number, atPs: number): { readonly port: number; readonly heard: Heard }[] {
  const { stage } = story.tape;
  const hub = stage.hubPorts.find((one) => one.part === part);
  return (hub?.ports ?? []).flatMap((port) => story.heard(port, atPs).map((heard) => ({ port, heard })));
}

/** The collisions of hubs behind a signal that is heard, back to the hub that heard two stations; none for a frame alone. */
export function clashesBehind(story: Story, heard: Heard, index: number): number[] {
  const { tape } = story;
  const found: number[] = [];
  let signal = heard;
  let before = index;
  while (found.length < MOST_HUBS) {
    const hub = tape.stage.parts.findIndex(({ name, kind }) => name === signal.source && kind === 'hub');
    const jams = signal.ticket < 0 || tape.editsOf(signal.row).some(({ kind }) => kind === 0);
    if (hub < 0 || !jams) break;
    const clash = story.before(before, (kind, part) => part === hub && kind === KIND.repeaterCollision);
    if (clash < 0) break;
    const atPs = tape.atPs.data[clash]!;
    // Jam begins with its signal, or after a frame's beginning within it: what was before belongs to another.
    if (atPs < tape.transmission(signal.row).startPs - JAM_LATENCY_PS) break;
    if (found.length === 0 && isPlainAt(story, signal, tape.atPs.data[index]!)) break;
    found.push(clash);
    const further = talkers(story, hub, atPs).find((one) => one.heard.ticket < 0);
    if (!further) break;
    signal = further.heard;
    before = clash;
  }
  return found;
}

/** Whether what is heard of a signal at a moment comes before any jam in it. */
function isPlainAt({ tape }: Story, { row, fromPs }: Heard, atPs: number): boolean {
  const { symbolPs } = tape.transmission(row);
  const jam = tape.editsOf(row).find(({ kind }) => kind === 0);
  return jam !== undefined && atPs < fromPs + jam.from * symbolPs;
}
