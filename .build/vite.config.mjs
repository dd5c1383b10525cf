// The page: a folder of static files that any web server can serve from any path.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

export default defineConfig({
  root: 'src/web',
  base: './',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { THICKNET_VERSION: JSON.stringify(version) },
  worker: { format: 'es' },
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
        sandbox: 'src/web/race/sandbox.html',
        'thicknet-lab': 'src/web/embed/element.ts',
      },
      // The one script that other pages name has a name that stays.
      output: { entryFileNames: ({ name }) => (name === 'thicknet-lab' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});
