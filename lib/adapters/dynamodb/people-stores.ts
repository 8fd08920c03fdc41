import type { Acknowledgement } from '../../domain/alerts/acknowledgement.ts';
import type { Mute } from '../../domain/alerts/mute.ts';
import { SECONDS_PER_DAY } from '../../domain/instant.ts';
import type { AcknowledgementStore, MuteStore, SuppressedNotice, SuppressedStore } from '../../ports.ts';
import {
  acknowledgementKey,
  episodeKey,
  messageExpiry,
  muteKey,
  PARTITIONS,
  suppressedKey,
  TTL_ATTRIBUTE,
} from './keys.ts';
import type { Table } from './table.ts';

/** A mute that is over is kept so long, because its end is still to be told. */
const ENDED_MUTE_DAYS = 30;

/** ACK: one item per site and rule, replaced by the next acknowledgement. */
export function acknowledgementStore(table: Table): AcknowledgementStore {
  return {
    put: async (acknowledgement) => {
      const key = acknowledgementKey(acknowledgement.site, acknowledgement.rule);
      await table.put({ ...key, j: JSON.stringify(acknowledgement) });
    },
    remove: (site, rule) => table.remove(acknowledgementKey(site, rule)),
    all: async () => {
      const rows = await table.query({ pk: PARTITIONS.acknowledgements, isStrong: true });
      return rows.map((row) => JSON.parse(String(row.j)) as Acknowledgement);
    },
  };
}

/** MUTE: by id; an ended one goes after a month. */
export function muteStore(table: Table): MuteStore {
  return {
    put: async (mute) => {
      const expiry = { [TTL_ATTRIBUTE]: mute.to + ENDED_MUTE_DAYS * SECONDS_PER_DAY };
      await table.put({ ...muteKey(mute.id), ...expiry, j: JSON.stringify(mute) });
    },
    get: async (id) => {
      const row = await table.get(muteKey(id), true);
      return row === null ? null : (JSON.parse(String(row.j)) as Mute);
    },
    all: async () => {
      const rows = await table.query({ pk: PARTITIONS.mutes, isStrong: true });
      return rows.map((row) => JSON.parse(String(row.j)) as Mute);
    },
  };
}

/** SUP: below the key of the episode; the first record of a notice stands. */
export function suppressedStore(table: Table): SuppressedStore {
  return {
    putIfAbsent: async (notice) => {
      const item = { ...suppressedKey(notice), ...messageExpiry(notice.at), j: JSON.stringify(notice) };
      await table.put(item, { expression: 'attribute_not_exists(pk)' });
    },
    ofEpisode: async (episodeId) => {
      const { sk } = episodeKey(episodeId);
      const sorts = { from: `${sk}#`, to: `${sk}#~` };
      const rows = await table.query({ pk: PARTITIONS.suppressed, ...sorts, isStrong: false });
      return rows.map((row) => JSON.parse(String(row.j)) as SuppressedNotice);
    },
  };
}
