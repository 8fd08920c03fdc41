import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { vendorFiles } from '../../scripts/vendor-web/vendor-files.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

test('web/vendor is what the installed libraries make: node scripts/vendor-web.ts', async () => {
  const made = await vendorFiles(read);
  expect(Object.keys(made)).toHaveLength(5);
  for (const [file, text] of Object.entries(made)) expect(read(file) === text, file).toBe(true);
});

test('the charts do not take the system’s locale when they load, which may be none', () => {
  expect(read('web/vendor/uplot.js')).not.toMatch(/NumberFormat\([^)]*language/);
});
