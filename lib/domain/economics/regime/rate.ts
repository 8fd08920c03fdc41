import { MCF_PER_UNIT, US60, VOLUME_BASES, volumeFactor } from '../../gas/volume.ts';
import type { Instant } from '../../instant.ts';
import type { PeriodFacts } from './facts.ts';
import { figureAt, indexAt, largest } from './in-force.ts';
import type { Charge, DatedFigure, Tier, VolumeUnit } from './regime.ts';

/** Units of a rate in one Mcf at 60 °F, 14.696 psia (docs/method.md#M1): 28.26235 Sm³ at 15 °C, 28.7529 m³ at 20 °C. */
const SM3_PER_MCF = volumeFactor(US60, VOLUME_BASES.s15) / MCF_PER_UNIT.m3;
const UNITS_PER_MCF: Readonly<Record<VolumeUnit, number>> = {
  Mcf: 1,
  Sm3: SM3_PER_MCF,
  '1000m3-s15': SM3_PER_MCF / 1000,
  '1000m3-ru20': volumeFactor(US60, VOLUME_BASES.ru20) / MCF_PER_UNIT['1000m3'],
};

/** A rate in the regime's currency per Mcf, before multipliers; null = a figure that it needs is unknown. */
export type Rate = number | null;

/**
 * What one Mcf costs under a charge on the day `at`: rate × index, by volume, by the tonnes that
 * burning or venting it emits, or by its value. Example: NOK 1.78/Sm³ is NOK 50.3 per Mcf.
 */
export function ratePerMcf(charge: Charge, facts: PeriodFacts, at: Instant, usdRate: number | null): Rate {
  const tiers = (all: readonly Tier[]) => tierOf(all, facts)?.rates ?? [];
  return product(
    rateBy((figures) => figureAt(figures, at), tiers, charge, facts, usdRate),
    indexAt(charge.indices, at),
  );
}

/** The dearest that this charge ever was, with today's gas: the upper end where no row is trusted. */
export function largestRatePerMcf(charge: Charge, facts: PeriodFacts, usdRate: number | null): Rate {
  const everyTier = (all: readonly Tier[]) => all.flatMap((tier) => tier.rates);
  return product(rateBy(largest, everyTier, charge, facts, usdRate), largest(charge.indices) ?? 1);
}

/** A rate before its index, with the figure of each dated series chosen by `pick`. */
function rateBy(
  pick: (figures: readonly DatedFigure[]) => number | null,
  ratesOf: (tiers: readonly Tier[]) => readonly DatedFigure[],
  charge: Charge,
  facts: PeriodFacts,
  usdRate: number | null,
): Rate {
  const { basis } = charge;
  switch (basis.type) {
    case 'volume':
      return product(pick(ratesOf(basis.tiers)), UNITS_PER_MCF[basis.per]);
    case 'tonne-pollutant':
      return basis.pollutants.reduce<Rate>((sum, pollutant) => {
        const rate = pick(pollutant.ratesPerTonne);
        const perMcf = pollutant.tonnesPer1000m3 * UNITS_PER_MCF['1000m3-ru20'];
        return rate === null || sum === null ? null : sum + rate * perMcf;
      }, 0);
    case 'tonne-co2e':
      return product(pick(basis.rates), tonnesOf(charge, facts, 'Co2e'));
    case 'tonne-methane':
      return product(pick(basis.rates), tonnesOf(charge, facts, 'Methane'));
    case 'royalty-on-value':
      return product(product(pick(basis.fractions), facts.gas.valueUsdPerMcf), usdRate);
  }
}

/** Without an oil rate the dearest tier holds: an unknown producer is not taken for a small one. */
function tierOf(tiers: readonly Tier[], facts: PeriodFacts): Tier | null {
  const reached = tiers.filter((tier) => (facts.oilBblPerDay ?? Number.POSITIVE_INFINITY) >= tier.oilBblPerDayAtLeast);
  return reached.reduce<Tier | null>(
    (highest, tier) => (highest === null || tier.oilBblPerDayAtLeast >= highest.oilBblPerDayAtLeast ? tier : highest),
    null,
  );
}

function tonnesOf({ stream }: Charge, { gas }: PeriodFacts, quantity: 'Co2e' | 'Methane'): number | null {
  const suffix = stream === 'flared' ? 'Flared' : stream === 'vented' ? 'Vented' : 'Fuel';
  return gas[`tonnes${quantity}PerMcf${suffix}`];
}

function product(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a * b;
}
