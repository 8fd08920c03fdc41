import type { Instant } from '../../instant.ts';
import type { PeriodFacts } from './facts.ts';
import { figureAt, indexAt, largest } from './in-force.ts';
import type { Charge, Tier, VolumeUnit } from './regime.ts';

/**
 * Mcf (60 °F, 14.696 psia) in one unit of the rate. Ideal gas between base conditions, method A1:
 * 1 Mcf = 28.316846592 m³ at 60 °F (288.7056 K); ×288.15/288.7056 = 28.26235 Sm³ at 15 °C;
 * × 293.15/288.7056 = 28.7529 m³ at 20 °C.
 */
const KELVIN_60F = 288.705_555_555_555_6;
const KILOPASCAL_14_696_PSI = 101.325_353_2;
const CUBIC_METRES_PER_MCF = 28.316_846_592;

function cubicMetresOfOneMcf(kelvin: number, kilopascal: number): number {
  return CUBIC_METRES_PER_MCF * (kelvin / KELVIN_60F) * (KILOPASCAL_14_696_PSI / kilopascal);
}

const UNITS_PER_MCF: Readonly<Record<VolumeUnit, number>> = {
  Mcf: 1,
  Sm3: cubicMetresOfOneMcf(288.15, 101.325),
  '1000m3-s15': cubicMetresOfOneMcf(288.15, 101.325) / 1000,
  '1000m3-ru20': cubicMetresOfOneMcf(293.15, 101.325) / 1000,
};

/** A rate in the regime's currency per Mcf, before multipliers; null = a figure that it needs is unknown. */
export type Rate = number | null;

/**
 * What one Mcf costs under a charge on the day `at`: rate × index, by volume, by the tonnes that
 * burning or venting it emits, or by its value. Example: NOK 1.78/Sm³ is NOK 50.3 per Mcf.
 */
export function ratePerMcf(charge: Charge, facts: PeriodFacts, at: Instant, usdRate: number | null): Rate {
  const base = baseRate(charge, facts, at, usdRate);
  return base === null ? null : base * indexAt(charge.indices, at);
}

function baseRate(charge: Charge, facts: PeriodFacts, at: Instant, usdRate: number | null): Rate {
  const { basis } = charge;
  switch (basis.type) {
    case 'volume':
      return product(figureAt(tierOf(basis.tiers, facts)?.rates ?? [], at), UNITS_PER_MCF[basis.per]);
    case 'tonne-pollutant':
      return basis.pollutants.reduce<Rate>((sum, pollutant) => {
        const rate = figureAt(pollutant.ratesPerTonne, at);
        const perMcf = pollutant.tonnesPer1000m3 * UNITS_PER_MCF['1000m3-ru20'];
        return rate === null || sum === null ? null : sum + rate * perMcf;
      }, 0);
    case 'tonne-co2e':
      return product(figureAt(basis.rates, at), tonnesOf(charge, facts, 'Co2e'));
    case 'tonne-methane':
      return product(figureAt(basis.rates, at), tonnesOf(charge, facts, 'Methane'));
    case 'royalty-on-value':
      return product(product(figureAt(basis.fractions, at), facts.gas.valueUsdPerMcf), usdRate);
  }
}

/** The dearest that this charge ever was, with today's gas: the upper end where no row is trusted. */
export function largestRatePerMcf(charge: Charge, facts: PeriodFacts, usdRate: number | null): Rate {
  const index = largest(charge.indices) ?? 1;
  const { basis } = charge;
  if (basis.type === 'volume') {
    const dearest = largest(basis.tiers.flatMap((tier) => tier.rates));
    return product(dearest, UNITS_PER_MCF[basis.per] * index);
  }
  if (basis.type === 'tonne-pollutant') {
    return basis.pollutants.reduce<Rate>((sum, pollutant) => {
      const rate = largest(pollutant.ratesPerTonne);
      const perMcf = pollutant.tonnesPer1000m3 * UNITS_PER_MCF['1000m3-ru20'] * index;
      return rate === null || sum === null ? null : sum + rate * perMcf;
    }, 0);
  }
  if (basis.type === 'royalty-on-value') {
    return product(product(largest(basis.fractions), facts.gas.valueUsdPerMcf), product(usdRate, index));
  }
  const quantity = basis.type === 'tonne-co2e' ? 'Co2e' : 'Methane';
  return product(product(largest(basis.rates), index), tonnesOf(charge, facts, quantity));
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
