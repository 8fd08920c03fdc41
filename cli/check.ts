import { loadCompany } from '#lib/config/load-company.ts';
import type { Problem } from '#lib/config/problem.ts';
import { instant } from '#lib/domain/instant.ts';

/** `netback check`: every problem of company files at once; offline. Exit 1 if any file has one. */
export async function checkCommand(files: readonly string[], options: { readonly json?: boolean }): Promise<number> {
  const today = instant(Date.now() / 1000);
  const checked = files.map((file) => ({ file, loaded: loadCompany(file, today) }));
  const isValid = checked.every(({ loaded }) => loaded.ok);
  if (options.json === true) process.stdout.write(`${JSON.stringify(document(checked, isValid))}\n`);
  else for (const { file, loaded } of checked) process.stdout.write(describe(file, loaded));
  return isValid ? 0 : 1;
}

/** One problem on one line: `file:line: path: got …; expected … (did you mean …?)`. */
export function formatProblem(problem: Problem): string {
  const { file, line, path, got, expected, nearest } = problem;
  const hint = nearest === null ? '' : ` (did you mean ${nearest}?)`;
  return `${file}:${line}: ${path}: got ${got}; expected ${expected}${hint}`;
}

type Checked = { readonly file: string; readonly loaded: ReturnType<typeof loadCompany> };

function document(checked: readonly Checked[], isValid: boolean) {
  const files = checked.map(({ file, loaded }) =>
    loaded.ok
      ? {
          file,
          valid: true,
          company: loaded.company.company,
          version: loaded.version,
          sites: loaded.company.sites.length,
          problems: [],
          defaults: loaded.defaults,
        }
      : { file, valid: false, problems: loaded.problems, defaults: [] },
  );
  return { valid: isValid, files };
}

function describe(file: string, loaded: Checked['loaded']): string {
  if (!loaded.ok) {
    const count = loaded.problems.length;
    return `${loaded.problems.map(formatProblem).join('\n')}\n${file}: ${count} problem${count === 1 ? '' : 's'}\n`;
  }
  const { company, version, defaults } = loaded;
  const taken = defaults.map((one) => `  default: ${one}\n`).join('');
  return `${taken}${file}: valid, ${company.sites.length} sites, version ${version}, ${defaults.length} defaults taken\n`;
}
