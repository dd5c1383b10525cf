// All tracks, in the order in which they stand below a node's name: a new one is a line here.
import { coaxTrack } from './coaxTrack.js';
import { hubTrack } from './hubTrack.js';
import { inTrack, outTrack } from './lineTrack.js';
import { macTrack } from './macTrack.js';
import type { Track } from './track.js';

export const tracks: readonly Track[] = [macTrack, hubTrack, outTrack, inTrack, coaxTrack];
