// The package as its users get it: what is in it, what it needs, and that everything public says what it is.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { built } from './cli.js';
import { importsOf } from './tidy-scanner.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  exports: Record<string, unknown>;
  bin: Record<string, string>;
  types: string;
  dependencies: Record<string, string>;
};

let files: string[] = [];

beforeAll(async () => {
  await built();
  const packed = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' });
  const [{ files: listed }] = JSON.parse(packed.stdout) as [{ files: { path: string }[] }];
  files = listed.map(({ path }) => path);
});

/** Every path that a value of package.json holds. */
const leaves = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leaves);

describe('the package', () => {
  it('holds what its exports, its program and its types name', () => {
    const named = leaves([manifest.exports, manifest.bin, manifest.types]).map((path) => path.replace(/^\.\//, ''));
    expect(named.length).toBeGreaterThanOrEqual(7);
    expect(named.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('holds licence, changelog, both READMEs and the whole gallery', () => {
    const gallery = readdirSync(`${root}src/lab/gallery`).map((name) => `dist/src/lab/gallery/${name}`);
    expect(gallery.length).toBeGreaterThan(10);
    const wanted = ['LICENSE', 'CHANGELOG.md', 'README.md', 'README.ko.md', ...gallery];
    expect(wanted.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('holds no test, no capture of yesterday and nothing hidden', () => {
    const stray = files.filter((path) => /^(test|out|node_modules|\.)|\.(pcapng|log|tgz)$/.test(path));
    expect(stray).toEqual([]);
  });

  it('needs the packages that it declares, and no others', () => {
    const needs = new Map<string, string>();
    for (const path of files.filter((name) => /^dist\/src\/.*\.js$/.test(name))) {
      for (const { specifier } of importsOf(read(path))) {
        const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0];
        if (!specifier.startsWith('.') && !specifier.startsWith('node:')) needs.set(name, path);
      }
    }
    expect([...needs.keys()].filter((name) => !(name in manifest.dependencies))).toEqual([]);
    expect(Object.keys(manifest.dependencies).filter((name) => !needs.has(name))).toEqual([]);
  });

  it('can be used without Node: no door of it leads to node: but the program', () => {
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const { specifier } of importsOf(read(path))) {
        expect(specifier, path).not.toMatch(/^node:/);
        if (specifier.startsWith('.')) visit(new URL(specifier, `file:///${path}`).pathname.slice(1));
      }
    };
    visit('dist/src/index.js');
    visit('dist/src/kernels.js');
    expect(seen.size).toBeGreaterThan(50);
  });
});

describe('the engine', () => {
  it('does without what only Node has: a whole run with process, Buffer and setImmediate taken away', () => {
    const program = `
      const { log } = console;
      for (const name of ['process', 'Buffer', 'setImmediate', 'clearImmediate', 'global']) delete globalThis[name];
      const { Lab, Fingerprint, PcapngRecorder, parseScenario } = await import(${JSON.stringify(`${root}dist/src/index.js`)});
      const lab = await Lab.create({ seed: 3 });
      const hub = lab.hub('hub');
      const [a, b] = [lab.host('a'), lab.host('b')];
      for (const host of [a, b]) lab.cable(host, hub, { metres: 50 });
      const fingerprint = new Fingerprint();
      const recorder = new PcapngRecorder();
      fingerprint.attach(lab);
      recorder.attach(lab);
      for (const [from, to] of [[a, b], [b, a]]) from.send(to.address, new Uint8Array(100));
      lab.run();
      parseScenario('name: x\\ntopology: { nodes: { a: { kind: host } } }', 'x.yaml');
      const octets = recorder.finish().reduce((sum, { length }) => sum + length, 0);
      log(lab.ledger.delivered, fingerprint.hex.length, octets > 1000, typeof process);`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
    expect([ran.stdout, ran.stderr]).toEqual(['2 32 true undefined\n', '']);
  });
});

describe('what is public', () => {
  const names = Array.from(read('src/index.ts').matchAll(/export (?:type )?\{([^}]+)\} from '\.\/(.+?)\.js'/g)).flatMap(
    ([, list, module]) =>
      list!
        .split(',')
        .map((name) => name.trim().replace(/^type /, ''))
        .filter((name) => name !== '')
        .map((name) => [name, `src/${module}.ts`] as const),
  );

  it('is found by this test', () => {
    expect(names.length).toBeGreaterThan(60);
    expect(names.map(([name]) => name)).toEqual(expect.arrayContaining(['Lab', 'Experiment', 'Trace', 'checkFcs']));
  });

  it('says what it is', () => {
    const silent = names.filter(([name, path]) => {
      const kinds = '(?:abstract )?(?:async )?(?:class|interface|type|const|function)';
      const found = new RegExp(`\\n([^\\n]*)\\nexport ${kinds} ${name}\\b`).exec(read(path));
      return !found?.[1]?.trim().endsWith('*/');
    });
    expect(silent).toEqual([]);
  });
});
