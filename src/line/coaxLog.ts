// What is and was of late on a coax, episode by episode: from it a sleeping tap learns what it has heard.
import { areClear, CoaxEmission, Episode, type Sleeper, Span } from './episode.js';
import type { Recollection } from './line.js';

const NEVER = Number.POSITIVE_INFINITY;
/** Episodes that are remembered after they have passed everybody: a sleeping tap asks for the last. */
const MEMORY = 2;

/** Filled and read within one call. */
const span = new Span();

/** The latest episodes of one coax. */
export class CoaxLog {
  /** What has not passed everybody. */
  readonly open: Episode[] = [];
  /** The last that have. */
  private readonly closed: Episode[] = [];
  private readonly idle: CoaxEmission[] = [];
  private readonly idleEpisodes: Episode[] = [];

  /** @param onMixed told of a signal that some taps will hear overlapping with a later one, and some before it */
  constructor(private readonly onMixed: (ended: CoaxEmission) => void) {}

  /** An emission to be filled in. */
  fresh(): CoaxEmission {
    return this.idle.pop() ?? new CoaxEmission();
  }

  /** One that nobody will ask for any more. */
  forget(emission: CoaxEmission): void {
    emission.letGo();
    this.idle.push(emission);
  }

  /** A signal begins: it belongs to what is still being sent, and must not mix with what has been. */
  enter(emission: CoaxEmission): void {
    const { open } = this;
    let episode: Episode | undefined;
    for (let i = 0; i < open.length; i++) {
      const other = open[i];
      if (!other.members.some(({ endPs }) => endPs === NEVER)) continue;
      if (!episode) {
        episode = other;
        continue;
      }
      episode.swallow(other);
      open.splice(i--, 1);
      this.idleEpisodes.push(other);
    }
    if (!episode) {
      episode = this.idleEpisodes.pop() ?? new Episode();
      open.push(episode);
    }
    for (const other of open) {
      if (other === episode) continue;
      for (const ended of other.members) if (!areClear(ended, emission)) this.onMixed(ended);
    }
    episode.add(emission);
  }

  /** A signal has passed everybody; true if its episode has, and is a fragment to be counted for those who slept. */
  finish(emission: CoaxEmission): boolean {
    const { episode } = emission;
    emission.over = true;
    if (episode.broken) {
      // Who is awake has heard it for himself, and while somebody babbles such an episode may go on for long.
      episode.members.splice(episode.members.indexOf(emission), 1);
      this.forget(emission);
    }
    if (--episode.unfinished > 0) return false;
    const counts = episode.fragment && !episode.broken;
    if (counts) for (const witness of episode.witnesses) witness.excluded++;
    for (const member of episode.members) member.letGo();
    this.open.splice(this.open.indexOf(episode), 1);
    this.closed.push(episode);
    if (this.closed.length > MEMORY) {
      const oldest = this.closed.shift()!;
      for (const member of oldest.members) this.idle.push(member);
      oldest.empty();
      this.idleEpisodes.push(oldest);
    }
    return counts;
  }

  /** What a sleeping tap hears now and heard last; `known` is the last that it heard while it was awake. */
  recall(tap: Sleeper, known: { onPs: number; offPs: number }, nowPs: number, into: Recollection): void {
    let { onPs, offPs } = known;
    let busyPs = NEVER;
    for (const episodes of [this.closed, this.open]) {
      for (const episode of episodes) {
        if (!span.measure(episode, tap, nowPs)) continue;
        if (span.passing) busyPs = Math.min(busyPs, span.onPs);
        else if (span.offPs > offPs) {
          offPs = span.offPs;
          onPs = span.onPs;
        }
      }
    }
    into.busy = busyPs !== NEVER;
    into.onPs = into.busy ? busyPs : onPs;
    into.offPs = offPs;
  }
}
