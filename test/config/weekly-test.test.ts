import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCompany } from '#lib/config/load-company.ts';

const FILE = new URL('../fixtures/companies/acme.yaml', import.meta.url);
const parsed = (deploy: string, change: (text: string) => string = (text) => text) =>
  parseCompany(`${change(readFileSync(FILE, 'utf8'))}\n${deploy}\n`, 'acme.yaml');
const told = (result: ReturnType<typeof parsed>) =>
  result.ok ? result.company.deploy.weeklyTest : expect.fail(JSON.stringify(result.problems));

test('the weekly test goes to the audience platform, else to the first of the file', () => {
  expect(told(parsed(''))).toEqual(['platform']);
  expect(told(parsed('', (text) => text.replace('  platform:', '  machines:')))).toEqual(['executives']);
});

test('it goes to whom the file names, and to nobody for an empty list', () => {
  expect(told(parsed('deploy: { weeklyTest: [operations, executives] }'))).toEqual(['operations', 'executives']);
  expect(told(parsed('deploy: { weeklyTest: [] }'))).toEqual([]);
});

test('an audience named twice is a problem: it would count and be told twice', () => {
  const result = parsed('deploy: { weeklyTest: [platform, operations, platform] }');
  if (result.ok) expect.fail('taken');
  expect(result.problems).toEqual([
    expect.objectContaining({ path: 'deploy.weeklyTest[2]', expected: 'each audience once' }),
  ]);
});

test('an audience that is not there is a problem of the file, with the nearest name', () => {
  const result = parsed('deploy: { weeklyTest: [plattform] }');
  if (result.ok) expect.fail('taken');
  expect(result.problems).toEqual([expect.objectContaining({ path: 'deploy.weeklyTest[0]', nearest: 'platform' })]);
});
