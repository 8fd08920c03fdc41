import { matches } from '../domain/alerts/labels.ts';
import { endMute, type Mute } from '../domain/alerts/mute.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import { labelsOf } from '../domain/alerts/standing.ts';
import type { Company } from '../domain/company.ts';
import type { Instant } from '../domain/instant.ts';
import type { Stores } from '../ports.ts';
import { type GroupedNotice, openEpisodes } from './open-episodes.ts';

export type MuteStores = Pick<Stores, 'mutes' | 'sites' | 'company'>;

/** An open episode that a mute holds back now. */
export type MutedEpisode = { readonly site: string | null; readonly rule: RuleId; readonly episode: number };

/** `end-before-start` and `end-past` refuse an end: a mute always ends, and in the future. */
export type MuteOutcome =
  | { readonly outcome: 'muted'; readonly mute: Mute; readonly matches: readonly MutedEpisode[] }
  | { readonly outcome: 'end-before-start' | 'end-past' };

/** Sets a mute and says what it holds back at this moment. */
export async function createMute(stores: MuteStores, company: Company, mute: Mute, at: Instant): Promise<MuteOutcome> {
  if (mute.to <= mute.from) return { outcome: 'end-before-start' };
  if (mute.to <= at) return { outcome: 'end-past' };
  await stores.mutes.put(mute);
  return { outcome: 'muted', mute, matches: await mutedNow(stores, company, mute, at) };
}

/** The mutes that are on or still to come, the next to begin first. */
export async function currentMutes(stores: Pick<Stores, 'mutes'>, at: Instant): Promise<readonly Mute[]> {
  const all = await stores.mutes.all();
  return all.filter((mute) => mute.to > at).sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
}

/** Ends a mute now; what still fires is told again at the next flush. Null = there is none of that id. */
export async function endMuteNow(stores: Pick<Stores, 'mutes'>, id: string, at: Instant): Promise<Mute | null> {
  const mute = await stores.mutes.get(id);
  if (mute === null) return null;
  const ended = endMute(mute, at);
  await stores.mutes.put(ended);
  return ended;
}

/** The open episodes that match and would be announced or repeated, were the mute not on. */
export async function mutedNow(
  stores: Pick<Stores, 'sites' | 'company'>,
  company: Company,
  mute: Mute,
  at: Instant,
): Promise<readonly MutedEpisode[]> {
  if (at < mute.from || at >= mute.to) return [];
  const [items, state] = await Promise.all([stores.sites.all(), stores.company.get()]);
  const isMatched = ({ rule, notice }: GroupedNotice) => matches(mute.match, labelsOf(company, rule, notice));
  return openEpisodes(company, items, state)
    .filter(isMatched)
    .map(({ rule, notice }) => ({ site: notice.site, rule, episode: notice.episode }));
}
