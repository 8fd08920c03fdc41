import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { siteCompleteness } from '#lib/domain/gas/completeness.ts';
import { isComplete } from '#lib/domain/gas/period-count.ts';
import { type Cadence, type ReportRow, STREAMS, type Stream } from '#lib/domain/gas/report.ts';
import { type Instant, instant, toIso } from '#lib/domain/instant.ts';
import { DAY, HOUR, hour, row } from './rows.ts';

const UTC = { timezone: 'UTC', gasDayStart: '00:00' };
const CHICAGO = { timezone: 'America/Chicago', gasDayStart: '09:00' };
const STALE = { '1h': 3 * HOUR, '1d': 36 * HOUR, '1mo': 45 * DAY };
const at = (text: string): Instant => instant(Date.parse(text) / 1000);

function judge(
  rows: readonly ReportRow[],
  from: Instant,
  to: Instant,
  more: { cadence?: Cadence; calendar?: typeof UTC; now?: Instant; ever?: readonly Stream[] } = {},
) {
  const { cadence = '1d', calendar = UTC, now = instant(to + 100 * DAY), ever } = more;
  const everReported = new Set(ever ?? rows.map(({ stream }) => stream));
  const plan = { cadence, calendar, staleAfterSeconds: STALE[cadence] };
  return siteCompleteness(rows, everReported, plan, { from, to, at: now });
}

const day = (number: number, volume: number | null = 100, more: Partial<ReportRow> = {}) =>
  row(number * 24, number * 24 + 24, volume, more);
const may = Array.from({ length: 31 }, (_, number) => number);

describe('the completeness of a site’s reports', () => {
  test('of a month with one day missing is 30 ÷ 31, and names the day', () => {
    const rows = may.filter((number) => number !== 9).map((number) => day(number));
    const found = judge(rows, hour(0), hour(31 * 24));
    expect(found).toMatchObject({ expectedPeriods: 31, reportedPeriods: 30, reason: null });
    expect(found.completenessFraction).toBeCloseTo(0.967741935, 9);
    expect(found.streams[0]?.gaps).toEqual([{ from: hour(9 * 24), to: hour(10 * 24), reason: 'no-report' }]);
  });

  test('sums the streams that were ever reported, and no others', () => {
    // Produced on 31 of 31 days, flared on 15: 46 ÷ 62. Sold, reported before this month: 46 ÷ 93.
    const rows = [...may.map((number) => day(number)), ...may.slice(0, 15).map((n) => day(n, 5, { stream: 'flared' }))];
    expect(judge(rows, hour(0), hour(31 * 24)).completenessFraction).toBeCloseTo(46 / 62, 12);
    const ever = ['produced', 'flared', 'sold'] as const;
    const found = judge(rows, hour(0), hour(31 * 24), { ever });
    expect(found.completenessFraction).toBeCloseTo(46 / 93, 12);
    expect(found.streams.map((one) => [one.stream, one.reportedPeriods])).toEqual([
      ['produced', 31],
      ['sold', 0],
      ['flared', 15],
    ]);
  });

  test('takes a blank day and a reversed one as unknown, and neighbours as one gap', () => {
    const rows = [day(0), day(1, null), day(2), day(2, -100, { version: 2 }), day(3)];
    const found = judge(rows, hour(0), hour(96));
    expect(found.completenessFraction).toBe(0.5);
    expect(found.streams[0]?.gaps).toEqual([{ from: hour(24), to: hour(72), reason: 'unknown-volume' }]);
  });

  test('gives causes of flared and vented gas only, and of periods that start within the window', () => {
    const routine = { cause: 'routine' as const };
    const rows = (['produced', 'flared', 'vented'] as const).flatMap((stream) =>
      [-1, 0, 1, 2].map((number) => day(number, 10, { stream, ...routine })),
    );
    const { streams } = judge(rows, hour(0), hour(48));
    const causes = streams.map(({ stream, causes }) => [stream, causes.map(({ rows }) => rows)]);
    expect(causes).toEqual([
      ['produced', []],
      ['flared', [2]],
      ['vented', [2]],
    ]);
    expect(streams.map(({ evidence }) => evidence.map(({ rows }) => rows))).toEqual([[2], [2], [2]]);
  });

  test('counts a day of 23 hours as one day, and asks an hourly site for its 23 hours', () => {
    // Chicago, 8 March 2026: the gas day of the 7th runs from 15:00 to 14:00 UTC.
    const start = at('2026-03-07T15:00:00Z');
    const end = at('2026-03-08T14:00:00Z');
    const whole: ReportRow = { ...day(0), periodStart: start, periodEnd: end };
    expect(judge([whole], start, end, { calendar: CHICAGO })).toMatchObject({
      expectedPeriods: 1,
      completenessFraction: 1,
    });
    const hours = Array.from({ length: 22 }, (_, index) => ({
      ...day(0),
      periodStart: instant(start + index * HOUR),
      periodEnd: instant(start + (index + 1) * HOUR),
    }));
    // The last hour is missing: 22 ÷ 23. A daily site with these rows lacks the day.
    const hourly = judge(hours, start, end, { calendar: CHICAGO, cadence: '1h' });
    expect(hourly).toMatchObject({ expectedPeriods: 23, reportedPeriods: 22 });
    expect(hourly.streams[0]?.gaps.map((gap) => toIso(gap.from))).toEqual(['2026-03-08T13:00:00Z']);
    expect(judge(hours, start, end, { calendar: CHICAGO }).completenessFraction).toBe(0);
  });

  test('of an hourly site does not take a day for its hours; of a daily one takes hours for the day', () => {
    const hours = Array.from({ length: 24 }, (_, index) => row(index, index + 1, 4));
    expect(judge([day(0)], hour(0), hour(24), { cadence: '1h' })).toMatchObject({
      expectedPeriods: 24,
      reportedPeriods: 0,
    });
    expect(judge(hours, hour(0), hour(24))).toMatchObject({ expectedPeriods: 1, reportedPeriods: 1 });
  });

  test('of a monthly site counts its months', () => {
    // May and July of May to July.
    const month = (from: string, to: string): ReportRow => ({ ...day(0), periodStart: at(from), periodEnd: at(to) });
    const rows = [month('2026-05-01', '2026-06-01'), month('2026-07-01', '2026-08-01')];
    const found = judge(rows, at('2026-05-01'), at('2026-08-01'), { cadence: '1mo' });
    expect(found.completenessFraction).toBeCloseTo(2 / 3, 12);
    expect(found.streams[0]?.gaps.map(({ from, to }) => [toIso(from), toIso(to)])).toEqual([
      ['2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z'],
    ]);
  });

  test('misses a report staleAfter after the end of its day, and awaits it until then', () => {
    // The day ends at hour 48: missed from hour 48 + 36 = 84 on.
    const before = judge([day(0)], hour(0), hour(72), { now: instant(hour(84) - 1) });
    expect(before).toMatchObject({ expectedPeriods: 1, completenessFraction: 1 });
    expect(before.streams[0]?.awaitedPeriods).toBe(2);
    const late = judge([day(0)], hour(0), hour(72), { now: hour(84) });
    expect(late).toMatchObject({ expectedPeriods: 2, completenessFraction: 0.5 });
    expect(late.streams[0]?.awaitedPeriods).toBe(1);
  });

  test('is unknown of a site that never reported, and where nothing was due', () => {
    expect(judge([], hour(0), hour(24))).toEqual({
      expectedPeriods: 0,
      reportedPeriods: 0,
      completenessFraction: null,
      reason: 'never-reported',
      streams: [],
    });
    const found = judge([], hour(0), hour(24), { ever: ['produced'], now: hour(25) });
    expect(found).toMatchObject({ completenessFraction: null, reason: 'nothing-due' });
    expect(judge([], hour(0), hour(24), { ever: ['produced'] })).toMatchObject({ completenessFraction: 0 });
  });

  test('counts evidence and causes of the newest versions', () => {
    const rows = [
      day(0, 100, { stream: 'flared', cause: 'routine' }),
      day(0, 90, { stream: 'flared', cause: 'emergency', version: 2 }),
      day(1, 7, { stream: 'flared', cause: 'routine', evidence: 'estimated' }),
      day(2, 8, { stream: 'flared', evidence: null }),
      day(3, null, { stream: 'flared', cause: 'emergency', evidence: 'allocated' }),
    ];
    const [flared] = judge(rows, hour(0), hour(96)).streams;
    expect(flared?.causes).toEqual([
      { cause: 'emergency', rows: 2, volumeMcf: 90 },
      { cause: null, rows: 1, volumeMcf: 8 },
      { cause: 'routine', rows: 1, volumeMcf: 7 },
    ]);
    expect(flared?.evidence.map(({ evidence, rows: count }) => [evidence, count])).toEqual([
      [null, 1],
      ['allocated', 1],
      ['estimated', 1],
      ['measured', 1],
    ]);
  });

  test('is enough from 80 % on', () => {
    expect(isComplete({ expectedPeriods: 30, reportedPeriods: 24 })).toBe(true);
    expect(isComplete({ expectedPeriods: 30, reportedPeriods: 23 })).toBe(false);
    expect(isComplete({ expectedPeriods: 0, reportedPeriods: 0 })).toBe(false);
  });
});

