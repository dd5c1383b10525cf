// Edits of a scenario as its author wrote it: only what changes is rewritten, comments and layout stay. This file needs
// the YAML library and so belongs to the worker; the page asks for edits (`edit` in engine/protocol.ts).
import { type Document, isAlias, isMap, isScalar, type Node, parseDocument, type Scalar } from 'yaml';
import { formatPs } from '../../sim/units.js';
import { type Edit, EditError, type ScriptChange } from './edits.js';
import { applyNetworkEdit } from './networkEdits.js';

type Path = readonly (string | number)[];

/** The text with one edit after the other made. @throws EditError when there is nothing of the kind to edit */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits.reduce(applyEdit, text);
}

function applyEdit(text: string, edit: Edit): string {
  if (edit.what === 'length') return setLinkLength(text, edit.link, edit.metres);
  if (edit.what === 'place') return setTapPlace(text, edit.link, edit.metres);
  if (edit.what === 'script') return setScript(text, edit.index, edit);
  return applyNetworkEdit(text, edit);
}

/** Gives cable number `link` (in the order of the file) another length. */
export function setLinkLength(text: string, link: number, metres: number): string {
  return setValue(text, ['topology', 'links', link], 'length', metresText(metres));
}

/** Moves tap number `link` along its coax. */
export function setTapPlace(text: string, link: number, metres: number): string {
  return setValue(text, ['topology', 'links', link], 'at', metresText(metres));
}

/** Lets line `index` of the script happen at another time, or its frames have another size. */
export function setScript(text: string, index: number, { atPs, octets }: ScriptChange): string {
  const path = ['script', index];
  const moved = atPs === undefined ? text : setValue(text, path, 'at', formatPs(Math.round(atPs)));
  return octets === undefined ? moved : setValue(moved, path, 'octets', Math.round(octets));
}

/** A length as scenarios have it, to the centimetre: `100m`, `12.5m`, `3km`. */
function metresText(metres: number): string {
  const exact = Number(metres.toFixed(2));
  return exact >= 1000 ? `${Number((exact / 1000).toFixed(5))}km` : `${exact}m`;
}

function setValue(text: string, path: Path, key: string, value: string | number): string {
  const document = parseDocument(text, { keepSourceTokens: true });
  const owner = mapAt(document, path);
  const old = owner.get(key, true) as Node | undefined;
  if (isScalar(old) && old.range) return spliced(text, old, String(value));
  owner.set(key, value);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** What stands at a place, told apart from its likenesses: an alias becomes a map of its own before it is changed. */
function mapAt(document: Document, path: Path) {
  const node = document.getIn(path, true);
  if (isMap(node)) return node;
  if (isAlias(node)) {
    const own = document.createNode(node.resolve(document)?.toJSON());
    document.setIn(path, own);
    if (isMap(own)) return own;
  }
  throw new EditError(`there is no ${path.join('.')} in the scenario's text`);
}

/** The text with one scalar replaced; quotes stay where they are needed, as in JSON. */
function spliced(text: string, { range, type }: Scalar, value: string): string {
  const [from, to] = range!;
  const quote = type === 'QUOTE_DOUBLE' ? '"' : type === 'QUOTE_SINGLE' ? "'" : '';
  return text.slice(0, from) + quote + value + quote + text.slice(to);
}
