import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { readReplay } from '#local/replay/read-replay.ts';

const HEADER = 'at,btc_usd,difficulty,height,fees_btc_per_block,usd_rub';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-csv-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function record(...lines: string[]) {
  const file = path.join(folder, 'market.csv');
  writeFileSync(file, [HEADER, ...lines].join('\n'));
  return readReplay(file);
}

describe('a market CSV as a replay', () => {
  it('gives a row at its instant, and the price on the line to the next row', () => {
    const market = record('3600,20000,5e13,800000,0.05,75', '7200,23000,5e13,800006,0.07,76');
    expect(market).toMatchObject({ from: 3600, to: 7200 });
    expect(market.at(instant(3600))).toMatchObject({ btcUsd: 20000, perUsd: { RUB: 75 } });
    // Half way: 20000 + 3000 ÷ 2.
    expect(market.at(instant(5400)).btcUsd).toBe(21500);
    expect(market.at(instant(5400)).newestBlocks[0]).toMatchObject({ height: 800000, difficulty: 5e13 });
    // 0.05 BTC × 144 blocks = 7.2 BTC.
    expect(market.at(instant(5400)).lastDay).toMatchObject({ blocks: 144, feesSat: 720_000_000 });
  });

  it('keeps a blank unknown, and draws no line over more than a day', () => {
    const market = record('0,20000,,800000,,', '90000,21000,5e13,800010,0.05,');
    expect(market.at(instant(0))).toMatchObject({ btcUsd: 20000, newestBlocks: [], lastDay: null, perUsd: {} });
    expect(market.at(instant(300)).btcUsd).toBeNull();
  });

  it('lists only blocks of the tip’s own epoch, whose difficulty the row says', () => {
    // 800352 = 397 × 2016, so 800353 is the second block of its epoch.
    const market = record('0,20000,5e13,800353,0.05,', '300,20000,5e13,800353,0.05,');
    expect(market.at(instant(0)).newestBlocks.map((block) => block.height)).toEqual([800353, 800352]);
  });

  it.each([
    ['a bad number', ['0,abc,1,1,1,'], /market\.csv:2: btc_usd is "abc"/],
    ['a time without a zone', ['2023-01-01T00:00,1,1,1,1,'], /market\.csv:2: at is "2023-01-01T00:00"/],
    ['no rows', [], /has no rows/],
  ])('refuses %s in one line', (_name, lines, message) => {
    expect(() => record(...lines)).toThrow(message);
  });

  it('refuses a file without a needed column, and a path that is not there', () => {
    const file = path.join(folder, 'market.csv');
    writeFileSync(file, 'at,btc_usd\n0,1\n');
    expect(() => readReplay(file)).toThrow(/difficulty, height, fees_btc_per_block is missing/);
    expect(() => readReplay(path.join(folder, 'none'))).toThrow(/does not exist/);
  });
});
