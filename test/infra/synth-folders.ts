import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCompany } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** Stands in for the bundles, so that a template is the same whatever the code is. */
export const NO_CODE = path.join(PROJECT, 'test', 'fixtures', 'no-code');

/** A company of test/fixtures/companies, by its file name. */
export function fixtureCompany(name: string): Company {
  const loaded = loadCompany(path.join(PROJECT, 'test', 'fixtures', 'companies', `${name}.yaml`));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.company;
}

/** A new folder inside the project's own temporary folder; whoever asks removes it. */
export function temporaryFolder(prefix: string): string {
  const temporary = path.join(PROJECT, '.tmp');
  mkdirSync(temporary, { recursive: true });
  return mkdtempSync(path.join(temporary, prefix));
}
