import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { historicMarket } from '#cli/backtest-market.ts';
import { after } from '#lib/domain/instant.ts';
import { START, testCompany } from '#test/app/world.ts';

/** A price an hour, `null` = a blank cell. */
function marketAt(prices: readonly (number | null)[], company = testCompany(1).company) {
  const rows = prices.map((price, hour) => `${START + hour * 3600},${price ?? ''},39156400059293.19,776500,0.15`);
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'netback-market-')), 'market.csv');
  writeFileSync(file, `at,btc_usd,difficulty,height,fees_btc_per_block\n${rows.join('\n')}\n`);
  return historicMarket(file, company, testCompany(1).version).at;
}

function marketOf(prices: readonly (number | null)[], company = testCompany(1).company) {
  const at = marketAt(prices, company);
  return prices.map((_, hour) => at(after(START, hour * 3600)).btcUsd);
}

test('a price that stays the same for days is the price of each of its ticks', () => {
  const figures = marketOf([...Array(30).fill(24_000), ...Array(30).fill(9_000)]);
  expect(figures.map(({ value, quality }) => `${value} ${quality}`)).toEqual([
    ...Array(30).fill('24000 ok'),
    ...Array(30).fill('9000 ok'),
  ]);
});

test('a blank price is held until it is three ticks old, as ever, then unknown', () => {
  const figures = marketOf([24_000, null, null, null, null]);
  expect(figures.map(({ value }) => value)).toEqual([24_000, 24_000, 24_000, 24_000, null]);
});

test('what was last known goes on over the ticks that are frozen at once', () => {
  const prices = Array.from({ length: 400 }, (_, hour) => (hour % 168 < 2 && hour > 100 ? null : 24_000 + hour));
  const { company } = testCompany(1);
  const figures = marketOf(prices, { ...company, tickSeconds: 3600 });
  expect(figures.map(({ value }) => value)).toEqual(
    prices.map((price, hour) => price ?? 24_000 + (hour < 300 ? 167 : 335)),
  );
});

test('a tick that was not the next one is frozen after the one asked before', () => {
  const { company } = testCompany(1);
  const at = marketAt([24_000, 23_000, null], { ...company, tickSeconds: 3600 });
  expect([0, 2].map((hour) => at(after(START, hour * 3600)).btcUsd.value)).toEqual([24_000, 24_000]);
});
