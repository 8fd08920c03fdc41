import type { EvaluationClass, Operator, Rule, Severity } from './rule.ts';
import { breachedSeverity, mildestSeverity } from './severity.ts';

/** What one value says under a rule; the severity is null unless the value breaches. */
export type Classified = { readonly class: EvaluationClass; readonly severity: Severity | null };

/**
 * Judges one sample. A value beyond `enter` breaches; while an episode is open (`active`) a value
 * still beyond `exit` is in the band and holds it open; any other value is clear. A value equal to
 * a strict threshold is not beyond it: `lt` with exit 0.03 is clear at 0.03. Missing are null, NaN
 * and whatever is `staleAfterSeconds` old or older. `ageSeconds` null = fresh.
 *
 * Example: gt, enter 100, exit 80, active: 101 breaches, 90 is in the band, 80 is clear.
 */
export function classify(rule: Rule, value: number | null, ageSeconds: number | null, active: boolean): Classified {
  if (value === null || Number.isNaN(value) || isStale(rule, ageSeconds)) return { class: 'MISSING', severity: null };
  if (isBeyond(rule.op, value, rule.enter)) {
    const severity = breachedSeverity(rule.levels, (level) => isBeyond(rule.op, value, level.enter));
    return { class: 'BREACH', severity: severity ?? mildestSeverity(rule) };
  }
  const isHeld = active && rule.exit !== null && isBeyond(rule.op, value, rule.exit);
  return { class: isHeld ? 'BAND' : 'CLEAR', severity: null };
}

/** True when `value` is on the bad side of `threshold`. */
export function isBeyond(op: Operator, value: number, threshold: number): boolean {
  switch (op) {
    case 'lt':
      return value < threshold;
    case 'le':
      return value <= threshold;
    case 'gt':
      return value > threshold;
    case 'ge':
      return value >= threshold;
    case 'eq':
      return value === threshold;
    case 'ne':
      return value !== threshold;
  }
}

function isStale(rule: Rule, ageSeconds: number | null): boolean {
  return ageSeconds !== null && rule.staleAfterSeconds !== null && ageSeconds >= rule.staleAfterSeconds;
}
