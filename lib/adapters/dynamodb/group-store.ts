import { type GroupState, groupKey } from '../../domain/alerts/group-state.ts';
import type { GroupStore } from '../../ports.ts';
import { packedJson, unpackedJson } from './codec/packed-json.ts';
import { joinGroup, SEGMENT_MARK, segmentRange, splitGroup, tornGroup } from './group-segments.ts';
import { groupSortKey, PARTITIONS } from './keys.ts';
import { type Condition, IF_ABSENT, type Row, type Table } from './table.ts';

/** The calls by which the groups' store uses its table. */
export type GroupTable = Pick<Table, 'put' | 'query' | 'remove'>;

/** Reads until no group has moved on under the reader. */
const READS = 3;

/**
 * NG: what each group was told, and the message that is on its way. Lists of more than 256 entries
 * stand in segments beside the group's item. They are written first and nothing looks at them until
 * the one conditional Put of the item names them, which is what commits; those of earlier messages
 * are removed after it. A crash between any two of these writes leaves segments that nobody names,
 * which the group's next message removes. `segmentEntries` not given = 256; a simulation asks for fewer.
 */
export function groupStore(table: GroupTable, segmentEntries?: number): GroupStore {
  /** Sort keys of segments that are stored; one of a seq is never removed while its group has that seq. */
  const stored = new Set<string>();
  return {
    all: async () => {
      for (let read = 1; ; read += 1) {
        const rows = await table.query({ pk: PARTITIONS.groups, isStrong: true });
        const groups = groupsOf(rows, stored, read === READS);
        if (groups !== null) return groups;
      }
    },
    putIf: async (next, expectedSeq, expectedIntentId) => {
      const { body, segments } = splitGroup(next, segmentEntries);
      for (const [sort, entries] of segments) {
        if (!stored.has(sort)) await table.put({ ...groupSortKey(sort), seq: next.seq, ...packedJson(entries) });
        stored.add(sort);
      }
      const item = { ...groupSortKey(groupKey(next)), seq: next.seq, ...packedJson(body) };
      const intent = next.intent === null ? {} : { intent: next.intent.message.id };
      const written = await table.put({ ...item, ...intent }, expected(expectedSeq, expectedIntentId));
      if (written && next.seq !== expectedSeq) await removeSegments(table, next, stored);
      return written;
    },
  };
}

/** Null where a segment is missing: the group was committed between two pages of the answer. */
function groupsOf(rows: readonly Row[], stored: Set<string>, isLastRead: boolean): readonly GroupState[] | null {
  const [segments, items] = [rows.filter(isSegment), rows.filter((row) => !isSegment(row))];
  const bySort = new Map(segments.map((row) => [String(row.sk), unpackedJson(row) as readonly unknown[]]));
  for (const sort of bySort.keys()) stored.add(sort);
  const groups: GroupState[] = [];
  for (const row of items) {
    const group = joinGroup(unpackedJson(row), bySort);
    if (group === null && isLastRead) throw tornGroup(String(row.sk));
    if (group === null) return null;
    groups.push(group);
  }
  return groups;
}

/** What a group's earlier messages left; asked for only where something is known to be there. */
async function removeSegments(table: GroupTable, group: GroupState, stored: Set<string>): Promise<void> {
  const { from, to } = segmentRange(group);
  if (![...stored].some((sort) => sort >= from && sort < to)) return;
  const rows = await table.query({ pk: PARTITIONS.groups, from, to, isStrong: true });
  for (const row of rows) {
    await table.remove(groupSortKey(String(row.sk)));
    stored.delete(String(row.sk));
  }
}

function isSegment(row: Row): boolean {
  return String(row.sk).includes(SEGMENT_MARK);
}

function expected(seq: number | null, intentId: string | null): Condition {
  if (seq === null) return IF_ABSENT;
  if (intentId === null) {
    return { expression: 'seq = :seq AND attribute_not_exists(intent)', values: { ':seq': seq } };
  }
  return { expression: 'seq = :seq AND intent = :intent', values: { ':seq': seq, ':intent': intentId } };
}
