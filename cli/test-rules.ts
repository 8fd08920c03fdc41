import { readCaseFile } from './rule-cases/case-file.ts';
import { type CaseResult, runCase } from './rule-cases/run-case.ts';

export type TestRulesOptions = { readonly json?: boolean };

/**
 * `netback test-rules`: rule unit tests against the engine itself (interfaces.md section 8). A line
 * per case, what differs below it, closing `N passed, N failed`. Answers 1 when a case failed.
 */
export async function testRulesCommand(files: readonly string[], options: TestRulesOptions): Promise<number> {
  const results: CaseResult[] = [];
  for (const file of files) {
    const cases = readCaseFile(file);
    for (const [index, raw] of cases.entries()) results.push(await runCase(raw, index + 1, file));
  }
  const failed = results.filter(({ differences }) => differences.length > 0).length;
  const passed = results.length - failed;
  if (options.json === true) {
    const cases = results.map(({ id, kind, differences }) => ({
      id,
      kind,
      passed: differences.length === 0,
      differences,
    }));
    process.stdout.write(`${JSON.stringify({ passed, failed, cases })}\n`);
  } else {
    for (const result of results) process.stdout.write(`${lineOf(result)}\n`);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
  return failed > 0 ? 1 : 0;
}

function lineOf({ id, kind, differences }: CaseResult): string {
  if (differences.length === 0) return `ok    ${kind} ${id}`;
  return [`FAIL  ${kind} ${id}`, ...differences.map((difference) => `      ${difference}`)].join('\n');
}
