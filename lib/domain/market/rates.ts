import type { FxPlan, GasIndexPlan } from '../company.ts';
import type { Instant } from '../instant.ts';
import { lastGoodValue, lastKnownGood } from './last-known-good.ts';
import { RATE_LAST_KNOWN_GOOD_SECONDS } from './limits.ts';
import { type Market, type NamedRate, type Sourced, worse } from './market.ts';
import type { Quote, QuoteContext } from './quote.ts';
import { perUsd } from './usd-rates.ts';

const MISSING: Sourced = { value: null, quality: 'missing', goodAt: null };

/**
 * An exchange rate in units of the second currency per unit of the first. The feed's figure where
 * there is a good one, else its last good one for at most 3 days, else the newest manual row in force
 * at T (`degraded` where a feed is configured), else unknown.
 */
export function exchangeRate(plan: FxPlan, quote: Quote | null, context: QuoteContext): NamedRate {
  const manual = rowInForce(plan.manual, context.at)?.rate ?? null;
  return { id: plan.pair, ...feedOrManual(plan.pair, quote, manual, context.previous?.fx, context) };
}

/**
 * A gas index in USD/MMBtu (HHV, dry). As `exchangeRate`; a manual row in another currency is divided
 * by that currency's rate per USD, and without a rate it is unknown. Example: 61.2 RUB/MMBtu at
 * 90 RUB/USD = 0.68 USD/MMBtu, with the quality of the rate.
 */
export function gasIndex(
  plan: GasIndexPlan,
  quote: Quote | null,
  fx: readonly NamedRate[],
  context: QuoteContext,
): NamedRate {
  const row = rowInForce(plan.manual, context.at);
  const rate = plan.currency === 'USD' ? null : perUsd(plan.currency, fx);
  const manual = row === null ? null : rate === null ? usdOnly(plan, row.perMmbtu) : divided(row.perMmbtu, rate);
  const figure = feedOrManual(plan.id, quote, manual, context.previous?.gasIndexes, context);
  const isManual = quote?.status !== 'used' && figure.value === manual;
  return {
    id: plan.id,
    ...figure,
    quality: isManual && rate !== null ? worse(figure.quality, rate.quality) : figure.quality,
  };
}

/** A rate this far from the last good one, either way, is a vendor's fault before it is news. */
const RATE_STEP_FACTOR = 1.25;

/**
 * The quote of an exchange rate against the last good one of at most 3 days: a step by more than a quarter
 * is an `outlier` and not used. Example: a vendor served 0.0257 USD for a bitcoin on 2025-12-06.
 */
export function withoutRateStep(quote: Quote, context: QuoteContext): Quote {
  const before = context.previous?.fx.find((rate) => rate.id === quote.subject) ?? null;
  const last = lastGoodValue(before, context.at, RATE_LAST_KNOWN_GOOD_SECONDS);
  if (quote.status !== 'used' || quote.value === null || last === null) return quote;
  const ratio = quote.value / last;
  const isStep = ratio > RATE_STEP_FACTOR || ratio < 1 / RATE_STEP_FACTOR;
  return isStep ? { ...quote, status: 'outlier' } : quote;
}

function usdOnly(plan: GasIndexPlan, perMmbtu: number): number | null {
  return plan.currency === 'USD' ? perMmbtu : null;
}

function divided(amount: number, rate: Sourced): number | null {
  return rate.value === null ? null : amount / rate.value;
}

function feedOrManual(
  id: string,
  quote: Quote | null,
  manual: number | null,
  before: Market['fx'] | undefined,
  { at }: QuoteContext,
): Sourced {
  if (quote === null) return manual === null ? MISSING : { value: manual, quality: 'ok', goodAt: at };
  if (quote.status === 'used') return { value: quote.value, quality: 'ok', goodAt: at };
  const previous = before?.find((rate) => rate.id === id) ?? null;
  const last = lastKnownGood(previous, at, RATE_LAST_KNOWN_GOOD_SECONDS);
  if (last.value !== null || manual === null) return last;
  return { value: manual, quality: 'degraded', goodAt: last.goodAt };
}

function rowInForce<Row extends { readonly from: Instant }>(rows: readonly Row[], at: Instant): Row | null {
  return rows.reduce<Row | null>(
    (newest, row) => (row.from <= at && (newest === null || row.from >= newest.from) ? row : newest),
    null,
  );
}
