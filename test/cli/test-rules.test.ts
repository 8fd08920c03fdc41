import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { caseFilesIn, readCaseFile } from '#cli/rule-cases/case-file.ts';
import { runCase } from '#cli/rule-cases/run-case.ts';

/** Recorded cases of other systems and our own (test/fixtures/alert-cases/README.md); more from NETBACK_CASES. */
const FIXTURE = 'test/fixtures/alert-cases/cases.json';
const extra = process.env.NETBACK_CASES;
const files = [FIXTURE, ...(extra === undefined ? [] : caseFilesIn(extra))];

describe.each(files)('the cases of %s', (file) => {
  const cases = readCaseFile(file).map((raw, index) => [(raw as { id: string }).id, raw, index] as const);

  it.each(cases)('%s', async (_id, raw, index) => {
    expect((await runCase(raw, index + 1)).differences).toEqual([]);
  });
});

describe('netback test-rules', () => {
  const run = promisify(execFile);
  const netback = (...args: string[]) =>
    run(process.execPath, ['cli/netback.ts', 'test-rules', ...args]).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
    );
  const folder = mkdtempSync(path.join(process.env.TMPDIR ?? '.tmp', 'rules-'));
  const file = (name: string, text: string) => {
    const full = path.join(folder, name);
    writeFileSync(full, text);
    return full;
  };
  /** Below zero for two samples of 300 s with a hold of 300 s: pending, then firing. */
  const yaml = (state: string) => `cases:
  - id: holds
    kind: rule
    rule: { op: lt, enter: 0, exit: 2, for: 300 }
    samples: [[0, -1], [300, -1], [600, 1], [900, 2]]
    expect: { states: [[0, PENDING], [300, ${state}], [600, FIRING], [900, OK]] }
`;

  it('passes a YAML file whose expectations hold', async () => {
    expect(await netback(file('good.yaml', yaml('FIRING')))).toEqual({
      code: 0,
      stdout: 'ok    rule holds\n1 passed, 0 failed\n',
    });
  });

  it('fails with exit 1 and says what it got', async () => {
    const { code, stdout } = await netback(file('bad.yaml', yaml('OK')));
    expect(code).toBe(1);
    expect(stdout).toContain('state at 300: got "FIRING", expected "OK"');
    expect(stdout).toMatch(/0 passed, 1 failed\n$/);
  });

  it('prints one JSON document with --json', async () => {
    const { stdout } = await netback('--json', file('json.yaml', yaml('FIRING')));
    expect(JSON.parse(stdout)).toEqual({
      passed: 1,
      failed: 0,
      cases: [{ id: 'holds', kind: 'rule', passed: true, differences: [] }],
    });
  });

  it('fails a case of an unknown kind or without a readable rule', async () => {
    const { stdout } = await netback(
      file(
        'odd.json',
        JSON.stringify({
          cases: [
            { id: 'a', kind: 'nonsense' },
            { id: 'b', kind: 'rule', samples: [] },
          ],
        }),
      ),
    );
    expect(stdout).toContain('FAIL  nonsense a');
    expect(stdout).toContain('FAIL  rule b');
    expect(stdout).toMatch(/0 passed, 2 failed\n$/);
  });

  it('refuses a file without cases', async () => {
    expect((await netback(file('none.json', '{}'))).code).toBe(1);
  });
});
