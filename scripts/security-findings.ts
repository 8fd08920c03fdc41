/** Writes docs/security-findings.md: `node scripts/security-findings.ts`. */
import { writeFileSync } from 'node:fs';
import { findingsDocument } from '#infra/acknowledged-findings.ts';

writeFileSync(new URL('../docs/security-findings.md', import.meta.url), findingsDocument());
