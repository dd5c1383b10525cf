// Whatever the engine refuses is told in Korean too, with the names and numbers that it speaks of.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCapture } from '../src/capture/reader.js';
import { choicesOf, nameOf, octetsOf, oneOf, wholeWithin, within } from '../src/lab/labError.js';
import { parseScenario } from '../src/lab/scenario/scenario.js';
import { refusalOf } from '../src/web/engine/refusal.js';
import { refusalInKorean } from '../src/web/text/refusals/refusalsKo.js';
import { badCaptures } from './fixtures/badCaptures.js';
import { excesses, good, mistakes, noScenarios } from './fixtures/scenarioMistakes.js';

function reasonOf(doing: () => unknown, what = 'it'): string {
  try {
    doing();
  } catch (error) {
    return refusalOf(error).message;
  }
  throw new Error(`${what} was accepted`);
}

/** It is Korean, and no name and no number was lost on the way. */
function expectTold(english: string): void {
  const korean = refusalInKorean(english);
  expect(korean, english).toMatch(/\p{Script=Hangul}/u);
  expect(korean, english).not.toMatch(/undefined/);
  for (const [part] of english.matchAll(/(?<!\w)'[^']+'(?!\w)|\d+(?:[.:]\d+)*/g)) {
    expect(korean, english).toContain(part);
  }
}

/** Mistakes that those tests don't make. */
const others: readonly (readonly [string, string])[] = [
  ["'hub:2'", "'bus'"],
  ['100m }\n  links:\n', '100m }\n    bus2: { kind: coax, length: 1m }\n  links:\n    - { endpoints: [bus, bus2] }\n'],
  [
    'a: { kind: host }',
    'a: { kind: host, duplex: full }\n    c: { kind: host, duplex: full }\n    d: { kind: host, oops: 1 }',
  ],
  ['a: { kind: host }', "a: { kind: host, mac: '01:00:00:00:00:01' }"],
  ['a: { kind: host }', "a: { kind: host, mac: '00:00:00:00:00:00' }"],
  ['a: { kind: host }', "a: { kind: host, mac: '02:00:00:00:00' }"],
  ['a: { kind: host }', "a: { kind: host, multicast: ['02:00:00:00:00:01'] }"],
  ['a: { kind: host }', 'a: { kind: host, duplex: both }'],
  ['a: { kind: host }', 'a: { kind: host, promiscuous: 3 }'],
  ['a: { kind: host }', "a: { kind: host, mac: '02:00:00:00:00:09' }\n    c: { kind: host, mac: '02:00:00:00:00:09' }"],
  ['ports: 4', 'ports: 4, latency: 2000'],
  ['length: 25m', 'velocity: 2'],
  ['length: 25m', 'name: a'],
  ["'hub:2'], length: 25m", "'hub:2'], name: 'b:eth0 hub'"],
  ["'b:eth0'", "'b eth0'"],
  ["'bus'], at: 2.5m", "'bus'], at: 0.1ps"],
  ['octets: 64', 'octets: 64, every: 0.1ps'],
  ['octets: 64', 'octets: 64, every: 9999999s'],
  ['octets: 64 }', 'hex: "00" }'],
  ['to: b, octets: 64', 'octets: 64, hex: "00"'],
  ['{ event: collision, count', '{ event: collision, node: a, link: b, count'],
  ['{ event: collision, count', '{ event: collision, after: 2us, before: 1us, count'],
  ['to: b, kind: poisson', 'to: b, octets: 64, octetsFrom: imix, kind: poisson'],
  ['to: b, kind: poisson', 'to: b, octetsFrom: { min: 100, max: 64 }, kind: poisson'],
  ['rate: 100/s', 'rate: 0/s'],
  ["endpoints: ['hub:3', 'bus'], at: 2.5m", "endpoints: ['a', 'bus'], at: 2.5m"],
  ['equals: 1', 'equals: one'],
  ['stat: a.framesSent', 'stat: nothing'],
  ['stat: a.framesSent', 'stat: a.zzzzzzzzzzzzz'],
  ['stat: a.framesSent', 'stat: lab.zzzzzzzzzzzzz'],
  ['name: bench', 'name: bench\nreplay: { file: x.pcap, pace: slow }'],
  ['name: bench', 'name: bench\nabout: { en: x }'],
  ['name: bench', `name: bench\nreplay: { file: '' }`],
  ['name: bench', 'name: [bench]'],
  ['name: bench', 'name: bench\nscript2: 1'],
];

