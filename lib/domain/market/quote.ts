import type { Instant } from '../instant.ts';
import { FUTURE_TOLERANCE_SECONDS, LATE_TOLERANCE_SECONDS, limitsOf } from './limits.ts';
import type { Market, Observation, ObservationKind, SourceStatus, SourceVerdict } from './market.ts';

/** One source's answer with what is wrong with it by itself; `used` = nothing so far. */
export type Quote = {
  readonly source: string;
  readonly kind: ObservationKind;
  readonly subject: string | null;
  readonly status: SourceStatus;
  readonly value: number | null;
  readonly height: number | null;
  readonly blocks: number | null;
  readonly ageSeconds: number | null;
  readonly unchangedSince: Instant | null;
  readonly isSlow: boolean;
};

export type QuoteContext = {
  readonly at: Instant;
  readonly tickSeconds: number;
  readonly previous: Market | null;
};

/**
 * Judges one source by itself: did it answer, is the figure possible, is it fresh, does it move.
 * A source that gave no observation counts as failed. Age is taken against the moment of asking where
 * that is known, else against T; an answer asked for more than a tick and two minutes after T
 * belongs to a later tick and is `future`. Example: price of 12:00:00 for T = 12:03:00, limit 120 s: `stale`.
 */
export function judgeQuote(
  source: string,
  kind: ObservationKind,
  subject: string | null,
  observations: readonly Observation[],
  context: QuoteContext,
): Quote {
  const limits = limitsOf(source, kind);
  const blank = {
    source,
    kind,
    subject,
    value: null,
    height: null,
    blocks: null,
    ageSeconds: null,
    unchangedSince: null,
    isSlow: limits.isSlow,
  };
  const observation = observations.find(
    (one) => one.source === source && one.kind === kind && (subject === null || one.subject === subject),
  );
  const outcome = observation?.outcome;
  if (outcome === undefined || !outcome.ok) return { ...blank, status: 'failed' };
  if (!isPossible(kind, outcome.value)) return { ...blank, status: 'invalid' };
  const askedAt = outcome.askedAt ?? context.at;
  const age = outcome.observedAt === null ? null : askedAt - outcome.observedAt;
  const mayFreeze = limits.frozenSeconds !== null && outcome.isRecorded !== true;
  const unchangedSince = mayFreeze ? unchangedSinceOf(source, kind, subject, outcome.value, context) : null;
  const isFrozen = limits.frozenSeconds !== null && context.at - (unchangedSince ?? context.at) >= limits.frozenSeconds;
  const isLate = askedAt - context.at > context.tickSeconds + LATE_TOLERANCE_SECONDS;
  const isFuture = isLate || (age !== null && age < -FUTURE_TOLERANCE_SECONDS);
  const isStale = age !== null && age > limits.ageSeconds;
  return {
    ...blank,
    subject: observation?.subject ?? subject,
    status: isFuture ? 'future' : isStale ? 'stale' : isFrozen ? 'frozen' : 'used',
    value: outcome.value,
    height: outcome.height,
    blocks: outcome.blocks,
    ageSeconds: age,
    unchangedSince,
  };
}

/** The verdict that is stored with the market. */
export function verdictOf(quote: Quote, status: SourceStatus = quote.status): SourceVerdict {
  const { source, kind, subject, value, ageSeconds, unchangedSince } = quote;
  return { source, kind, subject, status, value, ageSeconds, unchangedSince };
}

/** Whether a figure of this kind was held back at the tick before, so that it is believed at this one. */
export function wasHeld({ previous }: QuoteContext, kind: ObservationKind): boolean {
  return previous?.sources.some((source) => source.kind === kind && source.status === 'held') ?? false;
}

/** A gas price can be zero or below; a price of bitcoin, a difficulty, a fee or a rate cannot. */
function isPossible(kind: ObservationKind, value: number | null): boolean {
  if (value === null) return kind === 'network';
  return Number.isFinite(value) && (kind === 'gas-index' || value > 0);
}

function unchangedSinceOf(
  source: string,
  kind: ObservationKind,
  subject: string | null,
  value: number | null,
  { at, previous }: QuoteContext,
): Instant {
  const before = previous?.sources.find((one) => one.source === source && one.kind === kind && one.subject === subject);
  return before !== undefined && before.value !== null && before.value === value ? (before.unchangedSince ?? at) : at;
}
