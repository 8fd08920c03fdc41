import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCompany } from '#lib/config/load-company.ts';
import type { Problem } from '#lib/config/problem.ts';
import { testCompany } from '#test/app/world.ts';
import { EXAMPLE, MINIMAL, withSite } from './company-texts.ts';

function problemsOf(text: string): readonly Problem[] {
  const parsed = parseCompany(text, 'x.yaml');
  return parsed.ok ? [] : parsed.problems;
}
function companyOf(text: string) {
  const parsed = parseCompany(text, 'x.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
  return parsed;
}

describe('a company file', () => {
  test('is accepted as the interface document writes it', () => {
    const { company } = companyOf(EXAMPLE);
    expect(company.sites[0]).toMatchObject({
      id: 'north-pad',
      gasDayStart: '09:00',
      treatShrinkFraction: 0.02,
      reports: { cadence: '1d', staleAfterSeconds: 129_600, drop: true, pushKeys: [{ id: 'k1' }] },
      fleet: { miners: [{ model: 'antminer-s19jpro-104', thPerSecond: 104, watts: 3068, count: 300 }] },
      sell: { index: 'henry-hub', percentOfProceeds: 1, firmMcfPerDay: 0 },
    });
    expect(company.maintenance[0]).toMatchObject({ match: { site: 'north-pad' }, by: 'ops' });
    expect(company.audiences[0]).toMatchObject({ id: 'executives', quietHours: { from: '22:00', to: '07:00' } });
  });

  test.each(['acme', 'borealis', 'cirrus'])('of the fixtures is accepted: %s', (name) => {
    companyOf(readFileSync(new URL(`../fixtures/companies/${name}.yaml`, import.meta.url), 'utf8'));
  });

  test('of the engine tests is accepted', () => {
    expect(testCompany(3).company.sites).toHaveLength(3);
  });

  test('is read in less than a second with 100 sites', () => {
    const [head, site] = EXAMPLE.split('sites:\n') as [string, string];
    const sites = Array.from({ length: 100 }, (_, index) =>
      index === 0 ? site : site.replaceAll('north-pad', `p${index}`),
    );
    // The best of three: what else the machine does is not the reader's time.
    const seconds = [1, 2, 3].map(() => {
      const start = performance.now();
      expect(companyOf(`${head}sites:\n${sites.join('')}`).company.sites).toHaveLength(100);
      return (performance.now() - start) / 1000;
    });
    expect(Math.min(...seconds)).toBeLessThan(1);
  });

  test('never throws, whatever the text', () => {
    const cut = fc.tuple(fc.nat(EXAMPLE.length), fc.nat(60), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(cut, ([at, length, text]) => {
        const parsed = parseCompany(EXAMPLE.slice(0, at) + text + EXAMPLE.slice(at + length), 'x.yaml');
        if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
    for (const text of ['', '[]', '42', 'null', 'a: [', '\t', 'a: 1\na: 2', '&a [*a]', `${'['.repeat(3000)}`])
      expect(problemsOf(text).length, text.slice(0, 10)).toBeGreaterThan(0);
  });
});

describe('a problem', () => {
  test('names file, path, line, value, expectation and the nearest name', () => {
    const [problem] = problemsOf(withSite('flare: { regime: us-texs }'));
    expect(problem).toMatchObject({
      file: 'x.yaml',
      path: 'sites[0].flare.regime',
      got: '"us-texs"',
      nearest: 'us-texas',
    });
    // The line of the text above: withSite puts the flare block on the last line.
    expect(problem?.line).toBe(withSite('flare: { regime: us-texs }').trimEnd().split('\n').length);
  });

  test('does not hide another one, in the same site or elsewhere', () => {
    const text = `tikc: 5m\n${withSite('flare: { regime: us-texs }')}`
      .replace('pad', 'pad\n    availabilty: 1')
      .replace('count: 300', 'count: -1')
      .replace('coinbase', 'coinbse');
    const found = problemsOf(text);
    expect(found.map(({ path }) => path)).toEqual([
      'tikc',
      'market.btcPrice.sources[0]',
      'sites[0].availabilty',
      'sites[0].fleet.miners[0].count',
      'sites[0].flare.regime',
    ]);
    expect(found.map(({ nearest }) => nearest)).toEqual(['tick', 'coinbase', null, null, 'us-texas']);
  });

  test.each([
    ['flare: { regime: none }\n    costs: { siteUsdPerDay: 600 }', 'sites[0].costs.siteAvoidableAfterDays'],
    ['flare: { regime: none }\n    costs: { gasPurchaseUsdPerMcf: 0.5 }', 'sites[0].costs.gasPurchaseUsdPerMcf'],
    ['flare: { regime: none }\n    costs: { royaltyOnMinedGasFraction: 0.2 }', 'sites[0].costs.royaltyIndex'],
    [
      'flare: { regime: none }\n    costs: { royaltyOnMinedGasFraction: 0.2, royaltyIndex: hub }',
      'sites[0].costs.royaltyIndex',
    ],
    ['flare: { regime: none }\n    reports: { cadence: 1mo, staleAfter: 20d }', 'sites[0].reports.staleAfter'],
    ['flare: { regime: none }\n    reports: { cadence: 1d, staleAfter: 23h }', 'sites[0].reports.staleAfter'],
    [
      'flare: { regime: none }\n    reports: { pull: { url: "https://a.example/x", format: petrinex } }',
      'sites[0].fuelIncludesMining',
    ],
    ['flare: { regime: none }\n    pool: { feeFraction: 1 }', 'sites[0].pool.feeFraction'],
    [
      'flare: { regime: none }\n    rules: { unprofitable: { exitFractionOfRevenue: -0.2 } }',
      'sites[0].rules.unprofitable.exitFractionOfRevenue',
    ],
    ['flare: { regime: none }\n    rules: { unprofitable: { meanOver: 24h } }', 'sites[0].rules.unprofitable.meanOver'],
  ])('across fields is found: %s', (site, path) => {
    expect(problemsOf(withSite(site)).map((problem) => problem.path)).toEqual([path]);
  });

  test.each([
    ['{ model: cat-g3516-1040-standby }', 'sites[0].power.generators[0].model', /standby/],
    ['{ model: ets-w1375 }', 'sites[0].power.generators[0].heatRateBtuPerKwhLhv', /heat rate/],
    ['{ model: cat-g3516-975-con }', 'sites[0].power.generators[0].model', /generators\.json/],
    ['{ ratedKw: 1000 }', 'sites[0].power.generators[0].heatRateBtuPerKwhLhv', /ratedKw and heatRate/],
  ])('refuses a generator that cannot be mined with: %s', (generator, path, expected) => {
    const [problem, ...others] = problemsOf(
      MINIMAL.replace('{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000 }', generator),
    );
    expect(others).toEqual([]);
    expect(problem?.path).toBe(path);
    expect(problem?.expected).toMatch(expected);
  });

  test('refuses a gas below the methane number of the engine, unless its maker says otherwise', () => {
    const model = MINIMAL.replace('{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000 }', '{ model: cat-g3516-975-cont }');
    // MON = 137.78·0.78 + 29.948·0.12 − 18.193·0.10 = 109.24; MN = 1.445·109.24 − 103.42 = 54.4 < 80.
    const rich = model.replace(
      'hhvBtuPerScf: 1210, lhvBtuPerScf: 1100',
      'composition: { c1: 0.78, c2: 0.12, c3: 0.1 }',
    );
    expect(problemsOf(rich).map(({ path, got }) => [path, got])).toEqual([
      ['sites[0].power.generators[0]', '"methane number 54.4"'],
    ]);
    expect(problemsOf(rich.replace('composition:', 'methaneNumber: 81, composition:'))).toEqual([]);
  });

  test('is told once for the same id given twice, at the second', () => {
    const twice = MINIMAL + MINIMAL.split('sites:\n')[1];
    expect(problemsOf(twice).map(({ path }) => path)).toEqual(['sites[1].id']);
  });
});
