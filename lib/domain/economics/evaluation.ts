import type { Best, Binding, MissingInput } from '../history/point.ts';

/**
 * The three-way result of one site at one tick (interfaces.md section 6). Floating figures, named
 * with their units; null = unknown or without meaning. Volumes and per-Mcf money are at 60 °F,
 * 14.696 psia, dry. Every field name is the name of its step.
 */
export type Evaluation = {
  readonly missing: readonly MissingInput[];
  readonly best: Best;
  readonly bestAlternative: 'sell' | 'flare' | null;
  readonly binding: Binding;
  readonly mineUsdPerDay: number | null;
  readonly sellUsdPerDay: number | null;
  readonly flareUsdPerDay: number | null;
  readonly bestAlternativeUsdPerDay: number | null;
  readonly advantageUsdPerDay: number | null;
  readonly netbackUsdPerMmbtu: number | null;
  readonly netbackUsdPerMcf: number | null;
  readonly netbackUsdPer1000m3: number | null;
  readonly gasAvailableMcfPerDay: number | null;
  readonly gasUsedMcfPerDay: number | null;
  readonly residualGasMcfPerDay: number | null;
  readonly thermalKwhPerDay: number | null;
  readonly gasLimitedGrossKwhPerDay: number | null;
  readonly powerLimitedGrossKwhPerDay: number | null;
  readonly fleetLimitedGrossKwhPerDay: number | null;
  readonly grossKwhPerDay: number | null;
  readonly asicKwhPerDay: number | null;
  readonly joulesPerTh: number | null;
  readonly effectiveThPerSecond: number | null;
  readonly btcPerDay: number | null;
  readonly revenueUsdPerDay: number | null;
  readonly hashpriceUsdPerPhDay: number | null;
  readonly generatorOmUsdPerDay: number | null;
  readonly royaltyOnMinedGasUsdPerDay: number | null;
  readonly revenueShareUsdPerDay: number | null;
  readonly miningTaxUsdPerDay: number | null;
  readonly carbonOnMiningUsdPerDay: number | null;
  readonly gasPurchaseUsdPerDay: number | null;
  readonly cashMarginUsdPerDay: number | null;
  readonly fullMarginUsdPerDay: number | null;
  readonly sellNetbackUsdPerMcf: number | null;
  readonly flareValueUsdPerMcf: number | null;
  readonly breakEvenBtcUsdVsZero: number | null;
  readonly breakEvenBtcUsdVsSell: number | null;
  readonly breakEvenBtcUsdVsFlare: number | null;
  readonly breakEvenBtcUsdVsBestAlternative: number | null;
  readonly breakEvenDifficulty: number | null;
  readonly breakEvenHashpriceUsdPerPhDay: number | null;
  readonly breakEvenGasUsdPerMcf: number | null;
  readonly breakEvenPowerUsdPerKwh: number | null;
  readonly deltaUsdPerDayPerPercentBtc: number | null;
  readonly deltaUsdPerDayPerPercentDifficulty: number | null;
  readonly cashMarginUsdPerDayAfterHalving: number | null;
  readonly co2eTonnesPerDayFlared: number | null;
  readonly co2eTonnesPerDayMined: number | null;
  readonly co2eTonnesPerDayAvoided: number | null;
};

/** One line of `steps`: how a figure came about. */
export type Step = {
  readonly id: number;
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
  /** In symbols, e.g. `(index + basis) × HHV × (1 − shrink)`. */
  readonly formula: string;
  /** Section of the method, e.g. `M7`. */
  readonly method: string;
};

/** Grows with every change of a figure that a user can see (docs/upgrade.md tells which). Stored with every point. */
export const METHOD_VERSION = 2;
