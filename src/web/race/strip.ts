// Types taken out of a few lines of TypeScript: annotations of parameters, results and variables, `as`, type aliases and
// interfaces. What is taken out becomes blanks, so that lines stay where they are. Nothing else is touched: what this does
// not know stays, and whoever compiles the rest refuses it.
import { type Token, tokensOf } from './tokens.js';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** Words before a bracket that call nothing. */
const NO_CALLEE = /^(?:return|async|yield|await|of|in|typeof|void|case|default|else|do|throw|new)$/;

/** JavaScript of TypeScript. */
export function stripTypes(code: string): string {
  const stripper = new Stripper(tokensOf(code));
  let result = '';
  let at = 0;
  for (const { from, to } of stripper.blanks()) {
    result += code.slice(at, from) + code.slice(from, to).replace(/[^\n]/g, ' ');
    at = to;
  }
  return result + code.slice(at);
}

class Stripper {
  /** Tokens taken out, by number. */
  private readonly out = new Set<number>();

  private readonly partners: Int32Array;

  constructor(private readonly tokens: readonly Token[]) {
    this.partners = partnersOf(tokens);
  }

  /** What is to be blanked, in order. */
  blanks(): { readonly from: number; readonly to: number }[] {
    /** Question marks of the present bracket that still lack their colon, and those of the brackets around it. */
    let pending = 0;
    const outer: number[] = [];
    for (let i = 0; i < this.tokens.length; i++) {
      if (this.out.has(i)) continue;
      const text = this.text(i);
      if (text === '(') this.bracket(i, pending > 0);
      if (text === 'let' || text === 'const' || text === 'var') this.annotation(this.binding(i + 1));
      else if (text === 'type' || text === 'interface') this.declaration(i);
      else if (text === 'as' || text === 'satisfies') this.cast(i);
      else if (text === '?') pending++;
      else if (text === ':' && pending > 0) pending--;
      else if (text in CLOSING) {
        outer.push(pending);
        pending = 0;
      } else if (text === ')' || text === ']' || text === '}') pending = outer.pop() ?? 0;
    }
    return [...this.out].sort((a, b) => a - b).map((i) => this.tokens[i]!);
  }

  private text(i: number): string {
    const token = this.tokens[i];
    return token && token.kind !== 'text' ? token.text : '';
  }

  private drop(from: number, to: number): void {
    for (let i = from; i < to; i++) this.out.add(i);
  }

