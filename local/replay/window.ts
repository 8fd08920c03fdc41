import path from 'node:path';
import { NetbackError } from '#lib/domain/errors.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { numberIn, readColumns } from './csv-columns.ts';
import {
  BLOCKS_PER_DAY,
  BLOCKS_PER_EPOCH,
  type BlockSums,
  lastAtOrBefore,
  NEWEST_BLOCKS,
  onTheLine,
  type RecordedBlock,
  type RecordedMarket,
} from './recorded-market.ts';

type Series = { readonly times: readonly number[]; readonly values: readonly number[] };
type Blocks = {
  readonly heights: readonly number[];
  readonly times: readonly number[];
  readonly feesSat: readonly number[];
  readonly subsidySat: readonly number[];
};

/**
 * A shipped window: the hour's open at the hour and a straight line between hours; the tip is the
 * newest block whose median time is not after T; difficulty is that of the tip's epoch.
 */
export function readWindow(folder: string): RecordedMarket {
  const prices = readPrices(path.join(folder, 'hourly-prices.csv'));
  const blocks = readBlocks(path.join(folder, 'blocks.csv'));
  const difficulty = readDifficulty(path.join(folder, 'difficulty.csv'));
  return {
    from: instant(prices.times[0] ?? 0),
    to: instant(prices.times.at(-1) ?? 0),
    at: (at) => {
      const tip = lastAtOrBefore(blocks.times, at);
      return {
        at,
        btcUsd: priceAt(prices, at),
        newestBlocks: newestBlocks(blocks, difficulty, tip),
        lastDay: lastDay(blocks, tip),
        perUsd: {},
        henryHubUsdPerMmbtu: null,
      };
    },
  };
}

function priceAt(prices: Series, at: Instant): number | null {
  const index = lastAtOrBefore(prices.times, at);
  const time = prices.times[index];
  const value = prices.values[index];
  if (time === undefined || value === undefined) return null;
  if (time === at) return value;
  const nextTime = prices.times[index + 1];
  const nextValue = prices.values[index + 1];
  if (nextTime === undefined || nextValue === undefined) return null;
  return onTheLine(time, value, nextTime, nextValue, at);
}

function newestBlocks(blocks: Blocks, difficulty: ReadonlyMap<number, number>, tip: number): RecordedBlock[] {
  const newest: RecordedBlock[] = [];
  for (let index = tip; index >= 0 && newest.length < NEWEST_BLOCKS; index -= 1) {
    const height = blocks.heights[index] as number;
    const known = difficulty.get(Math.floor(height / BLOCKS_PER_EPOCH));
    if (known === undefined) break;
    newest.push({ height, time: blocks.times[index] as number, difficulty: known });
  }
  return newest;
}

function lastDay(blocks: Blocks, tip: number): BlockSums | null {
  if (tip < 0) return null;
  const first = Math.max(0, tip - BLOCKS_PER_DAY + 1);
  const sum = (values: readonly number[]): number =>
    values.slice(first, tip + 1).reduce((total, one) => total + one, 0);
  return { blocks: tip + 1 - first, feesSat: sum(blocks.feesSat), subsidySat: sum(blocks.subsidySat) };
}

function readPrices(file: string): Series {
  const rows = readColumns(file, ['at', 'open_btc_usd']);
  return { times: column(rows, 'at', file), values: column(rows, 'open_btc_usd', file) };
}

function readBlocks(file: string): Blocks {
  const rows = readColumns(file, ['height', 'mediantime', 'subsidy_sat', 'fees_sat']);
  return {
    heights: column(rows, 'height', file),
    times: column(rows, 'mediantime', file),
    feesSat: column(rows, 'fees_sat', file),
    subsidySat: column(rows, 'subsidy_sat', file),
  };
}

function readDifficulty(file: string): ReadonlyMap<number, number> {
  const rows = readColumns(file, ['epoch', 'difficulty']);
  const epochs = column(rows, 'epoch', file);
  const values = column(rows, 'difficulty', file);
  return new Map(epochs.map((epoch, index) => [epoch, values[index] as number]));
}

function column(rows: readonly Readonly<Record<string, string>>[], name: string, file: string): number[] {
  return rows.map((row, index) => {
    const value = numberIn(row, name, `${path.basename(file)}:${index + 2}`);
    if (value !== null) return value;
    throw new NetbackError('input-invalid', `${path.basename(file)}:${index + 2}: ${name} is blank.`);
  });
}
