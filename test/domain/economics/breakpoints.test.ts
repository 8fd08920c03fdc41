import { describe, expect, test } from 'vitest';
import { asicBreakpoints } from '#lib/domain/economics/allocation/breakpoints.ts';
import { siteConditions } from '#lib/domain/economics/allocation/conditions.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { type Change, PLAIN, unit } from './plain-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

/** The breakpoints of a site, with the gas and the net that mining has at each. */
function pointsOf(change: Change, produced: number, market = MARKET) {
  const model = siteModel(siteWith(change), 7);
  const conditions = siteConditions(model, market, gasOf({ produced })) ?? expect.fail('unknown');
  const points = asicBreakpoints(model, conditions);
  const { fleet } = model;
  const runs = points.map((energy) => ({ energy, ...conditions.run(fleet, energy) }));
  const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(b));
  return {
    points,
    total: fleet.asicKwhPerDay,
    all: conditions.run(fleet, fleet.asicKwhPerDay),
    isAt: (energy: number) => points.some((point) => isNear(point, energy)),
    uses: (mcf: number) => runs.some(({ usedMcf }) => isNear(usedMcf, mcf)),
    hasNet: (usd: number) => runs.some(({ netUsd }) => netUsd !== null && Math.abs(netUsd - usd) < 1e-6),
  };
}

/** Two classes, the frugal first: 100 × 3 kW and 50 × 3.5 kW at full uptime and PUE 1. */
const FLEET: Change['fleet'] = {
  pue: 1,
  uptime: 1,
  miners: [
    { model: 'frugal', count: 100, thPerSecond: 200, watts: 3000 },
    { model: 'old', count: 50, thPerSecond: 100, watts: 3500 },
  ],
};
const FRUGAL_KWH = 100 * 3 * 24;
const POWER = { ...PLAIN.power, parasiticFraction: 0 };
const SITE: Change = { ...PLAIN, power: POWER, fleet: FLEET };

