import { type EpisodeRecord, episodeId } from '../../domain/alerts/episode-record.ts';
import type { WithheldReason } from '../../domain/alerts/gate.ts';
import type { EpisodeKey, GroupState } from '../../domain/alerts/group-state.ts';
import { isMessageOnly } from '../../domain/alerts/rule.ts';
import { after, type Instant, instant, SECONDS_PER_DAY, toIso } from '../../domain/instant.ts';
import { keptWith } from '../../domain/kept-with.ts';
import type { SentMessage, Stores, SuppressedNotice } from '../../ports.ts';
import { type Looked, lookedThrough, merged, type Stretch, windowsOf } from './told-messages.ts';

/** What was sent while episodes were to be told of, and what else tells which of it is about which of them. */
export type About = {
  readonly now: Instant;
  readonly messages: readonly SentMessage[];
  readonly suppressed: ReadonlyMap<string, readonly SuppressedNotice[]>;
  /** Of each episode, which audience was told a correction at which flush. */
  readonly corrections: ReadonlyMap<string, ReadonlySet<string>>;
  /** Episodes of whose time not everything was looked through, so that there may be more about them. */
  readonly cut: ReadonlySet<string>;
};

/** Messages that are looked through for the episodes of one answer, at most. */
const MESSAGES_LOOKED_THROUGH = 5_000;
/** Flushes that told corrections later than everything else, the newest of them. */
const LATE_CORRECTIONS = 100;
/** So long after its end whatever was held back of an episode is looked for before anything else is. */
const PUT_OFF_SECONDS = 31 * SECONDS_PER_DAY;

/** Held back for one of these, an episode can be told long after it is over. */
const PUT_OFF = new Set<WithheldReason>(['muted', 'maintenance', 'inhibited', 'flapping']);
/** Of those the ones that last as long as somebody wants, and at whose end what was held back is told. */
const PLANNED = new Set<WithheldReason>(['muted', 'maintenance']);

