import type { GasInForce } from '../gas/report.ts';
import { MCF_PER_UNIT, US60, VOLUME_BASES, volumeFactor } from '../gas/volume.ts';
import type { Best, MissingInput } from '../history/point.ts';
import { btcPerThDay } from '../market/hashprice.ts';
import type { MarketRow } from '../market/market.ts';
import { subsidyBtcPerBlock } from '../market/network.ts';
import {
  breakEvenBtcUsd,
  breakEvenDifficulty,
  breakEvenGas,
  breakEvenHashprice,
  breakEvenPower,
} from './break-even.ts';
import type { Evaluation } from './evaluation.ts';
import { gasAvailable, heatingValueRatio, missingStreams } from './gas-available.ts';
import { costsBesidesGas, fixedCosts, keptRevenueFraction, miningCosts, mmbtuPerMcf } from './margin.ts';
import { joulesPerTh, operate } from './operation.ts';
import { sellableMcfPerDay, sellNetbackUsdPerMcf } from './selling.ts';
import type { SiteModel } from './site-model.ts';

/** Mcf at 60 °F, 14.696 psia in 1000 m³ at 20 °C, 101.325 kPa: 34.779. */
const MCF_PER_1000_M3 = MCF_PER_UNIT['1000m3'] * volumeFactor(VOLUME_BASES.ru20, US60);

const ONE_PERCENT = 0.01;

/**
 * Is this site's gas worth more mined, sold or flared, now? The three values are for the same gas,
 * the gas that mining uses; everything unknown is null and named in `missing`. Definitions:
 * docs/method.md and interfaces.md section 6; worked example: vector E2E-01.
 */
