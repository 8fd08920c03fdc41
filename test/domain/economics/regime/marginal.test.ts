import { describe, expect, test } from 'vitest';
import { marginalCharge, periodOf, remainingDays } from '#lib/domain/economics/regime/marginal.ts';
import { day, factsOf } from './facts-of.ts';
import { madeUpLaw } from './made-up-law.ts';

const regime = madeUpLaw();

describe('the cost of flaring more until the end of the period', () => {
  const expected = factsOf({ producedMcf: 1000, flaredMcfByCause: { routine: 40 } });
  const at = day('2024-12-31');

  test('is the mean over the crossing: 10 within at 1 and 10 above at 25 are 13 each', () => {
    const cost = marginalCharge(regime, expected, 20, 1, at, 1);
    expect(cost.kind === 'known' ? cost.perMcf : cost).toBeCloseTo(13, 9);
  });

  test('is the price within the limit as long as the limit is not reached', () => {
    expect(marginalCharge(regime, expected, 10, 1, at, 1)).toMatchObject({ kind: 'known', perMcf: 1 });
  });

  test('is the next unit at the end of the period where nothing more is flared', () => {
    const over = factsOf({ producedMcf: 1000, flaredMcfByCause: { routine: 60 } });
    expect(marginalCharge(regime, over, 0, 1, at, 1)).toMatchObject({ kind: 'known', perMcf: 25 });
  });
});

describe('the period of a charge', () => {
  test('is the calendar month, quarter or year in UTC, leap years included', () => {
    expect(periodOf({ period: 'month' }, day('2024-02-29'))).toEqual({
      from: day('2024-02-01'),
      to: day('2024-03-01'),
    });
    expect(periodOf({ period: 'quarter' }, day('2024-12-31'))).toEqual({
      from: day('2024-10-01'),
      to: day('2025-01-01'),
    });
    expect(periodOf({ period: 'year' }, day('2024-07-01'))).toEqual({ from: day('2024-01-01'), to: day('2025-01-01') });
    expect(remainingDays({ period: 'year' }, day('2024-12-31'))).toBe(1);
  });
});
