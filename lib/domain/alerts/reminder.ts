import type { Instant } from '../instant.ts';
import type { AlertState } from './alert-state.ts';
import type { Rule } from './rule.ts';

/**
 * True when an announced episode that still fires is due to be told again: `at − lastSentAt` has
 * reached the repeat interval of its severity. `lastSentAt` null = never announced, nothing to
 * repeat. Recovering or without data it is not repeated.
 */
export function reminderDue(state: AlertState, rule: Rule, lastSentAt: Instant | null, at: Instant): boolean {
  if (state.condition !== 'FIRING' || state.severity === null || lastSentAt === null) return false;
  const interval = rule.repeatIntervalSeconds[state.severity];
  return interval !== null && at - lastSentAt >= interval;
}
