import { instant } from '../../domain/instant.ts';
import type { Market } from '../../domain/market/market.ts';
import type { MarketStore } from '../../ports.ts';
import { decodeMarket, encodeMarket } from './codec/market.ts';
import { marketKey, PARTITIONS, rawExpiry, timeKey } from './keys.ts';
import { IF_ABSENT, type Row, type Table } from './table.ts';

/** MKT#T: frozen markets; the first writer wins. */
export function marketStore(table: Table, rawRetentionDays: number): MarketStore {
  return {
    putIfAbsent: (market) =>
      table.put(
        { ...marketKey(market.at), b: encodeMarket(market), ...rawExpiry(market.at, rawRetentionDays) },
        IF_ABSENT,
      ),
    get: async (at) => {
      const row = await table.get(marketKey(at), true);
      return row === null ? null : marketOf(row);
    },
    latestBefore: async (before) => {
      const to = timeKey(before - 1);
      const query = { pk: PARTITIONS.market, from: timeKey(0), to, limit: 1, isNewestFirst: true, isStrong: true };
      const [row] = await table.query(query);
      return row === undefined ? null : marketOf(row);
    },
    range: async (fromExclusive, toInclusive, limit) => {
      if (toInclusive <= fromExclusive) return [];
      const from = timeKey(fromExclusive + 1);
      const query = { pk: PARTITIONS.market, from, to: timeKey(toInclusive), limit, isStrong: true };
      return (await table.query(query)).map(marketOf);
    },
  };
}

function marketOf(row: Row): Market {
  return decodeMarket(instant(Number(row.sk)), row.b as Uint8Array);
}
