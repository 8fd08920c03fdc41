import { pointsOf } from '#lib/app/read-points.ts';
import type { Point } from '#lib/domain/history/point.ts';
import { after, type Instant, instant, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import type { World } from '../world.ts';

const END = instant(9e9);

/** I19, I20: every committed point is there exactly once, and every sealed day is the sum of its points. */
export async function historyFault(world: World): Promise<{ id: string; what: string } | null> {
  const sites = new Map<string, Set<Instant>>();
  for (const one of world.happened) {
    if (one.kind !== 'committed') continue;
    const ticks = sites.get(one.item.site) ?? new Set<Instant>();
    if (one.item.block.points.at(-1)?.at === one.item.v) ticks.add(one.item.v);
    sites.set(one.item.site, ticks);
  }
  for (const [site, ticks] of sites) {
    const points = await pointsOf(world.stores, site, instant(0), END, Number.POSITIVE_INFINITY);
    const found = points.map((point) => point.at);
    const isWhole =
      found.length === ticks.size && found.every((at) => ticks.has(at)) && new Set(found).size === found.length;
    if (!isWhole) return { id: 'I19', what: `${site} committed ${ticks.size} points and has ${found.length}` };
    const fault = await dayFault(world, site, points);
    if (fault !== null) return { id: 'I20', what: fault };
  }
  return null;
}

/** The sums worked out here, apart from the fold. */
async function dayFault(world: World, site: string, points: readonly Point[]): Promise<string | null> {
  for (const { date, day } of await world.stores.history.days(site, instant(0), END)) {
    const inDay = points.filter((point) => point.at >= date && point.at < after(date, SECONDS_PER_DAY));
    const mine = inDay.reduce((sum, point) => sum + (point.mineMilliUsdPerDay ?? 0), 0);
    if (day.ticks !== inDay.length) return `${site} ${date}: the day counts ${day.ticks} of ${inDay.length} points`;
    if (day.mineMilliUsdPerDaySum !== mine)
      return `${site} ${date}: the day sums ${day.mineMilliUsdPerDaySum} for ${mine}`;
  }
  return null;
}
