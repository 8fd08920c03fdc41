import type { Instant } from '../instant.ts';
import type { WithheldReason } from './gate.ts';
import type { RuleGroup, Told, Withheld } from './group-state.ts';
import type { EpisodeNotice } from './message.ts';
import { isRepeated } from './reminder.ts';
import type { Severity } from './rule.ts';
import { louder, severityRank } from './severity.ts';

export type GroupInput = {
  readonly group: RuleGroup;
  /** Every open episode of the group's rule and cause. */
  readonly open: readonly EpisodeNotice[];
  /** Episodes that fired and ended before the audience could be told; told ones are passed over. */
  readonly closedUntold: readonly EpisodeNotice[];
  /** How a told episode that is no longer open ended; null = not known (yet). */
  readonly closed: (told: Told) => EpisodeNotice | null;
  readonly at: Instant;
  /** Why a notice may not go to this audience now; null = it may. */
  readonly withheld: (notice: EpisodeNotice, as: 'problem' | 'reminder' | 'recovery') => WithheldReason | null;
  /** True when a mute over this episode has ended since the group's last message. */
  readonly unmuted: (notice: EpisodeNotice) => boolean;
  readonly repeatIntervalSeconds: Readonly<Record<Severity, number | null>>;
  readonly groupIntervalSeconds: number;
  /** True = the audience hears of an episode only because nobody has taken it on: its announcements are escalations. */
  readonly isEscalation?: boolean;
  /** False = resolutions alone send nothing (rule tests of other systems); not given = they do. */
  readonly tellsResolved?: boolean;
};

/** While one of these lasts, the end of a mute is not told; after it, it is. */
const PUTS_OFF_UNMUTED = new Set<WithheldReason>(['quiet-hours', 'inhibited', 'flapping']);

/** What an audience does not know yet, sorted by what is to be done about it. */
export type Difference = {
  /** Open, not told, and now to be announced. */
  readonly fresh: readonly EpisodeNotice[];
  /** Told as less than it is now. */
  readonly escalated: readonly EpisodeNotice[];
  /** Told, and nothing was said of it while a mute lasted that is over now. */
  readonly unmuted: readonly EpisodeNotice[];
  /** Told, still burning, and due to be repeated. */
  readonly reminded: readonly EpisodeNotice[];
  /** Told and over. */
  readonly ended: readonly EpisodeNotice[];
  /** Fired and over before anybody was told. */
  readonly missed: readonly EpisodeNotice[];
  /** What stays told whether or not anything is added. */
  readonly stillTold: readonly Told[];
  readonly withheld: readonly Withheld[];
};

/** Holds what is open and what is over against what the audience was told. */
export function differenceOf(input: GroupInput): Difference {
  const { group } = input;
  const told = new Map(group.told.map((one) => [keyOf(one), one]));
  const held: Withheld[] = [];
  const mayGo = (as: 'problem' | 'reminder' | 'recovery', notice: Withheld['notice']) => (one: EpisodeNotice) => {
    const reason = input.withheld(one, as);
    const { site, episode, openedAt } = one;
    if (reason !== null) held.push({ site, episode, openedAt, notice, reason });
    return reason === null;
  };
  const open = new Set<string>();
  const [known, untold, risen]: [EpisodeNotice[], EpisodeNotice[], EpisodeNotice[]] = [[], [], []];
  for (const one of input.open) {
    const key = keyOf(one);
    const before = told.get(key);
    open.add(key);
    (before === undefined ? untold : known).push(one);
    if (isLouderThanTold(one, before)) risen.push(one);
  }
  const ends = group.told.filter((one) => !open.has(keyOf(one))).flatMap((one) => input.closed(one) ?? []);
  const ended = ends.filter(mayGo('recovery', 'resolved'));
  const over = new Set(ended.map(keyOf));
  const { unmuted, owed } = unmutedOf(input, known, told);
  return {
    fresh: untold.filter(mayGo('problem', 'firing')),
    escalated: risen.filter(mayGo('problem', 'escalated')),
    unmuted,
    reminded: dueForRepeat(input, known).filter(mayGo('reminder', 'reminder')),
    ended,
    missed: input.closedUntold.filter((one) => !told.has(keyOf(one))).filter(mayGo('problem', 'firing')),
    stillTold: group.told.filter((one) => !over.has(keyOf(one))).map((one) => owing(one, owed.has(keyOf(one)))),
    withheld: held,
  };
}

/** What is told of after a mute, now or (owed) when what puts it off is over, even if the group speaks before that. */
function unmutedOf(input: GroupInput, known: readonly EpisodeNotice[], told: ReadonlyMap<string, Told>) {
  const unmuted: EpisodeNotice[] = [];
  const owed = new Set<string>();
  for (const one of known) {
    if (told.get(keyOf(one))?.isOwed !== true && !input.unmuted(one)) continue;
    const reason = input.withheld(one, 'problem');
    if (reason === null) unmuted.push(one);
    else if (PUTS_OFF_UNMUTED.has(reason)) owed.add(keyOf(one));
  }
  return { unmuted, owed };
}

function owing(told: Told, isOwed: boolean): Told {
  if (isOwed === (told.isOwed === true)) return told;
  const { isOwed: _, ...rest } = told;
  return isOwed ? { ...rest, isOwed } : rest;
}

function isLouderThanTold(notice: EpisodeNotice, told: Told | undefined): boolean {
  return told !== undefined && severityRank(notice.severity) > severityRank(told.severity);
}

/** The loudest of what still burns decides when; then all of it is repeated together. */
function dueForRepeat(input: GroupInput, known: readonly EpisodeNotice[]): readonly EpisodeNotice[] {
  const { lastSentAt } = input.group;
  const isDue = (severity: Severity | null): boolean => {
    const interval = severity === null ? null : input.repeatIntervalSeconds[severity];
    return interval !== null && lastSentAt !== null && input.at - lastSentAt >= interval;
  };
  const burning = known.filter((one) => isRepeated(one.condition ?? 'FIRING'));
  // Whichever of them decides: nothing is due.
  if (!burning.some(({ severity }) => isDue(severity))) return [];
  const loudest = burning
    .filter((one) => input.withheld(one, 'reminder') === null)
    .map((one) => one.severity)
    .reduce(louder, null);
  return isDue(loudest ?? burning.map((one) => one.severity).reduce(louder, null)) ? burning : [];
}

/** Identity of an episode within a group. */
export function keyOf({ site, episode }: { readonly site: string | null; readonly episode: number }): string {
  return `${episode}#${site ?? ''}`;
}
