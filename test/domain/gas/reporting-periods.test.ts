import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gasDayAfter, gasDayAt } from '#lib/domain/gas/gas-day.ts';
import { periodsStarting } from '#lib/domain/gas/reporting-periods.ts';
import { type Instant, instant, toIso } from '#lib/domain/instant.ts';

const CHICAGO = { timezone: 'America/Chicago', gasDayStart: '09:00' };
const at = (text: string): Instant => instant(Date.parse(text) / 1000);
const hoursOf = ({ start, end }: { start: Instant; end: Instant }): number => (end - start) / 3600;

describe('the periods that a site reports by', () => {
  test('are those that start in the window, its end excluded', () => {
    // Chicago in May is UTC−5: gas days begin at 14:00 UTC.
    const days = periodsStarting('1d', CHICAGO, at('2026-05-01T14:00:00Z'), at('2026-05-04T14:00:00Z'));
    expect(days.map(({ start }) => toIso(start))).toEqual([
      '2026-05-01T14:00:00Z',
      '2026-05-02T14:00:00Z',
      '2026-05-03T14:00:00Z',
    ]);
    expect(periodsStarting('1d', CHICAGO, at('2026-05-01T14:00:01Z'), at('2026-05-02T14:00:00Z'))).toEqual([]);
  });

  test('have 23 and 25 hours when the clock changes', () => {
    // Forward on 8 March 2026, back on 1 November.
    const spring = periodsStarting('1d', CHICAGO, at('2026-03-06T15:00:00Z'), at('2026-03-09T00:00:00Z'));
    expect(spring.map(hoursOf)).toEqual([24, 23, 24]);
    const autumn = periodsStarting('1d', CHICAGO, at('2026-10-31T00:00:00Z'), at('2026-11-02T00:00:00Z'));
    expect(autumn.map(hoursOf)).toEqual([25, 24]);
    // 23 + 24 hours from 7 March 15:00 UTC on.
    expect(periodsStarting('1h', CHICAGO, at('2026-03-07T15:00:00Z'), at('2026-03-09T14:00:00Z'))).toHaveLength(47);
  });

  test('are months of the gas calendar', () => {
    // March: 1 March 15:00 UTC (UTC−6) to 1 April 14:00 UTC (UTC−5), 31 days less an hour.
    const months = periodsStarting('1mo', CHICAGO, at('2026-02-01T15:00:00Z'), at('2026-04-01T14:00:00Z'));
    expect(months.map(({ start, end }) => [toIso(start), toIso(end)])).toEqual([
      ['2026-02-01T15:00:00Z', '2026-03-01T15:00:00Z'],
      ['2026-03-01T15:00:00Z', '2026-04-01T14:00:00Z'],
    ]);
  });

  test('law: the day after a gas day is the one that holds its end, in any zone, over every change of the clock', () => {
    const zones = fc.constantFrom(
      ...[
        'America/Chicago',
        'Europe/London',
        'Asia/Tehran',
        'America/Sao_Paulo',
        'Australia/Lord_Howe',
        'Pacific/Apia',
      ],
    );
    const starts = fc.constantFrom('00:00', '01:30', '02:00', '02:30', '03:00', '06:00', '09:00', '23:00', '23:30');
    const moments = fc.integer({ min: 1_300_000_000, max: 1_330_000_000 });
    fc.assert(
      fc.property(zones, starts, moments, (timezone, gasDayStart, moment) => {
        const calendar = { timezone, gasDayStart };
        const day = gasDayAt(instant(moment), calendar);
        expect(gasDayAfter(day, calendar)).toEqual(gasDayAt(day.end, calendar));
      }),
      { numRuns: 400 },
    );
  });

  test('law: follow one another without a gap, and windows that meet hold what the whole holds', () => {
    const calendars = fc.constantFrom(
      CHICAGO,
      { timezone: 'UTC', gasDayStart: '00:00' },
      { timezone: 'Asia/Kolkata', gasDayStart: '06:00' },
      { timezone: 'Europe/Moscow', gasDayStart: '23:30' },
      { timezone: 'America/Sao_Paulo', gasDayStart: '00:00' },
      { timezone: 'Australia/Lord_Howe', gasDayStart: '02:00' },
    );
    const start = fc.integer({ min: 1_400_000_000, max: 1_900_000_000 });
    const days = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.constantFrom('1h', '1d', '1mo'), calendars, start, days, days, (cadence, calendar, from, a, b) => {
        const middle = instant(from + a * 86_400);
        const to = instant(middle + b * 86_400);
        const whole = periodsStarting(cadence, calendar, instant(from), to);
        for (const [index, { start: next }] of whole.slice(1).entries()) expect(next).toBe(whole[index]?.end);
        const parts = [
          ...periodsStarting(cadence, calendar, instant(from), middle),
          ...periodsStarting(cadence, calendar, middle, to),
        ];
        expect(parts).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});
