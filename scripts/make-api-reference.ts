import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { referenceFiles } from './api-reference/reference-files.ts';

/** Writes web/docs/index.html, the reference of the API, from its description: `node scripts/make-api-reference.ts`. */
const project = path.join(import.meta.dirname, '..');
for (const [file, text] of Object.entries(referenceFiles())) writeFileSync(path.join(project, file), text);
