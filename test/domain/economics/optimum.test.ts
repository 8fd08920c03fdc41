import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

/** The site of method H2: as E2E-01, always available, sold at 2.8 − 1.2 without a limit; S21 and S9. */
const mixed = siteWith({
  power: { availability: 1 },
  fleet: {
    miners: [
      { model: 'antminer-s9-13.5', count: 400, thPerSecond: 13.5, watts: 1323 },
      { model: 'antminer-s21-200', count: 150, thPerSecond: 200, watts: 3500 },
    ],
  },
  sell: { basisUsdPerMmbtu: -1.2, capMcfPerDay: null },
});
const mixedModel = siteModel(mixed, 7);
const gas = gasOf({ produced: 300 });
const at = (btcUsd: number) => siteOptimum(mixedModel, { ...MARKET, btcUsd }, gas);

describe('the optimum of a site with S21 and S9 (method H2)', () => {
  test('runs the S21 alone where all or nothing would stop them all', () => {
    // H2: at 80,000 all or nothing −15.66; S21 only 374.40 against 199.07 for stopping all.
    expect(evaluateSite(mixedModel, { ...MARKET, btcUsd: 80_000 }, gas).advantageUsdPerDay).toBeCloseTo(-15.66, 2);
    const optimum = at(80_000);
    expect(optimum.optimumUsdPerDay).toBeCloseTo(374.4, 2);
    expect(optimum.optimum.minersOn).toEqual(['antminer-s21-200']);
    expect(optimum.action).toBe('stop-part');
    // W(all) = 199.07 − 15.66 = 183.41; gain = 374.40 − 183.41.
    expect(optimum.gainUsdPerDay).toBeCloseTo(374.4 - 183.41, 1);
    // S21: 150 × 3.5 kW × 0.97 × 24 × 1.04 ÷ 0.94 = 13,522 kWh × 10,000 ÷ (1,100,000 × 0.98) = 125.4 Mcf.
    expect(optimum.optimum.mine).toBeCloseTo(125.44, 1);
    expect(optimum.optimum.sell).toBeCloseTo(300 - 125.44, 1);
  });

  test('says what the S9 lose while the whole site looks right', () => {
    // H2: at 90,000 +157.58 "keep" while the S9s lose 164.56 a day.
    expect(evaluateSite(mixedModel, { ...MARKET, btcUsd: 90_000 }, gas).advantageUsdPerDay).toBeCloseTo(157.58, 2);
    const s9 = at(90_000).classes.find(({ model }) => model === 'antminer-s9-13.5');
    expect(s9?.usdPerDay).toBeCloseTo(-164.56, 2);
  });

  test('stops all where even the best miners lose', () => {
    // At 20,000 the S21 earn 294 and cost 916: selling everything, 199.07, is best.
    const optimum = at(20_000);
    expect(optimum.optimumUsdPerDay).toBeCloseTo(199.07, 2);
    expect(optimum.optimum).toMatchObject({ mine: 0, flare: 0, minersOn: [] });
    expect(optimum.action).toBe('stop');
  });

  test('keeps all where all of them win', () => {
    const optimum = at(200_000);
    expect(optimum.action).toBe('keep');
    expect(optimum.gainUsdPerDay).toBe(0);
    expect(optimum.optimum.minersOn).toEqual(['antminer-s21-200', 'antminer-s9-13.5']);
  });
});

describe('what runs now', () => {
  const running = (rate: number | null) =>
    siteOptimum(mixedModel, { ...MARKET, btcUsd: 80_000 }, gasOf({ produced: 300, mining: rate }));

  test('is nothing while the mining stream is zero, so that the answer is start', () => {
    expect(running(0).action).toBe('start');
    expect(running(0).gainUsdPerDay).toBeCloseTo(374.4 - 199.07, 1);
  });

  // The S21 alone take 125.4 Mcf/day (above), the S9 beside them 400 × 1.323 × 0.97 × 24 × 1.04 ÷ 0.94 =
  // 13,630 kWh = 126.4 more: 251.9 for all.
  test.each([251, 200, 189])('are all classes where about their gas is metered: %d Mcf/day', (mcf) => {
    expect(running(mcf).action).toBe('stop-part');
    expect(running(mcf).gainUsdPerDay).toBeCloseTo(374.4 - 183.41, 1);
  });

  test.each([125, 110, 3, 188])(
    'are the frugal alone where about theirs is: %d Mcf/day, and nothing is gained',
    (mcf) => {
      expect(running(mcf).action).toBe('keep');
      expect(running(mcf).gainUsdPerDay).toBe(0);
    },
  );

  test('is less than the best where the frugal run alone and all would win, so that the answer is start', () => {
    const rich = (mining: number) =>
      siteOptimum(mixedModel, { ...MARKET, btcUsd: 200_000 }, gasOf({ produced: 300, mining }));
    expect(rich(125).action).toBe('start');
    const s9 = rich(125).classes.find(({ model }) => model === 'antminer-s9-13.5')?.usdPerDay ?? Number.NaN;
    expect(rich(125).gainUsdPerDay).toBeCloseTo(s9, 6);
    expect(rich(250)).toMatchObject({ action: 'keep', gainUsdPerDay: 0 });
  });

  test('is the best split where its gas is metered, though it runs a class in part', () => {
    // The pipe pays (2.8 + 2) × 1.21 × 0.92 × 0.925 − 0.65 = 4.29 for 250 of 300 Mcf, the S21 win about 2, the flare
    // costs 0.50: 50 are left to mine, less than any class takes.
    const partly = siteModel(
      siteWith({
        ...mixed,
        costs: { siteUsdPerDay: 0 },
        sell: { basisUsdPerMmbtu: 2, capMcfPerDay: 250, royaltyFraction: 0 },
      }),
      7,
    );
    const of = (mining: number) => siteOptimum(partly, { ...MARKET, btcUsd: 45_000 }, gasOf({ produced: 300, mining }));
    expect(of(200).optimum.mine).toBeCloseTo(50, 6);
    expect(of(200).action).toBe('stop-part');
    expect(of(52)).toMatchObject({ action: 'keep', gainUsdPerDay: 0 });
  });

  test('is unknown while the mining stream is unknown', () => {
    expect(running(null).action).toBe('unknown');
    expect(running(null).gainUsdPerDay).toBeNull();
  });
});

