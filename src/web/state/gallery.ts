// The scenarios that come with the page, and how to open one.
/// <reference types="vite/client" />
import type { RunRequest } from '../engine/protocol.js';
import { open } from './session.js';

const texts = import.meta.glob<string>('../../lab/gallery/*.yaml', { query: '?raw', import: 'default', eager: true });
const captures = import.meta.glob<string>('../../lab/gallery/*.pcap', {
  query: '?url',
  import: 'default',
  eager: true,
});

const stem = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** One scenario of the gallery, known by its name. */
export interface Exhibit {
  readonly name: string;
  readonly text: string;
  readonly title: { readonly en: string; readonly ko: string };
}

/** All of them, by name. */
export const gallery: readonly Exhibit[] = Object.entries(texts).map(([path, text]) => {
  const name = stem(path).replace(/\.yaml$/, '');
  return { name, text, title: titleOf(text, name) };
});

/** The title lines near the top of a file of ours: the worker alone reads scenarios in earnest. */
function titleOf(text: string, name: string): Exhibit['title'] {
  const head = /^title:\n {2}en: (.+)\n {2}ko: (.+)$/m.exec(text);
  return { en: head?.[1] ?? name, ko: head?.[2] ?? head?.[1] ?? name };
}

/** Everything that is needed to run an exhibit. @throws Error when its capture can't be fetched */
export async function requestFor({ name, text }: Exhibit): Promise<RunRequest> {
  const file = /^replay:(?:.*\n?)*?.*\bfile: ?'?([\w.-]+)/m.exec(text)?.[1];
  const url = file === undefined ? undefined : Object.entries(captures).find(([path]) => stem(path) === file)?.[1];
  const capture =
    file === undefined || url === undefined
      ? undefined
      : { name: file, octets: new Uint8Array(await (await fetch(url)).arrayBuffer()) };
  return { text, file: `${name}.yaml`, capture, seed: undefined, untilPs: undefined };
}

/** Opens an exhibit by name; nothing happens when there is none of that name. */
export async function openExhibit(name: string): Promise<void> {
  const exhibit = gallery.find((one) => one.name === name);
  if (exhibit) open(await requestFor(exhibit));
}
