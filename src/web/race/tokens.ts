// A few lines of JavaScript or TypeScript as words, numbers, texts and signs: as much as it takes to find types in them.

/** One token. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'sign';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const SPACE = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /(?:0[xXbBoO][\da-fA-F_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?n?)/y;
const TEXT = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const PATTERN = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const SIGN = /=>|\?\.(?!\d)|\?\?=?|\.\.\.|[=!]==?|[<>]=|&&=?|\|\|=?|\*\*=?|\+\+|--|[-+*/%&|^]=|[\s\S]/y;
/** Words after which a slash begins a pattern. */
const BEFORE_PATTERN = /^(?:return|typeof|case|in|of|void|delete|throw|do|else|new)$/;

/** Splits a text; whatever can't be told apart becomes signs, one character each. */
export function tokensOf(code: string): Token[] {
  const tokens: Token[] = [];
  const take = (pattern: RegExp, at: number): number => {
    pattern.lastIndex = at;
    return pattern.exec(code)?.[0].length ?? 0;
  };
  for (let at = take(SPACE, 0); at < code.length; at += take(SPACE, at)) {
    const [kind, length] = next(code, at, tokens.at(-1), take);
    tokens.push({ kind, text: code.slice(at, at + length), from: at, to: at + length });
    at += length;
  }
  return tokens;
}

function next(
  code: string,
  at: number,
  before: Token | undefined,
  take: (pattern: RegExp, at: number) => number,
): [Token['kind'], number] {
  const word = take(WORD, at);
  if (word > 0) return ['word', word];
  const number = take(NUMBER, at);
  if (number > 0) return ['number', number];
  const text = code[at] === '`' ? template(code, at) : take(TEXT, at);
  if (text > 0) return ['text', text];
  const value =
    before &&
    (before.kind === 'word'
      ? !BEFORE_PATTERN.test(before.text)
      : before.kind !== 'sign' || /^[)\]}]$/.test(before.text));
  const pattern = code[at] === '/' && !value ? take(PATTERN, at) : 0;
  if (pattern > 0) return ['text', pattern];
  return ['sign', Math.max(1, take(SIGN, at))];
}

/** Length of a template, with what is nested in it. */
function template(code: string, from: number): number {
  let at = from + 1;
  for (let depth = 0; at < code.length; at++) {
    const letter = code[at]!;
    if (letter === '\\') at++;
    else if (depth === 0 && letter === '`') return at + 1 - from;
    else if (depth === 0 && letter === '$' && code[at + 1] === '{') {
      depth = 1;
      at++;
    } else if (depth > 0 && letter === '`') at += template(code, at) - 1;
    else if (depth > 0 && letter === '{') depth++;
    else if (depth > 0 && letter === '}') depth--;
  }
  return code.length - from;
}
