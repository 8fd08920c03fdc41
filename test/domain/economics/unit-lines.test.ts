import { describe, expect, test } from 'vitest';
import {
  commitmentsOf,
  fuelOfCommitment,
  isPossible,
  kwOfCommitment,
  MAX_COMMITMENTS,
} from '#lib/domain/economics/power/commitment.ts';
import { loadKinks } from '#lib/domain/economics/power/load-kinks.ts';
import {
  carriedKw,
  fuelBtuPerHour,
  gasLimitedKw,
  runningUnits,
  type UnitClass,
} from '#lib/domain/economics/power/unit-line.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { type Change, PLAIN, unit } from './plain-site.ts';
import { siteWith } from './site.ts';

const line = (ratedKw: number, more: Partial<UnitClass> = {}): UnitClass => ({
  units: 1,
  ratedKw,
  minKw: 0,
  heatRateBtuPerKwh: 10_000,
  idleFraction: 0.1,
  ...more,
});

describe('equal units', () => {
  const MW = line(1000);

  test.each([
    // the example of gasLimitedKw: one full takes 10e6, two 944.4 on 10.5e6; 8.4e6 are 1 unit at (840 − 100) ÷ 0.9
    [2, 10.5e6, 1000],
    [2, 8.4e6, 740 / 0.9],
    // 11.5e6 on two: (1,150 − 200) ÷ 0.9 = 1,055.6, more than one full
    [2, 11.5e6, 950 / 0.9],
    // beyond the last unit the line goes on: (1,150 − 100) ÷ 0.9
    [1, 11.5e6, 1050 / 0.9],
    // not enough to start another one: one at (105 − 100) ÷ 0.9
    [2, 1.05e6, 5 / 0.9],
    [0, 1e6, 0],
    [2, 0, 0],
    [2, -5, 0],
  ])('%d make of %d Btu/h %d kW', (up, fuel, kw) => {
    expect(gasLimitedKw(MW, up, fuel)).toBeCloseTo(kw, 9);
  });

  test('run in the smallest number that makes the load, at least one, at most all', () => {
    expect([0, 1, 1000, 1000.0000001, 1001, 9999].map((kw) => runningUnits(MW, 3, kw))).toEqual([1, 1, 1, 1, 2, 3]);
  });

  test('carry a load, or the whole units below it', () => {
    const held = line(1000, { minKw: 600 });
    expect([500, 600, 1100, 1200, 1900].map((kw) => carriedKw(held, 3, kw))).toEqual([0, 600, 1000, 1200, 1900]);
    expect([0, -5].map((kw) => carriedKw(held, 3, kw))).toEqual([0, -5]);
    expect(carriedKw(MW, 3, 7)).toBe(7);
  });

  test('burn idle fuel for each that runs and the rest by the kWh', () => {
    // 1,500 kW on two: 10,000 × (2 × 0.1 × 1,000 + 0.9 × 1,500) = 15.5e6
    expect(fuelBtuPerHour(MW, 2, 1500)).toBeCloseTo(15.5e6, 3);
    expect(fuelBtuPerHour(MW, 2, 0)).toBe(0);
  });
});

