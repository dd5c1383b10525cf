// What is said to those who can't see the page: one polite voice for all of it.
import { signal } from '@preact/signals';

/** The sentence of the moment. */
export const announced = signal('');

/** Says something; the same sentence twice is said twice. */
export function announce(text: string): void {
  announced.value = announced.peek() === text ? `${text} ` : text;
}
