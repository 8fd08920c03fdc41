import type { FlaringRiseSettings } from '../company.ts';
import type { FlareFigure } from '../gas/report.ts';
import { keptWith } from '../kept-with.ts';

/** Where a shift detector stands: the recent level, its usual level, and what it would take to breach. */
export type Shift = {
  /** Median of the newest reports (daily) or the newest month, Mcf/day. */
  readonly recentMcfPerDay: number;
  /** Median of the reports before them, Mcf/day. */
  readonly baselineMcfPerDay: number;
  readonly enterMcfPerDay: number;
};

const RECENT_DAYS = 5;
const BASE_DAYS = 56;
/** Fewer daily reports than this say nothing: 5 recent and half of the 56 before. */
const MINIMUM_DAYS = 33;
const BASE_MONTHS = 12;
/** Half of the twelve months, as with days. */
const MINIMUM_BASE_MONTHS = 6;

/**
 * Daily reports: the median of the newest 5 against the 56 before them. Enter beyond
 * max(factor × median, P90, median + max(floor, fraction × produced)), all in Mcf/day. Blank
 * figures are skipped, they do not count as days. Null = fewer than 33 reports.
 */
export function dailyShift(
  figures: readonly FlareFigure[],
  producedMcfPerDay: number | null,
  settings: FlaringRiseSettings,
): Shift | null {
  const past = dailyPast(figures);
  if (past === null) return null;
  const floor = Math.max(
    settings.shiftFloorMcfPerDay,
    settings.shiftFloorFractionOfProduced * (producedMcfPerDay ?? 0),
  );
  const { recentMcfPerDay, baselineMcfPerDay, p90McfPerDay } = past;
  const enterMcfPerDay = Math.max(settings.shiftFactor * baselineMcfPerDay, p90McfPerDay, baselineMcfPerDay + floor);
  return { recentMcfPerDay, baselineMcfPerDay, enterMcfPerDay };
}

type DailyPast = Pick<Shift, 'recentMcfPerDay' | 'baselineMcfPerDay'> & { readonly p90McfPerDay: number };

/** The figures change once a day, the rule is judged every tick. */
const dailyPast: (figures: readonly FlareFigure[]) => DailyPast | null = keptWith((figures) => {
  const known = knownRates(figures);
  if (known.length < MINIMUM_DAYS) return null;
  const base = inOrder(known.slice(-RECENT_DAYS - BASE_DAYS, -RECENT_DAYS));
  return {
    recentMcfPerDay: median(known.slice(-RECENT_DAYS)),
    baselineMcfPerDay: middleOf(base),
    p90McfPerDay: atRank(base, 0.9),
  };
});

/** Monthly reports: the newest month against the 12 before it (at least 6). Null = too few months. */
export function monthlyShift(figures: readonly FlareFigure[], settings: FlaringRiseSettings): Shift | null {
  const past = monthlyPast(figures);
  return past === null ? null : { ...past, enterMcfPerDay: settings.shiftFactorMonthly * past.baselineMcfPerDay };
}

const monthlyPast: (figures: readonly FlareFigure[]) => Omit<Shift, 'enterMcfPerDay'> | null = keptWith((figures) => {
  const known = knownRates(figures);
  const newest = known.at(-1);
  const base = known.slice(0, -1).slice(-BASE_MONTHS);
  if (newest === undefined || base.length < MINIMUM_BASE_MONTHS) return null;
  return { recentMcfPerDay: newest, baselineMcfPerDay: median(base) };
});

/** Mcf/day of the figures that are known. */
function knownRates(figures: readonly FlareFigure[]): readonly number[] {
  const known: number[] = [];
  for (const { mcfPerDay } of figures) if (mcfPerDay !== null) known.push(mcfPerDay);
  return known;
}

/** The middle value; of an even count the mean of the two middle ones. Example: 1, 2, 4, 9 → 3. */
export function median(values: readonly number[]): number {
  return middleOf(inOrder(values));
}

/** Smallest first; as numbers alone are sorted in a tenth of the time. */
function inOrder(values: readonly number[]): Float64Array {
  return new Float64Array(values).sort();
}

function middleOf(sorted: Float64Array): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}

/**
 * Nearest-rank percentile: the smallest value that at least `fraction` of the values do not exceed,
 * always one of the values. Example: P90 of 56 values is the 51st, ⌈0.9 × 56⌉.
 */
export function percentile(values: readonly number[], fraction: number): number {
  return atRank(inOrder(values), fraction);
}

function atRank(sorted: Float64Array, fraction: number): number {
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? 0;
}
