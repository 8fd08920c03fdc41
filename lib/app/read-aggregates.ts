import { type Aggregate, type DayAggregate, foldAggregates, type MonthAggregate } from '../domain/history/fold.ts';
import { foldHours, foldStretch, monthStart, nextMonthStart } from '../domain/history/stretch.ts';
import { after, floorTo, type Instant, instant, SECONDS_PER_DAY } from '../domain/instant.ts';
import type { Stores } from '../ports.ts';
import { storedPoints } from './read-points.ts';

export type AggregateStores = Pick<Stores, 'history' | 'sites' | 'replaced'>;

/** Which aggregates are asked for: those that begin in [from, to). */
export type AggregateWindow = {
  readonly site: string;
  readonly from: Instant;
  readonly to: Instant;
  /** The company's tick, for hours without a point. */
  readonly tickSeconds: number;
  /** What was known at this moment, before later corrections and points; null = now. */
  readonly asOf: Instant | null;
};

/**
 * The hours (UTC) that begin in [from, to) and have a point, oldest first: from sealed days, and
 * from the points themselves where a day is not sealed yet, today's among them. Hours without a
 * point are left out; the running hour expects all its ticks.
 */
export async function storedHours(stores: AggregateStores, window: AggregateWindow): Promise<readonly Aggregate[]> {
  const days = await daysOf(stores, window, window.from, window.to);
  return beginning(
    days.flatMap((day) => day.hours),
    window.from,
    window.to,
  );
}

/** The days (UTC) that begin in [from, to) and have a point: from sealed months, days and points. */
export async function storedDays(stores: AggregateStores, window: AggregateWindow): Promise<readonly Aggregate[]> {
  const { from, to } = window;
  const months = await sealedMonths(stores, window, from, to);
  const days: Aggregate[] = [];
  let position = floorTo(from, SECONDS_PER_DAY);
  for (const month of months) {
    if (month.month > position) days.push(...(await dayTotals(stores, window, position, month.month)));
    days.push(...month.days);
    position = nextMonthStart(month.month);
  }
  if (position < to) days.push(...(await dayTotals(stores, window, position, to)));
  return beginning(days, from, to);
}

/** The months (UTC) that begin in [from, to) and have a point; the running month expects all its ticks. */
export async function storedMonths(stores: AggregateStores, window: AggregateWindow): Promise<readonly Aggregate[]> {
  const { from, to, tickSeconds } = window;
  const sealed = new Map((await sealedMonths(stores, window, from, to)).map((month) => [month.month, month.total]));
  const totals: Aggregate[] = [];
  for (let month = monthStart(from); month < to; month = nextMonthStart(month)) {
    const end = nextMonthStart(month);
    const total = sealed.get(month) ?? monthOf(await dayTotals(stores, window, month, end), month, tickSeconds).total;
    totals.push(total);
  }
  return beginning(totals, from, to);
}

/** A month of its days; a day without an aggregate is one without points. */
export function monthOf(
  days: readonly Aggregate[],
  month: Instant,
  tickSeconds: number,
): Pick<MonthAggregate, 'days' | 'total'> {
  const end = nextMonthStart(month);
  const byStart = new Map(days.map((day) => [day.from, day]));
  const all: Aggregate[] = [];
  for (let date = month; date < end; date = after(date, SECONDS_PER_DAY)) {
    all.push(byStart.get(date) ?? foldStretch([], date, after(date, SECONDS_PER_DAY), tickSeconds));
  }
  return { days: all, total: foldAggregates(all, month, end) };
}

async function dayTotals(stores: AggregateStores, window: AggregateWindow, from: Instant, to: Instant) {
  return (await daysOf(stores, window, from, to)).map((day) => day.day);
}

type Day = Pick<DayAggregate, 'date' | 'hours' | 'day'>;

/** Every day of the window that has one: sealed where it is, else folded from its points. */
async function daysOf(stores: AggregateStores, window: AggregateWindow, from: Instant, to: Instant): Promise<Day[]> {
  const first = floorTo(from, SECONDS_PER_DAY);
  const last = floorTo(instant(to - 1), SECONDS_PER_DAY);
  const sealed = await sealedDays(stores, window, first, to);
  const days: Day[] = [];
  let position = first;
  for (const day of sealed) {
    if (day.date > position) days.push(...(await foldedDays(stores, window, position, day.date)));
    days.push(day);
    position = after(day.date, SECONDS_PER_DAY);
  }
  if (position <= last) days.push(...(await foldedDays(stores, window, position, after(last, SECONDS_PER_DAY))));
  return days;
}

async function foldedDays(
  stores: AggregateStores,
  window: AggregateWindow,
  from: Instant,
  to: Instant,
): Promise<readonly Day[]> {
  const points = await storedPoints(stores, window.site, from, to, Number.POSITIVE_INFINITY, window.asOf);
  if (points.length === 0) return [];
  const days: Day[] = [];
  for (let date = from; date < to; date = after(date, SECONDS_PER_DAY)) {
    const end = after(date, SECONDS_PER_DAY);
    const ofDay = points.filter(({ point }) => point.at >= date && point.at < end);
    const hours = foldHours(ofDay, date, end, window.tickSeconds);
    days.push({ date, hours, day: foldAggregates(hours, date, end) });
  }
  return days;
}

async function sealedDays(stores: AggregateStores, window: AggregateWindow, from: Instant, to: Instant) {
  const { site, asOf } = window;
  const stored = await stores.history.days(site, from, to);
  if (asOf === null || stored.length === 0) return stored;
  const replaced = await stores.replaced.daysAsOf(site, from, to, asOf);
  const known = new Map(replaced.map((day) => [day.date, day]));
  return stored.map((day) => known.get(day.date) ?? day).filter((day) => after(day.date, SECONDS_PER_DAY) <= asOf);
}

async function sealedMonths(stores: AggregateStores, window: AggregateWindow, from: Instant, to: Instant) {
  const { site, asOf } = window;
  const first = monthStart(from);
  const stored = await stores.history.months(site, first, to);
  if (asOf === null || stored.length === 0) return stored;
  const replaced = await stores.replaced.monthsAsOf(site, first, to, asOf);
  const known = new Map(replaced.map((month) => [month.month, month]));
  return stored.map((month) => known.get(month.month) ?? month).filter((month) => nextMonthStart(month.month) <= asOf);
}

function beginning(aggregates: readonly Aggregate[], from: Instant, to: Instant): readonly Aggregate[] {
  return aggregates.filter((one) => one.from >= from && one.from < to && one.ticks > 0);
}
