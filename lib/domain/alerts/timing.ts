import { SECONDS_PER_HOUR } from '../instant.ts';
import type { Rule } from './rule.ts';

/** How often an open episode is told again (alerts.md 1.3). Null = never. */
export const REPEAT_INTERVAL_SECONDS: Rule['repeatIntervalSeconds'] = {
  info: null,
  warning: 24 * SECONDS_PER_HOUR,
  critical: 4 * SECONDS_PER_HOUR,
};

/**
 * How long the engine may be silent: after 2.5 ticks the gap no longer counts as observed time;
 * after an hour (never less than those 2.5 ticks) a hold starts again.
 */
export function silenceTolerances(tickSeconds: number): Pick<Rule, 'gapToleranceSeconds' | 'outageToleranceSeconds'> {
  const gapToleranceSeconds = 2.5 * tickSeconds;
  return { gapToleranceSeconds, outageToleranceSeconds: Math.max(SECONDS_PER_HOUR, gapToleranceSeconds) };
}
