import { blockEnd } from '../../domain/history/block.ts';
import type { DayAggregate } from '../../domain/history/fold.ts';
import type { Block } from '../../domain/history/point.ts';
import { POINTS_PER_BLOCK } from '../../domain/history/point.ts';
import { type Instant, instant, SECONDS_PER_HOUR } from '../../domain/instant.ts';
import type { HistoryStore } from '../../ports.ts';
import { decodeDay, decodeMonth, encodeDay, encodeMonth } from './codec/aggregates.ts';
import { decodeBlock, encodeBlock } from './codec/block.ts';
import { decodedOnce } from './decoded-once.ts';
import { BLOCK_PREFIX, blockSort, daySort, historyPartition, lastKeyBefore, monthSort, rawExpiry } from './keys.ts';
import type { Row, Table } from './table.ts';

/** No block reaches over a multiple of the longest one: twelve hourly ticks. */
const LONGEST_BLOCK_SECONDS = POINTS_PER_BLOCK * SECONDS_PER_HOUR;

/** Decoded days kept in memory: some 20 KB each with their rows, four years of a site. */
const DAYS_KEPT = 1_500;

/** H#site: sealed blocks B#, days D#, months M#. */
export function historyStore(table: Table, rawRetentionDays: number): HistoryStore {
  const dayOnce = decodedOnce<DayAggregate>(DAYS_KEPT);
  return {
    putBlock: async (site, block) => {
      const key = { pk: historyPartition(site), sk: blockSort(block.start) };
      const expiry = rawExpiry(blockEnd(block.start, block.stepSeconds), rawRetentionDays);
      await table.put({ ...key, b: encodeBlock(block), ...expiry });
    },
    blocks: async (site, from, to, limit, consistency = 'eventual') => {
      if (to <= from) return [];
      const pk = historyPartition(site);
      const isStrong = consistency === 'strong';
      const sorts = { from: blockSort(from), to: `${BLOCK_PREFIX}${lastKeyBefore(to)}` };
      const [straddling, rows] = await Promise.all([
        blockBefore(table, pk, from, isStrong),
        table.query({ pk, ...sorts, limit, isStrong }),
      ]);
      return [...straddling, ...rows.map(blockOf)].slice(0, limit);
    },
    putDay: async (site, day) => {
      await table.put({ pk: historyPartition(site), sk: daySort(day.date), b: encodeDay(day) });
    },
    days: async (site, from, to, consistency = 'eventual') => {
      const rows = await between(table, site, from, to, daySort, consistency === 'strong');
      return rows.map((row) => {
        const bytes = row.b as Uint8Array;
        return dayOnce(`${site}|${String(row.sk)}`, bytes, () => decodeDay(dateOf(row, ''), bytes));
      });
    },
    putMonth: async (site, month) => {
      await table.put({ pk: historyPartition(site), sk: monthSort(month.month), b: encodeMonth(month) });
    },
    months: async (site, from, to, consistency = 'eventual') => {
      const rows = await between(table, site, from, to, monthSort, consistency === 'strong');
      return rows.map((row) => decodeMonth(dateOf(row, '-01'), row.b as Uint8Array));
    },
  };
}

/** The block that begins before `from` and reaches into the window; none can where all blocks end. */
async function blockBefore(table: Table, pk: string, from: Instant, isStrong: boolean): Promise<readonly Block[]> {
  const since = Math.floor(from / LONGEST_BLOCK_SECONDS) * LONGEST_BLOCK_SECONDS;
  if (since === from) return [];
  const sorts = { from: blockSort(since), to: `${BLOCK_PREFIX}${lastKeyBefore(from)}` };
  const rows = await table.query({ pk, ...sorts, limit: 1, isNewestFirst: true, isStrong });
  return rows.map(blockOf).filter((block) => blockEnd(block.start, block.stepSeconds) > from);
}

/** Days or months that begin in [from, to). */
async function between(
  table: Table,
  site: string,
  from: Instant,
  to: Instant,
  sortOf: (at: Instant) => string,
  isStrong: boolean,
): Promise<readonly Row[]> {
  if (to <= from) return [];
  const first = sortOf(from);
  const rows = await table.query({
    pk: historyPartition(site),
    from: first,
    to: sortOf(instant(to - 1)),
    isStrong,
  });
  const isWhole = dateOf({ sk: first }, first.startsWith('M') ? '-01' : '') === from;
  return isWhole ? rows : rows.filter((row) => row.sk !== first);
}

function dateOf(row: Row, day: string): Instant {
  return instant(Date.parse(`${String(row.sk).slice(2)}${day}T00:00:00Z`) / 1000);
}

function blockOf(row: Row): Block {
  return decodeBlock(row.b as Uint8Array);
}
