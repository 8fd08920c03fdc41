import type { SiteOptimum } from '../economics/allocation/optimum.ts';
import type { Evaluation } from '../economics/evaluation.ts';
import type { GasInForce, GasState } from '../gas/report.ts';
import type { Market } from '../market/market.ts';
import type { FrozenValues } from './message.ts';
import type { RetargetOutlook } from './retarget-outlook.ts';

/** Everything that the figures of a decision are taken from. */
export type DecisionFacts = {
  readonly evaluation: Evaluation;
  readonly market: Market;
  readonly gas: GasInForce;
  readonly gasState: GasState;
  readonly meanAdvantageUsdPerDay: number | null;
  readonly flaringBaselineMcfPerDay: number | null;
  readonly optimum: SiteOptimum;
  /** 0 = no restart cost given. */
  readonly restartUsdPerDay: number;
  /** Null = the next retarget cannot be foretold. */
  readonly outlook: RetargetOutlook | null;
};

/** The figures of a site that are frozen with a transition, for its record and its messages: cents and thousandths. */
export function decisionValues(facts: DecisionFacts): FrozenValues {
  const { evaluation, market, gas, gasState, optimum, outlook } = facts;
  const values: FrozenValues = {
    advantageUsdPerDay: cents(evaluation.advantageUsdPerDay),
    mineUsdPerDay: cents(evaluation.mineUsdPerDay),
    sellUsdPerDay: cents(evaluation.sellUsdPerDay),
    flareUsdPerDay: cents(evaluation.flareUsdPerDay),
    netbackUsdPerMmbtu: milli(evaluation.netbackUsdPerMmbtu),
    breakEvenBtcUsd: cents(evaluation.breakEvenBtcUsdVsBestAlternative),
    btcUsd: cents(market.btcUsd.value),
    flaredMcfPerDay: milli(gas.flared.mcfPerDay),
    meanAdvantageUsdPerDay: cents(facts.meanAdvantageUsdPerDay),
    flaringBaselineMcfPerDay: milli(facts.flaringBaselineMcfPerDay),
    dataAgeSeconds: gasState.newestReportAt === null ? null : market.at - gasState.newestReportAt,
    optimumUsdPerDay: cents(optimum.optimumUsdPerDay),
    gainUsdPerDay: cents(optimum.gainUsdPerDay),
    action: optimum.action,
  };
  const restart = facts.restartUsdPerDay > 0 ? { restartUsdPerDay: cents(facts.restartUsdPerDay) } : {};
  return { ...values, ...restart, ...(outlook === null ? {} : outlookValues(outlook)) };
}

function outlookValues(outlook: RetargetOutlook): Partial<FrozenValues> {
  return {
    retargetAt: outlook.at,
    retargetLowPercent: cents(outlook.lowPercent),
    retargetHighPercent: cents(outlook.highPercent),
    retargetWorstAdvantageUsdPerDay: cents(outlook.worstAdvantageUsdPerDay),
    retargetBestAdvantageUsdPerDay: cents(outlook.bestAdvantageUsdPerDay),
  };
}

function cents(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100 + 0;
}

function milli(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000 + 0;
}
