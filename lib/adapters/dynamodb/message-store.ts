import type { MessageStore, SentMessage } from '../../ports.ts';
import { packedJson, unpackedJson } from './codec/packed-json.ts';
import { lastKeyBefore, messageExpiry, messageKey, PARTITIONS, timeKey } from './keys.ts';
import type { Table } from './table.ts';

/** MSG: messages as sent. */
export function messageStore(table: Table): MessageStore {
  return {
    put: async (sent) => {
      const { at, id } = sent.message;
      await table.put({ ...messageKey(at, id), ...packedJson(sent), ...messageExpiry(at) });
    },
    range: async (from, to, limit) => {
      if (to <= from) return [];
      const sorts = { from: timeKey(from), to: lastKeyBefore(to) };
      const rows = await table.query({ pk: PARTITIONS.messages, ...sorts, limit, isStrong: false });
      return rows.map((row) => unpackedJson(row) as SentMessage);
    },
  };
}
