import { type EpisodeRecord, episodeId, recordedUpTo } from '../../domain/alerts/episode-record.ts';
import type { EpisodeStore } from '../../ports.ts';
import { packedJson, unpackedJson } from './codec/packed-json.ts';
import { episodeKey, lastKeyBefore, PARTITIONS, timeKey } from './keys.ts';
import { ifNotOlder, type Row, type Table } from './table.ts';

/** EP: episode records by their opening. */
export function episodeStore(table: Table): EpisodeStore {
  return {
    put: async (record) => {
      const v = recordedUpTo(record);
      await table.put({ ...episodeKey(episodeId(record)), v, ...packedJson(record) }, ifNotOlder(v));
    },
    get: async (id) => {
      const row = await table.get(episodeKey(id), true);
      return row === null ? null : recordOf(row);
    },
    range: async (from, to, limit) => {
      if (to <= from) return [];
      const sorts = { from: timeKey(from), to: lastKeyBefore(to) };
      return (await table.query({ pk: PARTITIONS.episodes, ...sorts, limit, isStrong: true })).map(recordOf);
    },
  };
}

function recordOf(row: Row): EpisodeRecord {
  return unpackedJson(row) as EpisodeRecord;
}
