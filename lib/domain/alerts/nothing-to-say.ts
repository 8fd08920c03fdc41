import type { Audience } from '../company.ts';
import { keptWith } from '../kept-with.ts';
import type { AlertState } from './alert-state.ts';
import { ESCALATED_AFTER_SECONDS } from './escalation.ts';
import type { RuleGroup, Told, Withheld } from './group-state.ts';
import { isRepeated } from './reminder.ts';
import type { Severity } from './rule.ts';
import { isAtLeast } from './severity.ts';
import { hasEndedWindow, type Standing, withheldFrom } from './standing.ts';

/** What decides whether a group has anything to say of its open episodes. */
export type OpenInput = {
  readonly group: RuleGroup;
  readonly audience: Audience;
  /** Every open episode of the group's rule and cause; at most one of a site. */
  readonly open: readonly OpenState[];
  readonly standing: Standing;
  readonly repeatIntervalSeconds: Readonly<Record<Severity, number | null>>;
};

type OpenState = {
  readonly site: string | null;
  readonly state: Pick<AlertState, 'episode' | 'severity' | 'condition' | 'openedAt'>;
};

/**
 * True where `decideGroup` would send nothing and hold back just what the group remembers: whatever
 * was told is open, no louder than it was told and not due to be repeated, no window over the group
 * has ended since its last message, and what was not told may not be. It answers so only where it is
 * certain (false = look closely), without reading or writing anything, because nearly every group of
 * nearly every flush is so.
 */
export function hasNothingToSay(input: OpenInput): boolean {
  const { group, open, standing } = input;
  if (group.intent !== null || (group.over ?? []).length > 0 || group.told.length > open.length) return false;
  if (isTooQuiet(input)) return true;
  if (hasEndedWindow(standing, group.lastSentAt)) return false;
  const told = bySite(group.told);
  const remembered = group.withheld ?? [];
  let toldOpen = 0;
  let held = 0;
  for (const one of open) {
    const known = told.get(one.site);
    if (known?.episode === one.state.episode) {
      if (!isAsTold(input, one, known)) return false;
      toldOpen += 1;
    } else if (isBelow(input, one)) {
      // Holds without being remembered for as long as the episode is what it is.
    } else if (isHeldAs(input, one, remembered[held])) held += 1;
    else return false;
  }
  return toldOpen === group.told.length && held === remembered.length;
}

/** What was told stays the same list until the group's next message. */
const bySite = keptWith((told: readonly Told[]) => new Map(told.map((one) => [one.site, one])));

/** The loudest of what is open; null where one has no severity. */
const loudestOf = keptWith((open: readonly OpenState[]): Severity | null => {
  let loudest: Severity = 'info';
  for (const { state } of open) {
    if (state.severity === null) return null;
    if (!isAtLeast(loudest, state.severity)) loudest = state.severity;
  }
  return loudest;
});

/** Nothing was told, nothing is held back, and nothing that is open is loud enough for the audience. */
function isTooQuiet({ group, audience, open }: OpenInput): boolean {
  if (group.told.length + (group.withheld ?? []).length > 0) return false;
  const loudest = loudestOf(open);
  return loudest !== null && !isAtLeast(loudest, audience.minSeverity);
}

/** No louder than it was told, and not to be told again yet, whichever of the group's severities decides. */
function isAsTold({ group, standing, repeatIntervalSeconds }: OpenInput, { state }: OpenState, told: Told): boolean {
  if (told.isOwed === true || state.severity === null || !isAtLeast(told.severity, state.severity)) return false;
  const interval = repeatIntervalSeconds[state.severity];
  if (interval === null || group.lastSentAt === null || !isRepeated(state.condition)) return true;
  return standing.at - group.lastSentAt < interval;
}

/** Not told, and not loud enough for the audience or not waited long enough for its tier. */
function isBelow({ audience, standing }: OpenInput, { state }: OpenState): boolean {
  const { severity, openedAt } = state;
  if (severity === null || openedAt === null) return false;
  if (!isAtLeast(severity, audience.minSeverity)) return true;
  const tier = audience.tier ?? 1;
  return tier > 1 && (severity !== 'critical' || standing.at - openedAt < ESCALATED_AFTER_SECONDS[tier]);
}

/** Not told, and held back for the very reason that the group remembers next. */
function isHeldAs(input: OpenInput, { site, state }: OpenState, next: Withheld | undefined): boolean {
  const { group, audience, standing } = input;
  const { episode, severity } = state;
  if (next?.site !== site || next.episode !== episode || next.notice !== 'firing' || severity === null) return false;
  if ((audience.tier ?? 1) > 1) return false;
  return withheldFrom(standing, audience, group.rule, { site, episode, severity }, 'problem', false) === next.reason;
}