  /** A bracket may hold the parameters of a function, with the type of its result behind. */
  private bracket(i: number, inTernary: boolean): void {
    const end = this.match(i);
    if (end < 0) return;
    const isFunction = this.isHead(i);
    const before = this.tokens[i - 1];
    const called =
      before &&
      (before.kind === 'word' ? !NO_CALLEE.test(before.text) : before.kind !== 'sign' || /^[)\]]$/.test(before.text));
    if (!isFunction && called) return;
    const typed = this.text(end + 1) === ':';
    // After a question mark a colon may be the question's own.
    if (typed && !isFunction && inTernary) return;
    const after = typed ? this.type(end + 2) : end + 1;
    if (after < 0 || this.text(after) !== (isFunction ? '{' : '=>')) return;
    this.drop(end + 1, after);
    this.parameters(i, end);
  }

  /** `function`, `function name`, `function* name<T>` stand before. */
  private isHead(i: number): boolean {
    let at = i - 1;
    if (this.tokens[at]?.kind === 'word' && this.text(at) !== 'function') at--;
    if (this.text(at) === '*') at--;
    return this.text(at) === 'function';
  }

  private parameters(open: number, close: number): void {
    let at = open + 1;
    while (at < close) {
      if (this.text(at) === '...') at++;
      at = this.annotation(this.binding(at));
      while (at < close && this.text(at) !== ',') at = this.text(at) in CLOSING ? this.behind(at) : at + 1;
      at++;
    }
  }

  /** Behind a name or a pattern. */
  private binding(i: number): number {
    return this.text(i) in CLOSING ? this.behind(i) : i + 1;
  }

  /** Drops `?: type` at `i`, and answers what follows. */
  private annotation(i: number): number {
    const colon = this.text(i) === '?' || this.text(i) === '!' ? i + 1 : i;
    if (this.text(colon) !== ':') return i;
    const end = this.type(colon + 1);
    if (end < 0) return i;
    this.drop(i, end);
    return end;
  }

  /** `type A = …;` and `interface A { … }`, at the beginning of a statement. */
  private declaration(i: number): void {
    const before = this.text(i - 1);
    if (i > 0 && before !== ';' && before !== '}' && before !== '{') return;
    if (this.tokens[i + 1]?.kind !== 'word') return;
    const isType = this.text(i) === 'type';
    if (this.text(i + 2) !== (isType ? '=' : '{')) return;
    const end = isType ? this.type(i + 3) : this.behind(i + 2);
    if (end > 0) this.drop(i, this.text(end) === ';' ? end + 1 : end);
  }

  private cast(i: number): void {
    const before = this.tokens[i - 1];
    if (!before || (before.kind === 'sign' && !/^[)\]}]$/.test(before.text))) return;
    if (this.tokens[i + 1]?.kind === 'sign' && !(this.text(i + 1) in CLOSING)) return;
    const end = this.type(i + 1);
    if (end > 0) this.drop(i, end);
  }

  /** Behind the type that begins at `i`, or -1. */
  private type(i: number): number {
    let at = this.text(i) === '|' || this.text(i) === '&' ? i + 1 : i;
    for (;;) {
      at = this.operand(at);
      if (at < 0) return -1;
      if (this.text(at) !== '|' && this.text(at) !== '&') return at;
      at++;
    }
  }

  private operand(i: number): number {
    const token = this.tokens[i];
    if (!token) return -1;
    if (/^(?:readonly|keyof|typeof|asserts)$/.test(this.text(i)) && this.tokens[i + 1]?.kind === 'word')
      return this.operand(i + 1);
    let at: number;
    if (token.text === '(') {
      at = this.behind(i);
      if (this.text(at) === '=>') return this.type(at + 1);
    } else if (token.text in CLOSING && token.kind === 'sign') at = this.behind(i);
    else if (token.text === '-') at = i + 2;
    else if (token.kind === 'sign') return -1;
    else at = this.named(i);
    while (at > 0 && this.text(at) === '[') at = this.behind(at);
    return at;
  }

  /** `A.B<C>`, `x is A`, a literal */
  private named(i: number): number {
    let at = i + 1;
    while (this.text(at) === '.') at += 2;
    if (this.text(at) === 'is') return this.type(at + 1);
    if (this.text(at) !== '<') return at;
    for (at++; at < this.tokens.length; at++) {
      at = this.type(at);
      if (at < 0 || this.text(at) === '>') return at < 0 ? -1 : at + 1;
      if (this.text(at) !== ',') return -1;
    }
    return -1;
  }

  /** Behind the bracket that belongs to the one at `i`, or -1. */
  private behind(i: number): number {
    const end = this.match(i);
    return end < 0 ? -1 : end + 1;
  }

  private match(i: number): number {
    return this.partners[i] ?? -1;
  }
}

/** By number of an opening bracket its closing one; of those that don't go together, none. */
function partnersOf(tokens: readonly Token[]): Int32Array {
  const partners = new Int32Array(tokens.length).fill(-1);
  let open: number[] = [];
  tokens.forEach(({ kind, text }, at) => {
    if (kind !== 'sign') return;
    if (text in CLOSING) open.push(at);
    else if (text === ')' || text === ']' || text === '}') {
      const opening = open.pop();
      if (opening !== undefined && CLOSING[tokens[opening]!.text] === text) partners[opening] = at;
      else open = [];
    }
  });
  return partners;
}