describe('the breakpoints', () => {
  test('have the energy at which a class is complete, and what lies on either side of nothing', () => {
    const { points, isAt, total } = pointsOf(SITE, 300);
    expect(isAt(FRUGAL_KWH)).toBe(true);
    // the start from nothing, and just past every other point
    expect(Math.min(...points)).toBeLessThan(1e-6 * total);
    expect(points.some((energy) => energy > FRUGAL_KWH && energy < FRUGAL_KWH * 1.0001)).toBe(true);
    for (const energy of points) {
      expect(energy).toBeGreaterThan(0);
      expect(energy).toBeLessThan(total);
    }
  });

  test('have the energy that the gas suffices for where the miners could use more', () => {
    // 11,400 kWh × 10,000 Btu ÷ 1,100,000 Btu/Mcf = 103.636 Mcf wanted, 80 there: 8,800 kWh
    const { isAt, uses } = pointsOf(SITE, 80);
    expect(isAt((80 * 1_100_000) / 10_000)).toBe(true);
    expect(uses(80)).toBe(true);
    // a shrink of a tenth leaves 7,920; of them
    expect(pointsOf({ ...SITE, treatShrinkFraction: 0.1 }, 80).isAt((80 * 0.9 * 1_100_000) / 10_000)).toBe(true);
  });

  test.each([
    ['one flat generator', [unit(5000, 0)]],
    ['one that idles', [unit(600, 0.1)]],
    ['unlike generators, whose least fuel bends', [unit(250, 0.1), unit(300, 0.05, { heatRateBtuPerKwhLhv: 10_500 })]],
  ])('have the energy that leaves a sale or a permit just its room, with %s', (_which, generators) => {
    const change = {
      ...SITE,
      power: { ...POWER, generators },
      sell: { capMcfPerDay: 60 },
      flare: { permitLimitMcfPerDay: 25, oilMarginUsdPerBbl: 60, gorMcfPerBbl: 2 },
    };
    // of 150 Mcf: 90 used leave the sale its 60, 125 leave the permit its 25, 65 leave both of them full
    const { uses, all } = pointsOf(change, 150);
    for (const mcf of [90, 125, 65]) expect([mcf, uses(mcf)]).toEqual([mcf, mcf < all.usedMcf]);
    expect(uses(91)).toBe(false);
  });

  test('have the energy at which a share of the net begins', () => {
    // with no energy the site cost is lost, and every kWh wins more: the bend is where the sum is nothing
    const change = {
      ...SITE,
      costs: {
        ...PLAIN.costs,
        siteUsdPerDay: 400,
        siteAvoidableAfterDays: 90,
        revenueShareFraction: 0.2,
        revenueShareOf: 'net',
      },
    } as Change;
    expect(pointsOf(change, 300).hasNet(0)).toBe(true);
    // nowhere where the site costs nothing: the net is a gain from the first kWh on
    const free = { ...change, costs: { ...change.costs, siteUsdPerDay: 0 } } as Change;
    expect(pointsOf(free, 300).hasNet(0)).toBe(false);
  });

  test('are few, each once, ascending in their first part, and none without miners', () => {
    const { points } = pointsOf({ ...SITE, fleet: { ...FLEET, miners: [] } }, 300);
    expect(points.filter((energy) => energy > 0)).toEqual([]);
    const same = pointsOf({ ...SITE, power: { ...POWER, generators: [unit(300, 0, { count: 3 })] } }, 300).points;
    expect(new Set(same.map((energy) => energy.toPrecision(12))).size).toBe(same.length);
  });

  test('have it also where the fuel bends between them, to the last digit', () => {
    const model = siteModel(siteWith({ ...SITE, sell: { capMcfPerDay: 60 } }), 7);
    const real = siteConditions(model, MARKET, gasOf({ produced: 150 })) ?? expect.fail('unknown');
    const total = model.fleet.asicKwhPerDay;
    // a made-up fuel of the square of the load, 100 Mcf with all at work: 90 are used at √0.9 of the energy
    const run = (_fleet: unknown, energy: number) => ({
      ...real.run(model.fleet, energy),
      usedMcf: 100 * (energy / total) ** 2,
    });
    const points = asicBreakpoints(model, { ...real, run });
    const nearest = Math.min(...points.map((energy) => Math.abs(energy / total - Math.sqrt(0.9))));
    expect(nearest).toBeLessThan(1e-12);
    // no outlet is filled at another place
    const bends = points.filter((energy) => Math.abs(energy - FRUGAL_KWH) > 1 && energy > 1);
    expect(bends).toHaveLength(1);
  });

  test('lie just before a load as well where a minimum load can turn a generator off, and only there', () => {
    const isJustBefore = (minLoadFraction: number, kw: number) => {
      const { points } = pointsOf(
        { ...SITE, power: { ...POWER, generators: [unit(250, 0, { count: 2, minLoadFraction })] } },
        300,
      );
      return points.some((energy) => energy < kw * 24 && energy > kw * 24 * 0.9999);
    };
    // two of 250 kW, at least 100 each: 100, 200 and 250
    expect([100, 200, 250].map((kw) => isJustBefore(0.4, kw))).toEqual([true, true, true]);
    expect(isJustBefore(0, 250)).toBe(false);
  });

  test('are thinned to 500 that still lie all over the energy', () => {
    // 950 generators of half a kilowatt: one more every half kilowatt
    const { points, total } = pointsOf(
      { ...SITE, power: { ...POWER, generators: [unit(0.5, 0, { count: 2000 })] } },
      300,
    );
    expect(points.length).toBeLessThanOrEqual(1001);
    const spread = points.toSorted((a, b) => a - b);
    const gaps = spread.map((energy, index) => energy - (spread[index - 1] ?? 0));
    expect(Math.max(...gaps, total - (spread.at(-1) ?? 0))).toBeLessThan(total / 200);
    expect(Math.min(...spread)).toBeGreaterThan(0);
  });
});
