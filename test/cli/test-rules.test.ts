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

describe('a key that no case file has', () => {
  const rule = { op: 'lt', enter: 0 };
  const [samples, expectOk] = [[[0, 1]], { states: [[0, 'OK']] }];
  const script = [['eval', 0, -1]];
  const probes = { probes: [[0, true]] };
  const cases: readonly (readonly [string, object, string])[] = [
    ['a rule', { rule: { ...rule, exitt: 5 }, samples, expect: expectOk }, 'cases[2].rule.exitt'],
    [
      'a window',
      { rule: { ...rule, window: { m: 1, n: 2, mising: 'ignore' } }, samples },
      'cases[2].rule.window.mising',
    ],
    [
      'a level',
      { rule: { ...rule, levels: [{ severty: 'info', enter: 0 }] }, samples },
      'cases[2].rule.levels[0].severty',
    ],
    [
      'a repetition',
      { rule: { ...rule, repeatInterval: { critcal: 9 } }, samples },
      'cases[2].rule.repeatInterval.critcal',
    ],
    ['a change of a rule', { rule, changes: [[0, { fro: 3 }]], samples }, 'cases[2].changes[0][1].fro'],
    ['an expectation', { rule, samples, expect: { ...expectOk, notification: [] } }, 'cases[2].expect.notification'],
    ['a case', { rule, samples, expect: expectOk, chnages: [] }, 'cases[2].chnages'],
    [
      'an acknowledgement',
      { kind: 'ack', rule, script: [...script, ['ack', 1, { stiky: true }]] },
      'cases[2].script[1][2].stiky',
    ],
    ['a group', { kind: 'group', group: { sendResoled: false } }, 'cases[2].group.sendResoled'],
    [
      'a silence',
      { kind: 'silence', silences: [{ strat: 0 }], labels: {}, expect: probes },
      'cases[2].silences[0].strat',
    ],
    ['a matcher', { kind: 'inhibit', rules: [{ source: { a: { rex: 'b' } } }] }, 'cases[2].rules[0].source.a.rex'],
  ];

  it.each(cases)('is refused in %s, with its file, its place and what was expected', async (_name, raw, place) => {
    const { differences } = await runCase({ id: 'a', ...raw }, 3, 'my.yaml');
    const key = place.split('.').at(-1);
    expect(differences.join('\n')).toContain(`my.yaml: ${place}: got "${key}"; expected a key of `);
  });

  it('is told with the key that was meant', async () => {
    const { differences } = await runCase({ rule: { ...rule, keepFirngFor: 5 }, samples, expect: expectOk }, 1);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatch(
      /^cannot be run: cases\[0\]\.rule\.keepFirngFor: .* \(did you mean keepFiringFor\?\)$/,
    );
  });

  it('is no key that only tells people something', async () => {
    const told = { id: 'a', status: 'derived', note: 'n', source: {}, sourceExpected: [], comment: 'c', title: 't' };
    expect((await runCase({ ...told, rule, samples, expect: expectOk }, 1)).differences).toEqual([]);
  });

  it('is refused at the head of a file', () => {
    const file = path.join(mkdtempSync(path.join(process.env.TMPDIR ?? '.tmp', 'rules-')), 'mine.yaml');
    writeFileSync(file, 'about: ours\nkinds: {}\nevaluation_interval: 60\ncases: []\n');
    expect(() => readCaseFile(file)).toThrow(
      `${file}: evaluation_interval: got "evaluation_interval"; expected a key of cases`,
    );
  });
});

describe('a rule that changes while it is tested', () => {
  it('keeps every key that the change does not name', async () => {
    // Missing data leave the state as it is under `keep`; a change of the hold is none of the policy.
    const rule = { op: 'lt', enter: 0, noData: 'keep' };
    const changes = [[300, { for: 600 }]];
    const samples = [
      [0, 1],
      [300, 1],
      [600, null],
    ];
    const raw = { rule, changes, samples, expect: { states: [[600, 'OK']] } };
    expect((await runCase(raw, 1)).differences).toEqual([]);
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
