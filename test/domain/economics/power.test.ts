import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Generator } from '#lib/domain/company.ts';
import { operate, powerLimitedGrossKwhPerDay } from '#lib/domain/economics/operation.ts';
import { unitsUpDistribution } from '#lib/domain/economics/power/availability.ts';
import { altitudeFactor, ambientFactor, methaneNumberFactor } from '#lib/domain/economics/power/derate.ts';
import { kwFromFuel, leastFuel, powerModel } from '#lib/domain/economics/power/power-model.ts';
import { siteLines } from '#lib/domain/economics/power/site-rating.ts';
import { fuelBtuPerHour, gasLimitedKw, runningUnits } from '#lib/domain/economics/power/unit-line.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { siteWith } from './site.ts';

const unit = (ratedKw: number, heatRate: number, idle: number, count = 1): Generator => ({
  model: null,
  count,
  ratedKw,
  heatRateBtuPerKwhLhv: heatRate,
  idleFuelFraction: idle,
});

/** At sea level, nothing in reserve, available nine tenths of the time. */
const modelOf = (generators: readonly Generator[]) =>
  powerModel(siteLines({ ...siteWith().power, generators }, null), 0.9);

describe('equal units on one fuel line', () => {
  const line = { units: 3, ratedKw: 1000, minKw: 0, heatRateBtuPerKwh: 10_000, idleFraction: 0.1 };

  test.each([
    // One unit idles on 1e6 Btu/h and takes 9,000 Btu per further kWh.
    [1e6, 0],
    [5.5e6, 500],
    [10e6, 1000],
    // Two units idle on 2e6; (10.5e6 − 2e6) ÷ 9,000 = 944 kW is less than one unit full: gas is left.
    [10.5e6, 1000],
    [12e6, (12e6 - 2e6) / 9000],
    [30e6, 3000],
    // Beyond the last unit the line goes on: (40e6 − 3e6) ÷ 9,000.
    [40e6, 37e6 / 9000],
    [0, 0],
  ])('make of %d Btu/h at most %d kW', (fuel, kw) => {
    expect(gasLimitedKw(line, 3, fuel)).toBeCloseTo(kw, 9);
  });

  test.each([
    [0, 0],
    [500, 1e6 + 500 * 9000],
    [1000, 10e6],
    [1001, 2e6 + 1001 * 9000],
    [3000, 30e6],
  ])('burn for %d kW %d Btu/h', (kw, fuel) => {
    expect(fuelBtuPerHour(line, 3, kw)).toBeCloseTo(fuel, 6);
  });

  test('start no further unit for the rounding of a sum', () => {
    expect(runningUnits(line, 3, 1000 * (1 + 1e-13))).toBe(1);
    expect(runningUnits(line, 3, 1000.001)).toBe(2);
    expect(runningUnits(line, 3, 5000)).toBe(3);
    expect(runningUnits(line, 3, 1e-12)).toBe(1);
  });

  test('make nothing with none up', () => {
    expect(gasLimitedKw(line, 0, 10e6)).toBe(0);
  });
});

describe('availability', () => {
  test('is the binomial distribution of independent units', () => {
    // 3 units at 0.9: 0.001, 3 × 0.9 × 0.01, 3 × 0.81 × 0.1, 0.729.
    const found = unitsUpDistribution(3, 0.9).map(({ probability }) => probability);
    for (const [index, wanted] of [0.001, 0.027, 0.243, 0.729].entries()) expect(found[index]).toBeCloseTo(wanted, 12);
  });

  test('of one and of zero is certain', () => {
    expect(unitsUpDistribution(5, 1)).toEqual([{ up: 5, probability: 1 }]);
    expect(unitsUpDistribution(5, 0)).toEqual([{ up: 0, probability: 1 }]);
  });

  test('sums to one with its mean at units × availability, in few counts even for a thousand units', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.01, max: 0.999, noNaN: true }), (units, a) => {
        const found = unitsUpDistribution(units, a);
        expect(found.reduce((sum, one) => sum + one.probability, 0)).toBeCloseTo(1, 9);
        expect(found.reduce((sum, one) => sum + one.probability * one.up, 0) / units).toBeCloseTo(a, 9);
      }),
    );
    expect(unitsUpDistribution(1000, 0.92).length).toBeLessThan(200);
  });
});

