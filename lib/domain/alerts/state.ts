import { after, type Instant } from '../instant.ts';
import { type AlertState, isOpen, type Transition, type TransitionKind } from './alert-state.ts';
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

type Move = { readonly rule: Rule; readonly at: Instant; readonly evaluation: TickEvaluation };

/**
 * The state machine of alerts.md 1.3: what one evaluation at T makes of the state of a rule. Pure
 * and idempotent on T: a tick not newer than the last one changes nothing. With `rule.window` the
 * evaluation is that of one sample and M of N is applied here. Missing data never resolve (unless
 * the rule says `noData: ok`); only time that was observed counts towards a hold.
 */
export function step(before: AlertState, rule: Rule, at: Instant, evaluation: TickEvaluation): StepResult {
  if (before.lastEvaluatedAt !== null && at <= before.lastEvaluatedAt) return { state: before, transitions: NONE };
  const seen: AlertState = { ...afterSilence(before, rule, at), lastEvaluatedAt: at };
  const judged =
    rule.window === null ? judge(seen, rule, evaluation) : judgeInWindow(rule.window, seen, rule, evaluation);
  if (judged === null) return { state: seen, transitions: NONE };
  const result = MOVES[judged.evaluation.class](judged.state, { rule, at, evaluation: judged.evaluation });
  const flapBits = settledBits(result.state);
  return flapBits === result.state.flapBits ? result : { ...result, state: { ...result.state, flapBits } };
}

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

type Judged = { readonly state: AlertState; readonly evaluation: TickEvaluation };

/** The class after M of N; null = nothing may change (frozen). */
function judgeInWindow(
  window: NonNullable<Rule['window']>,
  state: AlertState,
  rule: Rule,
  sample: TickEvaluation,
): Judged | null {
  const observed = observeInWindow(window, state, sample, isOpen(state));
  if (observed === null) return null;
  return judge({ ...state, ...observed.memory }, rule, { ...sample, ...observed.classified });
}

/** The class after the no-data policy; null = nothing may change (frozen). */
function judge(state: AlertState, rule: Rule, evaluation: TickEvaluation): Judged | null {
  if (evaluation.class !== 'MISSING' || rule.noData === 'nodata') return { state, evaluation };
  if (rule.noData === 'keep') return null;
  const treatedAs: EvaluationClass = rule.noData === 'alert' ? 'BREACH' : 'CLEAR';
  return { state, evaluation: { ...evaluation, class: treatedAs, severity: null } };
}

const MOVES: Record<EvaluationClass, (state: AlertState, move: Move) => StepResult> = {
  BREACH: onBreach,
  BAND: onBand,
  CLEAR: onClear,
  MISSING: onMissing,
};

function onBreach(state: AlertState, move: Move): StepResult {
  const restored = dataRestored(state, move);
  if (isOpen(state)) {
    const held = holdOpen(state, move);
    return restored.length === 0 ? held : { ...held, transitions: [...restored, ...held.transitions] };
  }
  const pending = state.condition === 'PENDING' ? state : startSpell(state, move);
  if (move.at - (pending.since ?? move.at) < move.rule.forSeconds) return { state: pending, transitions: restored };
  const fired = fire(pending, move);
  return { state: fired, transitions: [...restored, told('firing', fired, move)] };
}

/** The first breach of a spell: from here its onset and its cause stay what they are. */
function startSpell(state: AlertState, { at, evaluation }: Move): AlertState {
  const cause = evaluation.cause ?? 'unknown';
  return { ...state, condition: 'PENDING', prior: null, since: at, onset: at, cause };
}

function fire(state: AlertState, { rule, at, evaluation }: Move): AlertState {
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
function holdOpen(state: AlertState, move: Move): StepResult {
  const firing = burning(state);
  const { severity, value } = move.evaluation;
  if (severity === null || state.severity === null || severity === state.severity) {
    return { state: firing, transitions: NONE };
  }
  const kind = severityRank(severity) > severityRank(state.severity) ? 'escalated' : 'downgraded';
  const changed = { ...firing, severity, value };
  return { state: changed, transitions: [told(kind, changed, move)] };
}

function onBand(state: AlertState, move: Move): StepResult {
  if (!isOpen(state)) return onClear(state, move);
  return { state: burning(state), transitions: dataRestored(state, move) };
}

/** Firing, and not recovering; the very same state where it was that already. */
function burning(state: AlertState): AlertState {
  if (state.condition === 'FIRING' && state.prior === null && state.clearSince === null) return state;
  return { ...state, condition: 'FIRING', prior: null, clearSince: null };
}

function onClear(state: AlertState, move: Move): StepResult {
  const restored = dataRestored(state, move);
  if (!isOpen(state)) {
    if (state.condition === 'OK' && state.prior === null) return { state, transitions: restored };
    const calm = state.condition === 'PENDING' ? endSpell(state) : state;
    return { state: { ...calm, condition: 'OK', prior: null }, transitions: restored };
  }
  const clearSince = state.clearSince ?? move.at;
  const keep = move.rule.keepFiringForSeconds;
  const wasRecovering = state.condition === 'RECOVERING';
  if (keep > 0 && (!wasRecovering || move.at - clearSince < keep)) {
    return { state: { ...state, condition: 'RECOVERING', prior: null, clearSince }, transitions: restored };
  }
  const resolved: AlertState = {
    ...state,
    condition: 'OK',
    prior: null,
    clearSince: null,
    closedAt: move.at,
    value: move.evaluation.value,
  };
  return {
    state: resolved,
    transitions: [...restored, told('resolved', resolved, move, move.evaluation.reason ?? 'cleared')],
  };
}

function onMissing(state: AlertState, move: Move): StepResult {
  if (state.condition === 'NODATA') return { state, transitions: NONE };
  const calm = state.condition === 'PENDING' ? endSpell(state) : state;
  const blind: AlertState = { ...calm, condition: 'NODATA', prior: isOpen(state) ? 'FIRING' : 'OK', clearSince: null };
  return { state: blind, transitions: [told('nodata', blind, move)] };
}

/** A spell that never fired leaves neither onset nor cause behind. */
function endSpell(state: AlertState): AlertState {
  return { ...state, since: null, onset: null, cause: null };
}

function dataRestored(state: AlertState, move: Move): readonly Transition[] {
  return state.condition === 'NODATA' ? [told('data-restored', state, move)] : NONE;
}

function told(kind: TransitionKind, state: AlertState, move: Move, reason: string | null = null): Transition {
  const inEpisode = isOpen(state) || kind === 'resolved';
  return { kind, at: move.at, severity: inEpisode ? state.severity : null, value: move.evaluation.value, reason };
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

/** Ends the open episode for a reason outside the data: its site or its rule is gone. */
export function closeEpisode(state: AlertState, at: Instant, reason: 'decommissioned' | 'rule-removed'): StepResult {
  if (!isOpen(state)) return { state, transitions: NONE };
  const closed: AlertState = { ...state, condition: 'OK', prior: null, since: null, clearSince: null, closedAt: at };
  return { state: closed, transitions: [{ kind: 'resolved', at, severity: state.severity, value: null, reason }] };
}
