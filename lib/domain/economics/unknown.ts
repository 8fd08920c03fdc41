import type { GasInForce } from '../gas/report.ts';
import type { MissingInput } from '../history/point.ts';
import type { MarketRow } from '../market/market.ts';
import type { Evaluation } from './evaluation.ts';
import { gasAvailable, missingStreams } from './gas-available.ts';
import { needsFlareIndex, needsRoyaltyIndex } from './margin.ts';
import type { SiteModel } from './site-model.ts';

/** What an evaluation can lack. `flare` and `mine-carbon`: a carbon price on gas of unknown composition. */
type Input = 'gas' | 'price' | 'difficulty' | 'reward' | 'sell-index' | 'royalty-index' | 'flare' | 'mine-carbon';

export const NOTHING_MISSING: readonly MissingInput[] = [];

const COINS: readonly Input[] = ['gas', 'difficulty', 'reward'];
const REVENUE: readonly Input[] = [...COINS, 'price'];
const COSTS: readonly Input[] = ['gas', 'royalty-index', 'mine-carbon'];
const MARGIN: readonly Input[] = [...REVENUE, ...COSTS];
const SALE: readonly Input[] = ['gas', 'sell-index', 'flare'];
const FLARE: readonly Input[] = ['gas', 'flare'];

/** The inputs that a figure rests on; it is unknown while one of them is. */
export const RESTS_ON: Readonly<Record<keyof Omit<Evaluation, 'missing'>, readonly Input[]>> = {
  best: [...MARGIN, ...SALE],
  bestAlternative: SALE,
  binding: ['gas'],
  mineUsdPerDay: MARGIN,
  sellUsdPerDay: SALE,
  flareUsdPerDay: FLARE,
  bestAlternativeUsdPerDay: SALE,
  advantageUsdPerDay: [...MARGIN, ...SALE],
  netbackUsdPerMmbtu: MARGIN,
  netbackUsdPerMcf: MARGIN,
  netbackUsdPer1000m3: MARGIN,
  gasAvailableMcfPerDay: ['gas'],
  gasUsedMcfPerDay: ['gas'],
  residualGasMcfPerDay: ['gas'],
  thermalKwhPerDay: ['gas'],
  gasLimitedGrossKwhPerDay: ['gas'],
  powerLimitedGrossKwhPerDay: [],
  fleetLimitedGrossKwhPerDay: [],
  grossKwhPerDay: ['gas'],
  asicKwhPerDay: ['gas'],
  joulesPerTh: ['gas'],
  effectiveThPerSecond: ['gas'],
  btcPerDay: COINS,
  revenueUsdPerDay: REVENUE,
  hashpriceUsdPerPhDay: ['price', 'difficulty', 'reward'],
  generatorOmUsdPerDay: ['gas'],
  royaltyOnMinedGasUsdPerDay: ['gas', 'royalty-index'],
  revenueShareUsdPerDay: REVENUE,
  miningTaxUsdPerDay: REVENUE,
  carbonOnMiningUsdPerDay: ['gas', 'mine-carbon'],
  gasPurchaseUsdPerDay: ['gas', 'royalty-index'],
  cashMarginUsdPerDay: MARGIN,
  fullMarginUsdPerDay: MARGIN,
  sellNetbackUsdPerMcf: ['sell-index'],
  flareValueUsdPerMcf: ['flare'],
  breakEvenBtcUsdVsZero: [...COINS, ...COSTS],
  breakEvenBtcUsdVsSell: [...COINS, ...COSTS, ...SALE],
  breakEvenBtcUsdVsFlare: [...COINS, ...COSTS, ...FLARE],
  breakEvenBtcUsdVsBestAlternative: [...COINS, ...COSTS, ...SALE],
  breakEvenDifficulty: [...MARGIN, ...SALE],
  breakEvenHashpriceUsdPerPhDay: [...COSTS, ...SALE],
  breakEvenGasUsdPerMcf: [...REVENUE, 'mine-carbon'],
  breakEvenPowerUsdPerKwh: REVENUE,
  deltaUsdPerDayPerPercentBtc: REVENUE,
  deltaUsdPerDayPerPercentDifficulty: REVENUE,
  cashMarginUsdPerDayAfterHalving: MARGIN,
  co2eTonnesPerDayFlared: ['gas'],
  co2eTonnesPerDayMined: ['gas'],
  co2eTonnesPerDayAvoided: SALE,
};

/** What is unknown of a site at this tick, and the names of it that a point shows. */
export function unknownInputs(model: SiteModel, row: MarketRow, gas: GasInForce) {
  const isOwner = model.perspective !== 'miner';
  const lacks = (id: string | null): boolean => id === null || (row.gasIndexUsdPerMmbtu[id] ?? null) === null;
  const unknown = new Set<Input>();
  const missing = new Set(missingStreams(model, gas));
  const lack = (input: Input, name: MissingInput): void => {
    unknown.add(input);
    missing.add(name);
  };
  if (gasAvailable(model, gas) === null) unknown.add('gas');
  if (row.btcUsd === null) lack('price', 'btc-price');
  if (row.difficulty === null) lack('difficulty', 'difficulty');
  if (row.height === null) lack('reward', 'height');
  if (row.feesBtcPerBlock === null) lack('reward', 'fees');
  if (isOwner && model.sell !== null && lacks(model.sell.index)) lack('sell-index', 'gas-index');
  if (needsRoyaltyIndex(model) && lacks(model.royaltyIndex)) lack('royalty-index', 'gas-index');
  if (isOwner && model.carbonUsdPerMcfFlared === null) lack('flare', 'regime');
  if (needsFlareIndex(model) && lacks(model.royaltyIndex)) lack('flare', 'gas-index');
  if (model.carbonUsdPerMcfMined === null) lack('mine-carbon', 'regime');
  return { unknown, missing: [...missing] };
}

type Figure = keyof typeof RESTS_ON;

const FIGURES = Object.keys(RESTS_ON) as readonly Figure[];

/** The figures that one input unknown makes unknown. */
const figuresOn = (input: Input): readonly Figure[] => FIGURES.filter((figure) => RESTS_ON[figure].includes(input));

/** As there is a set of them at every tick under a law not known to one price. */
const RESTING: ReadonlyMap<Input, readonly Figure[]> = new Map(
  [...new Set(Object.values(RESTS_ON).flat())].map((input) => [input, figuresOn(input)]),
);

/**
 * The evaluation with every figure null that rests on something unknown; `missing` = its names, as the
 * evaluation has them, `known` = figures that hold whatever the unknown is.
 */
export function withUnknown(
  worked: Evaluation,
  unknown: ReadonlySet<Input>,
  missing: readonly MissingInput[] = worked.missing,
  known: Partial<Evaluation> | null = null,
): Evaluation {
  const blind: Record<string, unknown> = { ...worked, missing };
  for (const input of unknown) for (const figure of RESTING.get(input) ?? []) blind[figure] = null;
  if (blind.best === null) blind.best = 'unknown';
  if (unknown.has('gas')) blind.binding = 'none';
  return Object.assign(blind, known) as Evaluation;
}
