// The scenarios that come with the page, and how to open one.
/// <reference types="vite/client" />
import { type RunRequest, refusalOfAll } from '../engine/protocol.js';
import { open, refusal } from './session.js';

const titles = import.meta.glob<Exhibit['title']>('../../lab/gallery/*.yaml', {
  query: '?title',
  import: 'default',
  eager: true,
});
const places = import.meta.glob<string>(['../../lab/gallery/*.yaml', '!../../lab/gallery/hub-question.yaml'], {
  query: '?url',
  import: 'default',
  eager: true,
});
const first = import.meta.glob<string>('../../lab/gallery/hub-question.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const captures = import.meta.glob<string>('../../lab/gallery/*.pcap', {
  query: '?url',
  import: 'default',
  eager: true,
});

const stem = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** One scenario of the gallery, known by its name. */
export interface Exhibit {
  readonly name: string;
  readonly title: { readonly en: string; readonly ko: string };
}

/** All of them, by name. */
export const gallery: readonly Exhibit[] = Object.entries(titles).map(([path, title]) => ({
  name: stem(path).replace(/\.yaml$/, ''),
  title,
}));

/** The scenario that is shown when nobody asks for another: its text comes with the page. */
export const FIRST_EXHIBIT = 'hub-question';
const texts = new Map(Object.values(first).map((text) => [FIRST_EXHIBIT, text]));

/** The text of an exhibit that has been opened before; undefined otherwise. */
export function knownText(name: string): string | undefined {
  return texts.get(name);
}

async function textOf(name: string): Promise<string> {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const place = Object.entries(places).find(([path]) => stem(path) === `${name}.yaml`)![1];
  const text = await (await fetched(place)).text();
  texts.set(name, text);
  return text;
}

/** @throws Error that says what can't be fetched */
async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return response;
}

/** Everything that is needed to run an exhibit. @throws Error when its files can't be fetched */
export async function requestFor({ name }: Exhibit): Promise<RunRequest> {
  const text = await textOf(name);
  const file = /^replay:(?:.*\n?)*?.*\bfile: ?'?([\w.-]+)/m.exec(text)?.[1];
  const url = file === undefined ? undefined : Object.entries(captures).find(([path]) => stem(path) === file)?.[1];
  const capture =
    file === undefined || url === undefined
      ? undefined
      : { name: file, octets: new Uint8Array(await (await fetched(url)).arrayBuffer()) };
  return { text, file: `${name}.yaml`, capture, seed: undefined, untilPs: undefined };
}

let asked = 0;

/** Opens an exhibit by name; nothing happens when there is none of that name. Of several the last wins. */
export async function openExhibit(name: string): Promise<void> {
  const exhibit = gallery.find((one) => one.name === name);
  if (!exhibit) return;
  const mine = ++asked;
  try {
    const wanted = await requestFor(exhibit);
    if (mine === asked) open(wanted);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    refusal.value = refusalOfAll('ERR_FETCH', message, `${name}.yaml`);
  }
}
