import { readFileSync } from 'node:fs';
import { startVitest } from 'vitest/node';

/** What the process that tries the mutants is told. */
export type Order = {
  /** How many mutants are built in. */
  readonly count: number;
  /** Those to try. */
  readonly ids: readonly number[];
  /** The scripts of the test files (`bundles.ts`). */
  readonly scripts: readonly string[];
  /** Of the properties. */
  readonly seed: number;
  /** Where every verdict is written as it falls, one JSON document a line. */
  readonly log: string;
};

export type Verdict = {
  readonly id: number;
  readonly verdict: 'killed' | 'timed out' | 'survived' | 'not met';
  /** The test that failed. */
  readonly by: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    mutation: Order;
  }
}

/** Tries the mutants of an order in one worker of vitest. */
await startVitest([], {
  config: false,
  include: ['scripts/mutation/every-mutant.ts'],
  pool: 'threads',
  maxWorkers: 1,
  watch: false,
  provide: { mutation: JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Order },
});
