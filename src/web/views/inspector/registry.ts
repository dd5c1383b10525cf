// All sections of the inspector, from top to bottom: a new one is a line here.
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
