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
