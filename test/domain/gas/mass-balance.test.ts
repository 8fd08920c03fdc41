import { describe, expect, test } from 'vitest';
import { balanceOfPeriod, massBalance } from '#lib/domain/gas/mass-balance.ts';
import { mergeRows } from '#lib/domain/gas/merge.ts';
import { type Cadence, EMPTY_GAS_STATE, type ReportRow, type Stream } from '#lib/domain/gas/report.ts';
import { hour, row } from './rows.ts';

/** Rows of one day, by stream. */
function day(number: number, volumes: Partial<Record<Stream, number | null>>, version = 1): readonly ReportRow[] {
  const streams = Object.entries(volumes) as [Stream, number | null][];
  return streams.map(([stream, volume]) => row(number * 24, number * 24 + 24, volume, { stream, version }));
}

function balance(rows: readonly ReportRow[], cadence: Cadence = '1d', fuelIncludesMining = false) {
  return massBalance(mergeRows(EMPTY_GAS_STATE, rows, hour(240), cadence), cadence, fuelIncludesMining);
}

describe('the balance of one period', () => {
  const of = (rates: Partial<Record<Stream, number | null>>) =>
    balanceOfPeriod(
      { start: hour(0), end: hour(24) },
      (stream) => [{ periodStart: hour(0), periodEnd: hour(24), mcfPerDay: rates[stream] ?? null }],
      { everReported: new Set(Object.keys(rates) as Stream[]), fuelIncludesMining: false },
    );

  test('is unknown where any stream is that was ever reported, whichever it is', () => {
    const known = { produced: 300, received: 20, sold: 100 };
    // 300 + 20 − 100 = 220; 220 ÷ 300
    expect(of(known)).toMatchObject({ unaccountedMcf: 220, unaccountedFraction: 220 / 300 });
    for (const stream of ['produced', 'received', 'sold'] as const)
      expect(of({ ...known, [stream]: null })).toMatchObject({ unaccountedMcf: null, unaccountedFraction: null });
  });

  test('is no share of nothing', () => {
    expect(of({ produced: 0, received: 20, sold: 5 })).toMatchObject({ unaccountedMcf: 15, unaccountedFraction: null });
  });
});

describe('the mass balance', () => {
  test('is what came in less what went out, as a share of what was produced', () => {
    // 300 + 20 − (100 + 150 + 30 + 5 + 15 + 10) = 10; 10 ÷ 300.
    const rows = day(0, {
      produced: 300,
      received: 20,
      sold: 100,
      mining: 150,
      flared: 30,
      vented: 5,
      fuel: 15,
      injected: 10,
    });
    expect(balance(rows)).toEqual([
      {
        periodStart: hour(0),
        periodEnd: hour(24),
        volumesMcf: {
          produced: 300,
          sold: 100,
          flared: 30,
          vented: 5,
          fuel: 15,
          mining: 150,
          injected: 10,
          received: 20,
        },
        unaccountedMcf: 10,
        unaccountedFraction: 10 / 300,
      },
    ]);
  });

  test('does not take mining off twice where fuel holds it', () => {
    const rows = day(0, { produced: 300, fuel: 200, mining: 150, sold: 100 });
    expect(balance(rows, '1d', true)[0]?.unaccountedMcf).toBe(0);
    expect(balance(rows, '1d', false)[0]?.unaccountedMcf).toBe(-150);
  });

  test('counts a stream never reported as 0, and skips a day on which a reported one is absent or blank', () => {
    const rows = [
      ...day(0, { produced: 300, sold: 290 }),
      ...day(1, { produced: 300 }),
      ...day(2, { produced: 300, sold: null }),
      ...day(3, { produced: 300, sold: 270 }),
    ];
    expect(balance(rows).map((one) => [one.periodStart, one.unaccountedMcf])).toEqual([
      [hour(0), 10],
      [hour(72), 30],
    ]);
  });

  test('says nothing where no outlet was ever reported, or no production', () => {
    expect(balance(day(0, { produced: 300 }))).toEqual([]);
    expect(balance(day(0, { sold: 300 }))).toEqual([]);
  });

  test('shows the last three days, in the newest version', () => {
    const rows = [0, 1, 2, 3].flatMap((number) => day(number, { produced: 100, sold: 100 - number }));
    const amended = [...day(3, { sold: 100 }, 2), ...rows];
    expect(balance(amended).map((one) => one.unaccountedFraction)).toEqual([0.01, 0.02, 0]);
  });

  test('has no fraction on a day without production', () => {
    expect(balance(day(0, { produced: 0, sold: 1 }))[0]).toMatchObject({
      unaccountedMcf: -1,
      unaccountedFraction: null,
    });
  });

  test('prorates a meter whose day begins at another hour', () => {
    // Sold from 9 to 9: 100, then 124 a day. Of the day 0 to 24 the first gives 9 hours, the second 15:
    // 100 × 9 ÷ 24 + 124 × 15 ÷ 24 = 37.5 + 77.5 = 115.
    const rows = [row(0, 24, 120), row(-15, 9, 100, { stream: 'sold' }), row(9, 33, 124, { stream: 'sold' })];
    expect(balance(rows)[0]?.unaccountedMcf).toBeCloseTo(5, 9);
  });

  test('balances months on a monthly site', () => {
    const month = (stream: Stream, volume: number) => row(0, 31 * 24, volume, { stream });
    expect(balance([month('produced', 3100), month('sold', 2790)], '1mo')[0]?.unaccountedFraction).toBeCloseTo(0.1, 9);
  });
});
