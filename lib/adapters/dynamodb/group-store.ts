import { type GroupState, groupKey } from '../../domain/alerts/group-state.ts';
import type { GroupStore } from '../../ports.ts';
import { packedJson, unpackedJson } from './codec/packed-json.ts';
import { groupSortKey, PARTITIONS } from './keys.ts';
import { type Condition, IF_ABSENT, type Table } from './table.ts';

/** NG: what each group was told, and the message that is on its way. */
export function groupStore(table: Table): GroupStore {
  return {
    all: async () => {
      const rows = await table.query({ pk: PARTITIONS.groups, isStrong: true });
      return rows.map((row) => unpackedJson(row) as GroupState);
    },
    putIf: (next, expectedSeq, expectedIntentId) => {
      const item = { ...groupSortKey(groupKey(next)), seq: next.seq, ...packedJson(next) };
      const intent = next.intent === null ? {} : { intent: next.intent.message.id };
      return table.put({ ...item, ...intent }, expected(expectedSeq, expectedIntentId));
    },
  };
}

function expected(seq: number | null, intentId: string | null): Condition {
  if (seq === null) return IF_ABSENT;
  if (intentId === null) {
    return { expression: 'seq = :seq AND attribute_not_exists(intent)', values: { ':seq': seq } };
  }
  return { expression: 'seq = :seq AND intent = :intent', values: { ':seq': seq, ':intent': intentId } };
}
