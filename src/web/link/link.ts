// A link holds a whole run and where to look: the scenario itself, the seed, the span, the selection, and the fingerprint
// that the run had, so that whoever opens it is told whether it was replayed identically. Data only: no code travels.
//
//   #v1=<base64url of deflated JSON>
import type { RunRequest } from '../engine/protocol.js';
import type { Pick } from '../state/selection.js';
import { fromBase64Url, LONGEST_LINK, pack, toBase64Url, unpack } from './packed.js';
import { words } from './words.js';

/** Where to look. */
export interface View {
  readonly fromPs: number;
  readonly toPs: number;
  readonly cursorPs: number;
  readonly selected: Pick | undefined;
}

/** What a link says. */
export interface LinkContent {
  readonly request: RunRequest;
  /** Version of thicknet that made the link. */
  readonly version: string;
  /** Fingerprint of the run that the link was made of; undefined: it had not ended. */
  readonly fingerprint: string | undefined;
  readonly view: View | undefined;
}

/** The keys as they stand in the JSON: short, since every character counts. */
interface Wire {
  v: string;
  s?: string;
  n: string;
  seed?: number;
  until?: number;
  c?: { n: string; o: string };
  fp?: string;
  w?: [number, number, number];
  p?: Pick;
}

const PREFIX = '#v1=';

/** The fragment of an address. @throws Error with a sentence for people when it would be too long for one */
export async function makeLink({ request, version, fingerprint, view }: LinkContent): Promise<string> {
  const { text, file, seed, untilPs, capture } = request;
  const wire: Wire = {
    v: version,
    n: file,
    ...(text === undefined ? {} : { s: text }),
    ...(seed === undefined ? {} : { seed }),
    ...(untilPs === undefined ? {} : { until: untilPs }),
    ...(capture ? { c: { n: capture.name, o: toBase64Url(capture.octets) } } : {}),
    ...(fingerprint === undefined ? {} : { fp: fingerprint }),
    ...(view ? { w: [view.fromPs, view.toPs, view.cursorPs] } : {}),
    ...(view?.selected ? { p: view.selected } : {}),
  };
  const link = PREFIX + (await pack(wire));
  if (link.length > LONGEST_LINK) {
    throw new Error(words.doesNotFit(link.length, LONGEST_LINK));
  }
  return link;
}

/** Whether the fragment of an address claims to be a link of ours, of whatever version. */
export function isLink(hash: string): boolean {
  return /^#v\d+=/.test(hash);
}

/** What a link says. @throws Error with a sentence for people */
export async function readLink(hash: string): Promise<LinkContent> {
  if (!hash.startsWith(PREFIX)) throw new Error(words.otherKind(hash.slice(1, 4)));
  if (hash.length > 4 * LONGEST_LINK) throw new Error(words.tooLong);
  const wire = await unpack(hash.slice(PREFIX.length));
  if (!isWire(wire)) throw new Error(words.missing);
  const { s, n, seed, until, c, fp, v, w, p } = wire;
  return {
    request: {
      text: s,
      file: n,
      seed,
      untilPs: until,
      capture: c && { name: c.n, octets: fromBase64Url(c.o) },
    },
    version: v,
    fingerprint: fp,
    view: w && { fromPs: w[0], toPs: w[1], cursorPs: w[2], selected: p },
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const optional = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value);

function isWire(value: unknown): value is Wire {
  if (!isRecord(value)) return false;
  const { v, s, n, seed, until, c, fp, w, p } = value;
  const isCapture = (its: unknown): boolean => isRecord(its) && isText(its.n) && isText(its.o);
  const isWindow = (its: unknown): boolean =>
    Array.isArray(its) && its.length === 3 && its.every((one) => isNumber(one)) && its[1] > its[0];
  return (
    isText(v) &&
    isText(n) &&
    optional(s, isText) &&
    (s !== undefined || c !== undefined) &&
    optional(seed, (its) => Number.isSafeInteger(its) && (its as number) >= 0) &&
    optional(until, (its) => isNumber(its) && its > 0) &&
    optional(c, isCapture) &&
    optional(fp, (its) => isText(its) && /^[0-9a-f]{32}$/.test(its)) &&
    optional(w, isWindow) &&
    optional(p, isPick)
  );
}

/** Whether a value is something that can be picked. */
export function isPick(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const isIndex = (its: unknown): boolean => Number.isSafeInteger(its) && (its as number) >= 0;
  if (value.kind === 'event') return isIndex(value.index);
  if (value.kind === 'frame') return isIndex(value.ticket);
  if (value.kind === 'part') return isText(value.name);
  return (
    value.kind === 'transmission' && isIndex(value.row) && optional(value.port, isIndex) && optional(value.bit, isIndex)
  );
}
