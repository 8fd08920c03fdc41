import type { Instant } from '../instant.ts';
import type { Cause, Condition, Severity } from './rule.ts';

/**
 * Everything the engine remembers about one (site, rule) between ticks. `episode` counts entries
 * into FIRING; after an episode ends its figures stay until the next one opens, so that a flush
 * that comes late can still tell it.
 */
export type AlertState = {
  readonly condition: Condition;
  /** Only while NODATA: what the state was before the data went away. */
  readonly prior: 'OK' | 'FIRING' | null;
  /** Start of the hold while PENDING. */
  readonly since: Instant | null;
  /** Start of the clear spell while RECOVERING. */
  readonly clearSince: Instant | null;
  /** First BREACH sample of the pending or open (else the last) episode. */
  readonly onset: Instant | null;
  /** Entry into FIRING of the open (else the last) episode. */
  readonly openedAt: Instant | null;
  /** When the last episode ended; null while one is open or none ever was. */
  readonly closedAt: Instant | null;
  readonly episode: number;
  readonly severity: Severity | null;
  readonly cause: Cause | null;
  /** The rule's value at the last transition, frozen for messages. */
  readonly value: number | null;
  /** Last evaluations for M of N, newest in bit 0: which breached, and which were missing. */
  readonly breachBits: number;
  readonly missingBits: number;
  readonly samples: number;
  /** Settled states of the last 21 evaluations (1 = firing), newest in bit 0; bit 21 = flapping. */
  readonly flapBits: number;
  readonly lastEvaluatedAt: Instant | null;
};

export const INITIAL_ALERT_STATE: AlertState = {
  condition: 'OK',
  prior: null,
  since: null,
  clearSince: null,
  onset: null,
  openedAt: null,
  closedAt: null,
  episode: 0,
  severity: null,
  cause: null,
  value: null,
  breachBits: 0,
  missingBits: 0,
  samples: 0,
  flapBits: 0,
  lastEvaluatedAt: null,
};

/** True while an episode is open, whatever its data do. */
export function isOpen(state: AlertState): boolean {
  return (
    state.condition === 'FIRING' ||
    state.condition === 'RECOVERING' ||
    (state.condition === 'NODATA' && state.prior === 'FIRING')
  );
}

/**
 * Nothing differs but the time of the last evaluation. For a state and what later ticks made of it: what
 * another release may have stored with them is then the same. Written out, since every rule of every
 * site is asked at every tick of a back-test.
 */
export function isSameButForTime(a: AlertState, b: AlertState): boolean {
  return a.flapBits === b.flapBits && isSameButForScore(a, b);
}

/** As `isSameButForTime`, whatever the flap scores: those move for many ticks after everything else stands still. */
export function isSameButForScore(a: AlertState, b: AlertState): boolean {
  return (
    a.condition === b.condition &&
    a.prior === b.prior &&
    a.since === b.since &&
    a.clearSince === b.clearSince &&
    a.onset === b.onset &&
    a.openedAt === b.openedAt &&
    a.closedAt === b.closedAt &&
    a.episode === b.episode &&
    a.severity === b.severity &&
    a.cause === b.cause &&
    a.value === b.value &&
    a.breachBits === b.breachBits &&
    a.missingBits === b.missingBits &&
    a.samples === b.samples
  );
}

/** What a step did, for the episode record and (some of them) for a message. */
export type TransitionKind =
  | 'firing'
  | 'escalated'
  | 'downgraded'
  | 'resolved'
  | 'nodata'
  | 'data-restored'
  | 'reminder';

export type Transition = {
  readonly kind: TransitionKind;
  readonly at: Instant;
  readonly severity: Severity | null;
  readonly value: number | null;
  /** Only on `resolved`: cleared, decommissioned or rule-removed. */
  readonly reason: string | null;
};

/** Best to worst, for a set of states shown as one. */
const CONDITION_ORDER: readonly Condition[] = ['OK', 'PENDING', 'NODATA', 'RECOVERING', 'FIRING'];

/** The worst condition of a set; an empty set is OK. */
export function worstCondition(conditions: readonly Condition[]): Condition {
  const worst = Math.max(0, ...conditions.map((condition) => CONDITION_ORDER.indexOf(condition)));
  return CONDITION_ORDER[worst] ?? 'OK';
}
