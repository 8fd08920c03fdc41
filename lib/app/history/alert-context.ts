import { type Acknowledgement, isAcknowledged } from '../../domain/alerts/acknowledgement.ts';
import { type EpisodeRecord, episodeId } from '../../domain/alerts/episode-record.ts';
import { shownValues } from '../../domain/alerts/shown-values.ts';
import { after, type Instant, SECONDS_PER_DAY, toIso } from '../../domain/instant.ts';
import type { SentMessage, Stores, SuppressedNotice } from '../../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from '../bounded.ts';

/** What surrounds episodes: who took them on, what was said of them, what was held back. */
export type AlertContext = {
  /** The moment that an acknowledgement's end is judged by. */
  readonly now: Instant;
  readonly acknowledgements: ReadonlyMap<string, Acknowledgement>;
  readonly messages: readonly SentMessage[];
  readonly suppressed: ReadonlyMap<string, readonly SuppressedNotice[]>;
};

/** Messages that are looked through for the episodes of one answer, at most. */
const MESSAGES_LOOKED_THROUGH = 5_000;

/** Acknowledgements of now: enough to tell an episode's state. */
export async function readAcknowledgements(
  stores: Pick<Stores, 'acknowledgements'>,
): Promise<ReadonlyMap<string, Acknowledgement>> {
  return new Map((await stores.acknowledgements.all()).map((one) => [ruleKey(one), one]));
}

/** Everything that an answer says of these episodes beside their records. */
export async function readAlertContext(
  stores: Stores,
  records: readonly EpisodeRecord[],
  acknowledgements: ReadonlyMap<string, Acknowledgement>,
  now: Instant,
): Promise<AlertContext> {
  const suppressed = new Map<string, readonly SuppressedNotice[]>();
  await forEachBounded(records, CALLS_AT_ONCE, async (record) => {
    const id = episodeId(record);
    suppressed.set(id, await stores.suppressed.ofEpisode(id));
  });
  const from = records.reduce<Instant>((least, one) => (one.openedAt < least ? one.openedAt : least), now);
  const until = records.reduce<Instant>((most, one) => (toldUntil(one, now) > most ? toldUntil(one, now) : most), from);
  const messages =
    records.length === 0 ? [] : await stores.messages.range(from, after(until, 1), MESSAGES_LOOKED_THROUGH);
  return { now, acknowledgements, messages, suppressed };
}

/** A resolution may wait for its group, for quiet hours or for the end of a maintenance. */
function toldUntil(record: EpisodeRecord, now: Instant): Instant {
  return record.closedAt === null ? now : after(record.closedAt, SECONDS_PER_DAY);
}

/** `open`, `acknowledged` or `resolved`. */
export function stateOf(
  record: EpisodeRecord,
  acknowledgements: ReadonlyMap<string, Acknowledgement>,
  now: Instant,
): 'open' | 'acknowledged' | 'resolved' {
  if (record.closedAt !== null) return 'resolved';
  return isAcknowledged(acknowledgements.get(ruleKey(record)), record, now) ? 'acknowledged' : 'open';
}

/** An episode as an answer shows it. */
export function presentEpisode(record: EpisodeRecord, context: AlertContext) {
  const id = episodeId(record);
  const acknowledgement = context.acknowledgements.get(ruleKey(record));
  return {
    id,
    site: record.site,
    rule: record.rule,
    episode: record.episode,
    state: stateOf(record, context.acknowledgements, context.now),
    severity: record.severity,
    cause: record.cause,
    onset: toIso(record.onset),
    openedAt: toIso(record.openedAt),
    closedAt: record.closedAt === null ? null : toIso(record.closedAt),
    acknowledgement:
      acknowledgement?.episode === record.episode
        ? {
            by: acknowledgement.by,
            at: toIso(acknowledgement.at),
            until: toIso(acknowledgement.until),
            note: acknowledgement.note,
            isSticky: acknowledgement.isSticky,
          }
        : null,
    transitions: record.transitions.map((transition) => ({
      ...transition,
      at: toIso(transition.at),
      values: shownValues(transition.values),
    })),
    messages: messagesAbout(record, context),
    suppressed: (context.suppressed.get(id) ?? []).map(({ audience, notice, reason, at }) => ({
      audience,
      notice,
      reason,
      at: toIso(at),
    })),
  };
}

/** Messages of the episode's rule while it was to be told of that name it, or that name only the ten worst. */
function messagesAbout(record: EpisodeRecord, context: AlertContext) {
  return context.messages.flatMap(({ message, sentAt }) => {
    const { rule, kind } = message.attributes;
    const isWithin = message.at >= record.openedAt && message.at <= toldUntil(record, context.now);
    if (rule !== record.rule || !isWithin) return [];
    const told = toldOf(message.json);
    const isNamed = told.episodes.some((one) => one.site === record.site && one.episode === record.episode);
    if (!isNamed && !told.isCut) return [];
    const { id, audience, subject } = message;
    return [{ id, at: toIso(message.at), sentAt: toIso(sentAt), audience, kind, subject, isNamed }];
  });
}

type Told = {
  readonly episodes: readonly { readonly site: string | null; readonly episode: number }[];
  readonly isCut: boolean;
};

/** The episodes that a message names, and whether it names only the worst of more. */
export function toldOf(json: string): Told {
  const {
    firing = [],
    resolved = [],
    firingCount = 0,
    resolvedCount = 0,
  } = JSON.parse(json) as {
    firing?: Told['episodes'];
    resolved?: Told['episodes'];
    firingCount?: number;
    resolvedCount?: number;
  };
  const episodes = [...firing, ...resolved];
  return { episodes, isCut: firingCount + resolvedCount > episodes.length };
}

function ruleKey(of: { readonly site: string | null; readonly rule: string }): string {
  return `${of.site ?? '-'}#${of.rule}`;
}
