import type { Acknowledgement } from '../../domain/alerts/acknowledgement.ts';
import type { Mute } from '../../domain/alerts/mute.ts';
import type { AcknowledgementStore, MuteStore, Stores, SuppressedNotice, SuppressedStore } from '../../ports.ts';
import { sortedRows } from './sorted-rows.ts';

/** ACK, MUTE and SUP in memory. */
export function memoryPeopleStores(): Pick<Stores, 'acknowledgements' | 'mutes' | 'suppressed'> {
  return { acknowledgements: acknowledgementStore(), mutes: muteStore(), suppressed: suppressedStore() };
}

function acknowledgementStore(): AcknowledgementStore {
  const rows = sortedRows<Acknowledgement>();
  const keyOf = (site: string | null, rule: string): string => `${site ?? '-'}#${rule}`;
  return {
    put: async (acknowledgement) => rows.set(keyOf(acknowledgement.site, acknowledgement.rule), acknowledgement),
    remove: async (site, rule) => rows.delete(keyOf(site, rule)),
    all: async () => rows.all(),
  };
}

function muteStore(): MuteStore {
  const rows = sortedRows<Mute>();
  return {
    put: async (mute) => rows.set(mute.id, mute),
    get: async (id) => rows.get(id) ?? null,
    all: async () => rows.all(),
  };
}

function suppressedStore(): SuppressedStore {
  const rows = sortedRows<SuppressedNotice>();
  const keyOf = (one: SuppressedNotice): string => [one.episodeId, one.audience, one.notice, one.reason].join('#');
  return {
    putIfAbsent: async (notice) => {
      if (rows.get(keyOf(notice)) === undefined) rows.set(keyOf(notice), notice);
    },
    ofEpisode: async (episodeId) => rows.all().filter((one) => one.episodeId === episodeId),
  };
}
