import type { Instant } from '../../domain/instant.ts';
import { SECONDS_PER_DAY, toIsoDate } from '../../domain/instant.ts';

/** Primary key of the one table. */
export type Key = { readonly pk: string; readonly sk: string };

/** The attribute that the table's time-to-live looks at. */
export const TTL_ATTRIBUTE = 'expiresAtUnixSeconds';

/** Messages as sent are kept so long. */
const MESSAGE_RETENTION_DAYS = 400;

/** Partitions that are not named after a site. */
export const PARTITIONS = {
  site: 'SITE',
  company: 'CO',
  tick: 'TICK',
  market: 'MKT',
  inbox: 'INBOX',
  dirty: 'DIRTY',
  episodes: 'EP',
  groups: 'NG',
  messages: 'MSG',
  acknowledgements: 'ACK',
  mutes: 'MUTE',
  suppressed: 'SUP',
  corrections: 'COR',
  nonces: 'NONCE',
  config: 'CFG',
} as const;

/** Ten digits, so that the order of keys is the order of time. */
export function timeKey(at: number): string {
  return String(Math.max(0, Math.ceil(at))).padStart(10, '0');
}

/** The last possible key before `to`, whatever follows the time in the key. */
export function lastKeyBefore(to: number): string {
  return `${timeKey(Math.ceil(to) - 1)}~`;
}

/** SITE: the one item of a site. */
export function siteKey(site: string): Key {
  return { pk: PARTITIONS.site, sk: site };
}

/** CO/STATE: the company rules. */
export const COMPANY_STATE_KEY: Key = { pk: PARTITIONS.company, sk: 'STATE' };

/** TICK: the claim of one function of the chain. */
export function tickKey(functionName: string): Key {
  return { pk: PARTITIONS.tick, sk: functionName };
}

/** MKT#T: the frozen market of a tick. */
export function marketKey(at: Instant): Key {
  return { pk: PARTITIONS.market, sk: timeKey(at) };
}

/** H#site: sealed blocks, days and months. */
export function historyPartition(site: string): string {
  return `H#${site}`;
}

/** B#start in a site's history, D#date and M#yyyy-mm likewise. */
export const BLOCK_PREFIX = 'B#';
export function blockSort(start: number): string {
  return `${BLOCK_PREFIX}${timeKey(start)}`;
}
export function daySort(date: Instant): string {
  return `D#${toIsoDate(date)}`;
}
export function monthSort(month: Instant): string {
  return `M#${toIsoDate(month).slice(0, 7)}`;
}

/** A#site: what a correction replaced: the key it had, and when it was replaced. */
export function replacedKey(site: string, sort: string, replacedAt: Instant): Key {
  return { pk: `A#${site}`, sk: `${sort}#${timeKey(replacedAt)}` };
}

/** R#site: one report row, by period, stream and version. */
export function reportPartition(site: string): string {
  return `R#${site}`;
}
export function reportSort(row: { periodStart: Instant; periodEnd: Instant; stream: string; version: number }): string {
  return `${timeKey(row.periodStart)}#${timeKey(row.periodEnd)}#${row.stream}#${row.version}`;
}

/** R#site/pulled: the file that was pulled last, behind all rows, whose keys are digits. */
export function pulledFileKey(site: string): Key {
  return { pk: reportPartition(site), sk: 'pulled' };
}

/** INBOX: a pointer to delivered rows. */
export function inboxKey(pointer: { site: string; file: string }): Key {
  return { pk: PARTITIONS.inbox, sk: `${pointer.site}#${pointer.file}` };
}

/** DIRTY: a period to restate. */
export function dirtyKey(mark: { site: string; from: Instant; periodTo: Instant; to: Instant }): Key {
  const period = [mark.from, mark.periodTo, mark.to].map(timeKey).join('#');
  return { pk: PARTITIONS.dirty, sk: `${mark.site}#${period}` };
}

/** EP: an episode by its id `openedAt.site.rule.episode`. */
export function episodeKey(id: string): Key {
  const dot = id.indexOf('.');
  return { pk: PARTITIONS.episodes, sk: `${timeKey(Number(id.slice(0, dot)))}#${id.slice(dot + 1)}` };
}

/** NG: a notification group by `rule/cause/audience`. */
export function groupSortKey(group: string): Key {
  return { pk: PARTITIONS.groups, sk: group };
}

/** MSG: a message by tick and id. */
export function messageKey(at: Instant, id: string): Key {
  return { pk: PARTITIONS.messages, sk: `${timeKey(at)}#${id}` };
}

/** ACK: the acknowledgement of a rule at a site; `-` for a rule of the company. */
export function acknowledgementKey(site: string | null, rule: string): Key {
  return { pk: PARTITIONS.acknowledgements, sk: `${site ?? '-'}#${rule}` };
}

/** MUTE: one mute by its id. */
export function muteKey(id: string): Key {
  return { pk: PARTITIONS.mutes, sk: id };
}

/** SUP: one held back notice below its episode. */
export function suppressedKey(notice: { episodeId: string; audience: string; notice: string; reason: string }): Key {
  const { sk } = episodeKey(notice.episodeId);
  return { pk: PARTITIONS.suppressed, sk: `${sk}#${notice.audience}#${notice.notice}#${notice.reason}` };
}

/** COR: one verdict on an episode, by the run that found it. */
export function correctionKey(foundAt: Instant, episodeId: string): Key {
  return { pk: PARTITIONS.corrections, sk: `${timeKey(foundAt)}#${episodeKey(episodeId).sk}` };
}

/** NONCE: one nonce of a site's pushed report. */
export function nonceKey(site: string, nonce: string): Key {
  return { pk: PARTITIONS.nonces, sk: `${site}#${nonce}` };
}

/** CFG: one chunk of a configuration. */
export function configSort(version: string, chunk: number): string {
  return `v#${version}#${String(chunk).padStart(4, '0')}`;
}

/** Raw data live so long after `at`; then only days and months remain. */
export function rawExpiry(at: number, rawRetentionDays: number): Record<string, number> {
  return { [TTL_ATTRIBUTE]: at + rawRetentionDays * SECONDS_PER_DAY };
}

/** When a message as sent, or a notice that was not, may be forgotten. */
export function messageExpiry(at: Instant): Record<string, number> {
  return { [TTL_ATTRIBUTE]: at + MESSAGE_RETENTION_DAYS * SECONDS_PER_DAY };
}
