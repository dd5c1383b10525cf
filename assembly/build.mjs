// Compiles the kernels and inlines the module, so that no bundler has to find a file.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

mkdirSync('dist', { recursive: true });
const { error, stderr } = await asc.main(['--config', 'asconfig.json']);
if (error) {
  process.stderr.write(`${stderr.toString()}${error.message}\n`);
  process.exit(1);
}
const module = readFileSync('dist/thicknet.wasm');
writeFileSync(
  'src/memory/wasm.ts',
  `// Made by assembly/build.mjs from assembly/; not kept in git.\nexport const wasmBase64 =\n  '${module.toString('base64')}';\n`,
);
process.stdout.write(`kernels: ${module.length} octets of WebAssembly\n`);
