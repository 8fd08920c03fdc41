import { after, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../instant.ts';
import { type Aggregate, foldAggregates, foldPoints } from './fold.ts';
import type { Point } from './point.ts';

/** A point with the tick length it was made at. */
export type TickedPoint = { readonly point: Point; readonly stepSeconds: number };

/**
 * The aggregate of a stretch [from, to) whose points may have different tick lengths: each run of
 * one length is folded by itself up to where the next begins, then the runs are added. Without
 * points the ticks that should have been are counted by `tickSeconds`.
 */
export function foldStretch(
  points: readonly TickedPoint[],
  from: Instant,
  to: Instant,
  tickSeconds: number,
): Aggregate {
  const runs = runsOf(points.filter(({ point }) => point.at >= from && point.at < to));
  if (runs.length === 0) return foldPoints([], from, to, tickSeconds);
  const parts = runs.map((run, index) => {
    const begin = index === 0 ? from : run.start;
    const end = runs[index + 1]?.start ?? to;
    return foldPoints(run.points, begin, end, run.stepSeconds);
  });
  return foldAggregates(parts, from, to);
}

/** The hours of [from, to), each whole: both bounds on the hour. */
export function foldHours(
  points: readonly TickedPoint[],
  from: Instant,
  to: Instant,
  tickSeconds: number,
): readonly Aggregate[] {
  const hours = Array.from({ length: (to - from) / SECONDS_PER_HOUR }, (): TickedPoint[] => []);
  for (const one of points) hours[Math.floor((one.point.at - from) / SECONDS_PER_HOUR)]?.push(one);
  return hours.map((inside, hour) => {
    const start = after(from, hour * SECONDS_PER_HOUR);
    return foldStretch(inside, start, after(start, SECONDS_PER_HOUR), tickSeconds);
  });
}

type Run = { readonly start: Instant; readonly stepSeconds: number; readonly points: Point[] };

function runsOf(points: readonly TickedPoint[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { point, stepSeconds } of points) {
    const last = runs.at(-1);
    if (last?.stepSeconds === stepSeconds) last.points.push(point);
    else runs.push({ start: point.at, stepSeconds, points: [point] });
  }
  return runs;
}

/** The first instant of the UTC month of `at`. */
export function monthStart(at: Instant): Instant {
  const date = new Date(at * 1000);
  return instant(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000);
}

/** The first instant of the UTC month after that of `at`. */
export function nextMonthStart(at: Instant): Instant {
  return monthStart(after(monthStart(at), 31 * SECONDS_PER_DAY));
}

/** A month of its days and their sum; a day without an aggregate is one without points. */
export function foldMonth(
  days: readonly Aggregate[],
  month: Instant,
  tickSeconds: number,
): { readonly days: readonly Aggregate[]; readonly total: Aggregate } {
  const end = nextMonthStart(month);
  const byStart = new Map(days.map((day) => [day.from, day]));
  const all: Aggregate[] = [];
  for (let date = month; date < end; date = after(date, SECONDS_PER_DAY)) {
    all.push(byStart.get(date) ?? foldPoints([], date, after(date, SECONDS_PER_DAY), tickSeconds));
  }
  return { days: all, total: foldAggregates(all, month, end) };
}