describe('unlike units', () => {
  // idle 0.1 × 500 × 10,000 = 0.5e6, further kWh 9,000; idle 0.2 × 300 × 9,000 = 0.54e6, further kWh 7,200
  const classes = [
    line(300, { minKw: 100, heatRateBtuPerKwh: 9000, idleFraction: 0.2, units: 2 }),
    line(500, { minKw: 200 }),
  ];
  const all = commitmentsOf(classes);
  const of = (...running: readonly number[]) =>
    all.find((one) => String(one.running) === String(running)) ?? expect.fail(String(running));

  test('run in every number of each, with the power and fuel of their minimum loads', () => {
    expect(all.map(({ running }) => running.join())).toEqual(['0,0', '0,1', '1,0', '1,1', '2,0', '2,1']);
    // 2 × (0.54e6 + 100 × 7,200) + 0.5e6 + 200 × 9,000 = 2.52e6 + 2.3e6
    expect(of(2, 1)).toMatchObject({ ratedKw: 1100, leastKw: 400 });
    expect(of(2, 1).leastBtuPerHour).toBeCloseTo(4.82e6, 3);
    expect([isPossible(of(2, 1), [2, 1]), isPossible(of(2, 1), [1, 1]), isPossible(of(2, 0), [2])]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('burn their minimum, then the cheapest further kWh first, and carry nothing beyond their bounds', () => {
    const fuel = (kw: number) => fuelOfCommitment(classes, of(2, 1), kw);
    expect(fuel(400)).toBeCloseTo(4.82e6, 3);
    // 300 kW more on the frugal ones, whose room is 2 × 200 = 400
    expect(fuel(700)).toBeCloseTo(4.82e6 + 300 * 7200, 3);
    // 400 there and 200 on the other
    expect(fuel(1000)).toBeCloseTo(4.82e6 + 400 * 7200 + 200 * 9000, 3);
    expect(fuel(1100)).toBeCloseTo(4.82e6 + 400 * 7200 + 300 * 9000, 3);
    expect([fuel(399), fuel(1101)]).toEqual([null, null]);
  });

  test('make of a fuel rate what burning it takes, all the way, and past the rating where the line goes on', () => {
    const kw = (fuel: number, goesOn = false) => kwOfCommitment(classes, of(2, 1), fuel, goesOn);
    for (const load of [400, 700, 1000, 1100])
      expect(kw(fuelOfCommitment(classes, of(2, 1), load) ?? Number.NaN)).toBeCloseTo(load, 9);
    const whole = 4.82e6 + 400 * 7200 + 300 * 9000;
    expect(kw(whole + 9000)).toBeCloseTo(1100, 9);
    expect(kw(whole + 9000, true)).toBeCloseTo(1101, 9);
    expect(kw(4.82e6 - 1)).toBeNull();
    // with nothing running nothing goes on
    expect(kwOfCommitment(classes, of(0, 0), 1e6, true)).toBe(0);
    // the class that does not run has no say: one frugal unit and 100 kW more of it
    expect(kwOfCommitment(classes, of(1, 0), 0.54e6 + 200 * 7200, true)).toBeCloseTo(200, 9);
  });

  test('beyond a thousand ways run in turn: each order of up to four models, one unit after another', () => {
    // 11 × 11 × 11 = 1,331 ways; 6 orders of three, each from nothing through 30 units
    const three = [100, 200, 300].map((ratedKw) => line(ratedKw, { units: 10 }));
    const many = commitmentsOf(three);
    expect(11 ** 3).toBeGreaterThan(MAX_COMMITMENTS);
    expect(many).toHaveLength(6 * 31);
    const ways = new Set(many.map(({ running }) => running.join()));
    for (const way of ['0,0,0', '1,0,0', '10,3,0', '0,10,7', '2,0,10', '10,10,10']) expect(ways.has(way)).toBe(true);
    expect(ways.has('1,1,0')).toBe(false);
    // five models: in their own order alone; 4 ** 5 = 1,024 ways
    const five = [1, 2, 3, 4, 5].map((ratedKw) => line(ratedKw, { units: 3 }));
    expect(commitmentsOf(five)).toHaveLength(16);
    // 1,000 ways exactly are all of them
    expect(commitmentsOf([9, 9, 9].map((units) => line(units, { units })))).toHaveLength(1000);
  });
});

describe('the loads at which the fuel of a site bends', () => {
  const kinksOf = (generators: readonly object[], fuelRate: number, power: Change['power'] = {}) => {
    const model = siteModel(siteWith({ ...PLAIN, power: { ...PLAIN.power, ...power, generators } } as Change), 7);
    return loadKinks(model.power, fuelRate);
  };
  const has = (kinks: readonly number[], kw: number) => kinks.some((one) => Math.abs(one - kw) < 1e-6);

  test('of equal units are the whole ones, their minimum loads, and what the fuel gives', () => {
    // the example: two of 500, at least 200 each, flat at 10,000 Btu/kWh; 7e6 Btu/h make 700 kW
    const two = kinksOf([unit(500, 0, { count: 2, minLoadFraction: 0.4 })], 7e6);
    expect(two.toSorted((a, b) => a - b)).toEqual([200, 400, 500, 700, 1000]);
    expect(kinksOf([unit(500, 0, { count: 2 })], 7e6).toSorted((a, b) => a - b)).toEqual([500, 700, 1000]);
  });

  test('of unlike units are every set at its least, class after class full, and on the fuel', () => {
    const generators = [unit(300, 0, { heatRateBtuPerKwhLhv: 9000 }), unit(500, 0, { minLoadFraction: 0.4 })];
    // together at least 200; 300 + 200 with the frugal full; 800 in all; 6e6 Btu/h: 300 × 9,000 = 2.7e6, so 300 + 330
    const kinks = kinksOf(generators, 6e6);
    for (const kw of [200, 300, 500, 800, 630]) expect([kw, has(kinks, kw)]).toEqual([kw, true]);
    expect(has(kinks, 700)).toBe(false);
  });

  test('of no generators are none', () => {
    expect(kinksOf([], 1e6)).toEqual([]);
  });
});
