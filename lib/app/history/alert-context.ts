import { type Acknowledgement, isAcknowledged } from '../../domain/alerts/acknowledgement.ts';
import { type EpisodeRecord, episodeId } from '../../domain/alerts/episode-record.ts';
import { shownValues } from '../../domain/alerts/shown-values.ts';
import { type Instant, toIso } from '../../domain/instant.ts';
import type { Stores, SuppressedNotice } from '../../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from '../bounded.ts';
import { type About, messagesAbout, readAbout } from './messages-about.ts';

/** What surrounds episodes: who took them on, what was said of them, what was held back. */
export type AlertContext = {
  /** The moment that an acknowledgement's end is judged by. */
  readonly now: Instant;
  readonly acknowledgements: ReadonlyMap<string, Acknowledgement>;
  readonly about: About;
  readonly suppressed: ReadonlyMap<string, readonly SuppressedNotice[]>;
};

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
  return { now, acknowledgements, about: await readAbout(stores, records, suppressed, now), suppressed };
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
    messages: messagesAbout(record, context.about),
    ...(context.about.cut.has(id) ? { mayLackMessages: true as const } : {}),
    suppressed: (context.suppressed.get(id) ?? []).map(({ audience, notice, reason, at }) => ({
      audience,
      notice,
      reason,
      at: toIso(at),
    })),
  };
}

function ruleKey(of: { readonly site: string | null; readonly rule: string }): string {
  return `${of.site ?? '-'}#${of.rule}`;
}
