import type { Acknowledgement } from '../domain/alerts/acknowledgement.ts';
import type { Correction } from '../domain/alerts/correction.ts';
import type { EpisodeRecord } from '../domain/alerts/episode-record.ts';
import type { GroupState, Withheld } from '../domain/alerts/group-state.ts';
import type { RenderedMessage } from '../domain/alerts/message.ts';
import type { Mute } from '../domain/alerts/mute.ts';
import type { RuleId } from '../domain/alerts/rule.ts';
import type { Instant } from '../domain/instant.ts';

/** EP: episode records. */
export type EpisodeStore = {
  /** Leaves a stored record whose newest transition is newer as it is: a run that hung writes late what it knew. */
  put(record: EpisodeRecord): Promise<void>;
  get(id: string): Promise<EpisodeRecord | null>;
  /** Opened in [from, to), oldest first. */
  range(from: Instant, to: Instant, limit: number): Promise<readonly EpisodeRecord[]>;
};

/** NG: notification groups. */
export type GroupStore = {
  all(): Promise<readonly GroupState[]>;
  /** Writes `next` if the stored group still has `expectedSeq` and the intent id `expectedIntentId` (null = none). */
  putIf(next: GroupState, expectedSeq: number | null, expectedIntentId: string | null): Promise<boolean>;
};

/** MSG: messages as sent. */
export type SentMessage = { readonly message: RenderedMessage; readonly sentAt: Instant; readonly attempts: number };
export type MessageStore = {
  put(sent: SentMessage): Promise<void>;
  range(from: Instant, to: Instant, limit: number): Promise<readonly SentMessage[]>;
};

/** ACK: who has taken which episode on; one per (site, rule), never written by a tick. */
export type AcknowledgementStore = {
  put(acknowledgement: Acknowledgement): Promise<void>;
  remove(site: string | null, rule: RuleId): Promise<void>;
  all(): Promise<readonly Acknowledgement[]>;
};

/** MUTE: mutes set by people, also those that are over until they are forgotten. */
export type MuteStore = {
  put(mute: Mute): Promise<void>;
  get(id: string): Promise<Mute | null>;
  all(): Promise<readonly Mute[]>;
};

/** SUP: notices that were due and held back, each once per audience, kind and reason. */
export type SuppressedNotice = Withheld & {
  /** Id of the episode record. */
  readonly episodeId: string;
  readonly audience: string;
  /** The flush at which it was first held back. */
  readonly at: Instant;
};
export type SuppressedStore = {
  putIfAbsent(notice: SuppressedNotice): Promise<void>;
  /** Of one episode, in the order of audience, kind and reason. */
  ofEpisode(episodeId: string): Promise<readonly SuppressedNotice[]>;
};

/**
 * COR: verdicts of corrected reports on decisions that were announced, until every audience has heard
 * what it has to. Strong.
 */
export type CorrectionStore = {
  /** One for each episode and run that found it; the same again is the same. */
  put(correction: Correction): Promise<void>;
  /** Oldest finding first. */
  all(): Promise<readonly Correction[]>;
  remove(correction: Correction): Promise<void>;
};

/** Hands a message to SNS. Throws `publish-failed` (retryable) or `publish-rejected` (never will be). */
export type AlertPublisher = { publish(message: RenderedMessage): Promise<void> };
