/** Writes docs/company.schema.json from the schema that validates company files: `node scripts/company-schema.ts`. */
import { writeFileSync } from 'node:fs';
import { companyJsonSchema } from '#lib/config/company-json-schema.ts';

writeFileSync(new URL('../docs/company.schema.json', import.meta.url), companyJsonSchema());
