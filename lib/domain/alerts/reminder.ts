import type { Instant } from '../instant.ts';
import type { AlertState } from './alert-state.ts';
import type { Condition, Rule } from './rule.ts';

/**
 * True when an announced episode that still fires is due to be told again: `at − lastSentAt` has
 * reached the repeat interval of its severity. `lastSentAt` null = never announced, nothing to
 * repeat. A blind episode is repeated (it may still be burning); a recovering one is not.
 */
export function reminderDue(state: AlertState, rule: Rule, lastSentAt: Instant | null, at: Instant): boolean {
  if (!isRepeated(state.condition) || state.severity === null || lastSentAt === null) return false;
  const interval = rule.repeatIntervalSeconds[state.severity];
  return interval !== null && at - lastSentAt >= interval;
}

/** The conditions under which an announced episode is told again. */
export function isRepeated(condition: Condition): boolean {
  return condition === 'FIRING' || condition === 'NODATA';
}
