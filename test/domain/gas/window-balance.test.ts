import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cadence, type ReportRow, STREAMS, type Stream } from '#lib/domain/gas/report.ts';
import { windowBalance } from '#lib/domain/gas/window-balance.ts';
import { type Instant, instant, toIso } from '#lib/domain/instant.ts';
import { HOUR, hour, row } from './rows.ts';

const UTC = { timezone: 'UTC', gasDayStart: '00:00' };
const CHICAGO = { timezone: 'America/Chicago', gasDayStart: '09:00' };

function balance(
  rows: readonly ReportRow[],
  toHour: number,
  more: { cadence?: Cadence; calendar?: typeof UTC; from?: Instant; now?: Instant; fuelIncludesMining?: boolean } = {},
) {
  const { cadence = '1d', calendar = UTC, from = hour(0), now = hour(5000), fuelIncludesMining = false } = more;
  const terms = { everReported: new Set(rows.map(({ stream }) => stream)), fuelIncludesMining };
  const plan = { cadence, calendar, staleAfterSeconds: 0 };
  return windowBalance(rows, plan, terms, { from, to: hour(toHour), at: now });
}

const stream = (name: Stream, from: number, to: number, volume: number | null, more: Partial<ReportRow> = {}) =>
  row(from, to, volume, { stream: name, ...more });

describe('the mass balance of a window', () => {
  test('is that of each of its gas days, and of the known ones together', () => {
    // 31 days of 300 produced and 285 sold: 15 each. On the 10th sold is missing, on the 11th blank.
    const days = Array.from({ length: 31 }, (_, number) => number);
    const rows = days.flatMap((number) => [
      stream('produced', number * 24, number * 24 + 24, 300),
      ...(number === 9 ? [] : [stream('sold', number * 24, number * 24 + 24, number === 10 ? null : 285)]),
    ]);
    const found = balance(rows, 31 * 24);
    expect(found.periods).toHaveLength(31);
    expect(found.periods[9]).toMatchObject({
      volumesMcf: { produced: 300, sold: null, flared: 0 },
      unaccountedMcf: null,
      unaccountedFraction: null,
    });
    expect(found.periods[10]?.unaccountedMcf).toBeNull();
    expect(found.periods[11]).toMatchObject({ unaccountedMcf: 15, unaccountedFraction: 0.05 });
    // 29 days × 15 Mcf ÷ (29 × 300).
    expect(found).toMatchObject({ reason: null, knownPeriods: 29, unaccountedMcf: 435 });
    expect(found.unaccountedFraction).toBeCloseTo(0.05, 12);
  });

  test('of a day of 23 hours is of what the day moved, not of a rate', () => {
    const start = instant(Date.parse('2026-03-07T15:00:00Z') / 1000);
    const end = instant(start + 23 * HOUR);
    const of = (name: Stream, volume: number) => ({
      ...stream(name, 0, 1, volume),
      periodStart: start,
      periodEnd: end,
    });
    const march = balance([of('produced', 230), of('flared', 207)], (end - hour(0)) / HOUR, {
      calendar: CHICAGO,
      from: start,
    });
    expect(march.periods.map(({ periodStart, periodEnd }) => [toIso(periodStart), toIso(periodEnd)])).toEqual([
      ['2026-03-07T15:00:00Z', '2026-03-08T14:00:00Z'],
    ]);
    // 230 − 207 = 23; 23 ÷ 230.
    expect(march.periods[0]?.unaccountedMcf).toBeCloseTo(23, 9);
    expect(march.periods[0]?.unaccountedFraction).toBeCloseTo(0.1, 12);
  });

  test('of an hourly site is that of its gas days, each hour counted once', () => {
    // 24 hours of 10 produced and 9 sold; hour 3 corrected from 9 to 7: 240 − (24 × 9 − 2) = 26.
    const hours = Array.from({ length: 24 }, (_, index) => index);
    const rows = hours.flatMap((index) => [
      stream('produced', index, index + 1, 10),
      stream('sold', index, index + 1, 9),
    ]);
    const amended = [...rows, stream('sold', 3, 4, 7, { version: 2 })];
    const found = balance(amended, 48, { cadence: '1h' });
    expect(found.periods.map((one) => [one.periodStart, one.periodEnd])).toEqual([
      [hour(0), hour(24)],
      [hour(24), hour(48)],
    ]);
    expect(found.periods[0]?.unaccountedMcf).toBeCloseTo(26, 9);
    expect(found.periods[1]?.unaccountedMcf).toBeNull();
  });

  test('of a monthly site is that of its months', () => {
    // May: 3,100 − 2,790 = 310; 310 ÷ 3,100.
    const rows = [stream('produced', 0, 31 * 24, 3100), stream('sold', 0, 31 * 24, 2790)];
    const found = balance(rows, 31 * 24, { cadence: '1mo' });
    expect(found.periods).toHaveLength(1);
    expect(found.unaccountedFraction).toBeCloseTo(0.1, 12);
  });

  test('holds no day that has not ended', () => {
    const rows = [stream('produced', 0, 24, 300), stream('sold', 0, 24, 300)];
    expect(balance(rows, 24, { now: instant(hour(24) - 1) }).periods).toEqual([]);
    expect(balance(rows, 24, { now: hour(24) }).knownPeriods).toBe(1);
  });

  test('says why there is nothing to balance', () => {
    expect(balance([], 24)).toEqual({
      reason: 'never-reported',
      periods: [],
      knownPeriods: 0,
      unaccountedMcf: null,
      unaccountedFraction: null,
    });
    expect(balance([stream('sold', 0, 24, 1)], 24).reason).toBe('no-production');
    expect(balance([stream('produced', 0, 24, 1)], 24).reason).toBe('no-outlet');
    const mined = [stream('produced', 0, 24, 1), stream('mining', 0, 24, 1)];
    expect(balance(mined, 24, { fuelIncludesMining: true }).reason).toBe('no-outlet');
    expect(balance(mined, 24).reason).toBeNull();
  });

  test('has no fraction where nothing was produced', () => {
    const rows = [stream('produced', 0, 24, 0), stream('flared', 0, 24, 2)];
    expect(balance(rows, 24)).toMatchObject({ unaccountedMcf: -2, unaccountedFraction: null });
  });

  test('law: it closes when what is unaccounted for is added to an outlet', () => {
    const volumes = fc.record(
      Object.fromEntries(STREAMS.map((name) => [name, fc.option(fc.nat(1000), { nil: undefined })])) as Record<
        Stream,
        fc.Arbitrary<number | undefined>
      >,
    );
    fc.assert(
      fc.property(volumes, fc.boolean(), (of, fuelIncludesMining) => {
        const made = { ...of, produced: of.produced ?? 5, flared: of.flared ?? 0 };
        const rows = (Object.entries(made) as [Stream, number | undefined][]).flatMap(([name, volume]) =>
          volume === undefined ? [] : [stream(name, 0, 24, volume)],
        );
        const before = balance(rows, 24, { fuelIncludesMining }).unaccountedMcf ?? Number.NaN;
        // Flared must not become negative, which would be a reversal: what is lacking is received.
        const more = before >= 0 ? stream('flared', 0, 24, made.flared + before, { version: 2 }) : null;
        const lacking = stream('received', 0, 24, (of.received ?? 0) - before, { version: 2 });
        const closed = balance([...rows, more ?? lacking], 24, { fuelIncludesMining });
        expect(closed.unaccountedMcf).toBeCloseTo(0, 9);
      }),
    );
  });
});
