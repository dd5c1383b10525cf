/**
 * Writes Value Change Dump files (IEEE 1364-2005 clause 18), which GTKWave, Surfer, PulseView and most logic analysers
 * open: wires of one or more bits, reals, and strings (GTKWave's extension) in nested scopes.
 *
 * Only changes are stored, so a quiet hour costs nothing. They may come in any order and are sorted at the end.
 */
import { MAX_TIME_PS } from './capture.js';
import { CaptureError } from './capture-error.js';
import { Chunks } from './chunks.js';
import { ChangeLog } from './vcd-changes.js';

/** Picoseconds in each unit that the format allows here (1364-2005 18.2.3.6: 1, 10 or 100 of a unit of time). */
const TIMESCALES = { '1 ps': 1, '10 ps': 10, '100 ps': 100, '1 ns': 1000 } as const;
/** A unit of time that a dump may have. */
export type Timescale = keyof typeof TIMESCALES;

/** What a variable holds: bits, volts, or a text. */
export type VcdKind = 'wire' | 'real' | 'string';
/** A bit, a vector (a bigint from 54 bits on), volts, a text; 'x' is unknown and 'z' high impedance, for all bits of a wire. */
export type VcdValue = number | bigint | boolean | string;

/** A dump's choices. */
export interface VcdOptions {
  /** The unit of time in the file, '1 ps' by default; times are rounded to it. */
  readonly timescale?: Timescale;
  readonly application?: string;
  readonly comment?: string;
  /** The text of $date; nothing is written unless given, so that equal runs give equal files. */
  readonly date?: string;
  /** Most changes kept, 16 million by default; later ones are dropped and counted, and the file says so. */
  readonly maxChanges?: number;
}

interface Variable {
  readonly id: string;
  readonly name: string;
  readonly kind: VcdKind;
  readonly width: number;
  readonly initial: string;
}

interface Scope {
  readonly scopes: Map<string, Scope>;
  readonly variables: Variable[];
}

/** Collects changes and writes them as a dump. */
export class VcdWriter {
  private readonly unitPs: number;
  private readonly root: Scope = newScope();
  private readonly variables: Variable[] = [];
  private readonly changes: ChangeLog;
  private readonly comments: string[] = [];
  private finished = false;

  constructor(private readonly options: VcdOptions = {}) {
    const unitPs: number | undefined = TIMESCALES[options.timescale ?? '1 ps'];
    if (unitPs === undefined) throw badArgument(`there is no timescale "${options.timescale}".`);
    this.unitPs = unitPs;
    this.changes = new ChangeLog(options.maxChanges ?? 16_000_000);
  }

  /** How many changes have been noted and kept. */
  get kept(): number {
    return this.changes.kept;
  }

  /** Adds a comment to the head of the file, which is written last. */
  comment(text: string): void {
    this.comments.push(text);
  }

  /** Changes lost because there were too many. */
  get dropped(): number {
    return this.changes.dropped;
  }

  /**
   * Declares a variable.
   *
   * @param path its scopes and its name, such as ['alice', 'eth0', 'carrier']; blanks in them become underscores
   * @param shape kind ('wire' by default), width in bits of a wire (1 by default, at most 4096), and its value before
   *   the first change ('x' for wires, 0 for reals, '' for strings by default)
   * @returns the number by which to change it
   * @throws CaptureError BAD_ARGUMENT
   */
  addVariable(path: readonly string[], shape: { kind?: VcdKind; width?: number; initial?: VcdValue } = {}): number {
    const { kind = 'wire', width = 1 } = shape;
    const name = path.at(-1);
    if (name === undefined || path.some((part) => part === '')) throw badArgument('a variable needs a name.');
    if (!(Number.isInteger(width) && width >= 1 && width <= 4096))
      throw badArgument(`a wire can't have ${width} bits.`);
    if (kind !== 'wire' && width !== 1) throw badArgument(`a ${kind} has no width.`);
    let scope = this.root;
    for (const part of path.slice(0, -1).map(word)) {
      const inner = scope.scopes.get(part) ?? newScope();
      scope.scopes.set(part, inner);
      scope = inner;
    }
    if (scope.variables.some((other) => other.name === word(name))) {
      throw badArgument(`"${path.join('.')}" is already declared.`);
    }
    const initial = shape.initial ?? { wire: 'x', real: 0, string: '' }[kind];
    const variable: Variable = {
      id: identifier(this.variables.length),
      name: word(name),
      kind,
      width,
      initial: valueText(kind, width, initial),
    };
    scope.variables.push(variable);
    return this.variables.push(variable) - 1;
  }

