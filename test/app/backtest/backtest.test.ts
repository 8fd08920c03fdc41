import { describe, expect, test } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { backtest } from '#lib/app/backtest/backtest.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from '../world.ts';

const TICKS = 30;
const tickAt = (tick: number): Instant => instant(START + tick * TICK_SECONDS);
/** Falls below what the pads' power costs from tick 6 to 14, then nothing is known for five ticks. */
const priceAt = (at: Instant): number | null => {
  const tick = (at - START) / TICK_SECONDS;
  if (tick >= 18 && tick < 23) return null;
  return tick >= 6 && tick < 14 ? 3_000 : 30_000;
};

describe('a back-test', () => {
  test('says to the byte what the live engine said over the same markets and reports', async () => {
    const { company, version } = testCompany(3);
    const live = newWorld(company, version, priceAt);
    await deliverReports(live, START);
    for (let tick = 0; tick < TICKS; tick += 1) await runChain(live, tickAt(tick));
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
        deliver: async (at) => (at === START ? deliverReports(again, START) : undefined),
        from: START,
        to: tickAt(TICKS),
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
    expect(points).toBe(3 * TICKS);
    const stored = await live.stores.episodes.range(instant(0), instant(9e9), 1000);
    const last = new Map(episodes.map((record) => [`${record.site}/${record.rule}/${record.episode}`, record]));
    expect([...last.values()].map((record) => record.transitions.length).sort()).toEqual(
      stored.map((record) => record.transitions.length).sort(),
    );
  });
});
