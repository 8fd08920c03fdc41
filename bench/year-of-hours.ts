import { type Aggregate, foldAggregates } from '#lib/domain/history/fold.ts';
import { foldMonth, monthStart, nextMonthStart } from '#lib/domain/history/stretch.ts';
import { after, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { companyOf, marketAt, pointAt, storePoints } from '#test/functions/api-seed.ts';

/** 2024-01-01T00:00:00Z: a leap year of hours. */
export const START = instant(1_704_067_200);
export const DAYS = 366;
export const TICK_SECONDS = 300;
export const NOW = after(START, DAYS * SECONDS_PER_DAY);

/** A year of sealed days with a busy site's figures, and the last day's blocks. */
export async function seedYear(stores: Stores): Promise<void> {
  await stores.config.putIfAbsent('v1', companyOf(['pad'], TICK_SECONDS));
  await stores.market.putIfAbsent(marketAt(after(NOW, -SECONDS_PER_DAY), 'v1'));
  const ticks = Array.from({ length: SECONDS_PER_DAY / TICK_SECONDS }, (_, index) =>
    pointAt(after(NOW, (index - 288) * TICK_SECONDS), varied(index)),
  );
  await storePoints(stores, 'pad', ticks, TICK_SECONDS);
  const days: Aggregate[] = [];
  for (let date = START; date < NOW; date = after(date, SECONDS_PER_DAY)) {
    const hours = Array.from({ length: 24 }, (_, hour) => hourOf(after(date, hour * SECONDS_PER_HOUR)));
    const day = foldAggregates(hours, date, after(date, SECONDS_PER_DAY));
    days.push(day);
    await stores.history.putDay('pad', { date, version: 1, restated: null, hours, day });
  }
  for (let month = monthStart(START); month < NOW; month = nextMonthStart(month)) {
    const { days: own, total } = foldMonth(
      days.filter((day) => day.from >= month && day.from < nextMonthStart(month)),
      month,
      TICK_SECONDS,
    );
    await stores.history.putMonth('pad', { month, version: 1, restated: null, days: own, total });
  }
}

/** Made-up figures that change from tick to tick as a market does. */
function varied(index: number) {
  const wave = Math.round(Math.sin(index / 7) * 40_000 + Math.sin(index / 3) * 7_000);
  return {
    mineMilliUsdPerDay: 1_234_567 + wave,
    sellMilliUsdPerDay: 500_001 + (wave >> 4),
    btcUsdCents: 9_512_345 + wave,
  };
}

/** An hour of a busy site. */
export function hourOf(from: Instant): Aggregate {
  const { mineMilliUsdPerDay: mine, sellMilliUsdPerDay: sell, btcUsdCents } = varied(from / SECONDS_PER_HOUR);
  const seconds = SECONDS_PER_HOUR;
  return {
    from,
    to: after(from, seconds),
    ticks: 12,
    expectedTicks: 12,
    advantageTicks: 12,
    advantageMilliUsdPerDaySum: 12 * (mine - sell) + 5,
    advantageMilliUsdPerDayMin: mine - sell - 15_000,
    advantageMilliUsdPerDayMax: mine - sell + 17_000,
    mineTicks: 12,
    mineMilliUsdPerDaySum: 12 * mine + 7,
    sellTicks: 12,
    sellMilliUsdPerDaySum: 12 * sell + 1,
    flareTicks: 12,
    flareMilliUsdPerDaySum: -12 * 35_123,
    btcTicks: 12,
    btcUsdCentsSum: 12 * btcUsdCents + 11,
    gasUsedTicks: 12,
    gasUsedScfPerDaySeconds: 224_613 * seconds,
    producedTicks: 12,
    producedScfPerDaySeconds: 300_127 * seconds,
    soldTicks: 12,
    soldScfPerDaySeconds: 10_023 * seconds,
    flaredTicks: 12,
    flaredScfPerDaySeconds: 65_421 * seconds,
    ventedTicks: 12,
    ventedScfPerDaySeconds: 1_027 * seconds,
    secondsUnprofitable: 0,
  };
}
