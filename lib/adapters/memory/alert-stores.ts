import type { Correction } from '../../domain/alerts/correction.ts';
import { type EpisodeRecord, episodeId, recordedUpTo } from '../../domain/alerts/episode-record.ts';
import { type GroupState, groupKey } from '../../domain/alerts/group-state.ts';
import type { CorrectionStore, EpisodeStore, GroupStore, MessageStore, SentMessage, Stores } from '../../ports.ts';
import { sortedRows, timeKey } from './sorted-rows.ts';

/** EP, NG, MSG and COR in memory. */
export function memoryAlertStores(): Pick<Stores, 'episodes' | 'groups' | 'messages' | 'corrections'> {
  return { episodes: episodeStore(), groups: groupStore(), messages: messageStore(), corrections: correctionStore() };
}

function episodeStore(): EpisodeStore {
  const records = sortedRows<EpisodeRecord>();
  const keyOf = (id: string): string => id.padStart(id.length + 10 - id.indexOf('.'), '0');
  return {
    put: async (record) => {
      const key = keyOf(episodeId(record));
      const stored = records.get(key);
      if (stored == null || recordedUpTo(stored) <= recordedUpTo(record)) records.set(key, record);
    },
    get: async (id) => records.get(keyOf(id)) ?? null,
    range: async (from, to, limit) => records.between(timeKey(from), timeKey(to)).slice(0, limit),
  };
}

function groupStore(): GroupStore {
  const groups = sortedRows<GroupState>();
  return {
    all: async () => groups.all(),
    putIf: async (next, expectedSeq, expectedIntentId) => {
      const stored = groups.get(groupKey(next));
      const isExpected =
        (stored?.seq ?? null) === expectedSeq && (stored?.intent?.message.id ?? null) === expectedIntentId;
      if (isExpected) groups.set(groupKey(next), next);
      return isExpected;
    },
  };
}

function messageStore(): MessageStore {
  const messages = sortedRows<SentMessage>();
  return {
    put: async (sent) => messages.set(`${timeKey(sent.message.at)}#${sent.message.id}`, sent),
    range: async (from, to, limit) => messages.between(timeKey(from), timeKey(to)).slice(0, limit),
  };
}

function correctionStore(): CorrectionStore {
  const corrections = sortedRows<Correction>();
  const keyOf = (one: Correction): string => `${timeKey(one.foundAt)}#${episodeId(one)}`;
  return {
    put: async (correction) => corrections.set(keyOf(correction), correction),
    all: async () => corrections.all(),
    remove: async (correction) => corrections.delete(keyOf(correction)),
  };
}
