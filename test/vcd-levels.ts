// The half bits that a VCD file has: an account of a run that the page has no part in.

/** The changes of one line, in order of time: picoseconds and level. */
export type Levels = readonly (readonly [number, number])[];

/** By port and `tx` or `rx`, as in `a:eth0 tx`. */
export function levelsInVcd(text: string): ReadonlyMap<string, Levels> {
  const names = new Map<string, string>();
  const scopes: string[] = [];
  const levels = new Map<string, [number, number][]>();
  let atPs = 0;
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/);
    const variable = /^([rt]x)_level$/.exec(words[4] ?? '')?.[1];
    if (words[0] === '$scope') scopes.push(words[2]!);
    else if (words[0] === '$upscope') scopes.pop();
    else if (words[0] === '$var' && variable) names.set(words[3]!, `${scopes.join(':')} ${variable}`);
    else if (/^#\d/.test(line)) atPs = Number(line.slice(1));
    else if (/^[01]/.test(line)) {
      const name = names.get(line.slice(1).trim());
      if (name) levels.set(name, [...(levels.get(name) ?? []), [atPs, Number(line[0])]]);
    }
  }
  return levels;
}

/** The level at a time. */
export function levelAt(levels: Levels, ps: number): number {
  let level = Number.NaN;
  for (const [atPs, to] of levels) {
    if (atPs > ps) break;
    level = to;
  }
  return level;
}
