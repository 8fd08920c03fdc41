import { type GroupState, groupKey, type RuleGroup } from '../domain/alerts/group-state.ts';
import { hasNothingToSay } from '../domain/alerts/nothing-to-say.ts';
import { type Cause, isMessageOnly, type RuleId } from '../domain/alerts/rule.ts';
import { REPEAT_INTERVAL_SECONDS } from '../domain/alerts/timing.ts';
import { groupCause, toldTogether } from './alerts-now.ts';
import type { Flush } from './flush.ts';

/** A group that a flush has to look at closely. */
export type Visit = { readonly group: GroupState; readonly isStored: boolean };

/** A group that says nothing until something opens. */
export function isIdle(group: GroupState): boolean {
  return group.told.length === 0 && group.intent === null && (group.withheld ?? []).length === 0;
}

/**
 * The groups that may have something to say or to remember: those with something open, told, held back
 * or under way, without those of which it is certain that everything stands as they have told it.
 * Flapping has groups of its own (cause `unknown`); they come first, so that a spell is told to be
 * over before what holds after it.
 */
export function groupsToVisit(run: Flush, groups: readonly GroupState[]): readonly Visit[] {
  const visits: Visit[] = [];
  const consider = (group: GroupState, isStored: boolean): void => {
    if (!isAsTold(run, group)) visits.push({ group, isStored });
  };
  for (const group of groups) {
    if (!isIdle(group)) consider(group, true);
  }
  for (const { rule, cause } of spokenOf(run)) {
    for (const { id: audience } of run.company.audiences) {
      const stored = groups.find((one) => one.rule === rule && one.cause === cause && one.audience === audience);
      if (stored === undefined) consider({ rule, cause, audience, ...NEVER_TOLD }, false);
      else if (isIdle(stored)) consider(stored, true);
    }
  }
  return inOrder(visits);
}

const NEVER_TOLD = { seq: 0, told: [], lastSentAt: null, intent: null } as const;

function inOrder(visits: readonly Visit[]): readonly Visit[] {
  const isFlapping = ({ group }: Visit): number => (group.cause === 'unknown' ? 0 : 1);
  return visits
    .map((visit) => ({ visit, key: groupKey(visit.group) }))
    .sort((a, b) => isFlapping(a.visit) - isFlapping(b.visit) || (a.key < b.key ? -1 : 1))
    .map(({ visit }) => visit);
}

type Spoken = { readonly rule: RuleId; readonly cause: Cause };

/** What something may have to be said of at this flush, whatever the groups remember; each once. */
function spokenOf({ open, missed, round, flapping }: Flush): Iterable<Spoken> {
  const spoken = new Map<string, Spoken>(open);
  const more = [
    ...missed,
    ...round.due.map(({ rule, cause }) => ({ rule, cause: groupCause(cause) })),
    ...flapping.map(({ rule }) => ({ rule, cause: 'unknown' as const })),
  ];
  for (const { rule, cause } of more) spoken.set(toldTogether({ rule, cause }), { rule, cause });
  return spoken.values();
}

/** Only what is open concerns the group, and it is as the audience knows it. */
function isAsTold(run: Flush, group: GroupState): boolean {
  const audience = run.company.audiences.find((one) => one.id === group.audience);
  if (audience === undefined || !tellsEpisodes(group)) return false;
  const { rule, cause } = group;
  const isOfGroup = (one: Spoken): boolean => one.rule === rule && groupCause(one.cause) === cause;
  if (run.missed.some(isOfGroup) || run.round.due.some(isOfGroup)) return false;
  return hasNothingToSay({
    group,
    audience,
    open: run.open.get(toldTogether(group))?.episodes ?? [],
    standing: run.standing,
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
  });
}

function tellsEpisodes(group: GroupState): group is RuleGroup {
  return !isMessageOnly(group.rule) && group.cause !== 'unknown';
}
