import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MINIMAL } from '../config/company-texts.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
let folder = '';
beforeAll(() => {
  mkdirSync(path.join(PROJECT, '.tmp'), { recursive: true });
  folder = mkdtempSync(path.join(PROJECT, '.tmp', 'check-'));
  writeFileSync(path.join(folder, 'good.yaml'), MINIMAL);
  writeFileSync(
    path.join(folder, 'bad.yaml'),
    MINIMAL.replace('sell: none', 'sell: nothing').replace('coinbase', 'coinbse'),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function check(...args: readonly string[]) {
  const run = spawnSync(process.execPath, ['cli/netback.ts', 'check', ...args], { cwd: PROJECT, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

describe('netback check', () => {
  test('says that a good file is valid and names the defaults', () => {
    const { code, out } = check(path.join(folder, 'good.yaml'));
    expect(code).toBe(0);
    expect(out).toContain('default: sites.pad.fleet.pue = 1');
    expect(out).toMatch(/good\.yaml: valid, 1 sites, version [0-9a-f]{16}, \d+ defaults taken/);
  });

  test('names every problem of a bad file with its line, and exits 1', () => {
    const { code, out } = check(path.join(folder, 'bad.yaml'), path.join(folder, 'good.yaml'));
    expect(code).toBe(1);
    expect(out).toMatch(/bad\.yaml:3: market\.btcPrice\.sources\[0\]: got "coinbse"; .*did you mean coinbase\?/);
    expect(out).toMatch(/bad\.yaml:13: sites\[0\]\.sell: got "nothing"; expected none, or the terms of the sale/);
    expect(out).toContain('bad.yaml: 2 problems');
  });

  test('prints one JSON document and nothing else with --json', () => {
    const { code, out, err } = check('--json', path.join(folder, 'bad.yaml'), path.join(folder, 'missing.yaml'));
    expect([code, err]).toEqual([1, '']);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ valid: false, files: [{ valid: false }, { valid: false }] });
    expect(document.files[1].problems[0]).toMatchObject({ got: 'ENOENT', expected: 'a file that can be read' });
  });

  test('without a file is wrong usage', () => {
    expect(check().code).toBe(2);
  });
});
