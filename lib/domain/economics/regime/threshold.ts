import type { Instant } from '../../instant.ts';
import type { PeriodFacts } from './facts.ts';
import { figureAt } from './in-force.ts';
import type { FlareCause, RegimeRow } from './regime.ts';

/** The volumes of a period divided at the limit, or why they cannot be. */
export type Split =
  | {
      readonly kind: 'known';
      readonly volumesMcf: Readonly<Record<'flared' | 'vented' | 'fuel', number>>;
      readonly limitMcf: number | null;
      /** Fraction of every volume that lies within the limit. */
      readonly withinShare: number;
      readonly aboveMcf: number;
      /** True above the limit, and at it: the next unit is above. */
      readonly isAbove: boolean;
      /** −d(withinShare)/d(flared), per Mcf: limit ÷ counted² above the limit. */
      readonly slope: number;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Divides what counts (flared without the excluded causes, and vented) at the regime's limit. The
 * limit's room is shared by flared and vented in proportion. Fuel never counts against it.
 */
export function splitAtLimit(row: RegimeRow, facts: PeriodFacts, at: Instant): Split {
  const volumesMcf = {
    flared: countedFlaredMcf(row, facts),
    vented: row.appliesTo.includes('vented') ? facts.ventedMcf : 0,
    fuel: facts.fuelMcf,
  };
  const limit = limitMcf(row, facts, at);
  if (limit.kind === 'unknown') return limit;
  if (limit.mcf === null) {
    return { kind: 'known', volumesMcf, limitMcf: null, withinShare: 1, aboveMcf: 0, isAbove: false, slope: 0 };
  }
  const counted = limit.counted ?? heldAgainstLimitMcf(row, facts, volumesMcf);
  const isAbove = counted >= limit.mcf;
  const withinShare = counted < limit.mcf ? 1 : counted === 0 ? 0 : limit.mcf / counted;
  return {
    kind: 'known',
    volumesMcf,
    limitMcf: limit.mcf,
    withinShare,
    aboveMcf: Math.max(0, counted - limit.mcf),
    isAbove,
    slope: isAbove && counted > 0 && row.numerator?.includes('flared') !== false ? limit.mcf / counted ** 2 : 0,
  };
}

function heldAgainstLimitMcf(
  { numerator }: RegimeRow,
  facts: PeriodFacts,
  paying: { readonly flared: number; readonly vented: number },
): number {
  if (numerator === null) return paying.flared + paying.vented;
  return (numerator.includes('flared') ? paying.flared : 0) + (numerator.includes('vented') ? facts.ventedMcf : 0);
}

/** Gas produced, less what was flared for the causes that the law takes out of it. */
function associatedProducedMcf(row: RegimeRow, { producedMcf, flaredMcfByCause }: PeriodFacts): number | null {
  if (producedMcf === null) return null;
  const out = row.notProducedCauses.reduce((sum, cause) => sum + (flaredMcfByCause[cause] ?? 0), 0);
  return Math.max(0, producedMcf - out);
}

function countedFlaredMcf(row: RegimeRow, facts: PeriodFacts): number {
  const causes = Object.entries(facts.flaredMcfByCause) as [FlareCause, number][];
  return causes.reduce((sum, [cause, mcf]) => (row.excludedCauses.includes(cause) ? sum : sum + mcf), 0);
}

type Limit =
  | { readonly kind: 'known'; readonly mcf: number | null; readonly counted?: number }
  | { readonly kind: 'unknown'; readonly reason: string };

function limitMcf(row: RegimeRow, facts: PeriodFacts, at: Instant): Limit {
  const { threshold } = row;
  const producedMcf = associatedProducedMcf(row, facts);
  switch (threshold.type) {
    case 'none':
      return { kind: 'known', mcf: null };
    case 'share-of-produced':
      return scaled(figureAt(threshold.fractions, at), producedMcf, 'the gas produced');
    case 'volume-per-day':
      return scaled(figureAt(threshold.mcfPerDay, at), facts.days, 'the length of the period');
    case 'volume-per-barrel':
      return scaled(figureAt(threshold.mcfPerBbl, at), facts.oilBbl, 'the oil produced');
    case 'capture-goal': {
      const goal = figureAt(threshold.fractions, at);
      if (producedMcf === null || facts.capturedMcf === null) return missing('the gas produced and captured');
      const limit = scaled(goal === null ? null : 1 - goal, producedMcf, 'the gas produced');
      return limit.kind === 'known' ? { ...limit, counted: producedMcf - facts.capturedMcf } : limit;
    }
  }
}

function scaled(figure: number | null, quantity: number | null, what: string): Limit {
  if (figure === null) return missing('the limit of that day');
  return quantity === null ? missing(what) : { kind: 'known', mcf: figure * quantity };
}

function missing(what: string): Limit {
  return { kind: 'unknown', reason: `${what} is not known` };
}
