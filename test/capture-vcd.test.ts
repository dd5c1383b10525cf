import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CaptureError } from '../src/capture/capture-error.js';
import { joined } from '../src/capture/chunks.js';
import { VcdWriter } from '../src/capture/vcd.js';
import { judge } from './judges.js';

const scratch = mkdtempSync(join(tmpdir(), 'thicknet-vcd-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What a dump says, by full name: all values in order, each with its time. */
type Story = Record<string, [time: number, value: string][]>;

/** Reads a dump word by word, as 1364-2005 clause 18 has it; vectors are widened with zeros as 18.2.2 says. */
function told(text: string): { story: Story; end: number; timescale: string } {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const story: Story = {};
  const names = new Map<string, { name: string; width: number; kind: string }>();
  const scopes: string[] = [];
  let timescale = '';
  let now = 0;
  const note = (id: string, value: string): void => {
    const { name, width, kind } = names.get(id)!;
    const digits = /^[01]+$/.test(value) && kind === 'wire' ? value.padStart(width, '0') : value;
    const so = story[name]!;
    if (so.at(-1)?.[1] !== digits) so.push([now, digits]);
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '$dumpvars' || word === '$end') continue;
    if (word.startsWith('$')) {
      const body = words.slice(i + 1, words.indexOf('$end', i));
      if (word === '$scope') scopes.push(body[1]!);
      else if (word === '$upscope') scopes.pop();
      else if (word === '$timescale') timescale = body.join('');
      else if (word === '$var') {
        const name = [...scopes, body[3]].join('.');
        names.set(body[2]!, { name, width: Number(body[1]), kind: body[0]! });
        story[name] = [];
      }
      i += body.length + 1;
    } else if (word.startsWith('#')) now = Number(word.slice(1));
    else if (/^[brs]/.test(word)) note(words[++i]!, word.slice(1));
    else note(word.slice(1), word[0]!);
  }
  return { story, end: now, timescale };
}

const textOf = (chunks: Uint8Array[]): string => new TextDecoder().decode(joined(chunks));

/** The same dump after a journey through GTKWave's own format and back. */
function throughGtkwave(chunks: Uint8Array[]): string {
  const [vcd, fst] = [join(scratch, 'in.vcd'), join(scratch, 'in.fst')];
  writeFileSync(vcd, joined(chunks));
  execFileSync('vcd2fst', [vcd, fst], { stdio: 'pipe' });
  return execFileSync('fst2vcd', ['-f', fst], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Two stations: bits, a vector, volts and words, added out of order. */
function sample(): VcdWriter {
  const vcd = new VcdWriter({ application: 'thicknet', comment: 'a $end of it' });
  const carrier = vcd.addVariable(['alice', 'eth0', 'carrier'], { initial: 0 });
  const half = vcd.addVariable(['alice', 'eth0', 'half bits'], { width: 2 });
  const volts = vcd.addVariable(['alice', 'eth0', 'volts'], { kind: 'real' });
  const state = vcd.addVariable(['bob', 'mac', 'state'], { kind: 'string', initial: 'idle' });
  vcd.change(volts, 150_000, -2.5);
  vcd.change(state, 100_000, 'deferring, 충돌');
  vcd.change(carrier, 100_000, true);
  vcd.change(volts, 100_000, 2.5);
  vcd.change(half, 100_000, 1);
  vcd.change(half, 150_000, 'z');
  vcd.change(carrier, 3_600e12, 0);
  vcd.change(state, 150_000, 'back\\slash');
  return vcd;
}

describe('a written dump', () => {
  it('tells its story in order of time, with initial values first and an hour of silence in one line', () => {
    const text = textOf(sample().finish(3_601e12));
    expect(told(text)).toEqual({
      timescale: '1ps',
      end: 3_601e12,
      story: {
        'alice.eth0.carrier': [
          [0, '0'],
          [100_000, '1'],
          [3_600e12, '0'],
        ],
        'alice.eth0.half_bits': [
          [0, 'x'],
          [100_000, '01'],
          [150_000, 'z'],
        ],
        'alice.eth0.volts': [
          [0, '0'],
          [100_000, '2.5'],
          [150_000, '-2.5'],
        ],
        'bob.mac.state': [
          [0, 'idle'],
          [100_000, 'deferring,\\040\\354\\266\\251\\353\\217\\214'],
          [150_000, 'back\\\\slash'],
        ],
      },
    });
    expect(text.length).toBeLessThan(1000);
  });

  it('keeps the last of several values within one unit of time, and leaves out what is no change', () => {
    const vcd = new VcdWriter({ timescale: '1 ns' });
    const wire = vcd.addVariable(['top', 'w'], { initial: 0 });
    // 1.4 ns comes after 1.0 ns whichever is added first; at 5 ns the later word counts.
    vcd.change(wire, 1_400, 1);
    vcd.change(wire, 1_000, 0);
    vcd.change(wire, 5_000, 1);
    vcd.change(wire, 5_000, 0);
    vcd.change(wire, 9_000, 0);
    vcd.change(wire, 12_000, 1);
    const text = textOf(vcd.finish());
    expect(text.split('\n').filter((line) => /^[01]/.test(line))).toHaveLength(4);
    const { story, end } = told(text);
    expect(story['top.w']).toEqual([
      [0, '0'],
      [1, '1'],
      [5, '0'],
      [12, '1'],
    ]);
    expect(end).toBe(12);
  });

  it('is the same whatever the order in which its changes came', () => {
    const change = fc.record({ variable: fc.nat(3), timePs: fc.nat(1000), value: fc.nat(1) });
    fc.assert(
      fc.property(
        fc.uniqueArray(change, { selector: ({ variable, timePs }) => variable * 2000 + timePs }),
        (changes) => {
          const dump = (list: typeof changes): string => {
            const vcd = new VcdWriter();
            for (const name of ['a', 'b', 'c', 'd']) vcd.addVariable(['top', name]);
            for (const { variable, timePs, value } of list) vcd.change(variable, timePs, value);
            return textOf(vcd.finish());
          };
          const sorted = changes.toSorted((a, b) => a.timePs - b.timePs || a.variable - b.variable);
          expect(told(dump(changes))).toEqual(told(dump(sorted)));
          // And it is what a value-by-value look at the list gives.
          const { story } = told(dump(changes));
          for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
            const expected: [number, string][] = [[0, 'x']];
            for (const { variable, timePs, value } of sorted) {
              if (variable !== index || expected.at(-1)![1] === String(value)) continue;
              expected.push([timePs, String(value)]);
            }
            const merged = expected.filter(([at], i) => i !== 0 || expected[1]?.[0] !== 0 || at !== 0);
            expect(withoutHidden(story[`top.${name}`]!)).toEqual(merged);
          }
        },
      ),
    );
  });

  it('gives every one of 20 000 variables its own identifier', () => {
    const vcd = new VcdWriter();
    for (let i = 0; i < 20_000; i++) vcd.addVariable([`s${i % 200}`, `v${i}`]);
    const ids = [...textOf(vcd.finish()).matchAll(/^\$var wire 1 (\S+) /gm)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(20_000);
    expect(ids.every((id) => /^[!-~]{1,3}$/.test(id!))).toBe(true);
  });

  it('drops and counts changes beyond its limit and says so in the file', () => {
    const vcd = new VcdWriter({ maxChanges: 10 });
    const wire = vcd.addVariable(['top', 'w']);
    for (let i = 0; i < 25; i++) vcd.change(wire, i, i % 2);
    expect(vcd.dropped).toBe(15);
    const text = textOf(vcd.finish());
    expect(text).toContain('15 changes');
    expect(told(text).story['top.w']!.at(-1)).toEqual([9, '1']);
  });

  it('takes vectors wider than a double, and refuses values that do not fit', () => {
    const vcd = new VcdWriter();
    const wide = vcd.addVariable(['top', 'wide'], { width: 64 });
    const narrow = vcd.addVariable(['top', 'narrow'], { width: 3 });
    const real = vcd.addVariable(['top', 'real'], { kind: 'real' });
    vcd.change(wide, 1, 0xdead_beef_0000_0001n);
    vcd.change(narrow, 1, 7);
    const bad: [number, number, number | string | bigint][] = [
      [narrow, 2, 8],
      [narrow, 2, -1],
      [narrow, 2, 0.5],
      [narrow, 2, 'q'],
      [wide, 2, 2 ** 60],
      [wide, 2, 1n << 64n],
      [real, 2, Number.NaN],
      [99, 2, 0],
      [narrow, -1, 0],
      [narrow, Number.POSITIVE_INFINITY, 0],
    ];
    for (const [index, timePs, value] of bad) expect(() => vcd.change(index, timePs, value)).toThrow(CaptureError);
    for (const path of [[], [''], ['top', 'wide']]) expect(() => vcd.addVariable(path)).toThrow(CaptureError);
    const { story } = told(textOf(vcd.finish()));
    expect(story['top.wide']!.at(-1)).toEqual([1, 0xdead_beef_0000_0001n.toString(2)]);
    expect(() => vcd.finish()).toThrow(CaptureError);
  });
});

describe.skipIf(!judge('vcd2fst') || !judge('fst2vcd'))("GTKWave's own converters", () => {
  it('accept the dump and tell the same story afterwards', () => {
    const ours = told(textOf(sample().finish(3_601e12)));
    const theirs = told(throughGtkwave(sample().finish(3_601e12)));
    // They write an x or z for each bit of a vector.
    expect(tidied(theirs.story)).toEqual(tidied(ours.story));
    expect(theirs.timescale).toBe('1ps');
    expect(theirs.end).toBe(3_601e12);
  });
});

/** A variable that has a value at time 0 in $dumpvars and another by a change at time 0 has only the latter. */
function withoutHidden(story: [number, string][]): [number, string][] {
  return story.filter(([at], i) => !(i === 0 && at === 0 && story[1]?.[0] === 0));
}

function tidied(story: Story): Story {
  const value = (text: string): string => (/^([xz])\1*$/.test(text) ? text[0]! : text);
  return Object.fromEntries(
    Object.entries(story).map(([name, changes]) => [name, changes.map(([at, text]) => [at, value(text)])]),
  );
}
