import type { Condition, FlareCause } from './regime.ts';

/**
 * What a regime is applied to: the gas of one period so far (or as expected at its end). Volumes in
 * Mcf at 60 °F, 14.696 psia, dry. A null is unknown and makes a charge that needs it unknown.
 */
export type PeriodFacts = {
  readonly days: number;
  readonly producedMcf: number | null;
  readonly flaredMcfByCause: Readonly<Partial<Record<FlareCause, number>>>;
  readonly ventedMcf: number;
  /** Burnt in engines, mining included. */
  readonly fuelMcf: number;
  /** Sold, used and mined; for capture goals. */
  readonly capturedMcf: number | null;
  readonly oilBbl: number | null;
  /** Selects the tier. */
  readonly oilBblPerDay: number | null;
  readonly conditions: ReadonlySet<Condition>;
  readonly gas: GasFacts;
  /** Months in a row in which the limit was missed before this period; for a ladder. */
  readonly monthsInBreach: number;
  /** Spent in the period on projects that use the gas, in the regime's currency; a regime may credit it. */
  readonly creditedSpend: number;
  /** True = a scenario row is charged. */
  readonly chargeScenario: boolean;
};

/** Per Mcf of the site's gas; null = unknown. */
export type GasFacts = {
  readonly tonnesCo2ePerMcfFlared: number | null;
  readonly tonnesCo2ePerMcfVented: number | null;
  readonly tonnesCo2ePerMcfFuel: number | null;
  readonly tonnesMethanePerMcfFlared: number | null;
  readonly tonnesMethanePerMcfVented: number | null;
  readonly tonnesMethanePerMcfFuel: number | null;
  /** Also null where the regime charges nothing by it. */
  readonly valueUsdPerMcf: number | null;
};

export const UNKNOWN_GAS: GasFacts = {
  tonnesCo2ePerMcfFlared: null,
  tonnesCo2ePerMcfVented: null,
  tonnesCo2ePerMcfFuel: null,
  tonnesMethanePerMcfFlared: null,
  tonnesMethanePerMcfVented: null,
  tonnesMethanePerMcfFuel: null,
  valueUsdPerMcf: null,
};
