// All tracks, in the order in which they stand below a node's name.
//
// A new one (ARP, IP, TCP state with its windows, socket calls):
//   1. a file that exports a Track (track.ts): where a node has it, how high it is at each level of detail, how it is drawn
//      with a Pen, and what is at a moment of it, for pointer, keyboard and screen reader; its words beside it, in both
//      languages
//   2. a line here
// Scrolling, folding, zoom, selection and keys are there for all. What goes through states has stateDrawings.ts, which
// keeps its cost when millions are in view; what has an axis of its own says so with `scale`; what is drawn of symbols
// asks `pen.its.image`. A track that draws what is selected finds it in `pen.its.selected`.
import { coaxTrack } from './coaxTrack.js';
import { hubTrack } from './hubTrack.js';
import { inTrack, outTrack } from './lineTrack.js';
import { macTrack } from './macTrack.js';
import type { Track } from './track.js';

export const tracks: readonly Track[] = [macTrack, hubTrack, outTrack, inTrack, coaxTrack];
