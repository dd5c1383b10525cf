// The page: a folder of static files that any web server can serve from any path.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

// What of zod no scenario needs: stating a schema as JSON Schema, which is for those who have the package, and formats of
// strings such as e-mail addresses. Whoever should come to need one is told so as soon as the page is opened.
const jsonSchema = /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/;
const schemas = /\/zod\/v4\/classic\/schemas\.js$/;
const ABSENT = "throw new Error('the page is built without this part of zod')";
const lessZod = {
  name: 'less-zod',
  transform(code, id) {
    if (schemas.test(id)) return code.replace(/return this\.check\(core\._\w+\(Zod\w+, params\)\);/g, `${ABSENT};`);
    if (!jsonSchema.test(id)) return null;
    const names = [...code.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name);
    return `const absent = () => { ${ABSENT}; };\nexport { ${names.map((name) => `absent as ${name}`).join(', ')} };`;
  },
};

// The titles of the gallery's scenarios are there at once, their texts when they are opened: `scenario.yaml?title`.
const titles = {
  name: 'titles',
  load(id) {
    if (!id.endsWith('.yaml?title')) return null;
    const head = /^title:\n {2}en: (.+)\n {2}ko: (.+)$/m.exec(readFileSync(id.slice(0, -'?title'.length), 'utf8'));
    if (!head) throw new Error(`${id}: no title in two languages`);
    return `export default ${JSON.stringify({ en: head[1], ko: head[2] })};`;
  },
};

// The small script that begins the engine's thread goes ahead of the page's own.
const early = {
  name: 'early',
  transformIndexHtml: {
    order: 'post',
    handler(_, { filename, bundle }) {
      if (!filename.endsWith('/web/index.html')) return [];
      const { fileName } = Object.values(bundle).find(({ name, isEntry }) => isEntry && name === 'early');
      const attrs = { type: 'module', async: true, crossorigin: true, src: `./${fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head' }];
    },
  },
};

export default defineConfig({
  root: 'src/web',
  base: './',
  publicDir: false,
  plugins: [titles, early],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { THICKNET_VERSION: JSON.stringify(version) },
  worker: { format: 'es', plugins: () => [lessZod] },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: 'src/web/index.html',
        early: 'src/web/early.ts',
        sandbox: 'src/web/race/sandbox.html',
        'thicknet-lab': 'src/web/embed/element.ts',
      },
      // The one script that other pages name has a name that stays.
      output: { entryFileNames: ({ name }) => (name === 'thicknet-lab' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});
