import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { clientFiles } from './api-client/client-files.ts';

/** Writes web/api-client.js and its types from the API's description: `node scripts/make-api-client.ts`. */
const project = path.join(import.meta.dirname, '..');
for (const [file, text] of Object.entries(clientFiles())) writeFileSync(path.join(project, file), text);
