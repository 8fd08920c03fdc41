import { afterRetargetSettings, type RuleBook, ruleBook } from './alerts/site-rules.ts';
import type { AfterRetargetSettings, GainSettings, UnprofitableSettings } from './company.ts';
import { keptRevenueFraction } from './economics/margin.ts';
import { aboveRestart } from './economics/restart.ts';
import type { SiteModel } from './economics/site-model.ts';
import { lastKeptWith } from './kept-with.ts';
import { indexesOf, type SiteIndexes } from './market/site-market-row.ts';

/** What a site's ticks ask for and no tick changes: worked out once for a configuration. */
export type SitePlan = {
  readonly indexes: SiteIndexes;
  readonly rules: RuleBook;
  /** Settings whose floors also pay for a restart (restart.ts). */
  readonly unprofitable: UnprofitableSettings;
  readonly idle: GainSettings;
  /** Null = the rule better-split is off. */
  readonly betterSplit: GainSettings | null;
  readonly afterRetarget: AfterRetargetSettings;
  readonly keptRevenueFraction: number;
};

export const sitePlan: (model: SiteModel, tickSeconds: number) => SitePlan = lastKeptWith((model, tickSeconds) => {
  const { site, restartUsdPerDay } = model;
  const { unprofitable, idleWhileProfitable, betterSplit } = site.rules;
  return {
    indexes: indexesOf(site),
    rules: ruleBook(site, tickSeconds),
    unprofitable: aboveRestart(unprofitable, restartUsdPerDay),
    idle: aboveRestart(idleWhileProfitable, restartUsdPerDay),
    betterSplit: betterSplit.enabled ? aboveRestart(betterSplit, restartUsdPerDay) : null,
    afterRetarget: afterRetargetSettings(site),
    keptRevenueFraction: keptRevenueFraction(model),
  };
});
