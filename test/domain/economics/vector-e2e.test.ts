import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

const read = (file: string) => JSON.parse(readFileSync(`test/fixtures/vectors/${file}`, 'utf8'));

describe('vector E2E-01', () => {
  const expected = read('e2e-01/expected.json') as Record<string, number | string>;
  const evaluation = evaluateSite(siteModel(siteWith(), 7), MARKET, gasOf({ produced: 300 }, 1210));

  test.each(Object.entries(expected))('gives %s', (name, value) => {
    const got = evaluation[name as keyof typeof evaluation];
    if (typeof value === 'number')
      expect(Math.abs((got as number) - value)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(value)));
    else expect(got).toBe(value);
  });
});
