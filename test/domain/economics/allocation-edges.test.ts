import { describe, expect, test } from 'vitest';
import { allocate, type Outlet, worthOfBest } from '#lib/domain/economics/allocation/allocate.ts';
import type { SiteConditions } from '#lib/domain/economics/allocation/conditions.ts';
import { bestPlan } from '#lib/domain/economics/allocation/optimum.ts';
import { restOutlets } from '#lib/domain/economics/allocation/outlets.ts';
import { isRunAsAdvised, runningKwhPerDay } from '#lib/domain/economics/allocation/running-now.ts';
import { NO_SHADOW_PRICES, shadowPrices } from '#lib/domain/economics/allocation/shadow-prices.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { type Change, optimumOf, PLAIN } from './plain-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

const outlet = (id: string, usdPerMcf: number, mcfPerDay: number | null, fixedUsdPerDay = 0): Outlet => ({
  id,
  tiers: [{ mcfPerDay, usdPerMcf }],
  mustMcfPerDay: 0,
  takeOrPayMcfPerDay: 0,
  deficiencyUsdPerMcf: 0,
  fixedUsdPerDay,
  minimumMcfPerDay: 0,
});

describe('a split at its edges', () => {
  test('takes a billionth of an Mcf for nothing, and no more than that', () => {
    expect(worthOfBest(1e-9, [outlet('flare', -5, null)])).toBe(0);
    expect([allocate(1e-9, [])?.usdPerDay, worthOfBest(1e-9, [])]).toEqual([0, 0]);
    expect([allocate(2e-9, []), worthOfBest(2e-9, [])]).toEqual([null, null]);
  });

  test('switches on only what gains: a fixed 10 that saves 10 stays off, one that saves 10.5 does not', () => {
    const outlets = (fixed: number) => [outlet('flare', -1, null), outlet('pit', 0, null, fixed)];
    expect(allocate(10, outlets(10))).toMatchObject({ usdPerDay: -10, mcfPerDay: { flare: 10, pit: 0 } });
    expect(allocate(10.5, outlets(10))).toMatchObject({ usdPerDay: -10, mcfPerDay: { flare: 0, pit: 10.5 } });
    // off: −20; on, 10 at 0.5: 5 − 10 − 100
    expect(worthOfBest(20, [outlet('flare', -1, null), outlet('sell', 0.5, 10, 100)])).toBe(-20);
  });
});

describe('the outlets of a site', () => {
  const prices = { sellNetbackUsdPerMcf: 1, flareUsdPerMcf: -0.5, availableMcf: 300, injectedMcf: 0 };
  const of = (change: Change) => restOutlets(siteModel(siteWith(change), 7), prices) ?? expect.fail('unknown');
  const rooms = (change: Change) =>
    of({ sell: null, ...change }).outlets.flatMap(({ id, tiers, fixedUsdPerDay }) =>
      tiers.map(({ mcfPerDay, usdPerMcf }) => [id, mcfPerDay, usdPerMcf, fixedUsdPerDay]),
    );
  const threshold = { mcfPerDay: 100, chargeUsdPerMcf: 2.5, feeUsdPerDay: 500 };

  test('have a shut-in only under a permit, of unknown cost only there, and a sale only with a contract', () => {
    expect([of({}).isShutInUnknown, of({ perspective: 'miner' }).isShutInUnknown]).toEqual([false, false]);
    expect(of({ flare: { permitLimitMcfPerDay: 40 } }).isShutInUnknown).toBe(true);
    expect(rooms({})).toEqual([['flare', null, -0.5, 0]]);
    // 60 USD/bbl ÷ 2 Mcf/bbl
    expect(rooms({ flare: { permitLimitMcfPerDay: 40, oilMarginUsdPerBbl: 60, gorMcfPerBbl: 2 } })).toEqual([
      ['flare', 40, -0.5, 0],
      ['shut-in', null, -30, 0],
    ]);
  });

  test('divide the permit at a threshold: above it 150 − 100, and nothing where they are equal', () => {
    const flare = (permitLimitMcfPerDay: number | null) => rooms({ flare: { threshold, permitLimitMcfPerDay } });
    // above the threshold −0.5 − (2.5 − 0.5)
    expect(flare(150)).toEqual([
      ['flare', 100, -0.5, 0],
      ['flare-above-threshold', 50, -2.5, 500],
    ]);
    expect(flare(100)).toEqual([['flare', 100, -0.5, 0]]);
    expect(flare(60)).toEqual([['flare', 60, -0.5, 0]]);
    expect(flare(0)).toEqual([['flare', 0, -0.5, 0]]);
    expect(flare(null)[1]).toEqual(['flare-above-threshold', null, -2.5, 500]);
  });
});

