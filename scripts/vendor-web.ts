import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { vendorFiles } from './vendor-web/vendor-files.ts';

/** Copies the page's two libraries into web/vendor, minified, with their licences: `node scripts/vendor-web.ts`. */
const project = path.join(import.meta.dirname, '..');
mkdirSync(path.join(project, 'web/vendor'), { recursive: true });
for (const [file, text] of Object.entries(
  await vendorFiles((name) => readFileSync(path.join(project, name), 'utf8')),
)) {
  writeFileSync(path.join(project, file), text);
}
