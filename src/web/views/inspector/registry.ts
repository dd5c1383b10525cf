// All sections of the inspector, from top to bottom.
//
// A new one (the tree of an IP packet, the working of its checksum, a TCP segment):
//   1. a file that exports a Section (section.ts): when it has something to say of what is selected (subject.ts has the
//      frame's octets in `transmission.image.frame`), its title, and a component; its words beside it, in both languages
//   2. a line here
// What is clicked calls selectBit (state/bitwalk.ts) with a bit of the transmission: every other view follows.
import { compareSection } from './compare.js';
import { crcSection } from './crc.js';
import { eventSection } from './eventSection.js';
import { fieldSection } from './fieldTree.js';
import { halfBitSection } from './halfBits.js';
import { bitSection, octetSection } from './octets.js';
import { partSection } from './partSection.js';
import type { Section } from './section.js';

export const sections: readonly Section[] = [
  partSection,
  eventSection,
  fieldSection,
  octetSection,
  bitSection,
  halfBitSection,
  crcSection,
  compareSection,
];
