// What the editor does to a network, done to the scenario's own text: comments, order and layout stay.
import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { EditError, type Plain } from './edits.js';
import { patched } from './patch.js';

/** Values of a link as the text has them. */
export interface LinkText {
  readonly name?: string;
  readonly endpoints: readonly [string, string];
  readonly at?: string | number;
  readonly length?: string | number;
}

const LAYOUT = { lineWidth: 0, flowCollectionPadding: true } as const;
/** Marks of a 10BASE5 cable are so far apart, and taps sit on them (clause 8.6.2.1), in metres. */
const MARK_METRES = 2.5;

/** One scenario's text as a document that can be changed. */
export class NetworkText {
  readonly document;
  private readonly json: boolean;

  constructor(private readonly original: string) {
    this.document = parseDocument(original);
    if (this.document.errors.length > 0 || !isMap(this.document.contents)) {
      throw new EditError('the scenario can not be read: put its text right first');
    }
    this.json = isJson(original);
  }

  /** As it is now. */
  get text(): string {
    if (this.json) return `${JSON.stringify(this.document.toJS(), undefined, 2)}\n`;
    // Lists as people write them: with room inside braces, none inside brackets.
    const after = this.document.toString(LAYOUT).replace(/\[ ([^[\]]*) \]/g, '[$1]');
    const before = parseDocument(this.original)
      .toString(LAYOUT)
      .replace(/\[ ([^[\]]*) \]/g, '[$1]');
    const text = patched(this.original, before, after);
    // Where the author's layout and the library's don't go together, the whole is the library's.
    return same(text, this.document) ? text : this.document.toString(LAYOUT);
  }

  /** Names of all nodes with what is said of them. */
  nodes(): Map<string, Record<string, unknown>> {
    const nodes = this.plain(['topology', 'nodes']);
    return new Map(Object.entries((nodes ?? {}) as Record<string, Record<string, unknown>>));
  }

  links(): readonly LinkText[] {
    return (this.plain(['topology', 'links']) ?? []) as LinkText[];
  }

  set(path: readonly (string | number)[], value: Plain | undefined): void {
    const owner = this.document.getIn(path.slice(0, -1), true);
    if (!isMap(owner)) throw new EditError(`there is no ${path.slice(0, -1).join('.')} in the scenario's text`);
    if (value === undefined) owner.delete(path.at(-1));
    else owner.set(path.at(-1), value);
  }

  append(list: string, item: object): void {
    const owner = this.listAt([list]);
    owner.add(this.document.createNode(item, { flow: true }));
  }

  removeItem(list: string, index: number): void {
    this.filter([list], (_, i) => i !== index);
  }

  /** Keeps what passes; a list that becomes empty goes altogether. */
  filter(path: readonly string[], keep: (item: unknown, index: number) => boolean): void {
    const owner = this.document.getIn(path, true);
    if (!isSeq(owner)) return;
    const items = owner.toJS(this.document) as unknown[];
    const left = items.map((item, i) => keep(item, i));
    if (left.every(Boolean)) return;
    if (!left.some(Boolean)) {
      this.document.deleteIn(path);
      return;
    }
    owner.items = owner.items.filter((_, i) => left[i]);
  }

  /** The plain value at a path, aliases followed; undefined when there is none. */
  plain(path: readonly (string | number)[]): unknown {
    let value: unknown = this.document.toJS({ maxAliasCount: 1000 });
    for (const step of path) value = (value as Record<string | number, unknown> | undefined)?.[step];
    return value;
  }

  private listAt(path: readonly string[]): YAMLSeq {
    const there = this.document.getIn(path, true);
    if (isSeq(there)) return there;
    if (there !== undefined && !(isScalar(there) && there.value === null)) {
      throw new EditError(`${path.join('.')} is no list in the scenario's text`);
    }
    const fresh = this.document.createNode([]);
    this.document.setIn(path, fresh);
    return fresh as YAMLSeq;
  }

  addNode(kind: 'host' | 'repeater' | 'coax'): void {
    const nodes = this.document.getIn(['topology', 'nodes'], true);
    if (!isMap(nodes)) throw new EditError("there is no topology.nodes in the scenario's text");
    const taken = new Set([...this.nodes().keys(), ...this.links().map((link) => link.name)]);
    const name = freeName(kind, taken as Set<string>);
    const said = {
      host: { kind },
      repeater: { kind, ports: 8 },
      coax: { kind, type: '10base5', length: '500m' },
    }[kind];
    (nodes as YAMLMap).set(name, this.document.createNode(said, { flow: true }));
  }

  connect(from: string, to: string, metres: number): void {
    const kinds = new Map([...this.nodes()].map(([name, { kind }]) => [name, kind]));
    for (const name of [from, to]) if (!kinds.has(name)) throw new EditError(`there is no node '${name}'`);
    const [node, other] = kinds.get(from) === 'coax' ? [to, from] : [from, to];
    if (kinds.get(node) === 'coax' || node === other) throw new EditError(`'${from}' and '${to}' can't be connected`);
    for (const name of [node, other]) if (kinds.get(name) === 'host') this.unplug(name);
    const first = kinds.get(node) === 'host' ? `${node}:eth0` : this.freePort(node);
    const link =
      kinds.get(other) === 'coax'
        ? { endpoints: [first, other], at: `${this.freePlace(other)}m` }
        : {
            endpoints: [first, kinds.get(other) === 'host' ? `${other}:eth0` : this.freePort(other)],
            length: `${metres}m`,
          };
    const links = this.listAt(['topology', 'links']);
    links.add(this.document.createNode(link, { flow: true }));
  }

