import { type EpisodeRecord, episodeId } from '../../domain/alerts/episode-record.ts';
import type { WithheldReason } from '../../domain/alerts/gate.ts';
import type { GroupState } from '../../domain/alerts/group-state.ts';
import { isMessageOnly } from '../../domain/alerts/rule.ts';
import { after, type Instant, instant, SECONDS_PER_DAY, toIso } from '../../domain/instant.ts';
import type { SentMessage, Stores, SuppressedNotice } from '../../ports.ts';

/** What was sent while episodes were to be told of, and what else tells which of it is about which of them. */
export type About = {
  readonly now: Instant;
  readonly messages: readonly SentMessage[];
  readonly suppressed: ReadonlyMap<string, readonly SuppressedNotice[]>;
  /** Of each episode, which audience was told a correction at which flush. */
  readonly corrections: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Messages that are looked through for the episodes of one answer, at most. */
const MESSAGES_LOOKED_THROUGH = 5_000;
/** Flushes that told corrections later than everything else, the newest of them. */
const LATE_CORRECTIONS = 100;
/** A mute or a maintenance holds an end back for as long as it lasts; one that lasts longer is not looked for. */
const PUT_OFF_SECONDS = 31 * SECONDS_PER_DAY;

/** Held back for one of these, an episode can be told long after it is over. */
const PUT_OFF = new Set<WithheldReason>(['muted', 'maintenance', 'inhibited', 'flapping']);

/** Reads what was said of these episodes, `suppressed` being what was held back of each. */
export async function readAbout(
  stores: Pick<Stores, 'groups' | 'messages'>,
  records: readonly EpisodeRecord[],
  suppressed: About['suppressed'],
  now: Instant,
): Promise<About> {
  if (records.length === 0) return { now, messages: [], suppressed, corrections: new Map() };
  const told = correctionsTold(await stores.groups.all(), records);
  const messages = await messagesOf(stores, records, suppressed, told, now);
  const ofEpisode = Map.groupBy(told, ({ id }) => id);
  const corrections = new Map([...ofEpisode].map(([id, of]) => [id, new Set(of.map(flushKey))]));
  return { now, messages, suppressed, corrections };
}

type CorrectionTold = { readonly id: string; readonly audience: string; readonly at: Instant };

/** What the groups remember of corrections that they told of these episodes. */
function correctionsTold(groups: readonly GroupState[], records: readonly EpisodeRecord[]): readonly CorrectionTold[] {
  const wanted = new Set(records.map(episodeId));
  return groups.flatMap(({ rule, audience, corrected }) =>
    isMessageOnly(rule)
      ? []
      : (corrected ?? []).flatMap((one) => {
          const id = episodeId({ ...one, rule });
          return wanted.has(id) ? [{ id, audience, at: one.at }] : [];
        }),
  );
}

/** Everything sent while any of the episodes was to be told of, and the corrections that came later. */
async function messagesOf(
  stores: Pick<Stores, 'messages'>,
  records: readonly EpisodeRecord[],
  suppressed: About['suppressed'],
  corrections: readonly CorrectionTold[],
  now: Instant,
): Promise<readonly SentMessage[]> {
  const untilOf = (record: EpisodeRecord) => toldUntil(record, suppressed.get(episodeId(record)) ?? [], now);
  const from = instant(Math.min(...records.map(({ openedAt }) => openedAt)));
  const until = instant(Math.max(...records.map(untilOf)));
  const messages = [...(await stores.messages.range(from, after(until, 1), MESSAGES_LOOKED_THROUGH))];
  const late = new Set(corrections.flatMap(({ at }) => (at > until ? [at] : [])));
  for (const at of [...late].sort((a, b) => a - b).slice(-LATE_CORRECTIONS)) {
    messages.push(...(await stores.messages.range(at, after(at, 1), MESSAGES_LOOKED_THROUGH)));
  }
  return messages;
}

function flushKey({ audience, at }: { readonly audience: string; readonly at: Instant }): string {
  return `${audience}@${at}`;
}

/**
 * Until when an episode can be told. Its end may wait for its group and for quiet hours; where a mute,
 * a maintenance, a source or flapping held something of it back, until that is over.
 */
export function toldUntil(record: EpisodeRecord, suppressed: readonly SuppressedNotice[], now: Instant): Instant {
  if (record.closedAt === null) return now;
  const wasPutOff = suppressed.some(({ reason }) => PUT_OFF.has(reason));
  return after(record.closedAt, wasPutOff ? PUT_OFF_SECONDS : SECONDS_PER_DAY);
}

/**
 * Messages of the episode's rule while it was to be told of that name it, or that name only the ten
 * worst; of corrections those that its reader was told, however much later they came.
 */
export function messagesAbout(record: EpisodeRecord, about: About) {
  const episode = episodeId(record);
  const until = toldUntil(record, about.suppressed.get(episode) ?? [], about.now);
  const corrections = about.corrections.get(episode);
  return about.messages.flatMap(({ message, sentAt }) => {
    const { rule, kind } = message.attributes;
    if (rule !== record.rule || message.at < record.openedAt) return [];
    const isCorrection = kind === 'correction';
    if (isCorrection ? corrections?.has(flushKey(message)) !== true : message.at > until) return [];
    const told = toldOf(message.json);
    const episodes = isCorrection ? told.corrected : told.episodes;
    const isNamed = episodes.some((one) => one.site === record.site && one.episode === record.episode);
    if (!isNamed && !told.isCut) return [];
    const { id, audience, subject } = message;
    return [{ id, at: toIso(message.at), sentAt: toIso(sentAt), audience, kind, subject, isNamed }];
  });
}

type Told = {
  readonly episodes: readonly { readonly site: string | null; readonly episode: number }[];
  /** Only in a correction: the episodes that it is about. */
  readonly corrected: Told['episodes'];
  readonly isCut: boolean;
};

/** The episodes that a message names, and whether it names only the worst of more. */
export function toldOf(json: string): Told {
  const parsed = JSON.parse(json) as Partial<Record<'firing' | 'resolved' | 'corrected', Told['episodes']>> &
    Partial<Record<'firingCount' | 'resolvedCount' | 'correctedCount', number>>;
  const { firing = [], resolved = [], corrected = [] } = parsed;
  const { firingCount = 0, resolvedCount = 0, correctedCount = 0 } = parsed;
  const episodes = [...firing, ...resolved];
  const isCut = firingCount + resolvedCount + correctedCount > episodes.length + corrected.length;
  return { episodes, corrected, isCut };
}
