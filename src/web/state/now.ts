// What every part is doing at the cursor, for whoever shows it.
import { computed } from '@preact/signals';
import { Moments } from '../run/moment.js';
import { tape } from './session.js';

/** Moments of the run in view; `at(cursorPs.value)` before anything is asked, since all views share it. */
export const moments = computed(() => tape.value && new Moments(tape.value));