describe('what runs now, at its edges', () => {
  const [best, thought] = [50, 100].map((usedMcf) => ({ asicKwhPerDay: usedMcf * 100, usedMcf }));
  const isAdvised = (mining: number | null, of = best ?? expect.fail()) =>
    isRunAsAdvised(gasOf({ mining }), of, thought ?? null);

  test('is as advised only where the meter is nearer to that by more than rounding', () => {
    // halfway, 75 of 50 and 100; nearer by 1e-5 of 75 is rounding, by 1e-3 not
    expect([75, 75 - 5e-6, 75 - 5e-4].map((mcf) => isAdvised(mcf))).toEqual([false, false, true]);
  });

  test('is not as advised where no gas is metered, or none was to be used', () => {
    expect([isAdvised(null), isAdvised(0), isAdvised(10, { asicKwhPerDay: 0, usedMcf: 0 })]).toEqual(
      Array(3).fill(false),
    );
    expect(isRunAsAdvised(gasOf({ mining: 50 }), { asicKwhPerDay: 1, usedMcf: 50 }, null)).toBe(false);
  });

  test('are all classes where the meter stands halfway between some and all: 150 of 100 and 200', () => {
    const one = { name: 'a', asicKwhPerDay: 100, thPerSecondPerKwhPerDay: 1, joulesPerTh: 20 };
    const fleet = { classes: [one, { ...one, name: 'b' }], asicKwhPerDay: 200, grossPerAsic: 1 };
    const run = (_: unknown, energy: number) => ({ usedMcf: energy, marginUsd: 0, netUsd: 0, asicKwhPerDay: energy });
    const conditions = { run } as unknown as SiteConditions;
    const at = (mining: number) => runningKwhPerDay(gasOf({ mining }), fleet, conditions);
    expect([150, 149, 0].map(at)).toEqual([200, 100, 0]);
  });
});

test('a plan must beat the favoured one by more than a millionth of a dollar a day', () => {
  const model = siteModel(siteWith(PLAIN), 7);
  const favoured = { asicKwhPerDay: 1, usedMcf: 1, usd: 0, restMcf: 9 };
  const beside = (marginUsd: number) => {
    const run = (_: unknown, asicKwhPerDay: number) => ({ usedMcf: 1, marginUsd, netUsd: 0, asicKwhPerDay });
    const rest = { outlets: [outlet('flare', 0, null)], isShutInUnknown: false };
    return bestPlan(model, { availableMcf: 10, lhvBtuPerScf: 1100, rest, run }, favoured);
  };
  expect(beside(1e-6)).toBe(favoured);
  expect(beside(2e-6)?.usd).toBe(2e-6);
});

test('a pool fee and what selling bitcoin costs are taken from the optimum one after the other', () => {
  const worth = (feeFraction: number, btcRealisationFraction: number) =>
    optimumOf({ ...PLAIN, pool: { feeFraction, btcRealisationFraction } }, { produced: 100 }).optimumUsdPerDay ?? 0;
  // all gas is mined and nothing else costs: 0.98 × 0.9 of the revenue
  expect(worth(0.02, 0.9) / worth(0, 1)).toBeCloseTo(0.98 * 0.9, 12);
});

describe('shadow prices, at their edges', () => {
  const small: Change = {
    ...PLAIN,
    sell: null,
    fleet: { miners: [{ model: null, count: 10, thPerSecond: 104, watts: 3068 }] },
  };
  const prices = (change: Change, produced: number, btcUsd = 1) =>
    shadowPrices(siteModel(siteWith(change), 7), { ...MARKET, btcUsd }, gasOf({ produced }));

  test('are unknown where flaring is banned and shutting in has no known cost', () => {
    expect(prices({ ...small, flare: { permitLimitMcfPerDay: 0 } }, 300)).toEqual(NO_SHADOW_PRICES);
  });

  test('of mining are the flare it saves, 0.50 a Mcf, also where less than a Mcf is left', () => {
    // 10 × 3.068 kW × 0.97 × 24 × 1.04 ÷ 0.94 × 10,000 ÷ 1,100,000 = 7.1837 Mcf
    const used = (10 * 3.068 * 0.97 * 24 * 1.04 * 10_000) / 0.94 / 1_100_000;
    for (const left of [0.5, 1, 20]) expect(prices(small, used + left).mineUsdPerMcf).toBeCloseTo(0.5, 2);
  });

  test('of mining are unknown where an injection must have 92.5 of the 92.8 left: a Mcf less cannot be', () => {
    const inject = { valueUsdPerMcf: 0, costUsdPerMcf: 0.2, capMcfPerDay: 100, minimumMcfPerDay: 92.5 };
    expect(prices({ ...small, inject }, 100, 80_000).mineUsdPerMcf).toBeNull();
    expect(prices({ ...small, inject: { ...inject, minimumMcfPerDay: 80 } }, 100, 80_000).mineUsdPerMcf).not.toBeNull();
  });
});
