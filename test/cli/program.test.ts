import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { program } from '#cli/program.ts';

afterEach(() => vi.restoreAllMocks());

test('--version prints the version of package.json and is no wrong usage', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  expect(await program(['node', 'netback', '--version'], process.cwd())).toBe(0);
  expect(printed.join('')).toBe(`${version}\n`);
});

test('simulate takes a company that has no sites yet: the faults go on, no point is made', async () => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const words = ['simulate', '--seed', '5', '--ticks', '10', '--sites', '0'];
  expect(await program(['node', 'netback', ...words], process.cwd())).toBe(0);
  expect(JSON.parse(printed.join(''))).toMatchObject({ sites: 0, points: 0, messages: 0, violation: null });
});

test('what was compiled at one start is kept for the next', () => {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  expect(spawnSync(process.execPath, ['cli/netback.js', '--version'], { env }).status).toBe(0);
  expect(readdirSync('.tmp/compile-cache', { recursive: true }).length).toBeGreaterThan(5);
});
