/** Writes docs/cost.md: `node scripts/cost-document.ts`. */
import { writeFileSync } from 'node:fs';
import { costDocument } from '#lib/config/cost/cost-document.ts';

writeFileSync(new URL('../docs/cost.md', import.meta.url), costDocument());
