import fc from 'fast-check';
import { expect, test } from 'vitest';
import { figuresOfRow, POINT_COLUMNS, pointOfRow, writePoint } from '#lib/app/backtest/point-row.ts';
import type { Point } from '#lib/domain/history/point.ts';
import { instant } from '#lib/domain/instant.ts';

const figure = fc.option(fc.integer({ min: -1e12, max: 1e12 }));
const point: fc.Arbitrary<Point> = fc.record(
  {
    at: fc.integer({ min: 0, max: 2e9 }).map(instant),
    quality: fc.constantFrom('ok', 'degraded', 'last-known-good', 'missing'),
    missing: fc.subarray(['fx', 'flared'] as const),
    best: fc.constantFrom('mine', 'sell', 'flare', 'unknown'),
    bestAlternative: fc.constantFrom('sell', 'flare', null),
    binding: fc.constantFrom('gas', 'power', 'fleet', 'none'),
    openAlerts: fc.subarray(['unprofitable', 'mass-balance'] as const),
    mineMilliUsdPerDay: figure,
    sellMilliUsdPerDay: figure,
    flareMilliUsdPerDay: figure,
    netbackMilliUsdPerMmbtu: figure,
    netbackMilliUsdPerMcf: figure,
    breakEvenBtcCents: figure,
    gasUsedScfPerDay: figure,
    producedScfPerDay: figure,
    soldScfPerDay: figure,
    flaredScfPerDay: figure,
    ventedScfPerDay: figure,
    btcUsdCents: figure,
    hashpriceMilliUsdPerPhDay: figure,
    epoch: figure,
    reportVersion: figure,
    configVersion: fc.constantFrom('a', 'b'),
    methodVersion: fc.constantFrom(1, 2),
  },
  { noNullPrototype: true },
);

test('a point comes back from its row, whatever stands before and behind it', () => {
  fc.assert(
    fc.property(point, fc.nat(3), (given, before) => {
      const numbers = new Float64Array((before + 2) * POINT_COLUMNS).fill(7);
      const start = before * POINT_COLUMNS;
      writePoint(given, numbers, start);
      expect(pointOfRow(given, given.at, numbers, start)).toStrictEqual(given);
      expect(given).toMatchObject(figuresOfRow(given.at, numbers, start));
      const others = numbers.filter((_, index) => index < start || index >= start + POINT_COLUMNS);
      expect(others.every((number) => number === 7)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('a word that has no place is a bug', () => {
  const [given] = fc.sample(point, 1) as [Point];
  const unheard = { ...given, best: 'vent' } as unknown as Point;
  expect(() => writePoint(unheard, new Float64Array(POINT_COLUMNS), 0)).toThrow(/vent/);
});
