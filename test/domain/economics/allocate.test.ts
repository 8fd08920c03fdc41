import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, type Outlet } from '#lib/domain/economics/allocation/allocate.ts';

function outlet(id: string, usdPerMcf: number, capMcfPerDay: number | null, more: Partial<Outlet> = {}): Outlet {
  return {
    id,
    tiers: [{ mcfPerDay: capMcfPerDay, usdPerMcf }],
    mustMcfPerDay: 0,
    takeOrPayMcfPerDay: 0,
    deficiencyUsdPerMcf: 0,
    fixedUsdPerDay: 0,
    minimumMcfPerDay: 0,
    ...more,
  };
}

describe('the split of gas over its outlets', () => {
  test('fills the dearest first, and prices a cap by the spread to the marginal outlet (OPT-01)', () => {
    const split = allocate(1000, [outlet('sell', 1.2, 300), outlet('mine', 3.1, 450), outlet('flare', -0.6, null)]);
    expect(split?.mcfPerDay).toEqual({ sell: 300, mine: 450, flare: 250 });
    // 450 × 3.1 + 300 × 1.2 − 250 × 0.6.
    expect(split?.usdPerDay).toBeCloseTo(1605, 9);
    expect(split?.capUsdPerMcf.mine).toBeCloseTo(3.7, 12);
    expect(split?.capUsdPerMcf.sell).toBeCloseTo(1.8, 12);
    expect(split?.gasUsdPerMcf).toBe(-0.6);
  });

  test('delivers under take-or-pay what saves more than mining earns (OPT-02)', () => {
    const sale = outlet('sell', 0.2, 300, { takeOrPayMcfPerDay: 300, deficiencyUsdPerMcf: 0.9 });
    const split = allocate(1000, [sale, outlet('mine', 1, 1000), outlet('flare', -0.6, null)]);
    expect(split?.mcfPerDay).toMatchObject({ sell: 300, mine: 700 });
    // 300 × 0.2 + 700 × 1.0; mining all: 1,000 × 1.0 − 300 × 0.9 = 730.
    expect(split?.usdPerDay).toBeCloseTo(760, 9);
  });

  test('leaves gas to the dearer sale and mines the rest (method H2)', () => {
    const mine = outlet('mine', 3.19, 220);
    const others = [outlet('sell', 3.9, 250), outlet('flare', -0.5, null)];
    const split = allocate(300, [mine, ...others]);
    expect(split?.mcfPerDay).toEqual({ mine: 50, sell: 250, flare: 0 });
    expect(split?.usdPerDay).toBeCloseTo(1134.5, 9);
    expect(allocate(300, [{ ...mine, mustMcfPerDay: 220 }, ...others])?.usdPerDay).toBeCloseTo(1013.8, 9);
    expect(allocate(300, others)?.usdPerDay).toBeCloseTo(950, 9);
  });

  test('takes the tiers of an outlet in turn', () => {
    const flare: Outlet = {
      ...outlet('flare', 0, null),
      tiers: [
        { mcfPerDay: 50, usdPerMcf: -0.1 },
        { mcfPerDay: null, usdPerMcf: -5 },
      ],
    };
    const split = allocate(100, [flare, outlet('mine', -1, 30)]);
    expect(split?.mcfPerDay).toEqual({ flare: 70, mine: 30 });
    // −50 × 0.1 − 30 × 1 − 20 × 5.
    expect(split?.usdPerDay).toBeCloseTo(-135, 9);
    expect(split?.gasUsdPerMcf).toBe(-5);
  });

  test('gives no price to a capacity that is not used up', () => {
    const flare: Outlet = {
      ...outlet('flare', 0, null),
      tiers: [
        { mcfPerDay: 50, usdPerMcf: -0.1 },
        { mcfPerDay: 60, usdPerMcf: -0.2 },
      ],
    };
    const found = allocate(100, [flare, outlet('vent', -1, null), outlet('sell', 1, 20)]);
    expect(found?.mcfPerDay).toEqual({ flare: 80, vent: 0, sell: 20 });
    expect(found?.capUsdPerMcf).toEqual({ flare: 0, vent: 0, sell: 1.2 });
  });

  test('meets what must be met, and says where it cannot', () => {
    const inject = outlet('inject', -0.3, 100, { mustMcfPerDay: 80 });
    expect(allocate(100, [inject, outlet('flare', 0, null)])?.mcfPerDay).toEqual({ inject: 80, flare: 20 });
    expect(allocate(70, [inject, outlet('flare', 0, null)])).toBeNull();
    expect(allocate(100, [{ ...inject, mustMcfPerDay: 120 }, outlet('flare', 0, null)])).toBeNull();
  });

  test('has no answer where the outlets cannot take the gas', () => {
    expect(allocate(100, [outlet('sell', 1, 99)])).toBeNull();
  });

  test('starts an outlet with a fixed cost only where it pays', () => {
    const engine = outlet('mine', 2, 100, { fixedUsdPerDay: 150, minimumMcfPerDay: 40 });
    expect(allocate(100, [engine, outlet('flare', 0, null)])?.mcfPerDay).toEqual({ mine: 100, flare: 0 });
    expect(allocate(60, [engine, outlet('flare', 0, null)])?.mcfPerDay).toEqual({ mine: 0, flare: 60 });
    expect(allocate(30, [{ ...engine, fixedUsdPerDay: 0 }, outlet('flare', 0, null)])?.mcfPerDay).toEqual({
      mine: 0,
      flare: 30,
    });
  });

  test.each([
    // Only the first pays: 100 × 2 − 150 = 50 against 100 × 1 − 150 < 0.
    [2, 1, { first: 100, second: 0 }, 50],
    [1, 2, { first: 0, second: 100 }, 50],
    // Neither pays its 150.
    [1, 1, { first: 0, second: 0 }, 0],
    // Both pay: 2 × (100 × 3 − 150), once there is gas for both.
    [3, 3, { first: 100, second: 100 }, 300],
  ])('switches each of two outlets on its own: %d and %d USD/Mcf', (a, b, split, usd) => {
    const gas = a === 3 ? 200 : 100;
    const found = allocate(gas, [
      outlet('first', a, 100, { fixedUsdPerDay: 150 }),
      outlet('second', b, 100, { fixedUsdPerDay: 150 }),
      outlet('flare', 0, null),
    ]);
    expect(found?.mcfPerDay).toMatchObject(split);
    expect(found?.usdPerDay).toBeCloseTo(usd, 9);
  });

  test('cuts the tiers of an outlet at its take-or-pay volume', () => {
    // Tiers 100 at 1.0 and 100 at 0.5; 150 to be paid at 0.3 deficiency: 100 × 1.3, 50 × 0.8, 50 × 0.5.
    const sale: Outlet = {
      ...outlet('sell', 0, null),
      tiers: [
        { mcfPerDay: 100, usdPerMcf: 1 },
        { mcfPerDay: 100, usdPerMcf: 0.5 },
      ],
      takeOrPayMcfPerDay: 150,
      deficiencyUsdPerMcf: 0.3,
    };
    const at = (gas: number, mine: number) => allocate(gas, [sale, outlet('mine', mine, null)]);
    expect(at(400, 0.7)?.mcfPerDay).toEqual({ sell: 150, mine: 250 });
    // 100 + 25 + 250 × 0.7, nothing short.
    expect(at(400, 0.7)?.usdPerDay).toBeCloseTo(300, 9);
    expect(at(400, 0.4)?.mcfPerDay).toEqual({ sell: 200, mine: 200 });
    expect(at(400, 0.9)?.mcfPerDay).toEqual({ sell: 100, mine: 300 });
    // 100 − 0.3 × 50 short + 300 × 0.9.
    expect(at(400, 0.9)?.usdPerDay).toBeCloseTo(355, 9);
    expect(at(400, 0.4)?.capUsdPerMcf.sell).toBeCloseTo(0.1, 12);
  });

  test('takes a must out of the first tiers and leaves the rest of them free', () => {
    const sale: Outlet = {
      ...outlet('sell', 0, null),
      mustMcfPerDay: 120,
      tiers: [
        { mcfPerDay: 100, usdPerMcf: -1 },
        { mcfPerDay: 100, usdPerMcf: -2 },
      ],
    };
    const found = allocate(150, [sale, outlet('mine', -3, null)]);
    expect(found?.mcfPerDay).toEqual({ sell: 150, mine: 0 });
    // 100 × −1 + 50 × −2.
    expect(found?.usdPerDay).toBeCloseTo(-200, 9);
    expect(allocate(300, [sale, outlet('mine', -3, null)])?.mcfPerDay).toEqual({ sell: 200, mine: 100 });
  });

  test('has no exact answer for thirteen outlets that are switched', () => {
    const many = Array.from({ length: 13 }, (_, index) => outlet(`m${index}`, 1, 10, { fixedUsdPerDay: 1 }));
    expect(allocate(10, [...many, outlet('flare', 0, null)])).toBeNull();
    expect(allocate(10, [...many.slice(1), outlet('flare', 0, null)])?.usdPerDay).toBeCloseTo(9, 9);
  });

  const price = fc.double({ min: -5, max: 5, noNaN: true });
  const volume = fc.double({ min: 0, max: 500, noNaN: true });

  test('is worth at least any feasible split', () => {
    const cut = fc.double({ min: 0, max: 1, noNaN: true });
    const anyOutlets = fc.array(fc.tuple(price, volume, cut), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(volume, anyOutlets, price, (gas, given, flarePrice) => {
        const outlets = [
          ...given.map(([usd, cap], index) => outlet(`o${index}`, usd, cap)),
          outlet('flare', flarePrice, null),
        ];
        const best = allocate(gas, outlets);
        let left = gas;
        let worth = 0;
        for (const [usd, cap, fraction] of given) {
          const taken = Math.min(left, cap) * fraction;
          worth += taken * usd;
          left -= taken;
        }
        worth += left * flarePrice;
        expect(best?.usdPerDay).toBeGreaterThanOrEqual(worth - 1e-6);
      }),
    );
  });

  test('gains by one Mcf more what its shadow prices say', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 400 }),
        price,
        price,
        fc.integer({ min: 5, max: 200 }),
        (gas, a, b, cap) => {
          const outlets = (more: number) => [outlet('a', a, cap + more), outlet('b', b, null)];
          const base = allocate(gas, outlets(0));
          const step = 0.5;
          const moreCap = allocate(gas, outlets(step));
          const moreGas = allocate(gas + step, outlets(0));
          if (cap + step <= gas)
            expect(moreCap?.usdPerDay).toBeCloseTo((base?.usdPerDay ?? 0) + step * (base?.capUsdPerMcf.a ?? 0), 6);
          if (cap + step <= gas || cap >= gas + step)
            expect(moreGas?.usdPerDay).toBeCloseTo((base?.usdPerDay ?? 0) + step * (base?.gasUsdPerMcf ?? 0), 6);
        },
      ),
    );
  });
});
