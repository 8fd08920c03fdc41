import {
  type Aggregate,
  type DayAggregate,
  foldAggregates,
  foldPoints,
  type MonthAggregate,
} from '../../domain/history/fold.ts';
import { foldHours } from '../../domain/history/stretch.ts';
import { after, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { type StoredPoint, storedPoints } from '../read-points.ts';
import { bucketStart, nextBucket } from './calendar.ts';

type Read = Pick<Stores, 'history' | 'sites' | 'replaced'>;

/** Whose history, with which tick, as known when (null = now). */
export type HistoryOf = {
  readonly site: string;
  readonly tickSeconds: number;
  readonly asOf: Instant | null;
};

/** A day of a site: its hours, and their sum. */
export type DayOfHours = { readonly date: Instant; readonly hours: readonly Aggregate[]; readonly day: Aggregate };

/** Days folded from points at once, so that memory stays bounded. */
const DAYS_PER_FOLD = 31;

/**
 * Every UTC day from `from` to `to` (both midnights): as sealed where it is, else folded from its
 * points the same way. A day without points has no ticks.
 */
export async function daysOf(stores: Read, of: HistoryOf, from: Instant, to: Instant): Promise<readonly DayOfHours[]> {
  if (to <= from) return [];
  const sealed = new Map((await sealedDays(stores, of, from, to)).map((day) => [day.date, day]));
  const days: DayOfHours[] = [];
  let date = from;
  while (date < to) {
    const found = sealed.get(date);
    if (found !== undefined) {
      days.push(found);
      date = after(date, SECONDS_PER_DAY);
      continue;
    }
    const end = endOfStretch(date, to, (day) => sealed.has(day));
    days.push(...(await foldDays(stores, of, date, end)));
    date = end;
  }
  return days;
}

/** Every month from `from` to `to` (both starts of months): as sealed, else the fold of its days. */
export async function monthsOf(stores: Read, of: HistoryOf, from: Instant, to: Instant): Promise<readonly Aggregate[]> {
  const sealed = new Map((await sealedMonths(stores, of, from, to)).map((month) => [month.month, month]));
  const months: Aggregate[] = [];
  for (let month = from; month < to; month = nextBucket('1mo', month)) {
    const end = nextBucket('1mo', month);
    const days = sealed.has(month) ? [] : (await daysOf(stores, of, month, end)).map(({ day }) => day);
    months.push(sealed.get(month)?.total ?? foldAggregates(days, month, end));
  }
  return months;
}

/** As `daysOf`, without the hours: closed months give their days at once, which is many times cheaper. */
export async function daySumsOf(
  stores: Read,
  of: HistoryOf,
  from: Instant,
  to: Instant,
): Promise<readonly Aggregate[]> {
  const sealed = await sealedMonths(stores, of, bucketStart('1mo', from), to);
  const known = new Map(sealed.flatMap((month) => month.days).map((day) => [day.from, day]));
  const sums: Aggregate[] = [];
  let date = from;
  while (date < to) {
    const found = known.get(date);
    const end = found === undefined ? endOfStretch(date, to, (day) => known.has(day)) : date;
    if (found !== undefined) sums.push(found);
    else sums.push(...(await daysOf(stores, of, date, end)).map(({ day }) => day));
    date = found === undefined ? end : after(date, SECONDS_PER_DAY);
  }
  return sums;
}

function endOfStretch(date: Instant, to: Instant, isKnown: (day: Instant) => boolean): Instant {
  let end = after(date, SECONDS_PER_DAY);
  while (end < to && !isKnown(end)) end = after(end, SECONDS_PER_DAY);
  return end;
}

/** Days that are not sealed, from their points; a stretch without any is found by one look. */
async function foldDays(stores: Read, of: HistoryOf, from: Instant, to: Instant): Promise<DayOfHours[]> {
  const days: DayOfHours[] = [];
  let date = from;
  while (date < to) {
    const [next] = await storedPoints(stores, of.site, date, to, 1, of.asOf, 'eventual');
    const begin = next === undefined ? to : bucketStart('1d', next.point.at);
    for (; date < begin; date = after(date, SECONDS_PER_DAY)) days.push(emptyDay(date, of.tickSeconds));
    const end = instant(Math.min(to, begin + DAYS_PER_FOLD * SECONDS_PER_DAY));
    if (begin < end) {
      const points = await storedPoints(stores, of.site, begin, end, Number.POSITIVE_INFINITY, of.asOf, 'eventual');
      days.push(...hoursByDay(points, begin, end, of.tickSeconds));
    }
    date = end;
  }
  return days;
}

/** A day without a tick. */
function emptyDay(date: Instant, tickSeconds: number): DayOfHours {
  const hour = foldPoints([], date, after(date, SECONDS_PER_HOUR), tickSeconds);
  const hours = Array.from({ length: 24 }, (_, index) => {
    const from = after(date, index * SECONDS_PER_HOUR);
    return { ...hour, from, to: after(from, SECONDS_PER_HOUR) };
  });
  const end = after(date, SECONDS_PER_DAY);
  return { date, hours, day: { ...hour, from: date, to: end, expectedTicks: 24 * hour.expectedTicks } };
}

function hoursByDay(points: readonly StoredPoint[], from: Instant, to: Instant, tickSeconds: number): DayOfHours[] {
  const all = foldHours(points, from, to, tickSeconds);
  const days: DayOfHours[] = [];
  for (let date = from; date < to; date = after(date, SECONDS_PER_DAY)) {
    const hours = all.slice(days.length * 24, days.length * 24 + 24);
    days.push({ date, hours, day: foldAggregates(hours, date, after(date, SECONDS_PER_DAY)) });
  }
  return days;
}

/** Sealed days in the version known at `asOf`; a day that was not over then is not among them. */
async function sealedDays(stores: Read, of: HistoryOf, from: Instant, to: Instant): Promise<readonly DayAggregate[]> {
  const { site, asOf } = of;
  if (asOf === null) return stores.history.days(site, from, to);
  const [now, replaced] = await Promise.all([
    stores.history.days(site, from, to),
    stores.replaced.daysAsOf(site, from, to, asOf),
  ]);
  const byDate = new Map([...now, ...replaced].map((day) => [day.date, day]));
  return [...byDate.values()].filter((day) => day.date + SECONDS_PER_DAY <= asOf);
}

async function sealedMonths(
  stores: Read,
  of: HistoryOf,
  from: Instant,
  to: Instant,
): Promise<readonly MonthAggregate[]> {
  const { site, asOf } = of;
  if (asOf === null) return stores.history.months(site, from, to);
  const [now, replaced] = await Promise.all([
    stores.history.months(site, from, to),
    stores.replaced.monthsAsOf(site, from, to, asOf),
  ]);
  const byMonth = new Map([...now, ...replaced].map((month) => [month.month, month]));
  return [...byMonth.values()].filter((month) => nextBucket('1mo', instant(month.month)) <= asOf);
}