/** Reads what was said of these episodes, `suppressed` being what was held back of each. */
export async function readAbout(
  stores: Pick<Stores, 'groups' | 'messages'>,
  records: readonly EpisodeRecord[],
  suppressed: About['suppressed'],
  now: Instant,
): Promise<About> {
  if (records.length === 0) return { now, messages: [], suppressed, corrections: new Map(), cut: new Set() };
  const groups = await stores.groups.all();
  const told = correctionsTold(groups, records);
  const { messages, cut } = await messagesOf(stores, { records, suppressed, groups, corrections: told, now });
  const ofEpisode = Map.groupBy(told, ({ id }) => id);
  const corrections = new Map([...ofEpisode].map(([id, of]) => [id, new Set(of.map(flushKey))]));
  return { now, messages, suppressed, corrections, cut };
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

type Wanted = {
  readonly records: readonly EpisodeRecord[];
  readonly suppressed: About['suppressed'];
  readonly groups: readonly GroupState[];
  readonly corrections: readonly CorrectionTold[];
  readonly now: Instant;
};

/**
 * What was sent while each of the episodes was to be told of, the newest of it first where that is
 * more than one answer looks through; the corrections that came later; and, as far as there is room,
 * what a mute or a maintenance that lasted longer put off.
 */
async function messagesOf(stores: Pick<Stores, 'messages'>, wanted: Wanted): Promise<Pick<About, 'messages' | 'cut'>> {
  const { records, suppressed, corrections, now } = wanted;
  const looked = lookedThrough(stores, MESSAGES_LOOKED_THROUGH);
  const stretchOf = keptWith((record: EpisodeRecord): Stretch => {
    const until = toldUntil(record, suppressed.get(episodeId(record)) ?? [], now);
    return { from: record.openedAt, to: after(until, 1) };
  });
  const stretches = merged(records.map(stretchOf));
  const unread: Stretch[] = [];
  for (const window of stretches.flatMap(windowsOf).reverse()) unread.push(...unreadOf(await looked.read(window)));
  const isRead = (at: Instant) => stretches.some(({ from, to }) => from <= at && at < to);
  const late = [...new Set(corrections.flatMap(({ at }) => (isRead(at) ? [] : [at])))].sort((a, b) => a - b);
  const unreadFlushes = new Set(late.slice(0, -LATE_CORRECTIONS));
  for (const at of late.slice(-LATE_CORRECTIONS)) {
    if (unreadOf(await looked.read({ from: at, to: after(at, 1) })).length > 0) unreadFlushes.add(at);
  }
  const notFound = await readPutOff(looked, wanted);
  const isCut = (record: EpisodeRecord) => {
    const { from, to } = stretchOf(record);
    return unread.some((one) => one.from < to && from < one.to) || notFound.includes(record);
  };
  const cut = [
    ...records.filter(isCut).map(episodeId),
    ...corrections.flatMap(({ id, at }) => (unreadFlushes.has(at) ? [id] : [])),
  ];
  return { messages: looked.found(), cut: new Set(cut) };
}

function unreadOf({ unread }: { readonly unread: Stretch | null }): readonly Stretch[] {
  return unread === null ? [] : [unread];
}

/**
 * Looks on, window by window, until each end that was put off for longer has been found. Answers those
 * that were not before there was nothing left to look through with.
 */
async function readPutOff(
  looked: Looked,
  { records, suppressed, groups, now }: Wanted,
): Promise<readonly EpisodeRecord[]> {
  const owed = records.flatMap((record) => stillOwed(record, suppressed.get(episodeId(record)) ?? [], groups, now));
  const isToldIn = (messages: readonly SentMessage[]) => (one: Owed) =>
    messages.some(({ message }) => message.audience === one.audience && namesEnd(message, one.record));
  let missing = owed.filter((one) => !isToldIn(looked.found())(one));
  if (missing.length === 0) return [];
  const from = instant(Math.min(...missing.map(({ record }) => (record.closedAt ?? now) + PUT_OFF_SECONDS)));
  for (const window of windowsOf({ from, to: after(now, 1) })) {
    const { messages } = await looked.read(window);
    missing = missing.filter((one) => !isToldIn(messages)(one));
    if (missing.length === 0 || looked.isSpent()) break;
  }
  return looked.isSpent() ? missing.map(({ record }) => record) : [];
}

type Owed = { readonly record: EpisodeRecord; readonly audience: string };

/** Whom a mute or a maintenance kept from hearing of an episode that was over long ago, and who does not wait for it still. */
function stillOwed(
  record: EpisodeRecord,
  suppressed: readonly SuppressedNotice[],
  groups: readonly GroupState[],
  now: Instant,
): readonly Owed[] {
  if (record.closedAt === null || record.closedAt + PUT_OFF_SECONDS >= now) return [];
  const isOfEpisode = (one: EpisodeKey) => one.site === record.site && one.openedAt === record.openedAt;
  const waiting = groups.filter(
    ({ rule, told, withheld }) => rule === record.rule && [...told, ...(withheld ?? [])].some(isOfEpisode),
  );
  const kept = suppressed.filter(({ reason }) => PLANNED.has(reason)).map(({ audience }) => audience);
  return [...new Set(kept)]
    .filter((audience) => !waiting.some((group) => group.audience === audience))
    .map((audience) => ({ record, audience }));
}

function namesEnd(message: SentMessage['message'], record: EpisodeRecord): boolean {
  const { rule, kind } = message.attributes;
  if (rule !== record.rule || kind === 'correction') return false;
  const { resolved } = toldIn(message);
  return resolved.some((one) => isOf(record, one));
}

function flushKey({ audience, at }: { readonly audience: string; readonly at: Instant }): string {
  return `${audience}@${at}`;
}

/**
 * Until when an episode can be told in a message that may not name it. Its end may wait for its group
 * and for quiet hours; where a mute, a maintenance, a source or flapping held something of it back,
 * until that is over.
 */
export function toldUntil(record: EpisodeRecord, suppressed: readonly SuppressedNotice[], now: Instant): Instant {
  if (record.closedAt === null) return now;
  const wasPutOff = suppressed.some(({ reason }) => PUT_OFF.has(reason));
  return after(record.closedAt, wasPutOff ? PUT_OFF_SECONDS : SECONDS_PER_DAY);
}

/** Until when an episode can be told by its name: what a mute or a maintenance put off was told whenever that ended. */
export function namedUntil(record: EpisodeRecord, suppressed: readonly SuppressedNotice[], now: Instant): Instant {
  return suppressed.some(({ reason }) => PLANNED.has(reason)) ? now : toldUntil(record, suppressed, now);
}

/**
 * Messages of the episode's rule that name it, or that name only the ten worst while it was to be told
 * of; of corrections those that its reader was told, however much later they came.
 */
export function messagesAbout(record: EpisodeRecord, about: About) {
  const episode = episodeId(record);
  const until = toldUntil(record, about.suppressed.get(episode) ?? [], about.now);
  const corrections = about.corrections.get(episode);
  return about.messages.flatMap(({ message, sentAt }) => {
    const { rule, kind } = message.attributes;
    if (rule !== record.rule || message.at < record.openedAt) return [];
    const isCorrection = kind === 'correction';
    if (isCorrection && corrections?.has(flushKey(message)) !== true) return [];
    const told = toldIn(message);
    const episodes = isCorrection ? told.corrected : [...told.firing, ...told.resolved];
    const isNamed = episodes.some((one) => isOf(record, one));
    if (!isNamed && !(told.isCut && (isCorrection || message.at <= until))) return [];
    const { id, audience, subject } = message;
    return [{ id, at: toIso(message.at), sentAt: toIso(sentAt), audience, kind, subject, isNamed }];
  });
}

type ToldEpisode = { readonly site: string | null; readonly episode: number; readonly openedAt?: string };

type Told = {
  readonly firing: readonly ToldEpisode[];
  readonly resolved: readonly ToldEpisode[];
  /** Only in a correction: the episodes that it is about. */
  readonly corrected: readonly ToldEpisode[];
  readonly isCut: boolean;
};

/** The episodes that a message names, and whether it names only the worst of more. */
export function toldOf(json: string): Told {
  const parsed = JSON.parse(json) as Partial<Record<'firing' | 'resolved' | 'corrected', readonly ToldEpisode[]>> &
    Partial<Record<'firingCount' | 'resolvedCount' | 'correctedCount', number>>;
  const { firing = [], resolved = [], corrected = [] } = parsed;
  const { firingCount = 0, resolvedCount = 0, correctedCount = 0 } = parsed;
  const named = firing.length + resolved.length + corrected.length;
  return { firing, resolved, corrected, isCut: firingCount + resolvedCount + correctedCount > named };
}

/** Read once of each message, however many episodes are asked about. */
const toldIn = keptWith((message: SentMessage['message']) => toldOf(message.json));

/** True where a message names this very episode: a site that came back counts its episodes anew. */
export function isOf(record: Pick<EpisodeRecord, 'site' | 'episode' | 'openedAt'>, told: ToldEpisode): boolean {
  const isSameTime = told.openedAt === undefined || told.openedAt === toIso(record.openedAt);
  return told.site === record.site && told.episode === record.episode && isSameTime;
}
