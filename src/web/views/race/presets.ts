// Ways to back off that are worth a race.

/** One of them; its title is a word of words.ts. */
export interface Preset {
  readonly id: 'standard' | 'greedy' | 'noGrowth' | 'slow' | 'timid' | 'capture';
  readonly code: string;
}

const head = `function backoff(collisions: number, random: (below: number) => number): number {
`;

export const PRESETS: readonly Preset[] = [
  {
    id: 'greedy',
    code: `${head}  return 0; // never wait: r = 0 after every collision
}
`,
  },
  {
    id: 'standard',
    code: `${head}  return random(2 ** Math.min(collisions, 10)); // 0 .. 2^k - 1, k at most 10
}
`,
  },
  {
    id: 'noGrowth',
    code: `${head}  return random(2); // 0 or 1, however often it has collided
}
`,
  },
  {
    id: 'slow',
    code: `${head}  return random(1 + 2 * collisions); // the range grows by two, it does not double
}
`,
  },
  {
    id: 'timid',
    code: `${head}  return 2 ** Math.min(collisions, 10) - 1; // always the longest wait
}
`,
  },
  {
    id: 'capture',
    code: `// Who has collided much with one frame is bolder with the next.
let worst = 0;

${head}  const before = worst;
  worst = collisions === 1 ? 0 : Math.max(worst, collisions);
  return before > 3 ? 0 : random(2 ** Math.min(collisions, 10));
}
`,
  },
];
