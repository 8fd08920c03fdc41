import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { caseFilesIn, readCaseFile } from '#cli/rule-cases/case-file.ts';
import { runCase } from '#cli/rule-cases/run-case.ts';

/** Recorded cases of other systems and our own (test/fixtures/alert-cases/README.md); more from NETBACK_CASES. */
const FIXTURES = caseFilesIn('test/fixtures/alert-cases');
const extra = process.env.NETBACK_CASES;
const files = [...FIXTURES, ...(extra === undefined ? [] : caseFilesIn(extra))];

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

  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['an exit beyond enter', 'rule: { op: lt, enter: 0, exit: -5 }', /exit is -5; expected no less than enter \(0\)/],
    ['an exit above enter', 'rule: { op: gt, enter: 0, exit: 5 }', /exit is 5; expected no more than enter \(0\)/],
    [
      'a window of 3 in 2',
      'rule: { op: lt, enter: 0, window: { m: 3, n: 2 } }',
      /m is 3; expected no more than n \(2\)/,
    ],
  ];

  it.each(broken)('refuses %s', async (_name, rule, reason) => {
    const text = `cases:\n  - { id: a, kind: rule, ${rule}, samples: [[0, 1]], expect: { states: [[0, OK]] } }\n`;
    const { code, stdout } = await netback(file('broken.yaml', text));
    expect([code, reason.test(stdout)]).toEqual([1, true]);
  });

  it.each([
    ['a rule', 'kind: rule, rule: { op: lt, enter: 0 }, samples: [[0, 1]], expect: {}'],
    ['a window', 'kind: window, rule: { m: 1, n: 2 }, points: [0, 1], expect: {}'],
  ])('fails %s that expects nothing', async (_name, text) => {
    const { code, stdout } = await netback(file('empty.yaml', `cases:\n  - { id: a, ${text} }\n`));
    expect([code, stdout.includes('expect says nothing')]).toEqual([1, true]);
  });

  it.each([
    ['never moves on', 'interval: 0, until: 9', /group.interval/],
    ['never ends', 'interval: 1', /100000 flushes; expected group.until/],
  ])('ends with a reason on a group that %s', async (_name, beat, reason) => {
    const group = `{ wait: 0, repeat: 1, ${beat}, events: [[1, fire, a]] }`;
    const text = `cases:\n  - { id: a, kind: group, group: ${group}, expect: { notifications: [] } }\n`;
    const { code, stdout } = await netback(file('endless.yaml', text));
    expect([code, reason.test(stdout)]).toEqual([1, true]);
  });

  it('reads a file with a byte order mark', async () => {
    expect((await netback(file('bom.yaml', `\uFEFF${yaml('FIRING')}`))).code).toBe(0);
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
