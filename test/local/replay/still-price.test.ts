import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { marketFeeds } from '#lib/adapters/http/market-feeds.ts';
import { after, instant } from '#lib/domain/instant.ts';
import { freezeMarket } from '#lib/domain/market/consensus.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { type Feeds, startFeeds } from '#local/feeds.ts';
import { readReplay } from '#local/replay/read-replay.ts';
import { openReportFiles } from '#local/replay/report-files.ts';
import { closeServers, serve } from '../../adapters/http/honest-feeds.ts';
import { testCompany } from '../../app/world.ts';

const FROM = instant(Date.parse('2023-02-15T00:00:00Z') / 1000);
const TICK_SECONDS = 300;
const { company, version } = testCompany(1);
let replay: Feeds;
let folder: string;

/** Made up: the price of the file does not move for four hours. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-still-'));
  const file = path.join(folder, 'market.csv');
  const rows = [0, 1, 2, 3, 4].map((hour) => `${FROM + hour * 3600},24000,39156400059293.19,776578,0.15`);
  writeFileSync(file, `at,btc_usd,difficulty,height,fees_btc_per_block\n${rows.join('\n')}\n`);
  replay = await startFeeds(readReplay(file), openReportFiles(folder, FROM));
});
afterAll(async () => {
  await replay.stop();
  await closeServers();
  rmSync(folder, { recursive: true, force: true });
});

/** The price at each tick of two hours, as the functions of `up` freeze it under a simulated clock. */
async function prices(feedsBase: string): Promise<readonly Market['btcUsd'][]> {
  const clock = { nowMilliseconds: () => FROM * 1000 };
  const feeds = marketFeeds({ feedsBase, isSimulated: true, clock, random: () => 0, secret: async () => '' });
  const seen: Market['btcUsd'][] = [];
  let previous: Market | null = null;
  for (let tick = 0; tick < 24; tick += 1) {
    const at = after(FROM, tick * TICK_SECONDS);
    const observations = await feeds.observe(company, at);
    const plan = company.market;
    previous = freezeMarket({ at, tickSeconds: TICK_SECONDS, observations, plan, previous, configVersion: version });
    seen.push(previous.btcUsd);
  }
  return seen;
}

describe('a price that stands still for hours', () => {
  it('is the price of each tick where a replay has recorded it so', async () => {
    for (const price of await prices(replay.base)) expect(price).toMatchObject({ value: 24_000, quality: 'ok' });
  });

  it('is that of dead feeds where nobody says that it was recorded', async () => {
    // Frozen from minute 30 on; the last good price, of minute 25, stands in for 15 minutes: tick 8 is minute 40.
    const isKnown = (await prices((await serve()).url)).map(({ value }) => value !== null);
    expect(isKnown).toEqual([...Array(9).fill(true), ...Array(15).fill(false)]);
  });
});