describe('unlike units', () => {
  const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const anyUnit = fc.tuple(share(50, 500), share(8000, 13_000), share(0, 0.25));
  const anySet = fc.array(anyUnit, { minLength: 2, maxLength: 3 });

  /** The least fuel over every set of running units, the cheapest further kWh loaded first. */
  function least(units: readonly (readonly [number, number, number])[], kw: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let mask = 0; mask < 2 ** units.length; mask += 1) {
      const running = units
        .filter((_, index) => (mask >> index) % 2 === 1)
        .toSorted((a, b) => a[1] * (1 - a[2]) - b[1] * (1 - b[2]));
      let left = kw;
      let fuel = 0;
      for (const [rated, rate, idle] of running) {
        const load = Math.min(left, rated);
        fuel += rate * (idle * rated + (1 - idle) * load);
        left -= load;
      }
      if (left <= 1e-9 && fuel < least) least = fuel;
    }
    return least;
  }

  test('are run the way that burns least', () => {
    fc.assert(
      fc.property(anySet, share(0.01, 1), (units, part) => {
        const model = modelOf(units.map(([rated, rate, idle]) => unit(rated, rate, idle)));
        const kw = part * units.reduce((sum, [rated]) => sum + rated, 0);
        const wanted = least(units, kw);
        expect(leastFuel(model, model.allUp, kw).btuPerHour / wanted).toBeCloseTo(1, 9);
      }),
    );
  });

  test('make the most of a fuel rate: no less than any load that it suffices for', () => {
    fc.assert(
      fc.property(anySet, share(0.01, 1), share(0, 0.5), (units, part, spare) => {
        const model = modelOf(units.map(([rated, rate, idle]) => unit(rated, rate, idle)));
        const kw = part * units.reduce((sum, [rated]) => sum + rated, 0);
        const fuel = leastFuel(model, model.allUp, kw).btuPerHour * (1 + spare);
        expect(kwFromFuel(model, model.allUp, fuel)).toBeGreaterThanOrEqual(kw * (1 - 1e-9));
      }),
    );
  });

  test('give the means over which of them are up, the frugal one first', () => {
    // A: 500 kW at 10,000 Btu/kWh; B: 300 kW at 9,000; each up 90 % of the time; the fleet takes 400 kW.
    // Both up (0.81): 300 of B, 100 of A; A alone (0.09): 400; B alone (0.09): 300. Mean 387 kW, 3.6e6 Btu/h.
    const model = siteModel(
      siteWith({
        power: { availability: 0.9, parasiticFraction: 0, generators: [unit(500, 10_000, 0), unit(300, 9000, 0)] },
        fleet: { miners: [{ model: null, count: 100, thPerSecond: 200, watts: 4000 }], pue: 1, uptime: 1 },
        treatShrinkFraction: 0,
      }),
      7,
    );
    const operation = operate(model, 10_000, 1000);
    expect(operation.grossKwhPerDay).toBeCloseTo(387 * 24, 6);
    expect(operation.gasUsedMcfPerDay).toBeCloseTo((3.6e6 * 24) / 1e6, 6);
    // 100 × 200 TH/s on 400 kW: 50 TH/s per kW.
    expect(operation.thPerSecond).toBeCloseTo(387 * 50, 6);
    expect(powerLimitedGrossKwhPerDay(model)).toBe(800 * 24);
  });

  test('of one model listed twice are the same as two of it', () => {
    const twice = modelOf([unit(400, 10_000, 0.1), unit(400, 10_000, 0.1)]);
    expect(twice).toEqual(modelOf([unit(400, 10_000, 0.1, 2)]));
  });

  test('have every combination of available units, their probabilities summing to one', () => {
    const model = modelOf([unit(400, 10_000, 0.1, 2), unit(300, 9000, 0.1)]);
    expect(model.states.map(({ up }) => up.join()).toSorted()).toEqual(['0,0', '0,1', '0,2', '1,0', '1,1', '1,2']);
    expect(model.states.reduce((sum, one) => sum + one.probability, 0)).toBeCloseTo(1, 12);
  });

  test.each([
    ['twenty models of one', Array.from({ length: 20 }, (_, index) => unit(100 + index, 10_000 + index, 0.1))],
    ['two models of five hundred', [unit(100, 10_000, 0.1, 500), unit(120, 9500, 0.08, 500)]],
    ['a thousand of one', [unit(100, 10_000, 0.1, 1000)]],
  ])('stay within bounds: %s', (_name, generators) => {
    const model = siteModel(
      siteWith({
        power: { generators },
        fleet: { miners: [{ model: null, count: 5000, thPerSecond: 100, watts: 3000 }] },
      }),
      7,
    );
    expect(model.power.states.length).toBeLessThanOrEqual(1024);
    expect(model.power.states.reduce((sum, one) => sum + one.probability, 0)).toBeCloseTo(1, 9);
    const { grossKwhPerDay } = operate(model, 100_000, 1100);
    expect(grossKwhPerDay).toBeGreaterThan(0);
    expect(grossKwhPerDay).toBeLessThanOrEqual(powerLimitedGrossKwhPerDay(model) * (1 + 1e-9));
  });
});

describe('what a site takes from a rating', () => {
  const sea = { altitudeFeet: null, altitudeCapabilityFeet: null, ambientFahrenheit: null };

  test('is nothing where nothing is known', () => {
    expect(altitudeFactor(sea) * ambientFactor(sea) * methaneNumberFactor(null, null)).toBe(1);
  });

  test.each([
    [5500, 5000, 0.985],
    [4000, 5000, 1],
    // Without a stated capability 500 ft: 1,000 ft above it.
    [1500, null, 0.97],
    [60_000, 5000, 0],
  ])(
    'is 3 %% per 1,000 ft: at %d ft with a capability of %s it leaves %d',
    (altitudeFeet, altitudeCapabilityFeet, factor) => {
      expect(altitudeFactor({ ...sea, altitudeFeet, altitudeCapabilityFeet })).toBeCloseTo(factor, 12);
    },
  );

  test.each([
    [77, 1],
    [60, 1],
    [97, 0.98],
  ])('is 1 %% per 10 °F above 77: %d °F leaves %d', (ambientFahrenheit, factor) => {
    expect(ambientFactor({ ...sea, ambientFahrenheit })).toBeCloseTo(factor, 12);
  });

  test.each([
    [90, null, 1],
    [80, null, 1],
    [62.5, null, 0.875],
    [45, null, 0.75],
    [44.9, null, 0],
    [69, 70, 0],
    [50, 30, 1 - (0.25 * 30) / 35],
  ])('at methane number %d and a limit of %s leaves %d', (number, least, factor) => {
    expect(methaneNumberFactor(number, least)).toBeCloseTo(factor, 12);
  });
});
