import type { GasInForce } from '../gas/report.ts';
import { MCF_PER_1000_M3 } from '../gas/volume.ts';
import type { MissingInput } from '../history/point.ts';
import { btcPerThDay } from '../market/hashprice.ts';
import type { MarketRow } from '../market/market.ts';
import { subsidyBtcPerBlock } from '../market/network.ts';
import { as, asOrNull } from '../units.ts';
import { type Alternative, aboveThreshold, alternativeOf } from './alternative.ts';
import {
  breakEvenBtcUsd,
  breakEvenDifficulty,
  breakEvenGas,
  breakEvenHashprice,
  breakEvenPower,
} from './break-even.ts';
import type { Evaluation } from './evaluation.ts';
import { heatingValueRatio } from './gas-available.ts';
import { flareUsdPerMcf, indexValueUsdPerMcf, keptRevenueFraction, miningCosts, mmbtuPerMcf } from './margin.ts';
import {
  bindingOf,
  fleetLimitedGrossKwhPerDay,
  joulesPerTh,
  operate,
  powerLimitedGrossKwhPerDay,
  thermalKwhPerDay,
} from './operation.ts';
import type { SiteModel } from './site-model.ts';
import { withNetShare } from './with-net-share.ts';

/** What was looked for in the reports and the market row; 0 stands for what was not found. */
export type FoundInputs = {
  readonly availableMcfPerDay: number;
  readonly sellIndexUsdPerMmbtu: number;
  readonly royaltyIndexUsdPerMmbtu: number;
};

const ONE_PERCENT = 0.01;
const TH_PER_PH = 1000;

/**
 * Every figure of a site; null only where a figure has no meaning (a division by nothing, a sale where
 * nothing is sold, CO2e without a composition). What the market row does not know is taken for 0, the
 * difficulty for 1: the caller nulls what rests on it. The way of each figure stands in formulas.ts and
 * docs/method.md. All in one go and few objects: P1 of bench/ is the time of this.
 */
