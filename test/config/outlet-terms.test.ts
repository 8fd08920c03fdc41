import { describe, expect, test } from 'vitest';
import { parseCompany } from '#lib/config/load-company.ts';
import { withSite } from './company-texts.ts';

const parsed = (lines: string) => parseCompany(withSite(lines), 'x.yaml');
const problemsOf = (lines: string) => {
  const found = parsed(lines);
  return found.ok ? [] : found.problems.map(({ path }) => path);
};

describe('the outlets of a company file', () => {
  test('take injection with its cost, and name what they fill in', () => {
    const found = parsed('flare: { regime: none }\n    inject: { costUsdPerMcf: 0.3, capMcfPerDay: 80 }');
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    expect(found.company.sites[0]?.inject).toEqual({
      costUsdPerMcf: 0.3,
      valueUsdPerMcf: 0,
      capMcfPerDay: 80,
      minimumMcfPerDay: 0,
    });
    expect(found.defaults).toContain('sites.pad.inject.valueUsdPerMcf = 0');
    expect(problemsOf('flare: { regime: none }\n    inject: { capMcfPerDay: 80 }')).toEqual([
      'sites[0].inject.costUsdPerMcf',
    ]);
  });

  test('take a flaring threshold: above it the same charge and no fee unless they are given', () => {
    const found = parsed(
      'flare: { regime: none, chargeUsdPerMcf: 0.5, threshold: { mcfPerDay: 100, feeUsdPerDay: 400 } }',
    );
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    expect(found.company.sites[0]?.flare.threshold).toEqual({
      mcfPerDay: 100,
      chargeUsdPerMcf: 0.5,
      feeUsdPerDay: 400,
    });
    expect(found.defaults).toContain('sites.pad.flare.threshold.chargeUsdPerMcf = 0.5');
  });

  test('refuse a least volume above the capacity and a threshold that makes flaring cheaper', () => {
    expect(
      problemsOf('flare: { regime: none }\n    inject: { costUsdPerMcf: 0, capMcfPerDay: 8, minimumMcfPerDay: 9 }'),
    ).toEqual(['sites[0].inject.minimumMcfPerDay']);
    expect(
      problemsOf('flare: { regime: none, chargeUsdPerMcf: 1, threshold: { mcfPerDay: 1, chargeUsdPerMcf: 0.5 } }'),
    ).toEqual(['sites[0].flare.threshold.chargeUsdPerMcf']);
  });

  test('are absent where the file says nothing of them', () => {
    const found = parsed('flare: { regime: none }');
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    expect(Object.keys(found.company.sites[0] ?? {})).not.toContain('inject');
    expect(Object.keys(found.company.sites[0]?.flare ?? {})).not.toContain('threshold');
  });
});
