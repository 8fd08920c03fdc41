import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { licencesDocument, lockedPackages } from '../scripts/licence-list.ts';

const PERMISSIVE = [
  'Apache-2.0',
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'MIT OR Apache-2.0',
  '(MIT OR GPL-3.0-or-later)',
];
/** MPL-2.0 binds changes of its own files only; lightningcss comes with the test runner and is never shipped. */
const DEVELOPMENT_ONLY = [...PERMISSIVE, 'MPL-2.0'];

describe('what is installed', () => {
  const packages = lockedPackages();

  test('is judged on a lockfile that was read', () => {
    expect(packages.length).toBeGreaterThan(200);
  });

  test('has a permissive licence', () => {
    const refused = packages.filter(
      ({ licence, isDevelopment }) => !(isDevelopment ? DEVELOPMENT_ONLY : PERMISSIVE).includes(licence),
    );
    expect(refused.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
  });

  test('is pinned by content: every package has its integrity', () => {
    const loose = packages.filter(({ integrity, isBundled }) => integrity === null && !isBundled);
    expect(loose.map(({ name }) => name)).toEqual([]);
  });

  test('runs nothing while it is installed', () => {
    expect(readFileSync(new URL('../.npmrc', import.meta.url), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  test('has no release of axios that was malicious', () => {
    const bad = packages.filter(
      ({ name, version }) => name === 'plain-crypto-js' || (name === 'axios' && ['1.14.1', '0.30.4'].includes(version)),
    );
    expect(bad).toEqual([]);
  });

  test('is listed in docs/licences.md: node scripts/licences.ts', () => {
    expect(readFileSync(new URL('../docs/licences.md', import.meta.url), 'utf8') === licencesDocument()).toBe(true);
  });
});