describe('a refusal is told in Korean', { timeout: 60_000 }, () => {
  it('of every mistake in a scenario that the tests make', () => {
    for (const [from, to] of mistakes) expectTold(reasonOf(() => parseScenario(good.replace(from, to), 'x.yaml')));
    for (const [from, to] of others) {
      expect(good).toContain(from);
      expectTold(reasonOf(() => parseScenario(good.replace(from, to), 'x.yaml'), `${from} as ${to}`));
    }
  });

  it('of a text that is no scenario', () => {
    for (const [, text] of noScenarios) expectTold(reasonOf(() => parseScenario(text, 'x.yaml')));
  });

  it('and so is a warning', () => {
    for (const [from, to] of excesses) {
      for (const { message } of parseScenario(good.replace(from, to), 'x.yaml').warnings) expectTold(message);
    }
    expectTold("from 'a' to 'b' there are 5 repeaters; at most 4 (clause 13.3)");
    expectTold(
      "the round trip from 'a' to 'b' is 600.1 bit times by Model 2; above 575 collisions may be late (clause 13.4.1)",
    );
    expectTold("0.4 m from the tap of 'a'; at least 0.5 m (10BASE2, clause 10.7)");
  });

  it('of every capture that the tests find fault with, its place in Korean too', () => {
    for (const { file } of badCaptures) {
      const english = reasonOf(() => readCapture(file, 'in.pcap'));
      expectTold(english);
      expect(refusalInKorean(english)).not.toMatch(/record|octet/);
    }
  });

  it.each([
    [() => within(Number.NaN, 0, 1, 'the probability of a loss'), '유실 확률은 0~1 사이여야 하는데 NaN입니다'],
    [() => wholeWithin(1.5, 1, 4096, 'the queue of a'), 'a의 송신 큐 길이는 1~4096 사이의 정수여야 하는데 1.5입니다'],
    [
      () => oneOf('both', ['half', 'full'], 'the duplex of a'),
      "a의 듀플렉스는 'half', 'full' 중 하나여야 하는데 'both'입니다",
    ],
    [() => choicesOf(3, 'the choices of a lab'), '랩의 선택 사항은 객체여야 하는데 3입니다'],
    [() => nameOf('', 'the name of a host'), "부품(host)의 이름은 비어 있지 않은 문자열이어야 하는데 ''입니다"],
    [() => octetsOf([] as never, 'a frame'), '프레임은 Uint8Array여야 하는데 배열입니다'],
    [
      () => wholeWithin(Number.NaN, 0, 1023, 'the backoff of a after collision 3, in slot times,'),
      'a의 3번째 충돌 뒤 백오프(슬롯 시간)는 0~1023 사이의 정수여야 하는데 NaN입니다',
    ],
  ])('of a value of a lab, %#', (doing, korean) => {
    expect(refusalInKorean(reasonOf(doing))).toBe(korean);
  });

  it('in sentences that a person would write', () => {
    expect(refusalInKorean("there is no node 'hubb', did you mean 'hub'?")).toBe(
      "'hubb' 노드가 없습니다. 혹시 'hub'입니까?",
    );
    expect(refusalInKorean("expected a whole number from 1 to 1024, not 'four'")).toBe(
      "1부터 1024까지의 정수가 와야 하는데 'four'입니다",
    );
    expect(refusalInKorean("'hub' is a repeater, and only a host sends")).toBe(
      "'hub'는 리피터입니다. 프레임은 호스트만 보냅니다",
    );
    expect(refusalInKorean('in.pcap: record 2, octet 100: the record holds no octets.')).toBe(
      'in.pcap: 레코드 2, 옥텟 100: 레코드에 옥텟이 하나도 없습니다.',
    );
  });

  it('unless nobody has put it into Korean yet, or it is no sentence of the engine at all', () => {
    for (const text of [
      'Cannot read properties of undefined',
      '',
      'x'.repeat(1e6),
      ' is '.repeat(300),
      ': '.repeat(600),
    ])
      expect(refusalInKorean(text)).toBe(text);
  });
});

