import { createHash } from 'node:crypto';
import { type GroupState, groupKey, type Intent } from '../../domain/alerts/group-state.ts';
import { NetbackError } from '../../domain/errors.ts';

/** Entries that a list of a group holds in its own item; a longer list is kept in segments of so many. */
export const SEGMENT_ENTRIES = 256;

/** Between a group's key and what names a segment of it; no rule, cause or audience has one. */
export const SEGMENT_MARK = '#';

/** Where a long list stands: the sort keys of its segments, in order. */
type Reference = { readonly segments: readonly string[] };

/** A group as its item holds it, and the segments that have to be there before it. */
export type SplitGroup = {
  readonly body: unknown;
  readonly segments: ReadonlyMap<string, readonly unknown[]>;
};

/**
 * Takes the long lists out of a group. The name of a segment holds the group's seq and a hash of
 * what is in it, so that writing it again writes the same bytes, two runs that want different things
 * never write over each other's, and everything below the seq of the group's item is free to be removed.
 */
export function splitGroup(group: GroupState, segmentEntries = SEGMENT_ENTRIES): SplitGroup {
  const segments = new Map<string, readonly unknown[]>();
  const place = (list: readonly unknown[]): readonly unknown[] | Reference => {
    if (list.length <= segmentEntries) return list;
    const keys: string[] = [];
    for (let from = 0; from < list.length; from += segmentEntries) {
      const entries = list.slice(from, from + segmentEntries);
      const key = segmentKey(group, JSON.stringify(entries));
      segments.set(key, entries);
      keys.push(key);
    }
    return { segments: keys };
  };
  return { body: mapLists(group, (list) => place(list as readonly unknown[])), segments };
}

/** Puts the lists back; null while a segment is missing, because the group has moved on meanwhile. */
export function joinGroup(body: unknown, segments: ReadonlyMap<string, readonly unknown[]>): GroupState | null {
  let isWhole = true;
  const fetch = (list: unknown): readonly unknown[] => {
    if (Array.isArray(list)) return list;
    return (list as Reference).segments.flatMap((key) => {
      const found = segments.get(key);
      isWhole &&= found !== undefined;
      return found ?? [];
    });
  };
  const joined = mapLists(body as GroupState, fetch) as GroupState;
  return isWhole ? joined : null;
}

/** The first sort key of a group's segments, and the first one that is not below `seq`. */
export function segmentRange(group: GroupState): { readonly from: string; readonly to: string } {
  const prefix = `${groupKey(group)}${SEGMENT_MARK}`;
  return { from: prefix, to: `${prefix}${seqText(group.seq)}` };
}

/** Thrown where segments stay missing however often they are asked for. */
export function tornGroup(sort: string): NetbackError {
  return new NetbackError('storage-failed', `A segment of group ${sort} is missing.`, { retryable: true });
}

function segmentKey(group: GroupState, text: string): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${segmentRange(group).to}${SEGMENT_MARK}${hash}`;
}

/** Ten digits, so that the order of keys is that of the numbers. */
function seqText(seq: number): string {
  return String(seq).padStart(10, '0');
}

/** Every list of a group that grows with the number of sites. */
function mapLists(group: GroupState, change: (list: unknown) => unknown): unknown {
  const { intent, withheld, over, corrected } = group;
  return {
    ...group,
    told: change(group.told),
    ...(intent === null ? {} : { intent: { ...intent, told: change(intent.told), ...ofIntent(intent, change) } }),
    ...(withheld === undefined ? {} : { withheld: change(withheld) }),
    ...(over === undefined ? {} : { over: change(over) }),
    ...(corrected === undefined ? {} : { corrected: change(corrected) }),
  };
}

function ofIntent({ corrected }: Intent, change: (list: unknown) => unknown) {
  return corrected === undefined ? {} : { corrected: change(corrected) };
}
