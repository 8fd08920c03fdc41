import { describe, expect, test } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { backtest } from '#lib/app/backtest/backtest.ts';
import { partOfSites } from '#lib/app/backtest/part.ts';
import type { PointFigures } from '#lib/app/backtest/point-row.ts';
import { sitesHere } from '#lib/app/backtest/sites-here.ts';
import { type Part, sitesInParts } from '#lib/app/backtest/sites-in-parts.ts';
import { type EpisodeRecord, episodeId } from '#lib/domain/alerts/episode-record.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany, type World } from '../world.ts';

const tickAt = (tick: number): Instant => instant(START + tick * TICK_SECONDS);
const DAY_TICKS = 24;
/** Falls below what the pads' power costs from tick 6 to 14 of every 31, then nothing is known for five ticks. */
const priceAt = (at: Instant): number | null => {
  const tick = ((at - START) / TICK_SECONDS) % 31;
  if (tick >= 18 && tick < 23) return null;
  return tick >= 6 && tick < 14 ? 3_000 : 30_000;
};

const DAY_SECONDS = DAY_TICKS * TICK_SECONDS;

type Fleet = ReturnType<typeof testCompany>;
type Told =
  | { readonly site: string; readonly point: PointFigures }
  | { readonly record: EpisodeRecord }
  | { readonly message: RenderedMessage };

/** What a back-test over recorded markets tells, in order. */
async function toldBy(
  markets: readonly Market[],
  fleet: Fleet,
  to: Instant,
  parts: number | null,
): Promise<readonly Told[]> {
  const { company, version } = fleet;
  const marketAt = (at: Instant) => markets.find((market) => market.at === at) as Market;
  const world = newWorld(company, version, priceAt, memoryStores());
  const deliverTo = (into: World) => async (at: Instant) =>
    (at - START) % DAY_SECONDS === 0 ? deliverReports(into, at) : undefined;
  const partOf = (part: number, of: number): Part => {
    const mine = { ...company, sites: company.sites.filter((_site, index) => index % of === part) };
    const own = newWorld(mine, version, priceAt, memoryStores());
    const about = { marketAt, deliver: deliverTo(own), from: START, to, version, timeoutSeconds: 50 };
    const ticks = partOfSites({ stores: own.stores, company: mine, ...about });
    return { sites: mine.sites.map(({ id }) => id), next: async () => structuredClone((await ticks.next()).value) };
  };
  const sites =
    parts === null
      ? sitesHere(deliverTo(world))
      : sitesInParts(
          Array.from({ length: parts }, (_, part) => partOf(part, parts)),
          company.tickSeconds,
        );
  const told: Told[] = [];
  const listener = {
    point: (site: string, point: PointFigures) => told.push({ site, point: countedOf(point) }),
    episode: (record: EpisodeRecord) => told.push({ record }),
    message: (message: RenderedMessage) => told.push({ message }),
  };
  const input = { stores: world.stores, marketAt, sites, from: START, to, listener, linkBase: world.ports.linkBase };
  await backtest(input, { company, version, timeoutSeconds: 50 });
  return told;
}

/** The live engine over so many ticks, reports once a day. */
async function lived(fleet: Fleet, ticks: number): Promise<{ live: World; markets: readonly Market[] }> {
  const live = newWorld(fleet.company, fleet.version, priceAt);
  for (let tick = 0; tick < ticks; tick += 1) {
    if (tick % DAY_TICKS === 0) await deliverReports(live, tickAt(tick));
    await runChain(live, tickAt(tick));
  }
  return { live, markets: await live.stores.market.range(instant(0), instant(9e9), 1000) };
}

describe('a back-test', () => {
  // 16 days: long enough that what is over was forgotten on the way.
  test.each([30, 16 * DAY_TICKS])('of %i ticks says to the byte what the live engine said', async (ticks) => {
    const fleet = testCompany(3);
    const { live, markets } = await lived(fleet, ticks);
    expect(live.published.length).toBeGreaterThan(2);
    const told = await toldBy(markets, fleet, tickAt(ticks), null);
    expect(told.flatMap((one) => ('message' in one ? [one.message] : []))).toEqual(live.published);
    expect(told.filter((one) => 'point' in one)).toHaveLength(3 * ticks);
    const stored = await live.stores.episodes.range(instant(0), instant(9e9), 1000);
    const last = new Map(told.flatMap((one) => ('record' in one ? [[episodeId(one.record), one.record]] : [])));
    expect([...last.values()].sort(byId)).toEqual([...stored].sort(byId));
  });

  test('with its sites in parts tells the same, in the same order', async () => {
    const fleet = testCompany(5);
    const ticks = 16 * DAY_TICKS;
    const { markets } = await lived(fleet, ticks);
    const here = await toldBy(markets, fleet, tickAt(ticks), null);
    expect(here.filter((one) => 'message' in one).length).toBeGreaterThan(2);
    for (const parts of [2, 5]) expect(await toldBy(markets, fleet, tickAt(ticks), parts)).toEqual(here);
  });
});

/** A back-test in one piece tells the whole point. */
function countedOf(figures: PointFigures): PointFigures {
  const { at, bestAlternative, mineMilliUsdPerDay, sellMilliUsdPerDay, flareMilliUsdPerDay, btcUsdCents } = figures;
  return { at, bestAlternative, mineMilliUsdPerDay, sellMilliUsdPerDay, flareMilliUsdPerDay, btcUsdCents };
}

function byId(a: EpisodeRecord, b: EpisodeRecord): number {
  return episodeId(a) < episodeId(b) ? -1 : 1;
}
