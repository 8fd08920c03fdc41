import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import { isMuted } from '#lib/domain/alerts/mute.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { type Evidence, firstFault, type Invariant } from './invariant.ts';
import { isSame, type ToldEpisode, type ToldMessage } from './told.ts';

/** The audience that hears everything; the others hear a part of it. */
export const ALL_EARS = 'operations';
const NOW = Number.POSITIVE_INFINITY;

type NamedEpisode = Pick<ToldEpisode, 'site' | 'episode'>;

/**
 * I4: every firing episode was told, unless a stale source said it all along, or a spell of flapping did at its end
 * or at the last flush that could have told of it (the removal of a site ends both at once).
 */
const nothingLost: Invariant = {
  id: 'I4',
  judge: (evidence) =>
    evidence.isSettled
      ? firstFault(evidence.episodes, (episode) =>
          isTold(evidence, episode, 'firing') ||
          isCovered(evidence, episode) ||
          [episode.closedAt ?? NOW, Math.max(...flushesOf(evidence, episode))].some((at) =>
            isRestless(evidence, episode, at),
          )
            ? null
            : `episode ${name(episode)} was never announced`,
        )
      : null,
};

/** I5: every announced episode that ended was told as over. */
const everyEndTold: Invariant = {
  id: 'I5',
  judge: (evidence) =>
    evidence.isSettled
      ? firstFault(evidence.episodes, (episode) => {
          const isOwed = episode.closedAt !== null && isTold(evidence, episode, 'firing');
          const isHeld = isRestless(evidence, episode, NOW);
          return isOwed && !isTold(evidence, episode, 'resolved') && !isHeld
            ? `the end of ${name(episode)} was never told`
            : null;
        })
      : null,
};

/** I6: every message follows a committed transition; no end without an announcement. */
const noPhantom: Invariant = {
  id: 'I6',
  judge: (evidence) => {
    const heard = new Set<string>();
    const silent: ToldMessage[] = [];
    const isHeard = (message: ToldMessage, told: NamedEpisode): boolean => {
      const openedAt = recordOf(evidence, message, told)?.openedAt ?? NOW;
      const isOfGroup = (one: ToldMessage) => one.rule === message.rule && one.audience === message.audience;
      return heard.has(key(message, told)) || silent.some((one) => isOfGroup(one) && one.at >= openedAt);
    };
    return firstFault(evidence.messages, (message) => {
      if (message.isSilent) silent.push(message);
      if (message.isReplacement || message.kind === 'flapping') return null;
      const unknown = [...message.firing, ...message.resolved].find(
        (told) => recordOf(evidence, message, told) === null,
      );
      if (unknown !== undefined) return `${message.id} names ${unknown.site}#${unknown.episode}, which never fired`;
      for (const told of message.firing) heard.add(key(message, told));
      const uncalled = message.corrected.find((told) => !isHeard(message, told));
      if (uncalled !== undefined)
        return `${message.id} corrects ${uncalled.site}#${uncalled.episode}, which was never announced`;
      const early = message.resolved.find((told) => (recordOf(evidence, message, told)?.closedAt ?? null) === null);
      if (early !== undefined) return `${message.id} says that ${early.site}#${early.episode} is over, which is open`;
      const unheard = message.resolved.find((told) => !isHeard(message, told));
      return unheard === undefined
        ? null
        : `${message.id} resolves ${unheard.site}#${unheard.episode}, which was never announced`;
    });
  },
};

/** I6, the other half: an end, and with it what came and went, is told to an audience once, however often it is sent. */
const endsOnce: Invariant = {
  id: 'I6',
  judge: ({ messages }) => {
    const ends = new Map<string, string>();
    return firstFault(messages, (message) => {
      if (message.kind === 'flapping') return null;
      return firstFault(message.resolved, (told) => {
        const end = `${key(message, told)}/${told.openedAt}`;
        const known = ends.get(end);
        ends.set(end, message.id);
        return known === undefined || known === message.id
          ? null
          : `${known} and ${message.id} both say that ${told.site}#${told.episode} is over`;
      });
    });
  },
};

/** I7: one id always means the same bytes, and without a fault it is sent once. */
const sameIdSameBytes: Invariant = {
  id: 'I7',
  judge: ({ messages, tally }) => {
    const bytes = new Map<string, string>();
    const copies = new Map<string, number>();
    return firstFault(messages, (message) => {
      const known = bytes.get(message.id);
      if (known !== undefined && known !== message.bytes) return `${message.id} was sent with other bytes`;
      bytes.set(message.id, message.bytes);
      const count = (copies.get(message.id) ?? 0) + 1;
      copies.set(message.id, count);
      const allowed = 1 + tally.crashes + tally.errors;
      return count > allowed ? `${message.id} was sent ${count} times with ${allowed - 1} faults` : null;
    });
  },
};

/** I8: the next message of a group goes out only after the one before was accepted. */
const inOrder: Invariant = {
  id: 'I8',
  judge: ({ messages }) => {
    const accepted = new Map<string, number>();
    return firstFault(messages, (message) => {
      const before = accepted.get(message.group) ?? 0;
      accepted.set(message.group, Math.max(before, message.seq));
      return message.seq > before + 1 ? `${message.id} was sent before ${message.group}#${before + 1}` : null;
    });
  },
};

