/** Stands in for vitest in the scripts of the tests: notes the tests, so that they can be run again and again. */
import type { Gathered } from './test-script.ts';

export { expect, expectTypeOf } from 'vitest';

type Body = (...values: readonly unknown[]) => unknown;
type Rest = readonly unknown[];
type Each = (rows: readonly unknown[]) => (name: string, ...rest: Rest) => void;

const { netbackTests } = globalThis as unknown as { readonly netbackTests: Gathered[] };

const bodyOf = (rest: Rest): Body => rest.find((one): one is Body => typeof one === 'function') as Body;
const spread = (row: unknown): readonly unknown[] => (Array.isArray(row) ? row : [row]);

function gather(name: string, ...rest: Rest): void {
  const body = bodyOf(rest);
  netbackTests.push({ name, run: () => body() });
}

function group(_name: string, ...rest: Rest): void {
  bodyOf(rest)();
}

const each: Each =
  (rows) =>
  (name, ...rest) => {
    const body = bodyOf(rest);
    for (const row of rows) netbackTests.push({ name, run: () => body(...spread(row)) });
  };

const eachGroup: Each =
  (rows) =>
  (_name, ...rest) => {
    for (const row of rows) bodyOf(rest)(...spread(row));
  };

export const test: typeof gather & { each: Each } = Object.assign(gather, { each });
export const it: typeof test = Object.assign(gather, { each });
export const describe: typeof group & { each: Each } = Object.assign(group, { each: eachGroup });
