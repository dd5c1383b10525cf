// Which of the larger tools stands in front of the views.
import { signal } from '@preact/signals';

export type Window = 'race' | 'compare';

export const openWindow = signal<Window | undefined>(undefined);

/** Whether the help is open. */
export const helpOpen = signal(false);
