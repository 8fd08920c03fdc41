import type { Company, Site } from '../company.ts';
import { keptRevenueFraction } from '../economics/margin.ts';
import type { SiteItem } from '../history/site-item.ts';
import type { Market } from '../market/market.ts';
import { forecastRetarget } from '../market/retarget-forecast.ts';
import { siteFacts } from '../site-facts.ts';
import { decisionValues } from './decision-values.ts';
import type { FrozenValues } from './message.ts';
import { retargetOutlook } from './retarget-outlook.ts';
import { evaluateUnprofitable } from './unprofitable.ts';

/**
 * The figures of a site at its last tick, worked out again from its item and the market that was
 * frozen for it: those that a transition of that tick is frozen with, action, gain and next retarget
 * included.
 */
export function itemValues(company: Company, site: Site, item: SiteItem, market: Market): FrozenValues {
  const facts = siteFacts(company, site, market, item.gas);
  const { model, gas, gasState } = facts;
  const evaluation = facts.evaluation();
  const { unprofitable } = site.rules;
  return decisionValues({
    evaluation,
    market,
    gas,
    gasState,
    meanAdvantageUsdPerDay: evaluateUnprofitable(item.hours, item.v, unprofitable, false, company.tickSeconds)
      .meanAdvantageUsdPerDay,
    flaringBaselineMcfPerDay: item.flaringBaselineMcfPerDay,
    optimum: facts.optimum(),
    restartUsdPerDay: model.restartUsdPerDay,
    outlook: retargetOutlook(forecastRetarget(market), evaluation, keptRevenueFraction(model)),
  });
}
