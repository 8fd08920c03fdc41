import type { DirtyMark, DirtyStore } from '../../ports.ts';
import { dirtyKey, PARTITIONS } from './keys.ts';
import type { Table } from './table.ts';

/** DIRTY: periods of sites to restate. */
export function dirtyStore(table: Table): DirtyStore {
  return {
    put: async (mark) => {
      await table.put({ ...dirtyKey(mark), j: JSON.stringify(mark) });
    },
    marks: async (limit) => {
      const rows = await table.query({ pk: PARTITIONS.dirty, limit, isStrong: true });
      return rows.map((row) => JSON.parse(String(row.j)) as DirtyMark);
    },
    remove: (mark) => table.remove(dirtyKey(mark)),
  };
}
