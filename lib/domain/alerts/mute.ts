import type { Instant } from '../instant.ts';
import { type Labels, type Match, matches } from './labels.ts';

/**
 * A mute set by a person: episodes that match are not announced or repeated in [from, to). It always
 * ends; taking it back early moves its end. Resolutions of what was told pass it.
 */
export type Mute = {
  readonly id: string;
  readonly match: Match;
  readonly from: Instant;
  readonly to: Instant;
  readonly reason: string;
  readonly by: string;
};

/** True while `at` is in [from, to) and the labels match. */
export function isMuting(mute: Pick<Mute, 'match' | 'from' | 'to'>, labels: Labels, at: Instant): boolean {
  return mute.from <= at && at < mute.to && matches(mute.match, labels);
}

/** True when any of the mutes holds the labels back at `at`. */
export function isMuted(mutes: readonly Pick<Mute, 'match' | 'from' | 'to'>[], labels: Labels, at: Instant): boolean {
  return mutes.some((mute) => isMuting(mute, labels, at));
}

/**
 * True when a mute that matched has ended in (since, at] and none matches now: what still fires then
 * is told once more, because its audience heard nothing for a while.
 */
export function hasUnmuted(
  mutes: readonly Pick<Mute, 'match' | 'from' | 'to'>[],
  labels: Labels,
  since: Instant,
  at: Instant,
): boolean {
  if (isMuted(mutes, labels, at)) return false;
  return mutes.some((mute) => mute.to > since && mute.to <= at && mute.from < mute.to && matches(mute.match, labels));
}

/** A mute taken back at `at`: over from then on; one that had not begun never was. */
export function endMute(mute: Mute, at: Instant): Mute {
  return at >= mute.to ? mute : { ...mute, to: at < mute.from ? mute.from : at };
}
