import type { Instant } from '../instant.ts';
import { wallTime } from '../zoned.ts';

type Range = readonly [number, number];

/**
 * A repeating interval on the wall clock of a zone. Every list that is given must hold; within a
 * list one range is enough. Minutes of the day are half-open [from, to); weekdays (Sunday = 0), days
 * of the month (−1 = the last), months and years include both ends.
 */
export type Calendar = {
  readonly times?: readonly Range[];
  readonly weekdays?: readonly Range[];
  readonly daysOfMonth?: readonly Range[];
  readonly months?: readonly Range[];
  readonly years?: readonly Range[];
  readonly zone: string;
};

/** True while the wall clock of the calendar's zone is inside it. */
export function isInside(calendar: Calendar, at: Instant): boolean {
  const wall = wallTime(at, calendar.zone);
  const minute = wall.hour * 60 + wall.minute;
  const has = (ranges: readonly Range[] | undefined, holds: (range: Range) => boolean) =>
    ranges === undefined || ranges.some(holds);
  const within = (value: number) => (range: Range) => value >= range[0] && value <= range[1];
  return (
    has(calendar.times, ([from, to]) => minute >= from && minute < to) &&
    has(calendar.weekdays, within(wall.weekday)) &&
    has(calendar.daysOfMonth, (range) => isDayIn(range, wall.day, daysIn(wall.year, wall.month))) &&
    has(calendar.months, within(wall.month)) &&
    has(calendar.years, within(wall.year))
  );
}

/** A range that begins after the month's end is empty; one that ends there is cut. */
function isDayIn([from, to]: Range, day: number, days: number): boolean {
  const counted = (value: number) => (value < 0 ? days + value + 1 : value);
  const [begin, end] = [counted(from), Math.min(counted(to), days)];
  return begin <= days && day >= begin && day <= end;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Quiet hours such as 22:00 to 07:00 (over midnight) as a calendar. */
export function quietCalendar(hours: { readonly from: string; readonly to: string }, zone: string): Calendar {
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  const times: readonly Range[] =
    from <= to
      ? [[from, to]]
      : [
          [from, 24 * 60],
          [0, to],
        ];
  return { times, zone };
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}
