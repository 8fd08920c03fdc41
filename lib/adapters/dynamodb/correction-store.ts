import type { Correction } from '../../domain/alerts/correction.ts';
import { episodeId } from '../../domain/alerts/episode-record.ts';
import type { CorrectionStore } from '../../ports.ts';
import { correctionKey, messageExpiry, PARTITIONS } from './keys.ts';
import type { Table } from './table.ts';

/** COR: verdicts on announced decisions that nobody was told of yet. */
export function correctionStore(table: Table): CorrectionStore {
  return {
    put: async (correction) => {
      const key = correctionKey(correction.foundAt, episodeId(correction));
      await table.put({ ...key, ...messageExpiry(correction.foundAt), j: JSON.stringify(correction) });
    },
    all: async () => {
      const rows = await table.query({ pk: PARTITIONS.corrections, isStrong: true });
      return rows.map((row) => JSON.parse(String(row.j)) as Correction);
    },
    remove: (correction) => table.remove(correctionKey(correction.foundAt, episodeId(correction))),
  };
}
