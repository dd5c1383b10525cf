// The editor's edits, one by one: what of a scenario's text each of them changes.
import type { NetworkEdit } from './edits.js';
import { NetworkText } from './networkText.js';
import { Variation } from './variants.js';

/** The text with one edit made. @throws EditError when there is nothing of the kind to edit */
export function applyNetworkEdit(text: string, edit: NetworkEdit): string {
  const network = new NetworkText(text);
  if (edit.what === 'set') network.set(edit.path, edit.value);
  else if (edit.what === 'addNode') network.addNode(edit.kind);
  else if (edit.what === 'connect') network.connect(edit.node, edit.to, edit.metres);
  else if (edit.what === 'removeNode') network.removeNode(edit.name);
  else if (edit.what === 'removeLink') network.removeLink(edit.link);
  else if (edit.what === 'append') network.append(edit.list, edit.item);
  else if (edit.what === 'removeItem') network.removeItem(edit.list, edit.index);
  else new Variation(network).make(edit.to);
  return network.text;
}
