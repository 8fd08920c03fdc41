import { after, type Instant } from '../instant.ts';
import { type AlertState, INITIAL_ALERT_STATE, isOpen, type Transition, type TransitionKind } from './alert-state.ts';
import { flapPercent, isFlapping } from './flapping.ts';
import type { Cause, EvaluationClass, Rule, Severity } from './rule.ts';
import { mildestSeverity, severityRank } from './severity.ts';
import { observeInWindow } from './window.ts';

/** What a rule made of one tick. `cause` is taken at the first breach of a spell and then frozen. */
export type TickEvaluation = {
  readonly class: EvaluationClass;
  readonly severity: Severity | null;
  readonly value: number | null;
  readonly cause?: Cause;
  /** What an episode that ends on this evaluation is said to end for; not given = cleared. */
  readonly reason?: string;
};

export type StepResult = { readonly state: AlertState; readonly transitions: readonly Transition[] };

/** What most steps tell. */
const NONE: readonly Transition[] = [];

/** What the state becomes by an evaluation of one class. */
type Move = (state: AlertState, rule: Rule, at: Instant, evaluation: TickEvaluation) => StepResult;

/**
 * The state machine of alerts.md 1.3: what one evaluation at T makes of the state of a rule. Pure
 * and idempotent on T: a tick not newer than the last one changes nothing. With `rule.window` the
 * evaluation is that of one sample and M of N is applied here. Missing data never resolve (unless
 * the rule says `noData: ok`); only time that was observed counts towards a hold.
 */
export function step(before: AlertState, rule: Rule, at: Instant, evaluation: TickEvaluation): StepResult {
  if (before.lastEvaluatedAt !== null && at <= before.lastEvaluatedAt) return { state: before, transitions: NONE };
  if (staysCalm(before, rule, evaluation)) return { state: calmAt(before, at), transitions: NONE };
  const seen: AlertState = { ...afterSilence(before, rule, at), lastEvaluatedAt: at };
  let state = seen;
  let sample = evaluation;
  if (rule.window !== null) {
    const observed = observeInWindow(rule.window, seen, evaluation, isOpen(seen));
    if (observed === null) return { state: seen, transitions: NONE };
    state = { ...seen, ...observed.memory };
    sample = { ...evaluation, ...observed.classified };
  }
  const judged = judge(rule, sample);
  if (judged === null) return { state: seen, transitions: NONE };
  const result = MOVES[judged.class](state, rule, at, judged);
  const flapBits = settledBits(result.state);
  if (flapBits === result.state.flapBits) return result;
  return { state: { ...result.state, flapBits }, transitions: result.transitions };
}

/** What nearly every step is: nothing was the matter with the rule, and nothing is. */
function staysCalm(state: AlertState, rule: Rule, evaluation: TickEvaluation): boolean {
  return (
    evaluation.class === 'CLEAR' &&
    state.condition === 'OK' &&
    state.prior === null &&
    state.since === null &&
    state.clearSince === null &&
    rule.window === null
  );
}

/** Time and flap score of a calm state one tick on; of the rules that never fired one state is made for all. */
function calmAt(state: AlertState, at: Instant): AlertState {
  if (state === neverFired.before && at === neverFired.at) return neverFired.after;
  const after = { ...state, lastEvaluatedAt: at, flapBits: settledBits(state) };
  if (state === neverFired.after || state === INITIAL_ALERT_STATE) neverFired = { before: state, at, after };
  return after;
}

/** What the newest tick made of the state that nearly all rules of a back-test have, from INITIAL_ALERT_STATE on. */
let neverFired: { readonly before: AlertState; readonly at: Instant | null; readonly after: AlertState } = {
  before: INITIAL_ALERT_STATE,
  at: null,
  after: INITIAL_ALERT_STATE,
};

/** Time that nobody observed counts towards no hold; after an outage the hold starts again. */
function afterSilence(state: AlertState, rule: Rule, at: Instant): AlertState {
  const gap = state.lastEvaluatedAt === null ? 0 : at - state.lastEvaluatedAt;
  if (rule.outageToleranceSeconds !== null && gap > rule.outageToleranceSeconds) {
    const since = state.since === null ? null : at;
    return { ...state, since, clearSince: state.clearSince === null ? null : at, onset: since ?? state.onset };
  }
  if (rule.gapToleranceSeconds === null || gap <= rule.gapToleranceSeconds) return state;
  const shifted = (from: Instant | null) => (from === null ? null : after(from, gap));
  return { ...state, since: shifted(state.since), clearSince: shifted(state.clearSince) };
}

/** The evaluation after the no-data policy; null = nothing may change (frozen). */
function judge(rule: Rule, evaluation: TickEvaluation): TickEvaluation | null {
  if (evaluation.class !== 'MISSING' || rule.noData === 'nodata') return evaluation;
  if (rule.noData === 'keep') return null;
  const treatedAs: EvaluationClass = rule.noData === 'alert' ? 'BREACH' : 'CLEAR';
  return { ...evaluation, class: treatedAs, severity: null };
}

const MOVES: Record<EvaluationClass, Move> = {
  BREACH: onBreach,
  BAND: onBand,
  CLEAR: onClear,
  MISSING: onMissing,
};

function onBreach(state: AlertState, rule: Rule, at: Instant, evaluation: TickEvaluation): StepResult {
  const restored = dataRestored(state, at, evaluation);
  if (isOpen(state)) {
    const held = holdOpen(state, at, evaluation);
    return restored.length === 0 ? held : { ...held, transitions: [...restored, ...held.transitions] };
  }
  const pending = state.condition === 'PENDING' ? state : startSpell(state, at, evaluation);
  if (at - (pending.since ?? at) < rule.forSeconds) return { state: pending, transitions: restored };
  const fired = fire(pending, rule, at, evaluation);
  return { state: fired, transitions: [...restored, told('firing', fired, at, evaluation)] };
}

