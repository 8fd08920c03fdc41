import type { Instant } from '../../instant.ts';
import { lastKeptWith } from '../../kept-with.ts';
import type { PeriodFacts } from './facts.ts';
import { rowInForce } from './in-force.ts';
import { monthlyPenalty } from './ladder.ts';
import { factorsOf } from './multiplier.ts';
import { largestRatePerMcf, ratePerMcf } from './rate.ts';
import type { Charge, FlaringRegime, RegimeRow } from './regime.ts';
import { settle } from './settlement.ts';
import { type Split, splitAtLimit } from './threshold.ts';

/** Shares of a limit that differ by less are the same. */
const SAME_SHARE = 1e-9;

/** One line of a charge: volume × rate × factor, in the regime's currency. */
export type ChargePart = {
  readonly name: string;
  readonly part: 'within' | 'above';
  readonly volumeMcf: number;
  readonly ratePerMcf: number;
  readonly factor: number;
  readonly amount: number;
};

/** What a period costs under a regime, in its currency. */
export type ChargeEstimate =
  | {
      readonly kind: 'known';
      readonly currency: string;
      /** The whole period so far; the difference of two such amounts is the true-up. */
      readonly amount: number;
      /** Penalty of a month in breach, not per unit of gas; part of `amount`. */
      readonly penalty: number;
      /** What one Mcf more flared costs: the derivative of `amount`, upwards. */
      readonly marginalPerMcfFlared: number;
      /** What one Mcf more burnt in engines costs; null = a figure that it needs is unknown. */
      readonly marginalPerMcfFuel: number | null;
      readonly limitMcf: number | null;
      readonly aboveMcf: number;
      readonly parts: readonly ChargePart[];
      readonly reason: string | null;
    }
  /** No trusted row: nothing to the dearest that was ever known, per Mcf flared. */
  | {
      readonly kind: 'interval';
      readonly currency: string;
      readonly lowPerMcf: number;
      readonly highPerMcf: number | null;
      /** Per Mcf burnt in engines, under the same row as `highPerMcf`. */
      readonly highPerMcfFuel: number;
      readonly reason: string;
    }
  | { readonly kind: 'unknown'; readonly currency: string; readonly reason: string };

/**
 * The charge of a period so far, cumulative: the limit is judged on the period's sums, so that a
 * late correction or a crossing re-prices only what lies above it.
 *
 * amount = settled(Σ charges [within × factor + above × factor over the limit] × rate) + penalty, where a
 * cap and credited spending settle the sum (settlement.ts). `usdRate` =
 * units of the regime's currency per USD, for charges on the gas's value; null = unknown.
 * Source: docs/regimes.md, method A6 and H4.
 */
export function chargeOfPeriod(
  regime: FlaringRegime,
  facts: PeriodFacts,
  at: Instant,
  usdRate: number | null,
): ChargeEstimate {
  const { currency } = regime;
  const found = rowInForce(regime, at);
  if (!found.trusted) return intervalOf(facts, regime, usdRate, found.reason);
  const { row } = found;
  const idle = whyFree(row, facts);
  if (idle !== null) return free(currency, idle);
  const split = splitAtLimit(row, facts, at);
  if (split.kind === 'unknown') return { kind: 'unknown', currency, reason: split.reason };
  return priced(currency, row, facts, at, usdRate, split);
}

function priced(
  currency: string,
  row: RegimeRow,
  facts: PeriodFacts,
  at: Instant,
  usdRate: number | null,
  split: Extract<Split, { kind: 'known' }>,
): ChargeEstimate {
  const factors = factorsOf(row, facts, at);
  const parts: ChargePart[] = [];
  let marginal = 0;
  let marginalFuel: number | null = 0;
  for (const charge of row.charges) {
    if (!row.appliesTo.includes(charge.stream)) continue;
    const volume = split.volumesMcf[charge.stream];
    if (volume === 0 && charge.stream === 'vented') continue;
    const rate = ratePerMcf(charge, facts, at, usdRate);
    if (rate === null && volume === 0 && charge.stream === 'fuel') {
      marginalFuel = null;
      continue;
    }
    if (rate === null) return { kind: 'unknown', currency, reason: whyNoRate(charge) };
    const share = charge.stream === 'fuel' ? 1 : split.withinShare;
    const within = charge.on === 'above' ? 0 : factors.within;
    const above = charge.on === 'below' ? 0 : factors.above;
    parts.push(partOf(charge, 'within', volume * share, rate, within));
    parts.push(partOf(charge, 'above', volume * (1 - share), rate, above));
    if (charge.stream === 'flared') marginal += rate * (share * within + (1 - share) * above);
    if (charge.stream === 'fuel') marginalFuel = marginalFuel === null ? null : marginalFuel + rate * within;
    else marginal += rate * volume * (above - within) * split.slope;
  }
  const gross = parts.reduce((sum, part) => sum + part.amount, 0);
  const settled = settle(row, gross, facts.creditedSpend, at);
  const penalty = isLimitMissed(split) ? monthlyPenalty(row.ladder, facts.monthsInBreach + 1) : 0;
  return {
    kind: 'known',
    currency,
    amount: settled.amount + penalty,
    penalty,
    marginalPerMcfFlared: marginal * settled.paidOfNextUnit,
    marginalPerMcfFuel: marginalFuel === null ? null : marginalFuel * settled.paidOfNextUnit,
    limitMcf: split.limitMcf,
    aboveMcf: split.aboveMcf,
    parts: parts.filter((part) => part.volumeMcf > 0 && part.factor > 0),
    reason: null,
  };
}