describe('a flaring permit', () => {
  const banned = (flare: object, btcUsd = 20_000) =>
    siteOptimum(
      siteModel(siteWith({ sell: null, costs: { royaltyOnMinedGasFraction: 0 }, flare }), 7),
      { ...MARKET, btcUsd },
      gasOf({ produced: 180 }),
    );

  test('of zero makes mining a must where shutting in has no known cost', () => {
    expect(banned({ permitLimitMcfPerDay: 0 }).action).toBe('must-run');
  });

  test('of zero prices the shut-in by the oil it would cost', () => {
    // 60 USD/bbl ÷ 2 Mcf/bbl = 30 USD/Mcf: stopping would cost 180 × 30 = 5,400 a day.
    const optimum = banned({ permitLimitMcfPerDay: 0, oilMarginUsdPerBbl: 60, gorMcfPerBbl: 2 });
    expect(optimum.action).toBe('keep');
    expect(optimum.optimum.shutIn).toBeGreaterThan(0);
    const stopped = banned({ permitLimitMcfPerDay: 0, oilMarginUsdPerBbl: 0.02, gorMcfPerBbl: 2 });
    expect(stopped.optimumUsdPerDay).toBeCloseTo(-1.8, 9);
    expect(stopped.action).toBe('stop');
  });

  test('large enough for all the gas changes nothing', () => {
    expect(banned({ permitLimitMcfPerDay: 180 })).toEqual(banned({ permitLimitMcfPerDay: null }));
  });
});

test('is unknown, and so is what to do, while the price is', () => {
  const optimum = siteOptimum(mixedModel, { ...MARKET, btcUsd: null }, gas);
  expect(optimum).toMatchObject({ optimumUsdPerDay: null, gainUsdPerDay: null, action: 'unknown' });
});

describe('against brute force', () => {
  const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const anySite = fc.record({
    ratedKw: share(100, 600),
    count: fc.integer({ min: 1, max: 4 }),
    idle: share(0, 0.2),
    availability: share(0.7, 1),
    first: fc.integer({ min: 1, max: 300 }),
    second: fc.integer({ min: 0, max: 300 }),
    basis: share(-5, 5),
    cap: fc.option(share(0, 300)),
    charge: share(0, 3),
    site: share(0, 800),
    produced: share(0, 400),
    btcUsd: share(20_000, 150_000),
  });

  test('is at least what any share of the merit order and any split of the rest are worth', () => {
    fc.assert(
      fc.property(anySite, share(0, 1), share(0, 1), (given, part, sold) => {
        const site = siteWith({
          power: {
            availability: given.availability,
            generators: [
              {
                model: null,
                count: given.count,
                ratedKw: given.ratedKw,
                heatRateBtuPerKwhLhv: 10_500,
                idleFuelFraction: given.idle,
              },
            ],
          },
          fleet: {
            miners: [
              { model: 'new', count: given.first, thPerSecond: 200, watts: 3500 },
              { model: 'old', count: given.second, thPerSecond: 13.5, watts: 1323 },
            ],
          },
          costs: { siteUsdPerDay: given.site },
          sell: { basisUsdPerMmbtu: given.basis, capMcfPerDay: given.cap },
          flare: { chargeUsdPerMcf: given.charge },
        });
        const market = { ...MARKET, btcUsd: given.btcUsd };
        const optimum = siteOptimum(siteModel(site, 7), market, gasOf({ produced: given.produced }));
        // A site with some of its miners is another site, evaluated on its own, its rest split by hand.
        const newOn = Math.round(part * given.first);
        const oldOn = part === 1 ? given.second : 0;
        const some = siteWith({
          ...site,
          fleet: {
            miners: [
              { model: 'new', count: newOn, thPerSecond: 200, watts: 3500 },
              { model: 'old', count: oldOn, thPerSecond: 13.5, watts: 1323 },
            ],
          },
        });
        const e = evaluateSite(siteModel(some, 7), market, gasOf({ produced: given.produced }));
        const rest = e.residualGasMcfPerDay ?? Number.NaN;
        const toSale = Math.min(sold * rest, given.cap ?? rest);
        const worth =
          (newOn + oldOn === 0 ? 0 : (e.mineUsdPerDay ?? Number.NaN)) +
          toSale * (e.sellNetbackUsdPerMcf ?? Number.NaN) +
          (rest - toSale) * (e.flareValueUsdPerMcf ?? Number.NaN);
        expect(optimum.optimumUsdPerDay).toBeGreaterThanOrEqual(worth - 1e-6 * Math.max(1, Math.abs(worth)));
        const { mine, sell, flare, inject, shutIn } = optimum.optimum;
        expect((mine ?? 0) + (sell ?? 0) + (flare ?? 0) + (inject ?? 0) + (shutIn ?? 0)).toBeCloseTo(given.produced, 6);
      }),
      { numRuns: 400 },
    );
  });
});
