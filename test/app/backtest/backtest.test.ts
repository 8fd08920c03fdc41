import { describe, expect, test } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { backtest } from '#lib/app/backtest/backtest.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from '../world.ts';

const tickAt = (tick: number): Instant => instant(START + tick * TICK_SECONDS);
const DAY_TICKS = 24;
/** Falls below what the pads' power costs from tick 6 to 14 of every 31, then nothing is known for five ticks. */
const priceAt = (at: Instant): number | null => {
  const tick = ((at - START) / TICK_SECONDS) % 31;
  if (tick >= 18 && tick < 23) return null;
  return tick >= 6 && tick < 14 ? 3_000 : 30_000;
};

describe('a back-test', () => {
  // 16 days: long enough that what is over was forgotten on the way.
  test.each([30, 16 * DAY_TICKS])('of %i ticks says to the byte what the live engine said', async (ticks) => {
    const { company, version } = testCompany(3);
    const live = newWorld(company, version, priceAt);
    for (let tick = 0; tick < ticks; tick += 1) {
      if (tick % DAY_TICKS === 0) await deliverReports(live, tickAt(tick));
      await runChain(live, tickAt(tick));
    }
    expect(live.published.length).toBeGreaterThan(2);

    const markets = await live.stores.market.range(instant(0), instant(9e9), 1000);
    const again = newWorld(company, version, priceAt, memoryStores());
    const messages: RenderedMessage[] = [];
    const episodes: EpisodeRecord[] = [];
    let points = 0;
    await backtest(
      {
        stores: again.stores,
        marketAt: (at) => markets.find((market) => market.at === at) as Market,
        deliver: async (at) =>
          (at - START) % (DAY_TICKS * TICK_SECONDS) === 0 ? deliverReports(again, at) : undefined,
        from: START,
        to: tickAt(ticks),
        linkBase: live.ports.linkBase,
        listener: {
          point: () => {
            points += 1;
          },
          episode: (record) => episodes.push(record),
          message: (message) => messages.push(message),
        },
      },
      { company, version, timeoutSeconds: 50 },
    );
    expect(messages).toEqual(live.published);
    expect(points).toBe(3 * ticks);
    const stored = await live.stores.episodes.range(instant(0), instant(9e9), 1000);
    const last = new Map(episodes.map((record) => [`${record.site}/${record.rule}/${record.episode}`, record]));
    expect([...last.values()].map((record) => record.transitions.length).sort()).toEqual(
      stored.map((record) => record.transitions.length).sort(),
    );
  });
});
