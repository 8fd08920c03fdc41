import { after, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../instant.ts';
import { wallTime } from '../zoned.ts';
import { type GasDayCalendar, gasDayAfter, gasDayAt, gasMonthOf, type Period } from './gas-day.ts';
import type { Cadence } from './report.ts';

/** The longest period of a cadence: a gas day has up to 25 hours, a gas month up to 31 days and an hour. */
export const LONGEST_SECONDS: Readonly<Record<Cadence, number>> = {
  '1h': SECONDS_PER_HOUR,
  '1d': 25 * SECONDS_PER_HOUR,
  '1mo': 31 * SECONDS_PER_DAY + SECONDS_PER_HOUR,
};

/** What a site's gas is balanced by: gas months on a monthly site, else gas days. */
export function balanceCadence(cadence: Cadence): '1d' | '1mo' {
  return cadence === '1mo' ? '1mo' : '1d';
}

/** Seconds around a window in which rows that reach into its periods may start or end. */
export function marginSeconds(cadence: Cadence): number {
  return LONGEST_SECONDS[balanceCadence(cadence)];
}

/**
 * The periods that a site reports by and that start in [from, to), oldest first: gas months, gas days
 * (23 or 25 hours when the clock changes), or hours counted from the start of the gas day. Example:
 * of gas days that begin at 09:00 in Chicago, [2026-03-07T15:00Z, 2026-03-09T14:00Z) holds two, the
 * first of 23 hours.
 */
export function periodsStarting(
  cadence: Cadence,
  calendar: GasDayCalendar,
  from: Instant,
  to: Instant,
): readonly Period[] {
  const periods: Period[] = [];
  const first = gasDayAt(from, calendar);
  for (let period = cadence === '1mo' ? monthHolding(first, calendar) : first; period.start < to; ) {
    periods.push(...(cadence === '1h' ? hoursOf(period) : [period]));
    const next = gasDayAfter(period, calendar);
    period = cadence === '1mo' ? monthHolding(next, calendar) : next;
  }
  return periods.filter(({ start }) => start >= from && start < to);
}

/** The gas month of a gas day: that of the date on which the day starts. */
function monthHolding(day: Period, calendar: GasDayCalendar): Period {
  const { year, month } = wallTime(day.start, calendar.timezone);
  return gasMonthOf(year, month, calendar) ?? day;
}

function hoursOf(day: Period): readonly Period[] {
  const count = Math.ceil((day.end - day.start) / SECONDS_PER_HOUR);
  return Array.from({ length: count }, (_, hour) => {
    const start = after(day.start, hour * SECONDS_PER_HOUR);
    return { start, end: instant(Math.min(start + SECONDS_PER_HOUR, day.end)) };
  });
}
