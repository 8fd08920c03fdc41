import type { Instant } from '../../instant.ts';
import { figureAt } from './in-force.ts';
import type { RegimeRow } from './regime.ts';

/** What is paid of a period's charge, and how much of one unit more of charge is paid. */
export type Settlement = { readonly amount: number; readonly paidOfNextUnit: number };

/**
 * A period's charge after the law's cap, and after what the producer's own spending on gas use pays
 * of it: net = min(cap, gross); amount = net − min(spending, fraction × net). Above the cap the next
 * unit costs nothing; while the spending is not used up it costs 1 − fraction of its charge.
 *
 * Example: gross 1,000, no cap, fraction 0.5. Spending 600 pays 500 and every next unit by half;
 * spending 300 pays 300 and the next unit is paid in full.
 */
export function settle(row: RegimeRow, gross: number, creditedSpend: number, at: Instant): Settlement {
  const cap = figureAt(row.caps, at) ?? Number.POSITIVE_INFINITY;
  const fraction = figureAt(row.creditFractions, at) ?? 0;
  const net = Math.min(cap, gross);
  const creditable = fraction * net;
  const amount = net - Math.min(creditedSpend, creditable);
  if (gross >= cap) return { amount, paidOfNextUnit: 0 };
  return { amount, paidOfNextUnit: creditedSpend > creditable ? 1 - fraction : 1 };
}
