import { describe, expect, test } from 'vitest';
import { gasDayAt, gasDayOf, gasMonthOf, summedGasDays } from '#lib/domain/gas/gas-day.ts';
import { parseInstant, toIso } from '#lib/domain/instant.ts';
import { hour, row } from './rows.ts';

const CHICAGO = { timezone: 'America/Chicago', gasDayStart: '09:00' };
const UTC = { timezone: 'UTC', gasDayStart: '00:00' };

function dayAt(text: string, calendar = CHICAGO): string[] {
  const at = parseInstant(text);
  if (at === null) throw new Error(text);
  const { start, end } = gasDayAt(at, calendar);
  return [toIso(start), toIso(end)];
}

test.each(['2026-02-29', '2026-02-30', '2026-04-31', '2026-00-10', '2026-13-01', '2026-05-00', '2026-5-1', 'May'])(
  'there is no gas day of %s',
  (date) => {
    expect(gasDayOf(date, UTC)).toBeNull();
    expect(gasDayOf(date, CHICAGO)).toBeNull();
  },
);

test('there is one of a leap day, and no gas month 0 or 13', () => {
  expect(gasDayOf('2028-02-29', UTC)?.start).toBe(parseInstant('2028-02-29T00:00:00Z'));
  expect([gasMonthOf(2026, 0, UTC), gasMonthOf(2026, 13, UTC)]).toEqual([null, null]);
});

describe('the gas day', () => {
  // Chicago is UTC−5 in summer and UTC−6 in winter; 2026: clocks go forward on 8 March, back on 1 November.
  test.each([
    ['in summer', '2026-05-01T20:00:00Z', '2026-05-01T14:00:00Z', '2026-05-02T14:00:00Z'],
    ['before its hour the day before', '2026-05-01T13:59:59Z', '2026-04-30T14:00:00Z', '2026-05-01T14:00:00Z'],
    ['of 23 hours', '2026-03-08T00:00:00Z', '2026-03-07T15:00:00Z', '2026-03-08T14:00:00Z'],
    ['of 25 hours', '2026-11-01T12:00:00Z', '2026-10-31T14:00:00Z', '2026-11-01T15:00:00Z'],
  ])('is the one %s', (_what, at, start, end) => {
    expect(dayAt(at)).toEqual([start, end]);
  });

  test.each([['00:00'], ['05:00'], ['12:00'], ['23:00'], ['23:30']])(
    'is one day long where it starts at %s',
    (gasDayStart) => {
      const [start, end] = dayAt('2026-05-01T20:00:00Z', { timezone: 'Asia/Tokyo', gasDayStart });
      expect(Date.parse(end ?? '') - Date.parse(start ?? '')).toBe(86_400_000);
    },
  );

  test('is known by its date, and a date that does not exist has none', () => {
    const day = gasDayOf('2026-05-01', CHICAGO);
    expect(day === null ? null : toIso(day.start)).toBe('2026-05-01T14:00:00Z');
    expect(gasDayOf('yesterday', CHICAGO)).toBeNull();
  });

  test('makes months that end where the next begins', () => {
    const month = gasMonthOf(2026, 12, CHICAGO);
    expect(month === null ? null : [toIso(month.start), toIso(month.end)]).toEqual([
      '2026-12-01T15:00:00Z',
      '2027-01-01T15:00:00Z',
    ]);
  });
});

describe('days summed from hours', () => {
  const hours = Array.from({ length: 24 }, (_, at) => row(at, at + 1, 1 + at));

  test('are the sum of all their hours, newer with every corrected hour', () => {
    // 1 + 2 + … + 24 = 300; hour 0 corrected from 1 to 11: 310, with one version more.
    expect(summedGasDays(hours, UTC)).toMatchObject([
      { periodStart: hour(0), periodEnd: hour(24), volumeMcf: 300, version: 24 },
    ]);
    expect(summedGasDays([row(0, 1, 11, { version: 2 }), ...hours], UTC)).toMatchObject([
      { volumeMcf: 310, version: 25 },
    ]);
  });

  test('are not there with an hour absent, and unknown with an hour blank', () => {
    expect(summedGasDays(hours.slice(1), UTC)).toEqual([]);
    expect(summedGasDays(hours.slice(0, -1), UTC)).toEqual([]);
    expect(summedGasDays([row(5, 6, null, { version: 2 }), ...hours], UTC)).toMatchObject([{ volumeMcf: null }]);
  });

  test('are summed of halves of a day, and not of anything longer', () => {
    expect(summedGasDays([row(0, 12, 10), row(12, 24, 20)], UTC)).toMatchObject([{ volumeMcf: 30 }]);
    expect(summedGasDays([row(0, 13, 10), row(13, 24, 20)], UTC)).toEqual([]);
  });

  test('were reported when the last of their hours was', () => {
    const late = row(5, 6, 6, { reportedAt: hour(99) });
    const [day] = summedGasDays(hours.with(5, late), UTC);
    expect(day?.reportedAt).toBe(hour(99));
  });

  test('do not count overlapping rows twice', () => {
    expect(summedGasDays([row(4, 6, 11), ...hours], UTC)).toEqual([]);
  });
});
