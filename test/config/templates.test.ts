import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadCompany } from '#lib/config/load-company.ts';
import { parseInstant } from '#lib/domain/instant.ts';

const FOLDER = fileURLToPath(new URL('../../companies/templates/', import.meta.url));
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
/** The day they were written; the regimes they name must have rules in force then. */
const WRITTEN = parseInstant('2026-11-24');

describe('the templates of company files', () => {
  test('are there for Texas, Alberta, West Siberia and Nigeria', () => {
    expect(files.sort()).toEqual(['alberta.yaml', 'nigeria.yaml', 'texas.yaml', 'west-siberia.yaml']);
  });

  test.each(files)('%s is valid, in its own base, under its own regime', (file) => {
    const loaded = loadCompany(path.join(FOLDER, file), WRITTEN);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    if (!loaded.ok) return;
    const [site] = loaded.company.sites;
    const facts: Record<string, [string, number]> = {
      'texas.yaml': ['us-texas', (14.65 * 101.325) / 14.6959],
      'alberta.yaml': ['canada-alberta', 101.325],
      'west-siberia.yaml': ['russia', 101.325],
      'nigeria.yaml': ['nigeria', 101.325],
    };
    const [regime, kilopascal] = facts[file] ?? ['', 0];
    expect(site?.flare.regime).toBe(regime);
    expect(site?.gas.volumeBase.kilopascal).toBeCloseTo(kilopascal, 2);
    expect(loaded.company.audiences.some(({ id }) => id === 'platform')).toBe(true);
  });
});
