import { type DayAggregate, foldAggregates, type MonthAggregate, type Restated } from '../domain/history/fold.ts';
import { foldHours, foldMonth, nextMonthStart } from '../domain/history/stretch.ts';
import { after, type Instant, SECONDS_PER_DAY } from '../domain/instant.ts';
import type { Stores } from '../ports.ts';
import { storedPoints } from './read-points.ts';

export type SettleStores = Pick<Stores, 'history' | 'sites' | 'replaced'>;

/** Whose aggregates are brought up to date, at which tick, with which company tick. */
export type Settling = { readonly site: string; readonly tickSeconds: number; readonly at: Instant };

/**
 * Brings a closed day's aggregate to what its points are now: folds it the first time, does nothing
 * when it is the same, else keeps the old bytes and writes one version higher. A day without points
 * is stored too where the day before is, so that an outage reads as cheaply as any other day.
 */
export async function settleDay(stores: SettleStores, settling: Settling, date: Instant): Promise<void> {
  const { site, tickSeconds } = settling;
  const end = after(date, SECONDS_PER_DAY);
  const points = await storedPoints(stores, site, date, end, Number.POSITIVE_INFINITY);
  const [before, stored] = await dayAndTheOneBefore(stores, site, date);
  if (points.length === 0 && (stored !== null || before === null)) return;
  const hours = foldHours(points, date, end, tickSeconds);
  const folded = { date, hours, day: foldAggregates(hours, date, end) };
  await putDay(stores, settling, stored, { ...folded, version: 1, restated: null }, 'points');
}

/** Writes a day that differs from what is stored, after the old bytes; see settleDay. */
export async function putDay(
  stores: SettleStores,
  settling: Settling,
  stored: DayAggregate | null,
  day: DayAggregate,
  restated: Restated,
): Promise<void> {
  if (stored === null) return stores.history.putDay(settling.site, day);
  if (JSON.stringify(stored.hours) === JSON.stringify(day.hours)) return;
  await stores.replaced.putDay(settling.site, stored, settling.at);
  await stores.history.putDay(settling.site, { ...day, version: stored.version + 1, restated });
}

/** Brings a closed month to what its days are now; see settleDay. */
export async function settleMonth(stores: SettleStores, settling: Settling, month: Instant): Promise<void> {
  const { site, tickSeconds, at } = settling;
  const days = await stores.history.days(site, month, nextMonthStart(month), 'strong');
  if (days.length === 0) return;
  const [stored] = await stores.history.months(site, month, after(month, 1), 'strong');
  const folded = foldMonth(
    days.map(({ day }) => day),
    month,
    tickSeconds,
  );
  if (stored === undefined) {
    return stores.history.putMonth(site, { month, version: 1, restated: null, ...folded });
  }
  if (JSON.stringify(stored.days) === JSON.stringify(folded.days)) return;
  await stores.replaced.putMonth(site, stored, at);
  await stores.history.putMonth(site, { month, version: stored.version + 1, restated: worstOf(days), ...folded });
}

function worstOf(days: readonly DayAggregate[]): MonthAggregate['restated'] {
  return days.some((day) => day.restated === 'volumes-only') ? 'volumes-only' : 'points';
}

async function dayAndTheOneBefore(stores: SettleStores, site: string, date: Instant) {
  const both = await stores.history.days(site, after(date, -SECONDS_PER_DAY), after(date, 1), 'strong');
  const at = (wanted: Instant) => both.find((day) => day.date === wanted) ?? null;
  return [at(after(date, -SECONDS_PER_DAY)), at(date)] as const;
}
