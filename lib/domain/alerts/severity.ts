import { SEVERITIES, type Severity } from './rule.ts';

type Leveled = { readonly severity: Severity };

/** Position on the scale from info to critical, for comparing. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** True when `severity` is as loud as `minimum` or louder. */
export function isAtLeast(severity: Severity, minimum: Severity): boolean {
  return severityRank(severity) >= severityRank(minimum);
}

/** The louder of two; null only when both are. */
export function louder(a: Severity | null, b: Severity | null): Severity | null {
  if (a === null) return b;
  if (b === null) return a;
  return isAtLeast(a, b) ? a : b;
}

/** What a rule says when no level does: its mildest level, or `warning` for a rule without levels. */
export function mildestSeverity(rule: { readonly levels: readonly Leveled[] }): Severity {
  return rule.levels[0]?.severity ?? 'warning';
}

/** The loudest level whose threshold `isBreached` says is passed. */
export function breachedSeverity<L extends Leveled>(
  levels: readonly L[],
  isBreached: (level: L) => boolean,
): Severity | null {
  return levels
    .filter(isBreached)
    .map((level) => level.severity)
    .reduce<Severity | null>(louder, null);
}
