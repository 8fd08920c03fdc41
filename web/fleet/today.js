/** What the fleet earned today (since 00:00 UTC), from the hours that the sparklines read anyway. */
import { hoursOf, want, wasAsked } from './sparkline.js';

/** A large fleet is read a few sites at a time, behind the rows on the screen; the sum grows and says so. */
const ASKED_AHEAD = 20;
/** Beyond this reading every site is not fair to the API: the rate of now has to do. */
const SITES_MAX = 2000;
const HOURS_PER_DAY = 24;

/**
 * Sums of mine, sell and flare in USD over today's hours: mean USD/day ÷ 24 × share of the hour that has
 * ticks. Only hours in which the values compared are known count; a site without a sales contract adds
 * nothing to `sell`. `sitesRead` says over how many sites. Null = nothing read yet, or a fleet too large.
 * @param {{ at: string | null, sites: readonly { site: string }[] }} fleet
 */
export function earnedToday({ at, sites }) {
  if (at === null || sites.length > SITES_MAX) return null;
  for (const { site } of sites.filter((row) => !wasAsked(row.site)).slice(0, ASKED_AHEAD)) want(site);
  const read = sites.flatMap(({ site }) => {
    const hours = hoursOf(site);
    if (hours === null) return [];
    want(site); // again when an hour has passed
    return [hours];
  });
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
    sitesRead: read.length,
    sites: sites.length,
  };
}
