/** Writes docs/licences.md from the lockfile: `node scripts/licences.ts`. */
import { writeFileSync } from 'node:fs';
import { licencesDocument } from './licence-list.ts';

writeFileSync(new URL('../docs/licences.md', import.meta.url), licencesDocument());
