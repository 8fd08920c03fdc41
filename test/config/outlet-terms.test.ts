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

describe('the contracts of a company file', () => {
  test('keep what is given and leave out what is not', () => {
    const found = parsed(
      'flare: { regime: none }\n    costs: { revenueShareFraction: 0.2, revenueShareOf: net, incomeTaxFraction: 0.25, incentives: [{ name: credit, usdPerMcf: 0.5, from: 2026-01-01, to: 2027-01-01 }] }',
    );
    if (!found.ok) throw new Error(JSON.stringify(found.problems));
    expect(found.company.sites[0]?.costs).toMatchObject({
      revenueShareOf: 'net',
      incomeTaxFraction: 0.25,
      // 2026-01-01 and 2027-01-01, midnight UTC.
      incentives: [{ name: 'credit', usdPerMcf: 0.5, from: 1_767_225_600, to: 1_798_761_600 }],
    });
    const plain = parsed('flare: { regime: none }');
    if (!plain.ok) throw new Error(JSON.stringify(plain.problems));
    expect(Object.keys(plain.company.sites[0]?.costs ?? {})).not.toContain('revenueShareOf');
    expect(Object.keys(plain.company.sites[0]?.costs ?? {})).not.toContain('incentives');
  });

  test('refuse dates that end before they begin, and what is owed on flared gas without an index', () => {
    expect(
      problemsOf(
        'flare: { regime: none }\n    costs: { incentives: [{ name: credit, usdPerMcf: 0.5, from: 2027-01-01, to: 2026-01-01 }] }',
      ),
    ).toEqual(['sites[0].costs.incentives[0].to']);
    expect(problemsOf('flare: { regime: none, royaltyFraction: 0.1 }')).toEqual(['sites[0].costs.royaltyIndex']);
  });

  test('refuse to sell gas that is the state’s', () => {
    const text = withSite('flare: { regime: none }')
      .replace('audiences:', '  gasIndexes: [{ id: hub, manual: [{ from: 2026-01-01, usdPerMmbtu: 2 }] }]\naudiences:')
      .replace('hhvBtuPerScf:', 'title: state, hhvBtuPerScf:');
    expect(parseCompany(text, 'x.yaml').ok).toBe(true);
    const selling = parseCompany(text.replace('sell: none', 'sell: { index: hub }'), 'x.yaml');
    expect(selling.ok ? [] : selling.problems.map(({ path }) => path)).toEqual(['sites[0].sell']);
  });
});