describe('laws of completeness', () => {
  const someRow = fc
    .record({ day: fc.integer({ min: -1, max: 12 }), hours: fc.constantFrom(1, 6, 24), shift: fc.nat(23) })
    .chain(({ day: number, hours, shift }) =>
      fc
        .constantFrom<Stream>('produced', 'flared')
        .map((stream) => row(number * 24 + shift, number * 24 + shift + hours, 10, { stream })),
    );
  const now = fc.integer({ min: 0, max: 20 * 24 }).map(hour);
  const cadences = fc.constantFrom<Cadence>('1h', '1d');

  test('from 0 to 1, and what is expected and awaited are the periods begun', () => {
    fc.assert(
      fc.property(fc.array(someRow), now, cadences, (rows, then, cadence) => {
        const found = judge(rows, hour(0), hour(240), { now: then, cadence, ever: STREAMS });
        const begun = Math.floor((then - hour(0)) / (cadence === '1h' ? HOUR : DAY)) + 1;
        for (const one of found.streams) {
          expect(one.expectedPeriods + one.awaitedPeriods).toBe(Math.min(begun, cadence === '1h' ? 240 : 10));
        }
        for (const { completenessFraction, ...one } of [...found.streams, found]) {
          if (completenessFraction === null) continue;
          expect(completenessFraction).toBeGreaterThanOrEqual(0);
          expect(completenessFraction).toBeLessThanOrEqual(1);
          expect(completenessFraction).toBe(one.reportedPeriods / one.expectedPeriods);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('one more row with a volume never lowers it, and the order of rows changes nothing', () => {
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 20 }), someRow, now, cadences, (rows, one, then, cadence) => {
        const ever = ['produced', 'flared'] as const;
        const before = judge(rows, hour(0), hour(240), { now: then, cadence, ever });
        const after = judge([...rows, one], hour(0), hour(240), { now: then, cadence, ever });
        expect(after.completenessFraction ?? 1).toBeGreaterThanOrEqual(before.completenessFraction ?? 0);
        expect(judge([one, ...rows].toReversed(), hour(0), hour(240), { now: then, cadence, ever })).toEqual(after);
      }),
      { numRuns: 100 },
    );
  });
});
