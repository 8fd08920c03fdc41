import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Generator } from '#lib/domain/company.ts';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { evaluateSite } from '#lib/domain/economics/evaluate.ts';
import { explainSite } from '#lib/domain/economics/explain.ts';
import { operate } from '#lib/domain/economics/operation.ts';
import { leastFuel, powerModel, runKw } from '#lib/domain/economics/power/power-model.ts';
import { siteLine, siteLines, siteRating } from '#lib/domain/economics/power/site-rating.ts';
import { carriedKw } from '#lib/domain/economics/power/unit-line.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { share } from './any-site.ts';
import { gasOf, MARKET, siteWith } from './site.ts';

const unit = (ratedKw: number, more: Partial<Generator> = {}): Generator => ({
  model: null,
  count: 1,
  ratedKw,
  heatRateBtuPerKwhLhv: 10_000,
  idleFuelFraction: 0.1,
  ...more,
});
const { power } = siteWith();

describe('the rating that a site leaves a generator', () => {
  test('falls by altitude, heat and reserve', () => {
    const high = { ...power, altitudeFeet: 6000, ambientFahrenheit: 107, spinningReserveFraction: 0.1 };
    // 1,000 × (1 − 0.03 × 1) × (1 − 0.01 × 3) × 0.9 = 846.81.
    expect(siteRating(unit(1000, { altitudeCapabilityFeet: 5000 }), high, null)).toMatchObject({
      altitudeFactor: 0.97,
      ambientFactor: 0.97,
      methaneNumberFactor: 1,
      reserveFactor: 0.9,
    });
    expect(siteRating(unit(1000, { altitudeCapabilityFeet: 5000 }), high, null).sustainedKw).toBeCloseTo(846.81, 9);
  });

  test('falls by the methane number only where the file gives a derate for it', () => {
    expect(siteRating(unit(1000), power, 62.5).sustainedKw).toBe(1000);
    const derate = { fullRatingAt: 80, lowest: 45, fractionAtLowest: 0.25 };
    // Half way from 80 to 45: half of 0.25 off.
    expect(siteRating(unit(1000, { methaneNumberDerate: derate }), power, 62.5).sustainedKw).toBeCloseTo(875, 9);
    expect(siteRating(unit(1000, { methaneNumberDerate: derate }), power, 44).sustainedKw).toBe(0);
    const strict = { fullRatingAt: 70, lowest: 70, fractionAtLowest: 0.25 };
    expect(siteRating(unit(1000, { methaneNumberDerate: strict }), power, 70).sustainedKw).toBe(1000);
    expect(siteRating(unit(1000, { methaneNumberDerate: strict }), power, 69).sustainedKw).toBe(0);
  });

  test('leaves the fuel of a load what it is on the sheet', () => {
    fc.assert(
      fc.property(share(100, 2000), share(0, 0.3), share(0, 0.5), share(0.01, 1), (rated, idle, reserve, part) => {
        const generator = unit(rated, { idleFuelFraction: idle });
        const reserved = { ...power, spinningReserveFraction: reserve };
        const line = siteLine(generator, siteRating(generator, reserved, null));
        const kw = part * line.ratedKw;
        expect(line.ratedKw).toBeCloseTo(rated * (1 - reserve), 6);
        const ofSheet = 10_000 * (idle * rated + (1 - idle) * kw);
        const restated = line.heatRateBtuPerKwh * (line.idleFraction * line.ratedKw + (1 - line.idleFraction) * kw);
        expect(restated / ofSheet).toBeCloseTo(1, 9);
      }),
    );
  });

  test('is what limits the power, and a unit that may carry nothing is not there', () => {
    const at = (generators: readonly Generator[], more: object = {}) =>
      evaluateSite(
        siteModel(siteWith({ power: { generators, availability: 1, ...more } }), 7),
        MARKET,
        gasOf({ produced: 5000 }),
      );
    const reserved = at([unit(800)], { spinningReserveFraction: 0.15 });
    expect(reserved).toMatchObject({ binding: 'power' });
    expect(reserved.powerLimitedGrossKwhPerDay).toBeCloseTo(800 * 0.85 * 24, 9);
    expect(reserved.grossKwhPerDay).toBeCloseTo(800 * 0.85 * 24, 9);
    const none = at([unit(800, { altitudeCapabilityFeet: 500 })], { altitudeFeet: 60_000 });
    expect(none).toMatchObject({ powerLimitedGrossKwhPerDay: 0, grossKwhPerDay: 0, gasUsedMcfPerDay: 0 });
  });
});

