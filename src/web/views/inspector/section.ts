// What a section of the inspector is: registry.ts says how to add one.
import type { FunctionComponent } from 'preact';
import type { Subject } from './subject.js';

export interface Section {
  readonly id: string;
  /** In the language of the moment. */
  title(): string;
  /** Whether it has something to say of what is selected. */
  shows(subject: Subject): boolean;
  readonly View: FunctionComponent<{ readonly subject: Subject }>;
  /** Folded away until it is asked for. */
  readonly folded?: boolean;
}
