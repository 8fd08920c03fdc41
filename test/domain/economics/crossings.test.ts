import { expect, test } from 'vitest';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { cheapestSetCrossings } from '#lib/domain/economics/power/crossings.ts';
import { powerModel } from '#lib/domain/economics/power/power-model.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

/** Fuel = idle + slope × P up to 10 kW. */
const line = (idle: number, slope: number, minKw = 0) => {
  const heatRateBtuPerKwh = idle / 10 + slope;
  return { units: 1, ratedKw: 10, minKw, heatRateBtuPerKwh, idleFraction: idle / 10 / heatRateBtuPerKwh };
};
const crossings = (...units: readonly ReturnType<typeof line>[]) => cheapestSetCrossings(powerModel(units, 1));

test('two unlike units change places where they burn the same', () => {
  // 1 + P = 3 + 0.5 P at 4; both together idle on 4 and never burn less than the second alone.
  expect(crossings(line(1, 1), line(3, 0.5))).toEqual([expect.closeTo(4, 12)]);
});

test('a set that another burns less than has no crossing', () => {
  expect(crossings(line(1, 1), line(3, 2))).toEqual([]);
  // The first two cross at 4 as above, but a third burns less than both there. Beside it, full at 10 kW, they change
  // places at 14: 1.5 + 4 + 4 = 3.5 + 4 + 2.
  expect(crossings(line(1, 1), line(3, 0.5), line(0.5, 0.4))).toEqual([expect.closeTo(14, 12)]);
});

test('equal units have none: they run the fewest that can make the load', () => {
  expect(crossings(line(1, 1), line(1, 1))).toEqual([]);
});

test('the optimum can lie where a frugal unit takes over: gas that only costs money is better burned', () => {
  // A burns 0.012 Mcf per kWh, B 3 Mcf/h and 0.007 per kWh: the same at 600 kW. Flaring costs 5 USD/Mcf, a kWh 0.045,
  // coins nothing: up to 600 kW one kWh more saves 0.060 − 0.045, beyond it 0.035 − 0.045.
  // 600 × 0.012 × 24 = 172.8 Mcf; −5 × (300 − 172.8) − 0.045 × 600 × 24 = −1,284; at 1,000 kW −1,380, at none −1,500.
  const unit = (heatRateBtuPerKwhLhv: number, idleFuelFraction: number) => ({
    model: null,
    count: 1,
    ratedKw: 1000,
    heatRateBtuPerKwhLhv,
    idleFuelFraction,
  });
  const site = siteWith({
    gas: { lhvBtuPerScf: 1000, hhvBtuPerScf: 1100 },
    treatShrinkFraction: 0,
    power: {
      generators: [unit(12_000, 0), unit(10_000, 0.3)],
      availability: 1,
      parasiticFraction: 0,
      omUsdPerKwhGross: 0.045,
    },
    fleet: { miners: [{ model: null, count: 1000, thPerSecond: 10, watts: 1000 }], pue: 1, uptime: 1 },
    costs: { siteUsdPerDay: 0, royaltyOnMinedGasFraction: 0 },
    sell: null,
    flare: { chargeUsdPerMcf: 5 },
  });
  const found = siteOptimum(siteModel(site, 7), { ...MARKET, btcUsd: 1e-9 }, gasOf({ produced: 300 }));
  expect(found.optimum.mine).toBeCloseTo(172.8, 4);
  expect(found.optimumUsdPerDay).toBeCloseTo(-1284, 4);
});
