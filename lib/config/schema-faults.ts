import type * as z from 'zod';
import { issueWords } from './issue-words.ts';
import { nearestName } from './nearest-name.ts';
import { type Fault, fault, type YamlPath } from './problem.ts';
import { ZONE_EXPECTED } from './schema/scalars.ts';

/** What the schema refuses, one fault for every unknown key, missing key and bad value. */
export function schemaFaults(value: unknown, issues: readonly z.core.$ZodIssue[]): readonly Fault[] {
  return issues.flatMap((issue) => faultsOf(value, issue, []));
}

function faultsOf(root: unknown, issue: z.core.$ZodIssue, prefix: YamlPath): readonly Fault[] {
  const path = [...prefix, ...(issue.path as YamlPath)];
  const got = valueAt(root, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = issue.message.split(', ');
      return issue.keys.map((key) =>
        fault([...path, key], key, `a key of ${known.join(', ')}`, nearestName(key, known)),
      );
    }
    case 'invalid_value': {
      const names = issue.values.map(String);
      const nearest = typeof got === 'string' ? nearestName(got, names) : null;
      return [fault(path, got, `one of ${names.join(', ')}`, nearest)];
    }
    case 'invalid_union': {
      const branch = nearestBranch(issue.errors, got);
      if (branch !== null) return branch.flatMap((inner) => faultsOf(root, inner, path));
      return [fault(path, got, issue.message, nearestKey(issue.errors, got))];
    }
    case 'invalid_type':
      return [
        fault(path, got, Math.abs(Number(got)) === Number.POSITIVE_INFINITY ? 'a finite number' : issueWords(issue)),
      ];
    case 'invalid_key':
      return [fault(path, path.at(-1), keyWords(issue.issues[0]))];
    default: {
      const isZone = issue.message === ZONE_EXPECTED && typeof got === 'string';
      const nearest = isZone ? nearestName(got, Intl.supportedValuesOf('timeZone')) : null;
      return [fault(path, got, issueWords(issue), nearest)];
    }
  }
}

function keyWords(issue: z.core.$ZodIssue | undefined): string {
  return issue === undefined ? 'another key' : issueWords(issue);
}

/** The form that was meant: for a block, the block form with the fewest faults; else none. */
function nearestBranch(branches: readonly z.core.$ZodIssue[][], got: unknown): readonly z.core.$ZodIssue[] | null {
  if (typeof got !== 'object' || got === null) return null;
  const blocks = branches.filter((issues) =>
    issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'),
  );
  const keys = Object.keys(got);
  const unknown = (issues: readonly z.core.$ZodIssue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
  const fitting = blocks.filter((issues) => unknown(issues) < Math.max(1, keys.length) || blocks.length === 1);
  return [...fitting].sort((a, b) => unknown(a) - unknown(b) || a.length - b.length)[0] ?? null;
}

/** Where no form fits because its one key is mistyped: the key that was meant. */
function nearestKey(branches: readonly z.core.$ZodIssue[][], got: unknown): string | null {
  if (typeof got !== 'object' || got === null) return null;
  const known = branches
    .flat()
    .flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.message.split(', ') : []));
  return Object.keys(got).reduce<string | null>((found, key) => found ?? nearestName(key, known), null);
}

function valueAt(root: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined,
    root,
  );
}
