import type { MarketPlan } from '../company.ts';
import type { Instant } from '../instant.ts';
import { feeDaysAfter } from './cautious-fees.ts';
import { agreeOnFees } from './fee-consensus.ts';
import type { Market, Observation, ObservationKind } from './market.ts';
import { agreeOnNetwork } from './network-consensus.ts';
import { agreeOnPrice } from './price-consensus.ts';
import { judgeQuote, type Quote, type QuoteContext, verdictOf } from './quote.ts';
import { exchangeRate, gasIndex, withoutRateStep } from './rates.ts';
import { epochStartAfter } from './retarget-forecast.ts';

/** Everything that the market of a tick is made from. */
export type FreezeInput = {
  readonly at: Instant;
  readonly tickSeconds: number;
  readonly observations: readonly Observation[];
  readonly plan: MarketPlan;
  /** The newest market before T, for frozen feeds, jumps and the last good figures; null at the start. */
  readonly previous: Market | null;
  readonly configVersion: string;
};

/**
 * The market that every site of tick T is judged by: what the sources agree on, figure by figure, with
 * how far each can be trusted and what was made of each source. Pure: the same input gives the same
 * market. A source that is configured and did not answer is `failed`; a figure that nobody vouches for
 * is null and `missing`. See docs/feeds.md.
 */
export function freezeMarket(input: FreezeInput): Market {
  const { at, observations, plan, configVersion } = input;
  const context: QuoteContext = { at, tickSeconds: input.tickSeconds, previous: input.previous };
  const judge = (source: string, kind: ObservationKind, subject: string | null = null): Quote =>
    judgeQuote(source, kind, subject, observations, context);
  const feeSources = plan.network.sources.filter((source) =>
    observations.some((one) => one.kind === 'fees' && one.source === source),
  );
  const price = agreeOnPrice(
    plan.btcPrice.sources.map((source) => judge(source, 'price')),
    context,
  );
  const network = agreeOnNetwork(
    plan.network.sources.map((source) => judge(source, 'network')),
    context,
  );
  const fees = agreeOnFees(
    feeSources.map((source) => judge(source, 'fees')),
    plan.feesFallbackBtcPerBlock,
    context,
  );
  const fxQuotes = plan.fx.map(({ source, pair }) =>
    source === null ? null : withoutRateStep(judge(source, 'fx', pair), context),
  );
  const fx = plan.fx.map((one, index) => exchangeRate(one, fxQuotes[index] ?? null, context));
  const indexQuotes = plan.gasIndexes.map(({ source, id }) =>
    source === null ? null : judge(source, 'gas-index', id),
  );
  const gasIndexes = plan.gasIndexes.map((one, index) => gasIndex(one, indexQuotes[index] ?? null, fx, context));
  const rateVerdicts = [...fxQuotes, ...indexQuotes].flatMap((quote) => (quote === null ? [] : [verdictOf(quote)]));
  const epochStart = epochStartAfter(input.previous, network.height, at);
  return {
    at,
    btcUsd: price.price,
    difficulty: network.difficulty,
    height: network.height,
    feesBtcPerBlock: fees.fees,
    fx,
    gasIndexes,
    sources: [...price.verdicts, ...network.verdicts, ...fees.verdicts, ...rateVerdicts],
    feeDays: feeDaysAfter(input.previous?.feeDays ?? null, fees.fees, at),
    ...(epochStart === null ? {} : { epochStart }),
    configVersion,
  };
}