  private unplug(host: string): void {
    const at = this.links().findIndex(({ endpoints }) => endpoints.some((end) => nodeOf(end) === host));
    if (at >= 0) this.removeLink(at);
  }

  /** A hub that has none left gets one more. */
  private freePort(hub: string): string {
    const used = new Set(this.links().flatMap(({ endpoints }) => endpoints));
    const ports = Number(this.nodes().get(hub)!.ports);
    let port = 1;
    while (used.has(`${hub}:${port}`)) port++;
    if (port > ports) this.set(['topology', 'nodes', hub, 'ports'], port);
    return `${hub}:${port}`;
  }

  /** The middle of the widest stretch of a coax without a tap, on a mark. */
  private freePlace(coax: string): number {
    const length = metresOf(this.nodes().get(coax)!.length) || 500;
    const taps = this.links()
      .filter(({ endpoints }) => endpoints.includes(coax))
      .map(({ at }) => metresOf(at))
      .sort((a, b) => a - b);
    if (taps.length === 0) return 0;
    if (taps.length === 1) return taps[0]! <= length / 2 ? length : 0;
    let [widest, place] = [-1, 0];
    taps.slice(1).forEach((at, i) => {
      const gap = at - taps[i]!;
      if (gap > widest) [widest, place] = [gap, taps[i]! + gap / 2];
    });
    return Math.min(length, Math.round(place / MARK_METRES) * MARK_METRES);
  }

  removeLink(index: number): void {
    const link = this.links()[index];
    if (!link) throw new EditError(`there is no link ${index} in the scenario's text`);
    const called = namesOf(link);
    this.filter(['topology', 'links'], (_, i) => i !== index);
    this.forget((name) => called.has(name));
  }

  removeNode(name: string): void {
    if (!this.nodes().has(name)) throw new EditError(`there is no node '${name}'`);
    for (let at = 0; at >= 0; ) {
      at = this.links().findIndex(({ endpoints }) => endpoints.some((end) => nodeOf(end) === name));
      if (at >= 0) this.removeLink(at);
    }
    this.document.deleteIn(['topology', 'nodes', name]);
    const its = (text: unknown) => text === name || String(text).startsWith(`${name}.`);
    this.filter(['script'], (line) => !its((line as { do?: unknown }).do) && (line as { to?: unknown }).to !== name);
    this.filter(['expect'], (line) => {
      const { node, stat } = line as { node?: unknown; stat?: unknown };
      return node !== name && !its(stat);
    });
    this.removeFromTraffic(name);
  }

  private removeFromTraffic(name: string): void {
    const count = ((this.plain(['traffic']) ?? []) as unknown[]).length;
    for (let i = 0; i < count; i++) {
      for (const key of ['from', 'to']) {
        const some = this.document.getIn(['traffic', i, key], true);
        if (isSeq(some)) some.items = some.items.filter((item) => !isScalar(item) || item.value !== name);
      }
    }
    this.filter(['traffic'], (source) => {
      const { from, to } = source as { from: unknown; to: unknown };
      return [from, to].every((some) => some !== name && !(Array.isArray(some) && some.length === 0));
    });
  }

  /** Takes away what is said of links by those names. */
  private forget(called: (name: string) => boolean): void {
    const link = (line: unknown) => (line as { link?: string }).link ?? '';
    this.filter(['faults'], (line) => !called(link(line)));
    this.filter(['expect'], (line) => !called(link(line)));
    this.filter(['script'], (line) => {
      const [, name, verb] = /^(.+)\.(\w+)$/.exec(String((line as { do?: unknown }).do)) ?? [];
      return !((verb === 'cut' || verb === 'restore') && called(name ?? ''));
    });
  }
}

/** What a link may be called: by its name, by either end, by a host at one. */
export function namesOf({ name, endpoints }: LinkText): Set<string> {
  const hosts = endpoints.filter((end) => end.endsWith(':eth0')).map(nodeOf);
  return new Set([
    ...(name === undefined ? [] : [name]),
    endpoints.join('-'),
    ...endpoints.filter((end) => end.includes(':')),
    ...hosts,
  ]);
}

/** The node of an endpoint such as `hub:1`. */
export function nodeOf(end: string): string {
  return end.split(':')[0]!;
}

/** Metres of a length such as `12.5m`; 0 for none. */
export function metresOf(length: unknown): number {
  const parts = /^([\d.]+) ?(mm|cm|m|km)$/.exec(String(length));
  if (!parts) return 0;
  return Number(parts[1]) * { mm: 0.001, cm: 0.01, m: 1, km: 1000 }[parts[2]!]!;
}

/** `d` after `a`, `b`, `c`; `s9` after `s1` to `s8`. */
function freeName(kind: 'host' | 'repeater' | 'coax', taken: ReadonlySet<string>): string {
  if (kind === 'host' && ![...taken].some((name) => /^s\d+$/.test(name))) {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') if (!taken.has(letter)) return letter;
  }
  const stem = { host: 's', repeater: 'hub', coax: 'coax' }[kind];
  if (kind !== 'host' && !taken.has(stem)) return stem;
  for (let number = kind === 'host' ? 1 : 2; ; number++) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`;
}

/** A text says what a document says. */
function same(text: string, document: Document): boolean {
  const read = parseDocument(text);
  return read.errors.length === 0 && JSON.stringify(read.toJS()) === JSON.stringify(document.toJS());
}

function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