  /**
   * Notes that a variable has a value from `timePs` on. Among several within one unit of the timescale the latest
   * stands, of equal times the one added last; a value that is no change isn't written.
   *
   * @throws CaptureError BAD_ARGUMENT
   */
  change(index: number, timePs: number, value: VcdValue): void {
    const variable = this.variables[index];
    if (this.finished) throw badArgument('the dump is already finished.');
    if (variable === undefined) throw badArgument(`there is no variable ${index}.`);
    if (!(timePs >= 0 && timePs <= MAX_TIME_PS)) throw badArgument(`nothing can change at ${timePs} ps.`);
    this.changes.add(timePs, index, valueText(variable.kind, variable.width, value));
  }

  /** @param endPs the end of the run, so that the quiet after the last change is seen too */
  finish(endPs = 0): Uint8Array[] {
    if (this.finished) throw badArgument('the dump is already finished.');
    this.finished = true;
    const out = new Chunks();
    this.writeHeader(out);
    const values = this.variables.map(({ initial }) => initial);
    let now = 0;
    out.appendText('#0\n$dumpvars\n');
    for (const { id, initial } of this.variables) out.appendText(`${initial}${id}\n`);
    out.appendText('$end\n');
    this.changes.inOrderOfTime(this.unitPs, (units, index, text) => {
      if (values[index] === text) return;
      values[index] = text;
      if (units !== now) out.appendText(`#${units}\n`);
      now = units;
      out.appendText(`${text}${this.variables[index]!.id}\n`);
    });
    const end = Math.round(endPs / this.unitPs);
    if (end > now) out.appendText(`#${end}\n`);
    return out.take();
  }

  private writeHeader(out: Chunks): void {
    const { date, application, comment, timescale = '1 ps' } = this.options;
    const comments = comment === undefined ? this.comments : [comment, ...this.comments];
    if (date !== undefined) out.appendText(`$date ${plain(date)} $end\n`);
    if (application !== undefined) out.appendText(`$version ${plain(application)} $end\n`);
    for (const text of comments) out.appendText(`$comment ${plain(text)} $end\n`);
    if (this.dropped > 0)
      out.appendText(`$comment ${this.dropped} changes didn't fit into this dump and are missing $end\n`);
    out.appendText(`$timescale ${timescale} $end\n`);
    this.writeScope(out, this.root);
    out.appendText('$enddefinitions $end\n');
  }

  private writeScope(out: Chunks, { scopes, variables }: Scope): void {
    for (const { id, name, kind, width } of variables) {
      const size = kind === 'real' ? 64 : width;
      const range = width > 1 ? ` [${width - 1}:0]` : '';
      out.appendText(`$var ${kind} ${size} ${id} ${name}${range} $end\n`);
    }
    for (const [name, inner] of scopes) {
      out.appendText(`$scope module ${name} $end\n`);
      this.writeScope(out, inner);
      out.appendText('$upscope $end\n');
    }
  }
}

function newScope(): Scope {
  return { scopes: new Map(), variables: [] };
}

/** The n-th identifier code: printable characters from ! to ~, the shortest first (18.2.1). */
function identifier(n: number): string {
  const digit = String.fromCharCode(33 + (n % 94));
  return n < 94 ? digit : identifier(Math.floor(n / 94) - 1) + digit;
}

/** A value and what separates it from its identifier (18.2.1: no blank after a scalar, one after all others). */
function valueText(kind: VcdKind, width: number, value: VcdValue): string {
  if (kind === 'string') return `s${escaped(String(value))} `;
  if (kind === 'real') {
    const real = Number(value);
    if (!Number.isFinite(real)) throw badArgument(`${String(value)} is no real value.`);
    return `r${real} `;
  }
  const bits = bitText(value, width);
  return width === 1 ? bits : `b${bits} `;
}

function bitText(value: VcdValue, width: number): string {
  if (value === 'x' || value === 'z') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  const whole = typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value));
  const bits = whole && value >= 0 ? value.toString(2) : '';
  if (bits === '' || bits.length > width) throw badArgument(`${String(value)} doesn't fit into ${width} bits.`);
  return bits;
}

/** A string value has no blanks: GTKWave reads C escapes, octal ones for what isn't printable ASCII. */
function escaped(text: string): string {
  const octets = new TextEncoder().encode(text.replaceAll('\\', '\\\\'));
  const characters = Array.from(octets, (octet) =>
    octet > 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\${octet.toString(8).padStart(3, '0')}`,
  );
  return characters.join('');
}

/** A name without blanks. */
function word(name: string): string {
  return name.replace(/[^\x21-\x7e]/g, '_');
}

/** A text that can't end its own section. */
function plain(text: string): string {
  return text.replaceAll('$end', '$_end').replace(/\s+/g, ' ');
}

function badArgument(sentence: string): CaptureError {
  return new CaptureError('BAD_ARGUMENT', sentence);
}
