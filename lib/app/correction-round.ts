import type { Correction } from '../domain/alerts/correction.ts';
import { episodeId } from '../domain/alerts/episode-record.ts';
import type { GroupState } from '../domain/alerts/group-state.ts';
import type { Company } from '../domain/company.ts';
import { floorTo, type Instant, SECONDS_PER_DAY } from '../domain/instant.ts';
import type { SentMessage, Stores } from '../ports.ts';

/** A verdict that could not be told for so long is not told any more. */
const STILL_WANTED_SECONDS = 7 * SECONDS_PER_DAY;

/**
 * The corrections of one flush: what is due, which sites an audience has already been told a
 * correction of today, and which audience has still to be asked about which verdict.
 */
export type CorrectionRound = {
  /** Of each episode the verdict found last. */
  readonly due: readonly Correction[];
  readonly isTaken: (audience: string, site: string) => boolean;
  readonly take: (audience: string, site: string) => void;
  /** Nothing is left to be said of the verdict to this audience. */
  readonly settle: (correction: Correction, audience: string) => void;
  /** Everything found that no audience has to hear any more. */
  readonly settled: () => readonly Correction[];
  /** Messages of a stretch of time, read once. */
  readonly messages: (from: Instant, to: Instant) => Promise<readonly SentMessage[]>;
};

const MAX_MESSAGES = 5_000;

/** A round at the flush of T over everything found so far. */
export function correctionRound(
  stores: Pick<Stores, 'messages'>,
  company: Company,
  at: Instant,
  found: readonly Correction[],
  groups: readonly GroupState[],
): CorrectionRound {
  const newest = new Map(found.map((one) => [episodeId(one), one]));
  const taken = takenToday(groups, at);
  const open = new Map([...newest.keys()].map((id) => [id, new Set(company.audiences.map((audience) => audience.id))]));
  const read = new Map<string, Promise<readonly SentMessage[]>>();
  return {
    due: [...newest.values()],
    isTaken: (audience, site) => taken.has(`${audience}/${site}`),
    take: (audience, site) => void taken.add(`${audience}/${site}`),
    settle: (correction, audience) => void open.get(episodeId(correction))?.delete(audience),
    settled: () =>
      found.filter((one) => at - one.foundAt > STILL_WANTED_SECONDS || (open.get(episodeId(one))?.size ?? 0) === 0),
    messages: (from, to) => {
      const key = `${from}-${to}`;
      const known = read.get(key) ?? stores.messages.range(from, to, MAX_MESSAGES);
      read.set(key, known);
      return known;
    },
  };
}

/** Sites that an audience was, or by a message under way is being, told a correction of on this UTC day. */
function takenToday(groups: readonly GroupState[], at: Instant): Set<string> {
  const today = floorTo(at, SECONDS_PER_DAY);
  const told = groups.flatMap(({ audience, corrected, intent }) =>
    [...(corrected ?? []), ...(intent?.corrected ?? [])].map((one) => ({ audience, ...one })),
  );
  return new Set(told.filter((one) => one.at >= today).map(({ audience, site }) => `${audience}/${site}`));
}
