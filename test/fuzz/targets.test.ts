import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TARGETS } from './targets.ts';

/** A short run of every target; long ones are `npm run fuzz -- NAME --runs N`. */
const RUNS = 200;

describe('every fuzz target', () => {
  test('has a name of its own', () => {
    expect(TARGETS.length).toBeGreaterThan(10);
    expect(new Set(TARGETS.map(({ name }) => name)).size).toBe(TARGETS.length);
  });

  test.each(TARGETS.map((target) => [target.name, target] as const))('%s survives', async (_name, { property }) => {
    await fc.assert(property(), { numRuns: RUNS });
  });
});
