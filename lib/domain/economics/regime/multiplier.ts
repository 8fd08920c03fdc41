import type { Instant } from '../../instant.ts';
import type { PeriodFacts } from './facts.ts';
import { figureAt } from './in-force.ts';
import type { Condition, RegimeRow } from './regime.ts';

/** Of these the highest holds, they are not multiplied with each other (a fee without a meter replaces that over the limit). */
const HIGHEST_HOLDS: ReadonlySet<Condition> = new Set(['over-limit', 'no-meter', 'unauthorised']);

/**
 * The factors on the part within the limit and on the part above it. Over-limit counts only above;
 * no-meter and unauthorised count everywhere, and of the three the highest holds; the others (an
 * Arctic or a protected area) multiply.
 *
 * Example: over the limit ×25, no meter ×120, Arctic ×0.25: within 30, above 30.
 */
export function factorsOf(
  row: RegimeRow,
  facts: PeriodFacts,
  at: Instant,
): { readonly within: number; readonly above: number } {
  let everywhere = 1;
  let overLimit = 1;
  let place = 1;
  for (const { when, factors } of row.multipliers) {
    const factor = figureAt(factors, at) ?? 1;
    if (when === 'over-limit') overLimit = Math.max(overLimit, factor);
    else if (!facts.conditions.has(when)) continue;
    else if (HIGHEST_HOLDS.has(when)) everywhere = Math.max(everywhere, factor);
    else place *= factor;
  }
  return { within: everywhere * place, above: Math.max(overLimit, everywhere) * place };
}
