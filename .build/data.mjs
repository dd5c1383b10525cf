// What the package ships beside compiled code: the gallery, and the JSON Schema of scenarios as the compiled code states it.
import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../dist/src/lab/scenario/schema.js';

cpSync('src/lab/gallery', 'dist/src/lab/gallery', { recursive: true });
writeFileSync('dist/scenario.schema.json', `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
// npm makes the program executable where it installs it, but `npx thicknet` in a checkout runs it as it lies here.
chmodSync('dist/src/cli/main.js', 0o755);
