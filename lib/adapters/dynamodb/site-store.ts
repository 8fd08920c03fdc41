import type { SiteItem } from '../../domain/history/site-item.ts';
import { type Instant, instant } from '../../domain/instant.ts';
import type { SiteStore } from '../../ports.ts';
import { decodeSite, encodeSite } from './codec/site.ts';
import { PARTITIONS, siteKey } from './keys.ts';
import type { Pace } from './pace.ts';
import { ifNewer, type Row, type Table } from './table.ts';

/** SITE: one item per site, replaced whole under the condition `v < T`; all in one partition, so the Puts can be paced. */
export function siteStore(table: Table, pace: Pace | null): SiteStore {
  return {
    all: async (consistency = 'strong') => {
      const rows = await table.query({ pk: PARTITIONS.site, isStrong: consistency === 'strong' });
      return rows.map(itemOf);
    },
    stored: async () => {
      const rows = await table.query({ pk: PARTITIONS.site, isStrong: true });
      return rows.map((row) => ({
        site: String(row.sk),
        v: instant(Number(row.v)),
        item: () => itemOf(row),
      }));
    },
    get: async (site, consistency = 'strong') => {
      const row = await table.get(siteKey(site), consistency === 'strong');
      return row === null ? null : itemOf(row);
    },
    putIfNewer: async (item) => {
      await pace?.();
      return table.put({ ...siteKey(item.site), v: item.v, b: encodeSite(item) }, ifNewer(item.v));
    },
    remove: (site) => table.remove(siteKey(site)),
  };
}

function itemOf(row: Row): SiteItem {
  return decodeSite(String(row.sk), instant(Number(row.v)) as Instant, row.b as Uint8Array);
}
