import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '#lib/config/resolve/rules.ts';
import { evaluateMassBalance } from '#lib/domain/alerts/mass-balance.ts';
import { summedGasDays } from '#lib/domain/gas/gas-day.ts';
import { gasInForce } from '#lib/domain/gas/in-force.ts';
import { mergeRows } from '#lib/domain/gas/merge.ts';
import { type Cadence, EMPTY_GAS_STATE, type ReportRow, type Stream } from '#lib/domain/gas/report.ts';
import { HOUR, hour, row } from '#test/domain/gas/rows.ts';

const UTC = { timezone: 'UTC', gasDayStart: '00:00' };

/** Judged `afterHours` after the first hour, with the rows reported by then. */
function judge(
  rows: readonly ReportRow[],
  atHour: number,
  more: { isOpen?: boolean; cadence?: Cadence; fuelIncludesMining?: boolean } = {},
) {
  const { isOpen = false, cadence = '1d', fuelIncludesMining = false } = more;
  const at = hour(atHour);
  const state = mergeRows(EMPTY_GAS_STATE, rows, at, cadence, cadence === '1h' ? summedGasDays(rows, UTC) : []);
  const gas = gasInForce(state, at, (cadence === '1h' ? 3 : 36) * HOUR, cadence);
  const input = { state, gas, cadence, fuelIncludesMining };
  return evaluateMassBalance(input, isOpen, DEFAULT_RULES.massBalance);
}

/** The gas day of that number, reported six hours after its end. */
const day = (number: number, volumes: Partial<Record<Stream, number | null>>) =>
  Object.entries(volumes).map(([stream, volume]) =>
    row(number * 24, number * 24 + 24, volume, { stream: stream as Stream }),
  );
/** Days of 300 produced and so much sold each. */
const sold = (...volumes: readonly number[]) =>
  volumes.flatMap((volume, number) => day(number, { produced: 300, sold: volume }));
const daysEnd = (count: number) => count * 24 + 7;

describe('mass balance, with the defaults', () => {
  it('is what was produced and received less every outlet, as a fraction of what was produced', () => {
    // 300 + 20 − 200 − 30 − 60 − 15 = 15; 15 ÷ 300 = 5 %; with mining in fuel 30 ÷ 300.
    const rows = day(0, { produced: 300, received: 20, sold: 200, fuel: 30, flared: 60, mining: 15 });
    expect(judge(rows, daysEnd(1)).value).toBeCloseTo(0.05, 12);
    expect(judge(rows, daysEnd(1), { fuelIncludesMining: true }).value).toBeCloseTo(0.1, 12);
  });

  it('breaches above 5 % on two of three gas days', () => {
    // 270 of 300 sold: 10 % unaccounted; 285: 5 %, which is not above.
    expect(judge(sold(270, 295, 270), daysEnd(3))).toMatchObject({ class: 'BREACH', severity: 'warning', value: 0.1 });
    expect(judge(sold(270, 295, 285), daysEnd(3)).class).toBe('CLEAR');
    expect(judge(sold(270, 270), daysEnd(2)).class).toBe('CLEAR');
    // More out than in is out of balance too.
    expect(judge(sold(330, 295, 330), daysEnd(3)).class).toBe('BREACH');
  });

  it('holds an open episode down to 2 % of the newest day', () => {
    expect(judge(sold(270, 295, 294), daysEnd(3), { isOpen: true }).class).toBe('BAND');
    expect(judge(sold(270, 295, 295), daysEnd(3), { isOpen: true }).class).toBe('CLEAR');
    expect(judge(sold(270, 295, 294), daysEnd(3)).class).toBe('CLEAR');
  });

  it('stands by the last complete day until the next one has all of its streams', () => {
    const rows = [...sold(270, 270, 270), ...day(3, { produced: 300 })];
    expect(judge(rows, daysEnd(4) - 12).class).toBe('BREACH');
  });

  it('is missing with a blank or stale stream, without an outlet, and without production', () => {
    expect(judge([...sold(270, 270, 270), ...day(3, { produced: 300, sold: null })], daysEnd(4)).class).toBe('MISSING');
    // Reported at hour 78, stale 36 hours later.
    expect(judge(sold(270, 270, 270), 78 + 35).class).toBe('BREACH');
    expect(judge(sold(270, 270, 270), 78 + 36).class).toBe('MISSING');
    expect(judge(day(0, { produced: 300 }), daysEnd(1)).class).toBe('MISSING');
    expect(judge(day(0, { produced: 0, sold: 0 }), daysEnd(1)).class).toBe('MISSING');
  });

  it('of an hourly site is judged by gas days, not by hours', () => {
    // Three days of 10 an hour; nothing is sold in the first 2 hours of each, all of it in the others: 20 of 240.
    const hours = Array.from({ length: 72 }, (_, index) => index);
    const rows = hours.flatMap((index) => [
      row(index, index + 1, 10, { reportedAt: hour(index + 1) }),
      row(index, index + 1, index % 24 < 2 ? 0 : 10, { stream: 'sold', reportedAt: hour(index + 1) }),
    ]);
    const found = judge(rows, 73, { cadence: '1h' });
    expect(found.class).toBe('BREACH');
    expect(found.value).toBeCloseTo(20 / 240, 12);
    // At hour 50 two days are complete: not yet three.
    const until = rows.filter(({ periodEnd }) => periodEnd <= hour(50));
    expect(judge(until, 50, { cadence: '1h' }).class).toBe('CLEAR');
  });

  it('prorates meters whose day begins at another hour', () => {
    // Sold from 12 to 12, 270 a day: of each day 12 hours of one and 12 of the next.
    const rows = [-1, 0, 1, 2].map((number) => row(number * 24 + 12, number * 24 + 36, 270, { stream: 'sold' }));
    const made = [0, 1, 2].flatMap((number) => day(number, { produced: 300 }));
    expect(judge([...made, ...rows], 91).value).toBeCloseTo(0.1, 12);
  });
});
