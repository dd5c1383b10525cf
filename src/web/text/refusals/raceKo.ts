// What a person's own backoff is refused for: the sentences of CodeError. What the language itself says stays as it is.
import type { Sentence } from './sentence.js';

export const RACE_KO: readonly Sentence[] = [
  [/^at most (\d+) characters, please$/, (most) => `${most}자까지만 쓸 수 있습니다`],
  [/^the word ('.*') has no place here, .+$/, (word) => `${word} 낱말은 주석에도 쓸 수 없습니다`],
  [/^there is no function named ('.*'): (function .+)$/, (name, such) => `${name} 함수가 없습니다: ${such}`],
  [
    /^the backoff of (\S+) failed after collision (\d+): (.+)$/s,
    (name, collision, why) => `${name}의 백오프가 ${collision}번째 충돌 뒤에 실패했습니다: ${why}`,
  ],
  [
    /draw from the random that you are given: Math\.random .+$/,
    () => '주어진 random에서 뽑아야 합니다: Math.random을 쓰면 실행할 때마다 결과가 달라집니다',
  ],
];