/** I10: at most one message a group and flush. */
const oneAFlush: Invariant = {
  id: 'I10',
  judge: ({ messages }) => {
    const flushes = new Map<string, string>();
    return firstFault(messages, (message) => {
      if (message.isReplacement) return null;
      const flush = `${message.group} at ${message.at}`;
      const known = flushes.get(flush);
      flushes.set(flush, message.id);
      return known !== undefined && known !== message.id ? `${known} and ${message.id} are of one flush` : null;
    });
  },
};

/** I11: nothing about profit is announced while the price is stale. */
const inhibited: Invariant = {
  id: 'I11',
  judge: ({ messages, episodes, script }) =>
    firstFault(messages, (message) => {
      if (message.rule !== 'unprofitable' || message.kind !== 'firing' || message.isReplacement) return null;
      const stale = episodes.find(
        (one) =>
          one.rule === 'price-feed-stale' &&
          one.openedAt <= message.at &&
          (one.closedAt ?? Number.POSITIVE_INFINITY) > message.at + script.tickSeconds,
      );
      const isNew = message.firing.some((told) => told.closedAt === null);
      return stale !== undefined && isNew ? `${message.id} was announced while the price was stale` : null;
    }),
};

/** I30: limits of the channels. */
const withinLimits: Invariant = {
  id: 'I30',
  judge: ({ messages }) =>
    firstFault(messages, ({ id, message }) => {
      if (!/^[\x20-\x7e]{1,99}$/.test(message.subject))
        return `the subject of ${id} is not 99 printable ASCII characters`;
      if (message.sms.length > 300) return `the SMS of ${id} has ${message.sms.length} characters`;
      const size = message.json.length + message.email.length + message.sms.length;
      return size > 200_000 ? `${id} has ${size} characters` : null;
    }),
};

export const DELIVERY_INVARIANTS: readonly Invariant[] = [
  sameIdSameBytes,
  noPhantom,
  endsOnce,
  inOrder,
  oneAFlush,
  inhibited,
  withinLimits,
  nothingLost,
  everyEndTold,
];

/** True where the rule was going on and off at `at`: that was told in the place of its single changes. */
function isRestless({ messages }: Evidence, episode: EpisodeRecord, at: number): boolean {
  const spells = messages.filter(
    (message) => message.kind === 'flapping' && message.rule === episode.rule && message.audience === ALL_EARS,
  );
  const names = (told: readonly ToldEpisode[]) => told.some(({ site }) => site === episode.site);
  const last = spells.findLast((one) => one.at <= at && (names(one.firing) || names(one.resolved) || one.isSilent));
  return last !== undefined && (names(last.firing) || last.isSilent);
}

/** True where the audience that hears everything was told of the episode. */
export function isTold({ messages }: Evidence, episode: EpisodeRecord, as: 'firing' | 'resolved'): boolean {
  return messages.some(
    (message) =>
      message.rule === episode.rule &&
      message.audience === ALL_EARS &&
      (message[as].some((told) => isSame(told, episode)) || (message.isSilent && message.at >= episode.openedAt)),
  );
}

/** True where a stale source or a mute held it back at every flush of its life: its reader knew, or wanted quiet. */
function isCovered(evidence: Evidence, episode: EpisodeRecord): boolean {
  const { episodes, mutes, script } = evidence;
  const { rule, site, severity } = episode;
  const sources = episodes.filter(
    (one) =>
      one.rule !== rule && (one.rule === 'price-feed-stale' || (one.rule === 'site-data-stale' && one.site === site)),
  );
  const labels = { company: script.companyAt(episode.openedAt).company.company, rule, site: site ?? '', severity };
  const isHeldBack = (at: Instant) =>
    isMuted(mutes, labels, at) ||
    sources.some((source) => source.openedAt <= at && at < (source.closedAt ?? Number.POSITIVE_INFINITY));
  return flushesOf(evidence, episode).every(isHeldBack);
}

/** The flushes that could have told of an episode: those of its life, and where there was none the first after it. */
function flushesOf({ world }: Evidence, { openedAt, closedAt }: EpisodeRecord): readonly Instant[] {
  const flushes = world.happened.flatMap((one) => (one.kind === 'flushed' ? [one.at] : []));
  const end = closedAt ?? NOW;
  const ofLife = flushes.filter((at) => at >= openedAt && at < end);
  const first = flushes.find((at) => at >= end);
  return ofLife.length > 0 ? ofLife : first === undefined ? [] : [first];
}

function recordOf({ episodes }: Evidence, message: ToldMessage, told: NamedEpisode): EpisodeRecord | null {
  return episodes.find((one) => one.rule === message.rule && isSame(told, one) && one.openedAt <= message.at) ?? null;
}

function key(message: ToldMessage, told: NamedEpisode): string {
  return `${message.rule}/${message.audience}/${told.site}/${told.episode}`;
}

/** The episode as a verdict names it. */
export function name({ site, rule, episode }: EpisodeRecord): string {
  return `${site ?? 'company'}/${rule}#${episode}`;
}
