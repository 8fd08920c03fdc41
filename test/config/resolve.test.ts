import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from '#lib/config/catalogue.ts';
import { companyJson, companyVersion, readCompanyJson } from '#lib/config/company-asset.ts';
import { companyJsonSchema } from '#lib/config/company-json-schema.ts';
import { parseCompany } from '#lib/config/load-company.ts';
import { editDistance, nearestName } from '#lib/config/nearest-name.ts';
import { generatorLine } from '#lib/config/resolve/generator-line.ts';
import { perMmbtuOf } from '#lib/config/resolve/market.ts';
import { capitalUsdPerDay } from '#lib/config/resolve/site.ts';
import { durationSeconds } from '#lib/config/schema/scalars.ts';
import { VOLUME_BASES } from '#lib/domain/gas/volume.ts';
import { EXAMPLE, MINIMAL, withSite } from './company-texts.ts';

function companyOf(text: string) {
  const parsed = parseCompany(text, 'x.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 1));
  return parsed;
}
function site(text: string) {
  const [first] = companyOf(text).company.sites;
  if (first === undefined) throw new Error('no site');
  return first;
}

describe('defaults', () => {
  test('are the ones of the interface document', () => {
    const { company } = companyOf(MINIMAL);
    expect(company).toMatchObject({ tickSeconds: 300, locale: 'en', decisionHorizonDays: 7, rawRetentionDays: 90 });
    expect(company.rules.unprofitable).toEqual({
      enabled: true,
      meanOverSeconds: 43_200,
      minimumHours: 6,
      exitFractionOfRevenue: 0.03,
      floorUsdPerDay: 50,
      forSeconds: 3600,
      keepFiringForSeconds: 3600,
      levels: [
        { severity: 'warning', enterFractionOfRevenue: -0.03 },
        { severity: 'critical', enterFractionOfRevenue: -0.15 },
      ],
    });
    expect(company.rules.flaringRise).toMatchObject({
      shiftFactor: 1.4,
      shiftFactorMonthly: 1.5,
      shiftExitFactor: 1.15,
    });
    expect(site(MINIMAL)).toMatchObject({
      name: 'pad',
      gasDayStart: '00:00',
      treatShrinkFraction: 0,
      reports: { cadence: '1d', staleAfterSeconds: 36 * 3600, pull: null, pushKeys: [], drop: false },
      power: { availability: 1, parasiticFraction: 0, omUsdPerKwhGross: 0 },
      fleet: { pue: 1, uptime: 1 },
      costs: { siteUsdPerDay: 0, siteAvoidableAfterDays: null, revenueShareFraction: 0, miningTaxFraction: 0 },
      perspective: 'joint',
      sell: null,
      flare: { chargeUsdPerMcf: 0, permitLimitMcfPerDay: null },
      carbon: { usdPerTonneCo2e: 0 },
    });
  });

  test.each([
    ['1h', 3 * 3600],
    ['1d', 36 * 3600],
    ['1mo', 45 * 86_400],
  ])('of staleAfter follow the cadence: %s', (cadence, seconds) => {
    const text = withSite(`flare: { regime: none }\n    reports: { cadence: ${cadence} }`);
    expect(site(text).reports.staleAfterSeconds).toBe(seconds);
  });

  test('are each named, and nothing that was given is', () => {
    const { defaults } = companyOf(MINIMAL);
    expect(defaults).toContain('sites.pad.power.availability = 1');
    expect(defaults).toContain('sites.pad.gas.volumeBase = "us60-14.696"');
    expect(defaults).toContain('sites.pad.power.generators.0.idleFuelFraction = 0.097');
    expect(companyOf(EXAMPLE).defaults).toEqual([
      'sites.north-pad.fuelIncludesMining = false',
      'sites.north-pad.sell.firmMcfPerDay = 0',
      'decisionHorizonDays = 7',
      'rawRetentionDays = 90',
    ]);
  });

  test('of rules stay where a site overrides one figure', () => {
    const text = withSite('flare: { regime: none }\n    rules: { unprofitable: { floorUsdPerDay: 10 } }');
    expect(site(text).rules.unprofitable).toMatchObject({ floorUsdPerDay: 10, exitFractionOfRevenue: 0.03 });
    expect(companyOf(text).company.rules.unprofitable.floorUsdPerDay).toBe(50);
  });
});

describe('catalogue models', () => {
  test('give a straight line of fuel by least squares', () => {
    const model = catalogue().generators.get('cat-g3516-975-cont');
    if (model === undefined) throw new Error('not in the catalogue');
    // Points P = 975, 731, 487 kW, F = P × (11700, 11800, 12600) ÷ 1.05505585262 Btu/h.
    // Mean P 731; ΔP = ±244, 0. Slope = (F1 − F3) ÷ 488 = (11,407,500 − 6,136,200) ÷ 488 = 10,801.84 kJ/kWh.
    // Mean F = (11,407,500 + 8,625,800 + 6,136,200) ÷ 3 = 8,723,166.7 kJ/h; full = 8,723,166.7 + 10,801.84 × 244 = 11,358,816.7.
    // Idle = 8,723,166.7 − 10,801.84 × 731 = 827,019.0 kJ/h.
    const line = generatorLine(model);
    expect(line?.heatRateBtuPerKwhLhv).toBeCloseTo(11_358_816.7 / 975 / 1.05505585262, 2);
    expect(line?.idleFuelFraction).toBeCloseTo(827_019.0 / 11_358_816.7, 5);
  });

  test('with one point have the default idle share', () => {
    const text = MINIMAL.replace('{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000 }', '{ model: cap-c65, count: 4 }');
    // 12,414 kJ/kWh ÷ 1.05505585262 = 11,766.2 Btu/kWh.
    const [generator] = site(text).power.generators;
    expect(generator).toMatchObject({ model: 'cap-c65', count: 4, ratedKw: 65, idleFuelFraction: 0.097 });
    expect(generator?.heatRateBtuPerKwhLhv).toBeCloseTo(11_766.2, 1);
  });
});

describe('prices and capital', () => {
  test('per volume become prices per MMBtu by the heat in that volume', () => {
    const row = { from: '2026-01-01', per1000m3: 2200, base: 'ru20' as const };
    // 35,314.667 scf × 1200 Btu = 42.3776 MMBtu; 2200 ÷ 42.3776 = 51.9142.
    expect(perMmbtuOf({ ...row, hhvBtuPerScf: 1200 }, null)).toBeCloseTo(51.9142, 3);
    expect(perMmbtuOf(row, null)).toBeNull();
    const sold = { hhvBtuPerScf: 1200, volumeBase: VOLUME_BASES.ru20 };
    expect(perMmbtuOf(row, sold)).toBeCloseTo(51.9142, 3);
  });

  test('need a heating value where sites of different gases sell on one such index', () => {
    const index =
      '  fx: [{ pair: USDRUB, source: cbr }]\n  gasIndexes: [{ id: gpp, currency: RUB, manual: [{ from: 2026-01-01, per1000m3: 2200, base: ru20 }] }]\naudiences:';
    const selling = MINIMAL.replace('audiences:', index).replace('sell: none', 'sell: { index: gpp }');
    expect(companyOf(selling).company.market.gasIndexes[0]?.manual).toHaveLength(1);
    const second = (selling.split('sites:\n')[1] ?? '').replace('id: pad', 'id: pad2').replace('1210', '1300');
    const parsed = parseCompany(selling + second, 'x.yaml');
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual([
      'market.gasIndexes[0].manual[0].hhvBtuPerScf',
    ]);
  });

  test('of capital are annuities by the day', () => {
    expect(capitalUsdPerDay({ annuities: [{ usd: 365_000, interestFraction: 0, years: 10 }] })).toBeCloseTo(100, 9);
    // 365,000 × 0.1 ÷ (1 − 1.1^−2) = 210,309.52 a year, 576.1905 a day.
    expect(capitalUsdPerDay({ annuities: [{ usd: 365_000, interestFraction: 0.1, years: 2 }] })).toBeCloseTo(
      576.1905,
      3,
    );
    expect(capitalUsdPerDay(null)).toBe(0);
  });
});

describe('the bundled company', () => {
  test('comes back as it was, with the same version', () => {
    const { company, version } = companyOf(EXAMPLE);
    expect(readCompanyJson(companyJson(company))).toEqual({ company, version });
    expect(version).toMatch(/^[0-9a-f]{16}$/);
  });

  test('holds what its sites have in common once', () => {
    const { company } = companyOf(EXAMPLE);
    const [site] = company.sites;
    if (site === undefined) throw new Error('the example has a site');
    const twins = { ...company, sites: [site, { ...site, id: 'twin' }] };
    const [one, other] = readCompanyJson(companyJson(twins)).company.sites;
    expect(one?.rules).toBe(other?.rules);
    expect(one?.power).toBe(other?.power);
    expect(other).toEqual({ ...site, id: 'twin' });
  });

  test('has another version after any change of a figure', () => {
    const other = companyOf(EXAMPLE.replace('feeFraction: 0.01', 'feeFraction: 0.011'));
    expect(other.version).not.toBe(companyOf(EXAMPLE).version);
    expect(companyVersion({ ...other.company })).toBe(other.version);
  });

  test.each(['', '{}', '[]', 'null', '{"company":"x"}'])('that is no company is refused: %s', (text) => {
    expect(() => readCompanyJson(text)).toThrow(/deploy the stack again/);
  });
});

describe('names and durations', () => {
  test('nearest names', () => {
    expect(nearestName('baisis', ['basis', 'index'])).toBe('basis');
    expect(nearestName('basisUsd', ['index', 'basisUsdPerMmbtu'])).toBe('basisUsdPerMmbtu');
    expect(nearestName('zzzzzz', ['basis', 'index'])).toBeNull();
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });

  test('durations', () => {
    expect(['5m', '1h', '3d', '1w', '0m', '1.5h'].map(durationSeconds)).toEqual([300, 3600, 259_200, 604_800, 0, 5400]);
    expect(['5', 'm', '1 h', '-1h', '1mo', ''].map(durationSeconds)).toEqual([null, null, null, null, null, null]);
  });
});

test('docs/company.schema.json is current: node scripts/company-schema.ts', () => {
  const kept = readFileSync(new URL('../../docs/company.schema.json', import.meta.url), 'utf8');
  expect(kept === companyJsonSchema()).toBe(true);
});
