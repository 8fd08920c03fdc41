import { type Instant, instant, SECONDS_PER_DAY } from '../instant.ts';
import { ratePerDay } from './rate.ts';
import type { ReportRow } from './report.ts';
import { finestFirst, newestVersions } from './version.ts';

/** A rate over a stretch of time, Mcf/day; null = unknown. */
export type RateFigure = {
  readonly periodStart: Instant;
  readonly periodEnd: Instant;
  readonly mcfPerDay: number | null;
};

/** What figures say of a stretch of time. */
export type Metered = {
  /** Mcf over the whole stretch; null where part of it is unsaid or unknown. */
  readonly volumeMcf: number | null;
  /** Seconds that no figure speaks of. */
  readonly unsaidSeconds: number;
};

/**
 * What flowed in [from, to): figures prorated by overlap, of overlapping ones the finest (as with the
 * report in force). Example: 100 Mcf from 9 to 9 and 124 the next day give the day between the
 * midnights 100 × 9 ÷ 24 + 124 × 15 ÷ 24 = 115 Mcf.
 */
export function meteredWithin(figures: readonly RateFigure[], from: Instant, to: Instant): Metered {
  const overlapping = figures.filter((one) => one.periodStart < to && one.periodEnd > from);
  const [only] = overlapping;
  if (overlapping.length === 1 && only !== undefined && only.periodStart <= from && only.periodEnd >= to) {
    return { volumeMcf: volumeOf(only, from, to), unsaidSeconds: 0 };
  }
  let [volume, isKnown] = [0, true];
  let unsaid: readonly Stretch[] = [{ from, to }];
  for (const figure of overlapping.sort(finestFirst)) {
    const left: Stretch[] = [];
    for (const stretch of unsaid) {
      const start = Math.max(stretch.from, figure.periodStart);
      const end = Math.min(stretch.to, figure.periodEnd);
      if (end <= start) {
        left.push(stretch);
        continue;
      }
      const part = volumeOf(figure, start, end);
      if (part === null) isKnown = false;
      else volume += part;
      if (start > stretch.from) left.push({ from: stretch.from, to: start });
      if (end < stretch.to) left.push({ from: end, to: stretch.to });
    }
    unsaid = left;
  }
  const unsaidSeconds = unsaid.reduce((sum, stretch) => sum + stretch.to - stretch.from, 0);
  return { volumeMcf: isKnown && unsaidSeconds === 0 ? volume : null, unsaidSeconds };
}

function volumeOf({ mcfPerDay }: RateFigure, from: number, to: number): number | null {
  return mcfPerDay === null ? null : (mcfPerDay * (to - from)) / SECONDS_PER_DAY;
}

type Stretch = { readonly from: number; readonly to: number };

/** The newest versions of report rows as rates, but those of periods longer than `longestSeconds`. */
export function ratesOf(rows: readonly ReportRow[], longestSeconds: number): readonly RateFigure[] {
  return newestVersions(rows)
    .filter((row) => row.periodEnd - row.periodStart <= longestSeconds)
    .map((row) => ({ periodStart: row.periodStart, periodEnd: row.periodEnd, mcfPerDay: ratePerDay(row) }));
}

/** Looks figures up by the stretch of time that they overlap, in a list that may hold a year of hours. */
export function overlapping(figures: readonly RateFigure[]): (from: Instant, to: Instant) => readonly RateFigure[] {
  const sorted = figures.toSorted((a, b) => a.periodStart - b.periodStart);
  const longest = sorted.reduce((most, one) => Math.max(most, one.periodEnd - one.periodStart), 0);
  return (from, to) => {
    let index = firstAfter(sorted, instant(from - longest));
    const found: RateFigure[] = [];
    for (let one = sorted[index]; one !== undefined && one.periodStart < to; one = sorted[index]) {
      if (one.periodEnd > from) found.push(one);
      index += 1;
    }
    return found;
  };
}

/** Index of the first figure that starts at or after `at`, by halving. */
function firstAfter(sorted: readonly RateFigure[], at: Instant): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.periodStart ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
