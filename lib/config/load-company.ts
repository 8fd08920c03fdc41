import { readFileSync } from 'node:fs';
import type { Company } from '../domain/company.ts';
import type { Instant } from '../domain/instant.ts';
import { checkCompany } from './checks/check-company.ts';
import { checkIndexGas } from './checks/check-index-gas.ts';
import { soundParts } from './checks/parts.ts';
import { companyVersion } from './company-asset.ts';
import { companySchema } from './company-schema.ts';
import { type Problem, shown } from './problem.ts';
import { shippedRegimes } from './regimes.ts';
import { resolveCompany } from './resolve/company.ts';
import { schemaFaults } from './schema-faults.ts';
import { readYaml } from './yaml-document.ts';

export { companyVersion } from './company-asset.ts';

/** A company file read: the company as deployed with the defaults taken, or every problem at once. */
export type LoadedCompany =
  | { readonly ok: true; readonly company: Company; readonly version: string; readonly defaults: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a company file from disk; a file that cannot be read is a problem like any other. With `today`
 * a flaring regime must have rules in force on that day; a replay of the past gives none.
 */
export function loadCompany(file: string, today: Instant | null = null): LoadedCompany {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? String(error);
    const problem = { file, path: '(document)', line: 1, got, expected: 'a file that can be read', nearest: null };
    return { ok: false, problems: [problem] };
  }
  return parseCompany(text, file, today);
}

/** Reads the text of a company file; `fileName` only names it in problems. */
export function parseCompany(text: string, fileName: string, today: Instant | null = null): LoadedCompany {
  const document = readYaml(text, fileName);
  if (document.problems.length > 0) return { ok: false, problems: document.problems };
  const parsed = companySchema.safeParse(document.value, { reportInput: false });
  const faults = [
    ...(parsed.success ? [] : schemaFaults(document.value, parsed.error.issues)),
    ...checkCompany(soundParts(document.value), { known: shippedRegimes(), today }),
  ];
  if (!parsed.success || faults.length > 0)
    return { ok: false, problems: inOrder(faults.map((one) => document.place(one))) };
  const { company, defaults } = resolveCompany(parsed.data);
  const mixed = checkIndexGas(parsed.data, company);
  if (mixed.length > 0) return { ok: false, problems: inOrder(mixed.map((one) => document.place(one))) };
  return { ok: true, company, version: companyVersion(company), defaults };
}

/** From the top of the file to its end, each problem once. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  const once = problems.filter((problem) => {
    const key = shown([problem.path, problem.expected]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
  return once.sort((a, b) => a.line - b.line);
}