export function evaluateSite(model: SiteModel, row: MarketRow, gas: GasInForce): Evaluation {
  const available = gasAvailable(model, gas);
  const ratio = heatingValueRatio(model.hhvBtuPerScf, gas);
  const hhv = model.hhvBtuPerScf * ratio;
  const operation = available === null ? null : operate(model, available, model.lhvBtuPerScf * ratio);
  const used = operation === null ? null : operation.gasUsedMcfPerDay;
  const residual = available === null || used === null ? null : Math.max(0, available - used);

  const { btcUsd, difficulty } = row;
  const subsidy = row.height === null ? null : subsidyBtcPerBlock(row.height);
  const reward = subsidy === null || row.feesBtcPerBlock === null ? null : subsidy + row.feesBtcPerBlock;
  const coinsPerTh = difficulty === null || reward === null ? null : btcPerThDay(difficulty, reward);
  const hashprice = coinsPerTh === null || btcUsd === null ? null : 1000 * coinsPerTh * btcUsd;
  const coins =
    operation === null || coinsPerTh === null ? null : operation.thPerSecond * coinsPerTh * (1 - model.poolFeeFraction);
  const revenue = coins === null || btcUsd === null ? null : coins * btcUsd;

  const royaltyIndex = indexOf(row, model.royaltyIndex);
  const costs = operation === null ? null : miningCosts(model, operation, hhv, royaltyIndex);
  const fixed = costs === null ? null : fixedCosts(model, costs);
  const kept = keptRevenueFraction(model);
  const cash = revenue === null || fixed === null ? null : revenue * kept - fixed;

  const { sell } = model;
  const sellIndex = sell === null ? null : indexOf(row, sell.index);
  const sellNetback =
    sell === null || sellIndex === null ? null : sellNetbackUsdPerMcf(sell, sellIndex, mmbtuPerMcf(hhv));
  const flareUsdPerMcf =
    model.carbonUsdPerMcfFlared === null ? null : 0 - model.flareChargeUsdPerMcf - model.carbonUsdPerMcfFlared;
  const isMiner = model.perspective === 'miner';
  const flareUsd =
    isMiner && used !== null ? 0 : used === null || flareUsdPerMcf === null ? null : used * flareUsdPerMcf;
  let sellUsd: number | null = null;
  if (!isMiner && sell !== null && sellNetback !== null && used !== null && residual !== null) {
    const sold = sellableMcfPerDay(sell, used, residual);
    const flared = used - sold;
    if (flared === 0) sellUsd = sold * sellNetback;
    else if (flareUsdPerMcf !== null) sellUsd = sold * sellNetback + flared * flareUsdPerMcf;
  }

  const hasSale = sell !== null && !isMiner;
  let alternative: 'sell' | 'flare' | null = null;
  let alternativeUsd: number | null = null;
  if (flareUsd !== null && !hasSale) {
    alternative = 'flare';
    alternativeUsd = flareUsd;
  } else if (flareUsd !== null && sellUsd !== null) {
    alternative = sellUsd >= flareUsd ? 'sell' : 'flare';
    alternativeUsd = sellUsd >= flareUsd ? sellUsd : flareUsd;
  }
  const advantage = cash === null || alternativeUsd === null ? null : cash - alternativeUsd;
  const best: Best = advantage === null ? 'unknown' : advantage >= 0 ? 'mine' : (alternative ?? 'unknown');

  const needed = fixed === null || alternativeUsd === null ? null : fixed + alternativeUsd;
  const against = (value: number | null): number | null =>
    fixed === null || coins === null || value === null ? null : breakEvenBtcUsd(fixed + value, coins, kept);
  const efficiency = operation === null ? null : joulesPerTh(operation.asicKwhPerDay, operation.thPerSecond);
  const besidesGas = costs === null ? null : costsBesidesGas(costs);
  const netback = cash === null || used === null || used === 0 ? null : cash / used;
  const rewardAfterHalving =
    subsidy === null || row.feesBtcPerBlock === null ? null : subsidy / 2 + row.feesBtcPerBlock;
  const flaredCo2e =
    used === null || model.co2eTonnesPerMcfFlared === null ? null : used * model.co2eTonnesPerMcfFlared;
  const minedCo2e = used === null || model.co2eTonnesPerMcfMined === null ? null : used * model.co2eTonnesPerMcfMined;

  return {
    missing: missingOf(model, row, gas),
    best,
    bestAlternative: alternative,
    binding: operation === null ? 'none' : operation.binding,
    mineUsdPerDay: cash,
    sellUsdPerDay: sellUsd,
    flareUsdPerDay: flareUsd,
    bestAlternativeUsdPerDay: alternativeUsd,
    advantageUsdPerDay: advantage,
    netbackUsdPerMmbtu: netback === null ? null : netback / mmbtuPerMcf(hhv),
    netbackUsdPerMcf: netback,
    netbackUsdPer1000m3: netback === null ? null : netback * MCF_PER_1000_M3,
    gasAvailableMcfPerDay: available,
    gasUsedMcfPerDay: used,
    residualGasMcfPerDay: residual,
    thermalKwhPerDay: operation === null ? null : operation.thermalKwhPerDay,
    gasLimitedGrossKwhPerDay: operation === null ? null : operation.gasLimitedGrossKwhPerDay,
    powerLimitedGrossKwhPerDay: model.power.allUp.ratedKw * 24,
    fleetLimitedGrossKwhPerDay: model.fleet.asicKwhPerDay * model.fleet.grossPerAsic,
    grossKwhPerDay: operation === null ? null : operation.grossKwhPerDay,
    asicKwhPerDay: operation === null ? null : operation.asicKwhPerDay,
    joulesPerTh: efficiency,
    effectiveThPerSecond: operation === null ? null : operation.thPerSecond,
    btcPerDay: coins,
    revenueUsdPerDay: revenue,
    hashpriceUsdPerPhDay: hashprice,
    generatorOmUsdPerDay: costs === null ? null : costs.generatorOm,
    royaltyOnMinedGasUsdPerDay: costs === null ? null : costs.royalty,
    revenueShareUsdPerDay: revenue === null ? null : revenue * model.revenueShareFraction,
    miningTaxUsdPerDay: revenue === null ? null : revenue * model.miningTaxFraction,
    carbonOnMiningUsdPerDay: costs === null ? null : costs.carbon,
    gasPurchaseUsdPerDay: costs === null ? null : costs.gasPurchase,
    cashMarginUsdPerDay: cash,
    fullMarginUsdPerDay: cash === null ? null : cash - model.sunkUsdPerDay,
    sellNetbackUsdPerMcf: sellNetback,
    flareValueUsdPerMcf: flareUsdPerMcf,
    breakEvenBtcUsdVsZero: against(0),
    breakEvenBtcUsdVsSell: against(sellUsd),
    breakEvenBtcUsdVsFlare: against(flareUsd),
    breakEvenBtcUsdVsBestAlternative: against(alternativeUsd),
    breakEvenDifficulty:
      difficulty === null || revenue === null || needed === null
        ? null
        : breakEvenDifficulty(difficulty, revenue, kept, needed),
    breakEvenHashpriceUsdPerPhDay:
      needed === null || operation === null
        ? null
        : breakEvenHashprice(needed, operation.thPerSecond, kept, model.poolFeeFraction),
    breakEvenGasUsdPerMcf:
      revenue === null || besidesGas === null || used === null || model.perspective === 'producer'
        ? null
        : breakEvenGas(revenue, kept, besidesGas, used),
    breakEvenPowerUsdPerKwh:
      hashprice === null || efficiency === null ? null : breakEvenPower(hashprice, model.poolFeeFraction, efficiency),
    deltaUsdPerDayPerPercentBtc: revenue === null ? null : ONE_PERCENT * revenue * kept,
    deltaUsdPerDayPerPercentDifficulty: revenue === null ? null : -revenue * kept * (1 - 1 / (1 + ONE_PERCENT)),
    cashMarginUsdPerDayAfterHalving:
      revenue === null || fixed === null || reward === null || reward === 0 || rewardAfterHalving === null
        ? null
        : (revenue * rewardAfterHalving * kept) / reward - fixed,
    co2eTonnesPerDayFlared: flaredCo2e,
    co2eTonnesPerDayMined: minedCo2e,
    co2eTonnesPerDayAvoided:
      alternative === 'flare' && flaredCo2e !== null && minedCo2e !== null ? flaredCo2e - minedCo2e : null,
  };
}

function indexOf(row: MarketRow, id: string | null): number | null {
  return id === null ? null : (row.gasIndexUsdPerMmbtu[id] ?? null);
}

function missingOf(model: SiteModel, row: MarketRow, gas: GasInForce): readonly MissingInput[] {
  const missing: MissingInput[] = [...missingStreams(model, gas)];
  if (row.btcUsd === null) missing.push('btc-price');
  if (row.difficulty === null) missing.push('difficulty');
  if (row.height === null) missing.push('height');
  if (row.feesBtcPerBlock === null) missing.push('fees');
  const needsSellIndex = model.sell !== null && model.perspective !== 'miner';
  const isSellIndexMissing = needsSellIndex && indexOf(row, model.sell?.index ?? null) === null;
  const isRoyaltyIndexMissing = model.royaltyFraction > 0 && indexOf(row, model.royaltyIndex) === null;
  if (isSellIndexMissing || isRoyaltyIndexMissing) missing.push('gas-index');
  return missing;
}
