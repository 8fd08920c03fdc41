import path from 'node:path';
import { NetbackError } from '#lib/domain/errors.ts';
import { type Instant, parseInstant } from '#lib/domain/instant.ts';
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
  subsidySat,
} from './recorded-market.ts';

type Row = {
  readonly at: Instant;
  readonly btcUsd: number | null;
  readonly difficulty: number | null;
  readonly height: number | null;
  readonly feesBtcPerBlock: number | null;
  readonly usdRub: number | null;
  readonly henryHub: number | null;
};

const COLUMNS = ['at', 'btc_usd', 'difficulty', 'height', 'fees_btc_per_block'];
const SATOSHI_PER_BTC = 100_000_000;
/** A line is drawn between two prices at most this far apart; in a wider hole the price is unknown. */
const MAX_LINE_SECONDS = 86_400;

/**
 * A market CSV (interfaces.md section 2). Price is a straight line between two rows at most a day
 * apart; every other figure is that of the newest row at or before T. A blank cell is unknown.
 */
export function readMarketCsv(file: string): RecordedMarket {
  const rows = readRows(file);
  const times = rows.map((row) => row.at);
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) {
    throw new NetbackError('input-invalid', `${path.basename(file)} has no rows.`);
  }
  return {
    from: first.at,
    to: last.at,
    at: (at) => {
      const index = lastAtOrBefore(times, at);
      const row = rows[index];
      return {
        at,
        btcUsd: row === undefined ? null : priceAt(row, rows[index + 1], at),
        newestBlocks: row === undefined ? [] : newestBlocks(row),
        lastDay: row === undefined ? null : lastDay(row),
        perUsd: ratesOf(row),
        henryHubUsdPerMmbtu: row?.henryHub ?? null,
      };
    },
  };
}

function priceAt(row: Row, next: Row | undefined, at: Instant): number | null {
  if (row.at === at || row.btcUsd === null) return row.btcUsd;
  if (next === undefined || next.btcUsd === null || next.at - row.at > MAX_LINE_SECONDS) return null;
  return onTheLine(row.at, row.btcUsd, next.at, next.btcUsd, at);
}

function ratesOf(row: Row | undefined): Readonly<Record<string, number>> {
  return row === undefined || row.usdRub === null ? {} : { RUB: row.usdRub };
}

/** Blocks of the tip's own epoch: the row says nothing of the difficulty before it. */
function newestBlocks(row: Row): RecordedBlock[] {
  const { height, difficulty } = row;
  if (height === null || difficulty === null) return [];
  const inEpoch = (height % BLOCKS_PER_EPOCH) + 1;
  const blocks: RecordedBlock[] = [];
  for (let back = 0; back < Math.min(NEWEST_BLOCKS, inEpoch); back += 1)
    blocks.push({ height: height - back, time: row.at - back * 600, difficulty });
  return blocks;
}

function lastDay(row: Row): BlockSums | null {
  if (row.height === null || row.feesBtcPerBlock === null) return null;
  return {
    blocks: BLOCKS_PER_DAY,
    feesSat: Math.round(row.feesBtcPerBlock * BLOCKS_PER_DAY * SATOSHI_PER_BTC),
    subsidySat: BLOCKS_PER_DAY * subsidySat(row.height),
  };
}

function readRows(file: string): readonly Row[] {
  const rows = readColumns(file, COLUMNS).map((row, index): Row => {
    const place = `${path.basename(file)}:${index + 2}`;
    const at = parseInstant(row.at ?? '');
    if (at === null) {
      throw new NetbackError(
        'input-invalid',
        `${place}: at is "${(row.at ?? '').slice(0, 40)}"; expected ISO-8601 with a zone, or epoch seconds.`,
      );
    }
    return {
      at,
      btcUsd: numberIn(row, 'btc_usd', place),
      difficulty: numberIn(row, 'difficulty', place),
      height: numberIn(row, 'height', place),
      feesBtcPerBlock: numberIn(row, 'fees_btc_per_block', place),
      usdRub: numberIn(row, 'usd_rub', place),
      henryHub: numberIn(row, 'henry_hub_usd_per_mmbtu', place),
    };
  });
  return [...rows].sort((a, b) => a.at - b.at);
}
