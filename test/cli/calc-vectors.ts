import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Outputs } from '#cli/calc/calculator.ts';
import { CALCULATORS } from '#cli/calc/calculators.ts';

const VECTORS = JSON.parse(readFileSync('test/fixtures/vectors/vectors.json', 'utf8'));

/** Inputs and expected figures differ from vector to vector: each test knows those of its own. */
export function vector(id: string) {
  return VECTORS.find((one: { id: string }) => one.id === id) ?? expect.fail(`no vector ${id}`);
}

export function calc(name: string, input: object): Outputs {
  const found = CALCULATORS.find((one) => one.name === name) ?? expect.fail(`no calculator ${name}`);
  return found.run(input);
}

export function within(got: unknown, wanted: number, relative: number): void {
  expect(got).toBeTypeOf('number');
  expect(Math.abs((got as number) - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * relative);
}
