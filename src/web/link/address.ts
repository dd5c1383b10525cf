// From the address bar to the page, and back: links, and what the command line asks to be opened.
import { batch, effect, signal } from '@preact/signals';
import { type RunRequest, refusalOfAll } from '../engine/protocol.js';
import { FIRST_EXHIBIT, gallery, openExhibit } from '../state/gallery.js';
import { selected, selectNamed } from '../state/selection.js';
import { ending, open, refusal, report, request, requestAgain, status, tape } from '../state/session.js';
import { cursorPs, endPs, show, span } from '../state/time.js';
import { isLink, type LinkContent, makeLink, readLink } from './link.js';
import { words } from './words.js';

declare const THICKNET_VERSION: string;

/** Whether the run in view is the one that its link was made of. */
export type Replayed =
  | { readonly verdict: 'identical' }
  /** The link's version would show what its sender saw. */
  | { readonly verdict: 'different'; readonly version: string }
  | undefined;

export const replayed = signal<Replayed>(undefined);
/** The link that is being opened, until its run is over. */
let opening: LinkContent | undefined;
let openingFor: RunRequest | undefined;

/** Opens what the address says: a link, a file that the server offers, an exhibit by name, or the hub question. */
export async function openAddress(search: URLSearchParams, hash: string): Promise<void> {
  if (isLink(hash)) return openLink(hash);
  const given = search.get('open');
  if (given !== null) return openGiven(given, search.get('capture'));
  const name = search.get('scenario') ?? FIRST_EXHIBIT;
  if (!gallery.some((exhibit) => exhibit.name === name)) return insteadOf('LINK', words.notInGallery(name));
  return openExhibit(name);
}

/** Opens a link; one that can't be read is told of, and the page stays as it is. */
export async function openLink(hash: string): Promise<void> {
  try {
    opening = await readLink(hash);
    openingFor = opening.request;
    replayed.value = undefined;
    open(opening.request);
  } catch (error) {
    await insteadOf('LINK', (error as Error).message);
  }
}

/** The link to what is in view now. @throws Error with a sentence for people */
export async function linkOfNow(): Promise<string> {
  const its = requestAgain();
  if (!its) throw new Error(words.noRun);
  const { fromPs, toPs } = span.value;
  return makeLink({
    request: its,
    version: THICKNET_VERSION,
    // Where it was ended early no other run would end.
    fingerprint: ending.peek() === 'over' ? (report.peek()?.fingerprint ?? undefined) : undefined,
    view: { fromPs, toPs, cursorPs: cursorPs.value, selected: selected.value },
  });
}

/** Follows runs and the address: to be called once. */
export function watchAddress(): void {
  addEventListener('hashchange', () => {
    if (isLink(location.hash)) void openLink(location.hash);
  });
  effect(() => {
    const its = tape.value;
    // Until it is built, the run in view is the one before.
    if (!its || status.value === 'building' || !opening) return;
    if (request.peek() !== openingFor) {
      // Something else was opened meanwhile.
      opening = undefined;
      replayed.value = undefined;
      return;
    }
    if (status.value !== 'over' || !report.value) return;
    const { view, fingerprint, version } = opening;
    opening = undefined;
    batch(() => {
      if (view) {
        show(view.fromPs, view.toPs);
        cursorPs.value = Math.min(Math.max(0, view.cursorPs), endPs.peek());
        selectNamed(view.selected);
      }
      if (fingerprint === undefined) return;
      const same = fingerprint === report.value?.fingerprint;
      replayed.value = same ? { verdict: 'identical' } : { verdict: 'different', version };
    });
  });
  effect(() => {
    // The verdict is about the run that the link opened, and so is the link: another run must not be left for it on reload.
    if (request.value === openingFor) return;
    replayed.value = undefined;
    if (isLink(location.hash)) history.replaceState(history.state, '', location.pathname + location.search);
  });
}

/** A file that the server which serves the page offers beside it. */
async function openGiven(name: string, capture: string | null): Promise<void> {
  const read = async (path: string): Promise<Uint8Array> => {
    const response = await fetch(`./given/${encodeURIComponent(path)}`);
    if (!response.ok) throw new Error(words.notOffered(path));
    return new Uint8Array(await response.arrayBuffer());
  };
  try {
    const octets = name === '' ? undefined : await read(name);
    open({
      text: octets && new TextDecoder().decode(octets),
      file: name || (capture ?? ''),
      capture: capture === null ? undefined : { name: capture, octets: await read(capture) },
      ...{ seed: undefined, untilPs: undefined },
    });
  } catch (error) {
    await insteadOf('FILE', (error as Error).message);
  }
}

/** Shows something where there was nothing to see yet, and tells why it isn't what was asked for. */
async function insteadOf(code: string, message: string): Promise<void> {
  if (status.peek() === 'empty') await openExhibit(FIRST_EXHIBIT);
  refuse(code, message);
}

/** Tells why something was not opened. */
export function refuse(code: string, message: string, file?: string): void {
  refusal.value = refusalOfAll(code, message, file);
}
