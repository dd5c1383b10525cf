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
  | ({ readonly what: 'script'; readonly index: number } & ScriptChange);

/** There is nothing of the kind to edit; `code` is `ERR_EDIT`. */
export class EditError extends Error {
  readonly code = 'ERR_EDIT';
}
