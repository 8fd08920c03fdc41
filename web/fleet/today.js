/** What the fleet earned today (since 00:00 UTC), from the hours that the sparklines read anyway. */
import { hoursOf, want } from './sparkline.js';

/** Reading every site's hours is only fair to the API of a small fleet; a larger one shows its rate of now. */
const SITES_MAX = 60;
const HOURS_PER_DAY = 24;

/**
 * Sums of mine, sell and flare in USD over today's hours: mean USD/day ÷ 24 × share of the hour that has
 * ticks. Only hours in which the values compared are known count; a site without a sales contract adds
 * nothing to `sell`. Null = not known yet, or a fleet too large for it.
 * @param {{ at: string | null, sites: readonly { site: string }[] }} fleet
 */
export function earnedToday({ at, sites }) {
  if (at === null || sites.length > SITES_MAX) return null;
  for (const { site } of sites) want(site);
  const read = sites.map(({ site }) => hoursOf(site));
  if (read.some((hours) => hours === null)) return null;
  const day = at.slice(0, 10);
  const today = read.flat().filter((hour) => hour?.from.startsWith(day) === true);
  const known = today.filter((hour) => hour.mineUsdPerDayMean !== null && hour.flareUsdPerDayMean !== null);
  if (known.length === 0) return null;
  const sum = (field) => known.reduce((total, hour) => total + ((hour[field] ?? 0) / HOURS_PER_DAY) * hour.coverage, 0);
  return {
    mineUsd: sum('mineUsdPerDayMean'),
    sellUsd: sum('sellUsdPerDayMean'),
    flareUsd: sum('flareUsdPerDayMean'),
    hoursUnknown: today.length - known.length,
  };
}
