import { type Instant, SECONDS_PER_MINUTE } from '../instant.ts';
import type { EvaluationClass, Rule, Severity } from './rule.ts';
import { REPEAT_INTERVAL_SECONDS, silenceTolerances } from './timing.ts';

/** Age that a source of data has reached; `value` is that age in seconds, null = never any data. */
export type StaleVerdict = {
  readonly class: EvaluationClass;
  readonly severity: Severity | null;
  readonly value: number | null;
};

/**
 * The site says nothing: its newest report is `staleAfter` old or older. The threshold is the
 * site's own and is judged by evaluateSiteDataStale; `enter` here only says "any age at all".
 */
export function siteDataStaleRule(severity: Severity, tickSeconds: number): Rule {
  return ageRule(severity, tickSeconds, 0);
}

/** The price feeds say nothing: company rule, told once for all sites. Value and enter in seconds. */
export function priceFeedStaleRule(severity: Severity, tickSeconds: number): Rule {
  return ageRule(severity, tickSeconds, priceStaleAfterSeconds(tickSeconds));
}

/** A site that never reported is stale from its first tick; a fresh report is clear at once. */
export function evaluateSiteDataStale(
  newestReportAt: Instant | null,
  at: Instant,
  staleAfterSeconds: number,
  severity: Severity,
): StaleVerdict {
  return judgeAge(newestReportAt, at, staleAfterSeconds, severity);
}

/** `goodAt` = when the price was last good; null = never. */
export function evaluatePriceFeedStale(
  goodAt: Instant | null,
  at: Instant,
  tickSeconds: number,
  severity: Severity,
): StaleVerdict {
  return judgeAge(goodAt, at, priceStaleAfterSeconds(tickSeconds), severity);
}

/** A price is too old at 15 minutes, or at 3 ticks where those are longer (interfaces.md section 2). */
function priceStaleAfterSeconds(tickSeconds: number): number {
  return Math.max(15 * SECONDS_PER_MINUTE, 3 * tickSeconds);
}

function judgeAge(newestAt: Instant | null, at: Instant, limitSeconds: number, severity: Severity): StaleVerdict {
  const age = newestAt === null ? null : Math.max(0, at - newestAt);
  const isStale = age === null || age >= limitSeconds;
  return { class: isStale ? 'BREACH' : 'CLEAR', severity: isStale ? severity : null, value: age };
}

function ageRule(severity: Severity, tickSeconds: number, enter: number): Rule {
  return {
    op: 'ge',
    enter,
    exit: null,
    forSeconds: 0,
    keepFiringForSeconds: 0,
    window: null,
    staleAfterSeconds: null,
    noData: 'nodata',
    levels: [{ severity, enter }],
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    ...silenceTolerances(tickSeconds),
  };
}