export function workOut(
  model: SiteModel,
  row: MarketRow,
  gas: GasInForce,
  found: FoundInputs,
  missing: readonly MissingInput[],
): Evaluation {
  const { availableMcfPerDay, sellIndexUsdPerMmbtu, royaltyIndexUsdPerMmbtu } = found;
  const btcUsd = row.btcUsd ?? 0;
  const fees = row.feesBtcPerBlock ?? 0;
  const subsidy = row.height === null ? 0 : subsidyBtcPerBlock(row.height);
  const difficulty = as('difficulty', row.difficulty ?? 1);
  const heatingRatio = heatingValueRatio(model.hhvBtuPerScf, gas);
  const lhv = model.lhvBtuPerScf * heatingRatio;
  const mmbtu = mmbtuPerMcf(as('btuPerScf', model.hhvBtuPerScf * heatingRatio));
  const operation = operate(model, availableMcfPerDay, lhv);
  const gasLimited = operation.gasLimitedGrossKwhPerDay;
  const powerLimited = powerLimitedGrossKwhPerDay(model);
  const fleetLimited = fleetLimitedGrossKwhPerDay(model);
  const used = as('mcfPerDay', operation.gasUsedMcfPerDay);
  const residual = as('mcfPerDay', availableMcfPerDay > used ? availableMcfPerDay - used : 0);

  const reward = as('btcPerBlock', subsidy + fees);
  const perTh = btcPerThDay(difficulty, reward);
  const hashprice = as('usdPerPhDay', TH_PER_PH * perTh * btcUsd);
  const coins = operation.thPerSecond * perTh * (1 - model.poolFeeFraction);
  const soldCoins = as('btcPerDay', coins * model.btcRealisationFraction);
  const revenue = as('usdPerDay', soldCoins * btcUsd);
  const kept = as('fraction', keptRevenueFraction(model));
  const netOfPool = as('fraction', (1 - model.poolFeeFraction) * model.btcRealisationFraction);
  const keptRevenue = revenue * kept;
  const indexValue = indexValueUsdPerMcf(model, as('usdPerMmbtu', royaltyIndexUsdPerMmbtu), mmbtu);
  const costs = miningCosts(model, operation, indexValue);
  const fixed = as('usdPerDay', costs.fixed);
  const cash = keptRevenue - fixed;
  const profit = cash - model.sunkUsdPerDay;

  const below = alternativeOf(
    model,
    used,
    residual,
    as('usdPerMmbtu', sellIndexUsdPerMmbtu),
    mmbtu,
    flareUsdPerMcf(model, indexValue),
  );
  const { flareThreshold } = model;
  const other: Alternative =
    flareThreshold === null ? below : aboveThreshold(model, flareThreshold, below, used, residual);
  const needed = as('usdPerDay', fixed + other.usdPerDay);
  const hashrate = as('thPerSecond', operation.thPerSecond);
  const efficiency = asOrNull('joulesPerTh', joulesPerTh(operation.asicKwhPerDay, hashrate));
  const netback = used > 0 ? cash / used : null;
  const flaredCo2e = model.co2eTonnesPerMcfFlared === null ? null : used * model.co2eTonnesPerMcfFlared;
  const minedCo2e = model.co2eTonnesPerMcfMined === null ? null : used * model.co2eTonnesPerMcfMined;

  const grossShared: Evaluation = {
    missing,
    best: cash > other.usdPerDay ? 'mine' : other.name,
    bestAlternative: other.name,
    binding: bindingOf(gasLimited, powerLimited, fleetLimited),
    mineUsdPerDay: cash,
    sellUsdPerDay: other.sellUsdPerDay,
    flareUsdPerDay: other.flareUsdPerDay,
    bestAlternativeUsdPerDay: other.usdPerDay,
    advantageUsdPerDay: cash - other.usdPerDay,
    netbackUsdPerMmbtu: netback === null ? null : netback / mmbtu,
    netbackUsdPerMcf: netback,
    netbackUsdPer1000m3: netback === null ? null : netback * MCF_PER_1000_M3,
    gasAvailableMcfPerDay: availableMcfPerDay,
    gasUsedMcfPerDay: used,
    residualGasMcfPerDay: residual,
    thermalKwhPerDay: thermalKwhPerDay(model, availableMcfPerDay, lhv),
    gasLimitedGrossKwhPerDay: gasLimited,
    powerLimitedGrossKwhPerDay: powerLimited,
    fleetLimitedGrossKwhPerDay: fleetLimited,
    grossKwhPerDay: operation.grossKwhPerDay,
    asicKwhPerDay: operation.asicKwhPerDay,
    joulesPerTh: efficiency,
    effectiveThPerSecond: operation.thPerSecond,
    btcPerDay: coins,
    revenueUsdPerDay: revenue,
    hashpriceUsdPerPhDay: hashprice,
    generatorOmUsdPerDay: costs.generatorOm,
    royaltyOnMinedGasUsdPerDay: costs.royalty,
    revenueShareUsdPerDay: revenue * model.revenueShareFraction,
    miningTaxUsdPerDay: revenue * model.miningTaxFraction,
    carbonOnMiningUsdPerDay: costs.carbon,
    gasPurchaseUsdPerDay: costs.gasPurchase,
    cashMarginUsdPerDay: cash,
    fullMarginUsdPerDay: profit > 0 ? profit * (1 - model.incomeTaxFraction) : profit,
    sellNetbackUsdPerMcf: other.sellNetbackUsdPerMcf,
    flareValueUsdPerMcf: other.flareUsdPerMcf,
    breakEvenBtcUsdVsZero: breakEvenBtcUsd(fixed, soldCoins, kept),
    breakEvenBtcUsdVsSell:
      other.sellUsdPerDay === null
        ? null
        : breakEvenBtcUsd(as('usdPerDay', fixed + other.sellUsdPerDay), soldCoins, kept),
    breakEvenBtcUsdVsFlare: breakEvenBtcUsd(as('usdPerDay', fixed + other.flareUsdPerDay), soldCoins, kept),
    breakEvenBtcUsdVsBestAlternative: breakEvenBtcUsd(needed, soldCoins, kept),
    breakEvenDifficulty: breakEvenDifficulty(difficulty, revenue, kept, needed),
    breakEvenHashpriceUsdPerPhDay: breakEvenHashprice(needed, hashrate, kept, netOfPool),
    breakEvenGasUsdPerMcf:
      model.perspective === 'producer' ? null : breakEvenGas(revenue, kept, as('usdPerDay', costs.besidesGas), used),
    breakEvenPowerUsdPerKwh: efficiency === null ? null : breakEvenPower(hashprice, netOfPool, efficiency),
    deltaUsdPerDayPerPercentBtc: ONE_PERCENT * keptRevenue,
    deltaUsdPerDayPerPercentDifficulty: keptRevenue * (1 / (1 + ONE_PERCENT) - 1),
    cashMarginUsdPerDayAfterHalving: reward > 0 ? (keptRevenue * (subsidy / 2 + fees)) / reward - fixed : null,
    co2eTonnesPerDayFlared: flaredCo2e,
    co2eTonnesPerDayMined: minedCo2e,
    co2eTonnesPerDayAvoided:
      other.name === 'flare' && flaredCo2e !== null && minedCo2e !== null ? flaredCo2e - minedCo2e : null,
  };
  if (!model.isShareOfNet) return grossShared;
  const halvedFraction = reward > 0 ? (subsidy / 2 + fees) / reward : null;
  const coinsAndNetwork = { soldCoins, difficulty, hashrate, netOfPool, halvedFraction };
  return withNetShare(model, grossShared, {
    revenue,
    mmbtuPerMcf: mmbtu,
    kept,
    sums: costs,
    other,
    ...coinsAndNetwork,
  });
}
