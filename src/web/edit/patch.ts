// A text changed as little as possible: a library writes the whole of it anew, in its own layout, and of that only the
// lines that differ because of the change are taken over.
//
//   text ──parse, write──▶ before ─┐ differ where something has changed
//     └──parse, change, write──▶ after ─┘        those lines, and no others, go into the text

/** A stretch of lines [from, to) of one text that stands in the place of [otherFrom, otherTo) of another. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

/** Pairs of lines compared at most where two texts differ; beyond, the whole stretch counts as changed. */
const MOST_PAIRS = 4_000_000;
/** How far to look for where two layouts of one text meet again. */
const LOOK_AHEAD = 60;

/** `text` with the changes that lead from `before`, another layout of the same, to `after`. */
export function patched(text: string, before: string, after: string): string {
  const [lines, a, b] = [text, before, after].map((one) => one.split('\n')) as [string[], string[], string[]];
  const place = places(lines, a);
  const result: string[] = [];
  let done = 0;
  for (const hunk of hunks(a, b)) {
    let { from, to, otherFrom, otherTo } = hunk;
    while (from > 0 && place[from - 1]! < 0) [from, otherFrom] = [from - 1, otherFrom - 1];
    while (to < a.length && place[to]! < 0) [to, otherTo] = [to + 1, otherTo + 1];
    const begin = from === 0 ? 0 : place[from - 1]! + 1;
    if (begin < done) return after;
    const end = to === a.length ? lines.length : place[to]!;
    result.push(...lines.slice(done, begin), ...b.slice(otherFrom, otherTo));
    done = end;
  }
  return [...result, ...lines.slice(done)].join('\n');
}

/** For each line of `b`, which line of `a` says the same, or -1. */
function places(a: readonly string[], b: readonly string[]): Int32Array {
  const place = new Int32Array(b.length).fill(-1);
  const plain = (line: string | undefined) => line?.replace(/\s+/g, '');
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (plain(a[i]) === plain(b[j])) {
      place[j++] = i++;
      continue;
    }
    const [di, dj] = meeting(
      (k) => plain(a[i + k]),
      (k) => plain(b[j + k]),
    );
    i += di;
    j += dj;
  }
  return place;
}

/** The nearest two lines ahead that are alike; blank ones prove nothing. */
function meeting(
  a: (k: number) => string | undefined,
  b: (k: number) => string | undefined,
): readonly [number, number] {
  for (let sum = 1; sum <= LOOK_AHEAD; sum++) {
    for (let di = 0; di <= sum; di++) if (a(di) && a(di) === b(sum - di)) return [di, sum - di];
  }
  return [1, 1];
}

/** Where `b` differs from `a`. */
function hunks(a: readonly string[], b: readonly string[]): Hunk[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [rows, columns] = [a.length - head - tail, b.length - head - tail];
  if (rows === 0 && columns === 0) return [];
  if (rows * columns > MOST_PAIRS) {
    return [{ from: head, to: head + rows, otherFrom: head, otherTo: head + columns }];
  }
  return walk(a.slice(head, head + rows), b.slice(head, head + columns)).map(({ from, to, otherFrom, otherTo }) => ({
    from: from + head,
    to: to + head,
    otherFrom: otherFrom + head,
    otherTo: otherTo + head,
  }));
}

/** By the longest common subsequence. */
function walk(a: readonly string[], b: readonly string[]): Hunk[] {
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      common[at] = a[i] === b[j] ? common[at + width + 1]! + 1 : Math.max(common[at + width]!, common[at + 1]!);
    }
  }
  const found: Hunk[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
      continue;
    }
    const [from, otherFrom] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      const at = i * width + j;
      if (j >= b.length || (i < a.length && common[at + width]! >= common[at + 1]!)) i++;
      else j++;
    }
    found.push({ from, to: i, otherFrom, otherTo: j });
  }
  return found;
}