const LITERAL = '(`[^`]*`|\'(?:[^\'\\\\\\n])*\'|"(?:[^"\\\\\\n])*")';
const SOURCES = [
  ...['findings', 'later', 'loops', 'path-delay', 'resolve-actions', 'resolve-topology', 'scenario', 'text'].map(
    (name) => `lab/scenario/${name}`,
  ),
  'lab/scenario/topology-rules',
  ...['backoff', 'cast', 'coaxBus', 'experiment', 'host', 'hub', 'lab', 'rations', 'room'].map((name) => `lab/${name}`),
  ...['capture', 'ports', 'pcap-reader', 'pcapng-reader', 'reader'].map((name) => `capture/${name}`),
  ...['networkText', 'scenarioText', 'variants'].map((name) => `web/edit/${name}`),
  'web/engine/jobs',
  'web/race/sandbox',
];

/** Sentences as the sources write them, with their gaps. */
function sentencesIn(source: string): string[] {
  const before = [
    `'[A-Z_a-z-]+',\\s*(?:start, |at(?: \\+ \\d+)?, |\\[\\.\\.\\.path, key\\], )?`,
    'warn\\(\\s*(?:\\[[^\\]]*\\]|path|at),\\s*',
    'warn\\(\\s*',
    '(?:sentence =|sentence:) ',
    '(?:Edit|Code)Error\\(\\s*',
  ];
  const found = before.flatMap((start) =>
    [...source.matchAll(new RegExp(start + LITERAL, 'g'))].map((match) => match[1]!),
  );
  return found
    .filter(
      (literal) =>
        literal.includes(' ') && (literal.match(/\$\{/g) ?? []).length === (literal.match(/\}/g) ?? []).length,
    )
    .map((literal) => literal.slice(1, -1));
}

/** What stands in a gap, where it is more than a name or a number. */
const FILLINGS: Readonly<Record<string, string>> = {
  notYet: 'not in this version, which ends at the MAC',
  'rules.clause': '10BASE5, clause 8.6',
  limit: 'streams',
  other: "'b'",
  bits: '600.1 bit times by Model 2; above 575 collisions may be late',
  count: '5 repeaters; at most 4',
  why: 'full duplex is for two stations on a cable of their own (clause 1.1.1.2)',
};

/** Whether there is Korean of it: with something in its gaps, or a plain number in all of them. */
function isTold(sentence: string): boolean {
  return [FILLINGS, {} as typeof FILLINGS].some((fillings) => {
    const filled = sentence.replace(/\$\{([^}]*)\}/g, (_, gap: string) => {
      if (/didYouMean|guess/.test(gap)) return '';
      return /'addresses'/.test(gap) ? 'addresses' : (fillings[gap] ?? '7');
    });
    return refusalInKorean(filled) !== filled;
  });
}

it('every sentence of the sources has its Korean', () => {
  const sentences = new Set(SOURCES.flatMap((name) => sentencesIn(readFileSync(`src/${name}.ts`, 'utf8'))));
  expect([...sentences].filter((sentence) => !isTold(sentence))).toEqual([]);
  expect(sentences.size).toBeGreaterThan(100);
});
