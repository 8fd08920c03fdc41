import { type Instant, instant } from '../../domain/instant.ts';
import type { ReplacedStore } from '../../ports.ts';
import { decodeDay, decodeMonth, encodeDay, encodeMonth } from './codec/aggregates.ts';
import { decodeBlock, encodeBlock } from './codec/block.ts';
import { blockSort, daySort, monthSort, rawExpiry, replacedKey } from './keys.ts';
import type { Row, Table } from './table.ts';

/** A#site: the bytes that corrections replaced. */
export function replacedStore(table: Table, rawRetentionDays: number): ReplacedStore {
  const put = async (site: string, sort: string, replacedAt: Instant, b: Uint8Array): Promise<void> => {
    await table.put({ ...replacedKey(site, sort, replacedAt), b, ...rawExpiry(replacedAt, rawRetentionDays) });
  };
  const asOf = async <V>(
    site: string,
    sorts: { from: string; to: string },
    moment: Instant,
    decode: (row: Row, sort: string) => V,
  ): Promise<readonly V[]> => {
    const { pk } = replacedKey(site, '', moment);
    const rows = await table.query({ pk, from: sorts.from, to: `${sorts.to}~`, isStrong: false });
    const inForce = new Map<string, V>();
    for (const row of rows) {
      const [sort, replacedAt] = splitLast(String(row.sk));
      if (Number(replacedAt) > moment && !inForce.has(sort)) inForce.set(sort, decode(row, sort));
    }
    return [...inForce.values()];
  };
  return {
    putBlock: (site, block, replacedAt) => put(site, blockSort(block.start), replacedAt, encodeBlock(block)),
    putDay: (site, day, replacedAt) => put(site, daySort(day.date), replacedAt, encodeDay(day)),
    putMonth: (site, month, replacedAt) => put(site, monthSort(month.month), replacedAt, encodeMonth(month)),
    blocksAsOf: (site, from, to, moment) =>
      asOf(site, { from: blockSort(from), to: blockSort(to - 1) }, moment, (row) => decodeBlock(row.b as Uint8Array)),
    daysAsOf: (site, from, to, moment) =>
      asOf(site, { from: daySort(from), to: daySort(instant(to - 1)) }, moment, (row, sort) =>
        decodeDay(dateOf(sort, ''), row.b as Uint8Array),
      ),
    monthsAsOf: (site, from, to, moment) =>
      asOf(site, { from: monthSort(from), to: monthSort(instant(to - 1)) }, moment, (row, sort) =>
        decodeMonth(dateOf(sort, '-01'), row.b as Uint8Array),
      ),
  };
}

function splitLast(sk: string): readonly [string, string] {
  const at = sk.lastIndexOf('#');
  return [sk.slice(0, at), sk.slice(at + 1)];
}

function dateOf(sort: string, day: string): Instant {
  return instant(Date.parse(`${sort.slice(2)}${day}T00:00:00Z`) / 1000);
}
