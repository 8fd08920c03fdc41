import { after, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR, twoDigits } from '../instant.ts';
import { instantOfWall, wallTime } from '../zoned.ts';
import { type ReportRow, STREAMS } from './report.ts';
import { newestVersions } from './version.ts';

/** The zone and local hour that a site's gas day begins by, such as America/Chicago and `09:00`. */
export type GasDayCalendar = { readonly timezone: string; readonly gasDayStart: string };
export type Period = { readonly start: Instant; readonly end: Instant };

/** The gas day that holds `at`: 24 hours, or 23 or 25 on the days on which the clock changes. */
export function gasDayAt(at: Instant, calendar: GasDayCalendar): Period {
  for (const shift of [1, 0, -1, -2]) {
    const start = gasDayStart(after(at, shift * SECONDS_PER_DAY), calendar);
    if (start <= at) return { start, end: nextStart(start, calendar) };
  }
  const start = gasDayStart(at, calendar);
  return { start, end: after(start, SECONDS_PER_DAY) };
}

/** The gas day after one. On all but two days a year the wall clock shows its end after 24 hours. */
export function gasDayAfter({ end }: Period, calendar: GasDayCalendar): Period {
  const after24Hours = after(end, SECONDS_PER_DAY);
  const { hour, minute } = wallTime(after24Hours, calendar.timezone);
  const isStart = `${twoDigits(hour)}:${twoDigits(minute)}` === calendar.gasDayStart;
  return { start: end, end: isStart ? after24Hours : nextStart(end, calendar) };
}

/** The gas day of a calendar date such as `2026-05-01`; null where the calendar has no such date. */
export function gasDayOf(date: string, calendar: GasDayCalendar): Period | null {
  const start = instantOfWall(`${date}T${calendar.gasDayStart}`, calendar.timezone);
  return start === null ? null : gasDayAt(start, calendar);
}

/** The gas month of `2026-05`: from the first gas day's start to the next month's. */
export function gasMonthOf(year: number, month: number, calendar: GasDayCalendar): Period | null {
  const first = gasDayOf(dateText(year, month), calendar);
  const next = month === 12 ? gasDayOf(dateText(year + 1, 1), calendar) : gasDayOf(dateText(year, month + 1), calendar);
  return first === null || next === null ? null : { start: first.start, end: next.start };
}

/**
 * Whole gas days summed from rows of shorter periods (an hourly site), for the flaring detector and
 * the balance, which look at days. A day counts once the newest versions of its rows cover all of it
 * without a gap or an overlap; it is unknown where one of them is. Its version is the sum of theirs,
 * so that a corrected hour makes a newer day. Give all rows of a day that is touched at all.
 */
export function summedGasDays(rows: readonly ReportRow[], calendar: GasDayCalendar): readonly ReportRow[] {
  return STREAMS.flatMap((stream) => {
    const short = rows.filter(
      (row) => row.stream === stream && row.periodEnd - row.periodStart <= 12 * SECONDS_PER_HOUR,
    );
    const byDay = new Map<Instant, ReportRow[]>();
    for (const row of newestVersions(short)) {
      const { start } = gasDayAt(row.periodStart, calendar);
      byDay.set(start, [...(byDay.get(start) ?? []), row]);
    }
    return [...byDay].flatMap(([start, parts]) => summedDay(parts, gasDayAt(start, calendar)) ?? []);
  });
}

function summedDay(parts: readonly ReportRow[], day: Period): ReportRow | null {
  const sorted = parts.toSorted((a, b) => a.periodStart - b.periodStart);
  let reached: number = day.start;
  for (const part of sorted) {
    if (part.periodStart !== reached) return null;
    reached = part.periodEnd;
  }
  const [first] = sorted;
  if (first === undefined || reached !== day.end) return null;
  const isKnown = sorted.every((part) => part.volumeMcf !== null && part.volumeMcf >= 0);
  return {
    ...first,
    periodEnd: day.end,
    volumeMcf: isKnown ? sorted.reduce((sum, part) => sum + (part.volumeMcf ?? 0), 0) : null,
    hhvBtuPerScf: null,
    version: sorted.reduce((sum, part) => sum + part.version, 0),
    reportedAt: instant(sorted.reduce((latest, part) => Math.max(latest, part.reportedAt), 0)),
    original: `sum of ${sorted.length} rows`,
  };
}

/** The next day's start, whatever the local hour: at 26 hours a day that begins at 23:00 is the one after. */
function nextStart(start: Instant, calendar: GasDayCalendar): Instant {
  const starts = [12, 26].map((hours) => gasDayStart(after(start, hours * SECONDS_PER_HOUR), calendar));
  return instant(Math.min(...starts.filter((other) => other > start)));
}

function gasDayStart(at: Instant, calendar: GasDayCalendar): Instant {
  const { year, month, day } = wallTime(at, calendar.timezone);
  return instantOfWall(`${dateText(year, month, day)}T${calendar.gasDayStart}`, calendar.timezone) ?? at;
}

function dateText(year: number, month: number, day = 1): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}
