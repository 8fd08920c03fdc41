import { ACKNOWLEDGED_SECONDS } from '#lib/domain/alerts/acknowledgement.ts';
import { after } from '#lib/domain/instant.ts';
import { type Evidence, firstFault, type Invariant } from './invariant.ts';
import { isSame, type ToldEpisode, type ToldMessage } from './told.ts';

/** Audiences that hear only of what nobody takes on, with the ticks of an hour that they wait. */
const WAITS: Readonly<Record<string, number>> = { 'on-call': 1, directors: 2 };

/**
 * I15: an episode that somebody has taken on is neither repeated nor told to a higher tier while that
 * holds and it gets no louder than it was then. A second taking on replaces the first.
 */
const acknowledgedIsQuiet: Invariant = {
  id: 'I15',
  judge: (evidence) =>
    firstFault(evidence.messages, (message) => {
      const isHigher = message.audience in WAITS && message.kind === 'escalated';
      if (message.kind !== 'reminder' && !isHigher) return null;
      const broken = message.firing.find((told) => isTaken(evidence, message, told));
      return broken === undefined ? null : `${message.id} repeats ${broken.site}, which was taken on`;
    }),
};

function isTaken({ world }: Evidence, message: ToldMessage, told: ToldEpisode): boolean {
  const all = world.happened.flatMap((one) => (one.kind === 'acknowledged' ? [one] : []));
  const ofEpisode = all.filter(({ record }) => record.rule === message.rule && isSame(told, record));
  const last = ofEpisode.findLast(({ at }) => at <= message.at);
  // Taken on in the very tick: the message may have been written down before.
  if (last === undefined || last.at === message.at || message.at >= last.at + ACKNOWLEDGED_SECONDS) return false;
  const { isSticky, severity } = last.taken;
  return isSticky || severity === 'critical' || told.severity === severity;
}

/** I15: a higher tier hears of nothing that is not critical, nor before its time. */
const tiersWait: Invariant = {
  id: 'I15',
  judge: ({ messages, episodes, script }) =>
    firstFault(messages, (message) => {
      const ticks = WAITS[message.audience];
      if (ticks === undefined || message.kind !== 'escalated' || message.isReplacement) return null;
      const early = message.firing.find((told) => {
        const episode = episodes.find((one) => one.rule === message.rule && isSame(told, one));
        const rise = episode?.transitions.find(({ severity }) => severity === 'critical')?.at;
        return rise === undefined || message.at - rise < ticks * script.tickSeconds;
      });
      return early === undefined ? null : `${message.id} escalates ${early.site} too early, or for no reason`;
    }),
};

/**
 * I4 for the second tier: what is critical at the end, and was so for three ticks, with nobody on it and
 * nothing over it, was told.
 */
const tiersHear: Invariant = {
  id: 'I4',
  judge: ({ messages, episodes, world, script, mutes, isSettled }) => {
    const end = script.ticks.at(-1);
    if (!isSettled || end === undefined) return null;
    const since = after(end, -3 * script.tickSeconds);
    const stale = new Set(
      episodes
        .filter(({ rule, closedAt }) => rule !== 'unprofitable' && (closedAt ?? end) >= since)
        .map(({ site }) => site),
    );
    const spells = messages.filter(({ kind }) => kind === 'flapping');
    const flapping = new Set(spells.flatMap(({ firing }) => firing.map(({ site }) => site)));
    const taken = world.happened.flatMap((one) => (one.kind === 'acknowledged' ? [one.record] : []));
    return firstFault(episodes, (episode) => {
      const { rule, site, severity, closedAt, transitions } = episode;
      const rise = transitions.findLast((one) => one.severity === 'critical' && one.kind !== 'nodata')?.at;
      const isOwed =
        rule === 'unprofitable' && severity === 'critical' && closedAt === null && rise !== undefined && rise <= since;
      const isCovered =
        stale.has(site) ||
        stale.has(null) ||
        flapping.has(site) ||
        spells.some((one) => one.isSilent) ||
        taken.some((one) => one.site === site && one.rule === rule) ||
        mutes.some((one) => one.to > since);
      if (!isOwed || isCovered) return null;
      const isHeard = messages.some(
        (one) =>
          one.audience === 'on-call' &&
          one.rule === rule &&
          (one.isSilent || one.firing.some((told) => isSame(told, episode))),
      );
      return isHeard ? null : `${site}/${rule}#${episode.episode} never came to the second tier`;
    });
  },
};

/** I22: at most one correction notice a site and day. */
const fewCorrections: Invariant = {
  id: 'I22',
  judge: ({ messages }) => {
    const days = new Map<string, string>();
    return firstFault(messages, (message) => {
      if (message.kind !== 'correction') return null;
      return firstFault(message.corrected, ({ site }) => {
        const key = `${site}/${message.audience}/${Math.floor(message.at / 86_400)}`;
        const known = days.get(key);
        days.set(key, message.id);
        return known === undefined || known === message.id
          ? null
          : `${known} and ${message.id} correct ${site} on one day`;
      });
    });
  },
};

export const PEOPLE_INVARIANTS: readonly Invariant[] = [acknowledgedIsQuiet, tiersWait, tiersHear, fewCorrections];
