import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Feeds, startFeeds } from '#local/feeds.ts';
import { readReplay } from '#local/replay/read-replay.ts';
import { openReportFiles } from '#local/replay/report-files.ts';

const WINDOW = 'data/replay/2023-02-15_2023-04-20';
let feeds: Feeds;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-feeds-'));
  const rows = ['# made up', 'site_id,volume,reported_at', 'pad,1,2023-02-14T00:00:00Z', 'pad,2,2023-02-15T06:00:00Z'];
  writeFileSync(path.join(folder, 'pad.csv'), rows.join('\n'));
  const record = readReplay(WINDOW);
  feeds = await startFeeds(record, openReportFiles(folder, record.from));
});
afterAll(async () => {
  await feeds.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(pathname: string, at: string | null = '2023-02-15T00:05:00Z') {
  const headers: Record<string, string> = at === null ? {} : { 'Netback-Time': at };
  const answer = await fetch(`${feeds.base}${pathname}`, { headers });
  return { status: answer.status, text: await answer.text() };
}

/**
 * From the recorded files: open of 00:00 is 22208.56, of 01:00 22152.62, so at 00:05 the line is at
 * 22208.56 − 5/60 × 55.94 = 22203.898333…; the newest block with median time ≤ 00:05 is 776578.
 */
describe('the replayed feeds', () => {
  it('give the recorded price on the line between two hours, each provider with its own offset', async () => {
    const coinbase = JSON.parse((await ask('/coinbase/v2/prices/BTC-USD/spot')).text) as { data: { amount: string } };
    expect(Number(coinbase.data.amount)).toBeCloseTo(22203.898333, 5);
    const kraken = JSON.parse((await ask('/kraken/0/public/Ticker?pair=XBTUSD')).text) as never;
    expect(Number((kraken as { result: { XXBTZUSD: { c: string[] } } }).result.XXBTZUSD.c[0])).toBeCloseTo(
      22203.898333 * 1.0003,
      5,
    );
    const bitstamp = JSON.parse((await ask('/bitstamp/api/v2/ticker/btcusd/')).text) as {
      last: string;
      timestamp: string;
    };
    expect(Number(bitstamp.last)).toBeCloseTo(22203.898333 * 0.9998, 5);
    expect(bitstamp.timestamp).toBe('1676419500');
  });

  it('give the exact price at the hour', async () => {
    const { text } = await ask('/coinbase/v2/prices/BTC-USD/spot', '2023-02-15T01:00:00Z');
    expect(JSON.parse(text)).toEqual({ data: { amount: '22152.62', base: 'BTC', currency: 'USD' } });
  });

  it('agree on height and difficulty, and change difficulty with the epoch of the tip', async () => {
    expect((await ask('/mempool/api/blocks/tip/height')).text).toBe('776578');
    const stats = JSON.parse((await ask('/blockchain-info/stats')).text) as Record<string, number>;
    expect(stats).toMatchObject({ n_blocks_total: 776578, difficulty: 39156400059293, n_blocks_mined: 144 });
    // Height 778176 = 386 × 2016 is the first of the epoch with difficulty 43053844193928.45.
    const later = JSON.parse((await ask('/mempool/api/v1/mining/hashrate/3d', '2023-02-26T00:00:00Z')).text) as object;
    expect(later).toMatchObject({ currentDifficulty: 43053844193928.45 });
  });

  it('say the fees of the same blocks in satoshi, as strings and as numbers', async () => {
    const rewards = JSON.parse((await ask('/mempool/api/v1/mining/reward-stats/144')).text) as Record<string, string>;
    const stats = JSON.parse((await ask('/blockchain-info/stats')).text) as Record<string, number>;
    expect(Number(rewards.totalFee)).toBe(stats.total_fees_btc);
    // 144 blocks of 6.25 BTC are 900 BTC.
    expect(Number(rewards.totalReward) - Number(rewards.totalFee)).toBe(900 * 100_000_000);
  });

  it('answer 503 where nothing was recorded, 404 for an unknown path, 400 without a time', async () => {
    expect((await ask('/coinbase/v2/prices/BTC-USD/spot', '2022-01-01T00:00:00Z')).status).toBe(503);
    expect((await ask('/coinbase/v2/prices/ETH-USD/spot')).status).toBe(404);
    expect((await ask('/coinbase/v2/prices/BTC-USD/spot', null)).status).toBe(400);
    expect((await ask('/nobody.csv')).status).toBe(404);
  });

  it('publish a report at its reported_at, without the lines that say where it comes from', async () => {
    expect((await ask('/any/pad.csv')).text).toBe('site_id,volume,reported_at\npad,1,2023-02-14T00:00:00Z\n');
    expect((await ask('/pad.csv', '2023-02-15T06:00:00Z')).text).toContain('pad,2,');
    // Three days later both rows have been offered long enough.
    expect((await ask('/pad.csv', '2023-02-19T00:00:00Z')).text).toBe('site_id,volume,reported_at\n');
  });
});