describe('a minimum load', () => {
  const line = { units: 3, ratedKw: 1000, minKw: 600, heatRateBtuPerKwh: 10_000, idleFraction: 0.1 };

  test.each([
    [0, 0],
    [599, 0],
    [600, 600],
    [1000, 1000],
    // Two units would run at 550 each: one runs, full.
    [1100, 1000],
    [1200, 1200],
    [2100, 2100],
    [3000, 3000],
  ])('lets three units carry of %d kW %d', (kw, carried) => {
    expect(carriedKw(line, 3, kw)).toBeCloseTo(carried, 9);
  });

  test('is the largest load that some number of units carries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), share(0, 1), share(0, 1), (up, least, part) => {
        const units = { ...line, units: up, minKw: 1000 * least };
        const most = part * up * 1000;
        const counts = Array.from({ length: up + 1 }, (_, count) => count);
        // Within rounding of a minimum either answer is right.
        fc.pre(
          counts.every((count) => Math.abs(Math.min(most, count * 1000) - count * 1000 * least) > 1e-6 || count === 0),
        );
        const carried = counts.map((count) => {
          const kw = Math.min(most, count * 1000);
          return kw >= count * 1000 * least ? kw : 0;
        });
        expect(carriedKw(units, up, most)).toBeCloseTo(Math.max(...carried), 6);
      }),
    );
  });

  test('turns a site off whose miners are too few for its one generator', () => {
    const few = siteWith({
      power: { availability: 1, generators: [unit(1250, { minLoadFraction: 0.5 })] },
      // 150 × 3,068 W × 0.97 × 1.04 ÷ 0.94 = 493.9 kW, below 625.
      fleet: { miners: [{ model: null, count: 150, thPerSecond: 104, watts: 3068 }] },
    });
    const off = evaluateSite(siteModel(few, 7), MARKET, gasOf({ produced: 300 }));
    expect(off).toMatchObject({ grossKwhPerDay: 0, gasUsedMcfPerDay: 0, revenueUsdPerDay: 0, binding: 'fleet' });
    const { optimum } = siteOptimum(siteModel(few, 7), MARKET, gasOf({ produced: 300 }));
    expect(optimum).toMatchObject({ mine: 0, minersOn: [] });
  });

  test('holds for unlike units: no other set of them carries more, none burns less', () => {
    const anyUnit = fc.tuple(share(50, 500), share(8000, 13_000), share(0, 0.25), share(0, 0.9));
    fc.assert(
      fc.property(
        fc.array(anyUnit, { minLength: 2, maxLength: 3 }),
        share(0.05, 1.2),
        share(0.05, 1.2),
        (units, part, fuelPart) => {
          const generators = units.map(([ratedKw, heatRateBtuPerKwhLhv, idleFuelFraction, minLoadFraction]) =>
            unit(ratedKw, { heatRateBtuPerKwhLhv, idleFuelFraction, minLoadFraction }),
          );
          const model = powerModel(siteLines({ ...power, generators }, null), 1);
          const rated = units.reduce((sum, [kw]) => sum + kw, 0);
          const fleetKw = part * rated;
          const fuel = fuelPart * rated * 10_000;
          // Every set of running units: all at their minimum, then the cheapest further kWh first.
          let most = 0;
          const least = (kw: number): number => {
            let found = Number.POSITIVE_INFINITY;
            for (let mask = 1; mask < 2 ** units.length; mask += 1) {
              const running = units
                .filter((_, index) => Math.floor(mask / 2 ** index) % 2 === 1)
                .toSorted((a, b) => a[1] * (1 - a[2]) - b[1] * (1 - b[2]));
              let left = kw - running.reduce((sum, [r, , , m]) => sum + r * m, 0);
              if (left < -1e-9) continue;
              let burnt = 0;
              for (const [r, rate, idle, m] of running) {
                const more = Math.min(Math.max(0, left), r * (1 - m));
                burnt += rate * (idle * r + (1 - idle) * (r * m + more));
                left -= more;
              }
              if (left <= 1e-6) found = Math.min(found, burnt);
            }
            return found;
          };
          for (let step = 1; step <= 400; step += 1) {
            const kw = (step / 400) * Math.min(fleetKw, rated);
            if (least(kw) <= fuel) most = kw;
          }
          const kw = runKw(model, model.allUp, fuel, fleetKw);
          expect(kw).toBeGreaterThanOrEqual(most * (1 - 1e-9));
          if (kw === 0) return;
          expect(leastFuel(model, model.allUp, kw).btuPerHour / least(kw)).toBeCloseTo(1, 9);
          expect(leastFuel(model, model.allUp, kw).btuPerHour).toBeLessThanOrEqual(fuel * (1 + 1e-9));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the steps', () => {
  const stepsOf = (generators: readonly Generator[], more: object, produced: number) =>
    explainSite(
      siteModel(siteWith({ power: { generators, availability: 1, ...more } }), 7),
      MARKET,
      gasOf({ produced }),
    ).steps;
  const shownBy = (steps: ReturnType<typeof stepsOf>, name: string) => steps.find((step) => step.name === name)?.value;

  test('name what was taken from the rating, and the limit', () => {
    const air = { altitudeFeet: 1500, spinningReserveFraction: 0.1 };
    const steps = stepsOf([unit(800, { altitudeCapabilityFeet: 500 })], air, 5000);
    expect(shownBy(steps, 'bindingLimit')).toBe('power, less altitude, spinning reserve');
    expect(shownBy(steps, 'generators.0.altitudeFactor')).toBeCloseTo(0.97, 12);
    // 800 × 0.97 × 0.9.
    expect(shownBy(steps, 'generators.0.sustainedKw')).toBeCloseTo(698.4, 9);
    expect(shownBy(stepsOf([unit(800, { altitudeCapabilityFeet: 500 })], air, 20), 'bindingLimit')).toBe('gas');
  });

  test('say that the minimum load keeps the site off', () => {
    const steps = stepsOf([unit(2400, { minLoadFraction: 0.5 })], {}, 300);
    expect(shownBy(steps, 'generators.0.minimumKw')).toBe(1200);
    // The fleet of E2E-01 takes 987.77 kW.
    expect(shownBy(steps, 'bindingLimit')).toBe('minimum load of the generators');
    expect(shownBy(steps, 'grossKwhPerDay')).toBe(0);
  });

  test('are not longer where nothing is taken', () => {
    expect(stepsOf([unit(1250)], {}, 300).filter(({ name }) => name.startsWith('generators.'))).toEqual([]);
  });
});

describe('O&M by the hour', () => {
  test('is paid for every unit that runs', () => {
    // The fleet of E2E-01 takes 987.77 kW: two of 500 kW run, of three.
    const at = (generators: readonly Generator[]) =>
      evaluateSite(
        siteModel(siteWith({ power: { availability: 1, omUsdPerKwhGross: 0, omUsdPerUnitHour: 4, generators } }), 7),
        MARKET,
        gasOf({ produced: 300 }),
      ).generatorOmUsdPerDay;
    expect(at([unit(500, { count: 3 })])).toBeCloseTo(2 * 24 * 4, 9);
    expect(at([unit(500), unit(510, { heatRateBtuPerKwhLhv: 10_001 }), unit(1000)])).toBeCloseTo(1 * 24 * 4, 9);
  });

  test('counts the units that are up: one of two, half of the time', () => {
    const model = siteModel(siteWith({ power: { availability: 0.5, generators: [unit(400, { count: 2 })] } }), 7);
    // None 0.25, one 0.5, both 0.25 of the time: one unit on average, 24 hours.
    expect(operate(model, 5000, 1100).unitHoursPerDay).toBeCloseTo(24, 9);
  });
});
