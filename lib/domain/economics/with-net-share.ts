import { MCF_PER_1000_M3 } from '../gas/volume.ts';
import {
  as,
  type BtcPerDay,
  type Difficulty,
  type Fraction,
  type MmbtuPerMcf,
  type ThPerSecond,
  type UsdPerDay,
} from '../units.ts';
import type { Alternative } from './alternative.ts';
import { breakEvenBtcUsd, breakEvenDifficulty, breakEvenHashprice } from './break-even.ts';
import type { Evaluation } from './evaluation.ts';
import { type CostSums, cashMargin, neededRevenue, sharedUsd } from './net-share.ts';
import type { SiteModel } from './site-model.ts';

/** What the figures that a share of the net moves are worked out from. */
type NetInputs = {
  readonly revenue: UsdPerDay;
  readonly mmbtuPerMcf: MmbtuPerMcf;
  /** 1 − mining tax. */
  readonly kept: Fraction;
  readonly sums: CostSums;
  readonly other: Alternative;
  readonly soldCoins: BtcPerDay;
  readonly difficulty: Difficulty;
  readonly hashrate: ThPerSecond;
  readonly netOfPool: Fraction;
  /** Revenue after the halving ÷ revenue now; null without a reward. */
  readonly halvedFraction: number | null;
};

const ONE_PERCENT = 0.01;

/**
 * An evaluation in which nobody has a share yet, with the share of the net taken off: margins,
 * netbacks, advantage, break-evens and sensitivities. Apart from work-out.ts, whose figures every tick
 * of every other site needs at once.
 */
export function withNetShare(model: SiteModel, before: Evaluation, inputs: NetInputs): Evaluation {
  const { revenue, kept, sums, other, soldCoins, difficulty, hashrate, netOfPool, halvedFraction } = inputs;
  const margin = (revenueFactor: number): number => cashMargin(model, revenue * kept * revenueFactor, sums);
  const needed = (target: number | null): UsdPerDay | null => {
    const found = target === null ? null : neededRevenue(model, target, sums);
    return found === null ? null : as('usdPerDay', found);
  };
  const price = (target: number | null): number | null => {
    const found = needed(target);
    return found === null ? null : breakEvenBtcUsd(found, soldCoins, kept);
  };
  const cash = margin(1);
  const profit = cash - model.sunkUsdPerDay;
  const used = before.gasUsedMcfPerDay ?? 0;
  const perMcf = used > 0 ? cash / used : null;
  const best = needed(other.usdPerDay);
  return {
    ...before,
    best: cash > other.usdPerDay ? 'mine' : other.name,
    mineUsdPerDay: cash,
    cashMarginUsdPerDay: cash,
    fullMarginUsdPerDay: profit > 0 ? profit * (1 - model.incomeTaxFraction) : profit,
    advantageUsdPerDay: cash - other.usdPerDay,
    revenueShareUsdPerDay: sharedUsd(model, revenue * kept, sums),
    netbackUsdPerMcf: perMcf,
    netbackUsdPerMmbtu: perMcf === null ? null : perMcf / inputs.mmbtuPerMcf,
    netbackUsdPer1000m3: perMcf === null ? null : perMcf * MCF_PER_1000_M3,
    breakEvenBtcUsdVsZero: price(0),
    breakEvenBtcUsdVsSell: price(other.sellUsdPerDay),
    breakEvenBtcUsdVsFlare: price(other.flareUsdPerDay),
    breakEvenBtcUsdVsBestAlternative: price(other.usdPerDay),
    breakEvenDifficulty: best === null ? null : breakEvenDifficulty(difficulty, revenue, kept, best),
    breakEvenHashpriceUsdPerPhDay: best === null ? null : breakEvenHashprice(best, hashrate, kept, netOfPool),
    deltaUsdPerDayPerPercentBtc: margin(1 + ONE_PERCENT) - cash,
    deltaUsdPerDayPerPercentDifficulty: margin(1 / (1 + ONE_PERCENT)) - cash,
    cashMarginUsdPerDayAfterHalving: halvedFraction === null ? null : margin(halvedFraction),
  };
}
