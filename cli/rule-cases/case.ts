import * as z from 'zod';
import { type Fault, pathText, type YamlPath } from '#lib/config/problem.ts';
import { knownKeys } from '#lib/config/schema/scalars.ts';

/** Keys that only tell people something: they change nothing of what is tested, so any may stand. */
export const PROSE = Object.fromEntries(
  [
    ...['id', 'name', 'title', 'about', 'description', 'comment', 'note', 'status', 'source', 'sourceExpected'],
    ...['author', 'date', 'license', 'licence', 'version', '$schema'],
  ].map((key) => [key, z.unknown().optional()]),
);

/**
 * A case: an unknown key in it is refused as it is in every block below it, because one that was
 * passed over would leave a test that tests something else than it says.
 */
export function caseBlock<S extends z.core.$ZodLooseShape>(shape: S) {
  const known = ['id', 'kind', ...Object.keys(shape)];
  return z.strictObject({ kind: z.string().optional(), ...PROSE, ...shape }, { error: knownKeys(known) });
}

/** What an adapter found wrong with a case, one line each; none = the case passed. */
export type Differences = readonly string[];

/** Compares two values as their JSON texts and says what is different. */
export function differ(what: string, got: unknown, expected: unknown): Differences {
  const [gotText, expectedText] = [JSON.stringify(got), JSON.stringify(expected)];
  return gotText === expectedText ? [] : [`${what}: got ${gotText}, expected ${expectedText}`];
}

/** What a case file may not say, and what was expected there; `below` = where the faulty part stands in the file. */
export function faultLine({ path, got, expected, nearest }: Fault, below: YamlPath = []): string {
  const hint = nearest === null ? '' : ` (did you mean ${nearest}?)`;
  return `${pathText([...below, ...path])}: got ${got}; expected ${expected}${hint}`;
}

/** A test that cannot fail is none. */
export const NOTHING_EXPECTED: Differences = [
  'expect says nothing; expected states or notifications (of a window: treatments)',
];