/** The first breach of a spell: from here its onset and its cause stay what they are. */
function startSpell(state: AlertState, at: Instant, evaluation: TickEvaluation): AlertState {
  const cause = evaluation.cause ?? 'unknown';
  return { ...state, condition: 'PENDING', prior: null, since: at, onset: at, cause };
}

function fire(state: AlertState, rule: Rule, at: Instant, evaluation: TickEvaluation): AlertState {
  return {
    ...state,
    condition: 'FIRING',
    since: null,
    openedAt: at,
    closedAt: null,
    episode: state.episode + 1,
    severity: evaluation.severity ?? mildestSeverity(rule),
    value: evaluation.value,
  };
}

/** An open episode goes on; a changed severity is a transition, never a new episode. */
function holdOpen(state: AlertState, at: Instant, evaluation: TickEvaluation): StepResult {
  const firing = burning(state);
  const { severity, value } = evaluation;
  if (severity === null || state.severity === null || severity === state.severity) {
    return { state: firing, transitions: NONE };
  }
  const kind = severityRank(severity) > severityRank(state.severity) ? 'escalated' : 'downgraded';
  const changed = { ...firing, severity, value };
  return { state: changed, transitions: [told(kind, changed, at, evaluation)] };
}

function onBand(state: AlertState, rule: Rule, at: Instant, evaluation: TickEvaluation): StepResult {
  if (!isOpen(state)) return onClear(state, rule, at, evaluation);
  return { state: burning(state), transitions: dataRestored(state, at, evaluation) };
}

/** Firing, and not recovering; the very same state where it was that already. */
function burning(state: AlertState): AlertState {
  if (state.condition === 'FIRING' && state.prior === null && state.clearSince === null) return state;
  return { ...state, condition: 'FIRING', prior: null, clearSince: null };
}

function onClear(state: AlertState, rule: Rule, at: Instant, evaluation: TickEvaluation): StepResult {
  const restored = dataRestored(state, at, evaluation);
  if (!isOpen(state)) {
    if (state.condition === 'OK' && state.prior === null) return { state, transitions: restored };
    const calm = state.condition === 'PENDING' ? endSpell(state) : state;
    return { state: { ...calm, condition: 'OK', prior: null }, transitions: restored };
  }
  const clearSince = state.clearSince ?? at;
  const keep = rule.keepFiringForSeconds;
  const wasRecovering = state.condition === 'RECOVERING';
  if (keep > 0 && (!wasRecovering || at - clearSince < keep)) {
    return { state: { ...state, condition: 'RECOVERING', prior: null, clearSince }, transitions: restored };
  }
  const resolved: AlertState = {
    ...state,
    condition: 'OK',
    prior: null,
    clearSince: null,
    closedAt: at,
    value: evaluation.value,
  };
  return {
    state: resolved,
    transitions: [...restored, told('resolved', resolved, at, evaluation, evaluation.reason ?? 'cleared')],
  };
}

function onMissing(state: AlertState, _rule: Rule, at: Instant, evaluation: TickEvaluation): StepResult {
  if (state.condition === 'NODATA') return { state, transitions: NONE };
  const calm = state.condition === 'PENDING' ? endSpell(state) : state;
  const blind: AlertState = { ...calm, condition: 'NODATA', prior: isOpen(state) ? 'FIRING' : 'OK', clearSince: null };
  return { state: blind, transitions: [told('nodata', blind, at, evaluation)] };
}

/** A spell that never fired leaves neither onset nor cause behind. */
function endSpell(state: AlertState): AlertState {
  return { ...state, since: null, onset: null, cause: null };
}

function dataRestored(state: AlertState, at: Instant, evaluation: TickEvaluation): readonly Transition[] {
  return state.condition === 'NODATA' ? [told('data-restored', state, at, evaluation)] : NONE;
}

function told(
  kind: TransitionKind,
  state: AlertState,
  at: Instant,
  { value }: TickEvaluation,
  reason: string | null = null,
): Transition {
  const inEpisode = isOpen(state) || kind === 'resolved';
  return { kind, at, severity: inEpisode ? state.severity : null, value, reason };
}

const FLAP_SLOTS_MASK = 2 ** 21 - 1;
/** Above the 21 slots: whether the rule was flapping, since between 20 and 30 % it stays what it was. */
const FLAPPING_BIT = 2 ** 21;

/** One more settled state for the flap score; a hold and a blind spell are not settled. */
function settledBits(state: AlertState): number {
  if (state.condition === 'PENDING' || state.condition === 'NODATA') return state.flapBits;
  const slots = ((state.flapBits << 1) | (state.condition === 'OK' ? 0 : 1)) & FLAP_SLOTS_MASK;
  return isFlapping(flapPercent(slots), isRestless(state)) ? slots + FLAPPING_BIT : slots;
}

/** True while the rule goes on and off too often for each change to be told. */
export function isRestless(state: AlertState): boolean {
  return state.flapBits >= FLAPPING_BIT;
}

/**
 * Ends the open episode for a reason outside the data: its site or its rule is gone. So is its flapping:
 * nothing is evaluated any more that could settle it, and it would hold the end back for ever.
 */
export function closeEpisode(before: AlertState, at: Instant, reason: 'decommissioned' | 'rule-removed'): StepResult {
  const state = before.flapBits === 0 ? before : { ...before, flapBits: 0 };
  if (!isOpen(state)) return { state, transitions: NONE };
  const closed: AlertState = { ...state, condition: 'OK', prior: null, since: null, clearSince: null, closedAt: at };
  return { state: closed, transitions: [{ kind: 'resolved', at, severity: state.severity, value: null, reason }] };
}