/** Beyond the limit by more than rounding: who meets a goal exactly has not missed it. */
function isLimitMissed({ aboveMcf, limitMcf }: Extract<Split, { kind: 'known' }>): boolean {
  return aboveMcf > SAME_SHARE * Math.max(1, limitMcf ?? 0);
}

function partOf(charge: Charge, part: 'within' | 'above', volumeMcf: number, rate: number, factor: number): ChargePart {
  return { name: charge.name, part, volumeMcf, ratePerMcf: rate, factor, amount: volumeMcf * rate * factor };
}

function whyFree(row: RegimeRow, facts: PeriodFacts): string | null {
  if (row.status !== 'in-force') return `the row is ${row.status}`;
  if (row.isScenario && !facts.chargeScenario) return 'the row is a scenario, charged only where the site asks for it';
  return null;
}

function free(currency: string, reason: string): ChargeEstimate {
  return {
    kind: 'known',
    currency,
    amount: 0,
    penalty: 0,
    marginalPerMcfFlared: 0,
    marginalPerMcfFuel: 0,
    limitMcf: null,
    aboveMcf: 0,
    parts: [],
    reason,
  };
}

/** From nothing to the dearest row that was ever known, with the highest factor that could apply. */
const intervalOf = lastKeptWith(
  (facts: PeriodFacts, regime: FlaringRegime, usdRate: number | null, reason: string): ChargeEstimate => {
    const rows = regime.rows.filter((row) => !row.isScenario);
    const dearest = rows.map((row) => ({
      flared: largestOf(row, 'flared', facts, usdRate),
      fuel: largestOf(row, 'fuel', facts, usdRate) ?? 0,
    }));
    const highest = dearest.reduce((a, b) => ((b.flared ?? 0) > (a.flared ?? 0) ? b : a), { flared: null, fuel: 0 } as {
      flared: number | null;
      fuel: number;
    });
    const highPerMcf = highest.flared === null || highest.flared === 0 ? null : highest.flared;
    return {
      kind: 'interval',
      currency: regime.currency,
      lowPerMcf: 0,
      highPerMcf,
      highPerMcfFuel: highest.fuel,
      reason,
    };
  },
);

function largestOf(
  row: RegimeRow,
  stream: 'flared' | 'fuel',
  facts: PeriodFacts,
  usdRate: number | null,
): number | null {
  const possible = row.multipliers.filter(({ when }) => when === 'over-limit' || facts.conditions.has(when));
  const highest = Math.max(1, ...possible.flatMap((one) => one.factors.map((factor) => factor.value)));
  return row.charges
    .filter((charge) => charge.stream === stream)
    .reduce<number | null>((sum, charge) => {
      const rate = largestRatePerMcf(charge, facts, usdRate);
      return rate === null || sum === null ? null : sum + rate * (stream === 'flared' ? highest : 1);
    }, 0);
}

const NEEDED: Readonly<Record<Charge['basis']['type'], string>> = {
  volume: 'a rate for the day',
  'tonne-pollutant': 'rates for the day',
  'tonne-co2e': 'a rate for the day, the composition of the gas, its destruction and the GWP of methane',
  'tonne-methane': 'a rate for the day, the composition of the gas and its destruction',
  'royalty-on-value': 'a fraction for the day, the value of the gas and an exchange rate',
};

function whyNoRate({ name, basis }: Charge): string {
  return `the rate of "${name}" is not known; it needs ${NEEDED[basis.type]}`;
}
