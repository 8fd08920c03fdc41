import type { Instant } from '../../instant.ts';

/**
 * A flaring regime as a document: the law of one place as dated rows, each with its source and how
 * sure we are of it. Adding a country is one YAML file in data/regimes (docs/regimes.md). A date
 * that no trusted row covers gives an interval with a reason, never an old rate in silence.
 */
export type FlaringRegime = {
  readonly id: string;
  readonly jurisdiction: string;
  readonly currency: string;
  readonly scope: 'site' | 'lease' | 'licence' | 'operator' | 'state';
  /** Over what the volumes are summed before the threshold is judged. */
  readonly period: 'month' | 'quarter' | 'year';
  /** Oldest first; rows do not overlap. */
  readonly rows: readonly RegimeRow[];
};

export type RegimeStatus = 'in-force' | 'enjoined' | 'repealed' | 'proposed' | 'verify';
export type Confidence = 'high' | 'medium' | 'low';

/** Why gas was flared or vented; the causes of canonical reports. */
export const FLARE_CAUSES = ['routine', 'planned', 'emergency', 'flowback', 'pilot', 'unknown'] as const;
export type FlareCause = (typeof FLARE_CAUSES)[number];

/** What the law said from `from` (inclusive) to `to` (exclusive; null = until further notice). */
export type RegimeRow = {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly status: RegimeStatus;
  readonly confidence: Confidence;
  readonly sourceTitle: string;
  readonly sourceUrl: string | null;
  /** The day on which the source was read, `2026-11-24`. */
  readonly retrieved: string;
  readonly note: string | null;
  /** A scenario costs nothing unless the site asks for it by `scenario: true`. */
  readonly isScenario: boolean;
  /** Streams the charge falls on; `fuel` = gas burnt in engines pays too (method H1). */
  readonly appliesTo: readonly ('flared' | 'vented' | 'fuel')[];
  /** Causes that do not count. */
  readonly excludedCauses: readonly FlareCause[];
  /** Streams that are held against the limit, whether they pay or not; null = those that pay, fuel never. */
  readonly numerator: readonly ('flared' | 'vented')[] | null;
  /** Causes whose flared gas is taken out of the gas produced before a share of it is the limit. */
  readonly notProducedCauses: readonly FlareCause[];
  readonly threshold: Threshold;
  readonly charges: readonly Charge[];
  readonly multipliers: readonly Multiplier[];
  readonly ladder: Ladder | null;
  /** The most that a period costs before its penalty, in the currency; empty = no cap. */
  readonly caps: readonly DatedFigure[];
  /** The fraction of a period's charge that the producer's own spending on gas use may pay; empty = none. */
  readonly creditFractions: readonly DatedFigure[];
  /** What the law does besides money, for people: a production cap, a permit that ends. */
  readonly nonMonetary: readonly string[];
};

/** A figure with the day from which it holds. */
export type DatedFigure = { readonly from: Instant; readonly value: number };

/** What divides the volume into a part within the limit and a part above it. */
export type Threshold =
  | { readonly type: 'none' }
  /** Limit = fraction × associated gas produced in the period. */
  | { readonly type: 'share-of-produced'; readonly fractions: readonly DatedFigure[] }
  /** Limit = Mcf per day × days of the period. */
  | { readonly type: 'volume-per-day'; readonly mcfPerDay: readonly DatedFigure[] }
  /** Limit = Mcf per barrel × barrels of the period. */
  | { readonly type: 'volume-per-barrel'; readonly mcfPerBbl: readonly DatedFigure[] }
  /** Captured ÷ produced must reach the goal; what is missing is above the limit. */
  | { readonly type: 'capture-goal'; readonly fractions: readonly DatedFigure[] };

export type VolumeUnit = 'Mcf' | 'Sm3' | '1000m3-ru20' | '1000m3-s15';

/** One charge on the part within, above, or on all of the volume. */
export type Charge = {
  readonly name: string;
  readonly on: 'all' | 'below' | 'above';
  readonly stream: 'flared' | 'vented' | 'fuel';
  readonly basis: ChargeBasis;
  /** Index on the rate, by date; 1 where the list is empty. */
  readonly indices: readonly DatedFigure[];
};

export type ChargeBasis =
  | { readonly type: 'volume'; readonly per: VolumeUnit; readonly tiers: readonly Tier[] }
  /** Rate per tonne of each pollutant × tonnes emitted per 1000 m³ (20 °C). */
  | { readonly type: 'tonne-pollutant'; readonly pollutants: readonly Pollutant[] }
  | { readonly type: 'tonne-co2e'; readonly rates: readonly DatedFigure[] }
  | { readonly type: 'tonne-methane'; readonly rates: readonly DatedFigure[] }
  /** Fraction of the value of the gas. */
  | { readonly type: 'royalty-on-value'; readonly fractions: readonly DatedFigure[] };

/** The rate of an operator or site of at least this oil rate; highest floor that is met holds. */
export type Tier = { readonly oilBblPerDayAtLeast: number; readonly rates: readonly DatedFigure[] };

export type Pollutant = {
  readonly id: string;
  readonly tonnesPer1000m3: number;
  readonly ratesPerTonne: readonly DatedFigure[];
};

export type Condition = 'over-limit' | 'no-meter' | 'unauthorised' | 'arctic-offshore' | 'protected-area';

/** Multiplies the charges while the condition holds; `over-limit` only the part above. */
export type Multiplier = { readonly when: Condition; readonly factors: readonly DatedFigure[] };

/** A penalty that grows with each month in breach: first, first × factor, … up to the cap. */
export type Ladder = { readonly firstMonth: number; readonly factor: number; readonly cap: number };
