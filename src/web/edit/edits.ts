// What can be changed in a scenario's text, as plain data that the page sends to the worker.

/** Changes of one line of a script. */
export interface ScriptChange {
  /** When it happens, in picoseconds. */
  readonly atPs?: number | undefined;
  /** Size of its frames with their FCS. */
  readonly octets?: number | undefined;
}

/** One change; links and lines of the script are numbered from 0 in the order of the file. */
export type Edit =
  | { readonly what: 'length'; readonly link: number; readonly metres: number }
  | { readonly what: 'place'; readonly link: number; readonly metres: number }
  | ({ readonly what: 'script'; readonly index: number } & ScriptChange)
  | NetworkEdit;

/** A value of a scenario's text. */
export type Plain = string | number | boolean;
/** Lists of a scenario that lines are added to and taken from. */
export type ListName = 'script' | 'faults' | 'traffic';

/** What the editor changes; nodes go by their names, links by their numbers, lengths are in metres. */
export type NetworkEdit =
  /** A value anywhere in the scenario; undefined takes it away, so that its default holds. */
  | { readonly what: 'set'; readonly path: readonly (string | number)[]; readonly value: Plain | undefined }
  | { readonly what: 'addNode'; readonly kind: 'host' | 'repeater' | 'coax' }
  /** Puts a cable between two, or taps a coax; a host that has one already is unplugged first. */
  | { readonly what: 'connect'; readonly node: string; readonly to: string; readonly metres: number }
  /** With all that is said of it elsewhere. */
  | { readonly what: 'removeNode'; readonly name: string }
  | { readonly what: 'removeLink'; readonly link: number }
  | { readonly what: 'append'; readonly list: ListName; readonly item: Readonly<Record<string, unknown>> }
  | { readonly what: 'removeItem'; readonly list: ListName; readonly index: number }
  /** The same experiment on another network, to be set beside it; without what it expects of the old one. */
  | { readonly what: 'variant'; readonly to: Variant };

export const VARIANTS = ['fullDuplex', 'halfDuplex', 'coax'] as const;
export type Variant = (typeof VARIANTS)[number];

/** There is nothing of the kind to edit; `code` is `ERR_EDIT`. */
export class EditError extends Error {
  readonly code = 'ERR_EDIT';
}
