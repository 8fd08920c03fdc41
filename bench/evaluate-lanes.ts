import type { Evaluation } from '#lib/domain/economics/evaluation.ts';
import type { SiteModel } from '#lib/domain/economics/site-model.ts';
import type { GasInForce } from '#lib/domain/gas/report.ts';

/** Inputs, one site a lane; outputs overwritten each tick. The baseline of P1, not used by the product. */
export type FlatSites = {
  readonly length: number;
  readonly inputs: Readonly<Record<InputName, Float64Array>>;
  /** Probability of k units up, five lanes a site. */
  readonly probability: Float64Array;
  readonly outputs: readonly Float64Array[];
};

const INPUTS = [
  'produced',
  'received',
  'injected',
  'fuel',
  'minedInFuel',
  'firm',
  'heating',
  'lhv',
  'hhv',
  'treated',
  'units',
  'rated',
  'heatRate',
  'idle',
  'asic',
  'grossPerAsic',
  'thPerKwh',
  'om',
  'omPerHour',
  'pool',
  'realised',
  'royalty',
  'basis',
  'purchase',
  'hosting',
  'incentive',
  'carbonMined',
  'site',
  'sunk',
  'incomeTax',
  'revenueShare',
  'miningTax',
  'keptSale',
  'afterTax',
  'gathering',
  'ngl',
  'cap',
  'charge',
  'carbonFlared',
] as const;
type InputName = (typeof INPUTS)[number];

/** Every figure of an evaluation of gas without a composition (so without CO2e); its three names, as codes, follow. */
const FIGURES = [
  'mineUsdPerDay',
  'sellUsdPerDay',
  'flareUsdPerDay',
  'bestAlternativeUsdPerDay',
  'netbackUsdPerMmbtu',
  'netbackUsdPerMcf',
  'netbackUsdPer1000m3',
  'gasAvailableMcfPerDay',
  'gasUsedMcfPerDay',
  'residualGasMcfPerDay',
  'thermalKwhPerDay',
  'gasLimitedGrossKwhPerDay',
  'powerLimitedGrossKwhPerDay',
  'fleetLimitedGrossKwhPerDay',
  'grossKwhPerDay',
  'asicKwhPerDay',
  'joulesPerTh',
  'effectiveThPerSecond',
  'btcPerDay',
  'revenueUsdPerDay',
  'hashpriceUsdPerPhDay',
  'generatorOmUsdPerDay',
  'royaltyOnMinedGasUsdPerDay',
  'revenueShareUsdPerDay',
  'miningTaxUsdPerDay',
  'carbonOnMiningUsdPerDay',
  'gasPurchaseUsdPerDay',
  'cashMarginUsdPerDay',
  'fullMarginUsdPerDay',
  'sellNetbackUsdPerMcf',
  'flareValueUsdPerMcf',
  'breakEvenBtcUsdVsZero',
  'breakEvenBtcUsdVsSell',
  'breakEvenBtcUsdVsFlare',
  'breakEvenBtcUsdVsBestAlternative',
  'breakEvenDifficulty',
  'breakEvenHashpriceUsdPerPhDay',
  'breakEvenGasUsdPerMcf',
  'breakEvenPowerUsdPerKwh',
  'deltaUsdPerDayPerPercentBtc',
  'deltaUsdPerDayPerPercentDifficulty',
  'cashMarginUsdPerDayAfterHalving',
  'advantageUsdPerDay',
] as const satisfies readonly (keyof Evaluation)[];
const OUTPUTS = FIGURES.length + 3;
/** A site has at most four units. */
export const COUNTS = 5;

/** The lanes of sites of one shape: one line of equal units, one miner model, a sale, both perspectives together. */
export function flatSites(models: readonly SiteModel[], gases: readonly GasInForce[]): FlatSites {
  const length = models.length;
  const inputs = Object.fromEntries(INPUTS.map((name) => [name, new Float64Array(length)])) as Record<
    InputName,
    Float64Array
  >;
  const probability = new Float64Array(length * COUNTS);
  models.forEach((model, lane) => {
    const values = valuesOf(model, gases[lane]);
    for (const name of INPUTS) inputs[name][lane] = values[name];
    for (const state of model.power.states) probability[lane * COUNTS + state.upOfFirst] = state.probability;
  });
  return { length, inputs, probability, outputs: Array.from({ length: OUTPUTS }, () => new Float64Array(length)) };
}

function valuesOf(model: SiteModel, gas: GasInForce | undefined): Readonly<Record<InputName, number>> {
  const [line] = model.power.classes;
  const [miner] = model.fleet.classes;
  const { sell } = model;
  const isOther = model.perspective !== 'joint' || model.royaltyOn !== 'index' || model.isShareOfNet;
  if (line === undefined || miner === undefined || sell === null || gas === undefined || isOther)
    throw new Error('the flat loop knows one shape of site');
  return {
    produced: gas.produced.mcfPerDay ?? 0,
    received: gas.received.mcfPerDay ?? 0,
    injected: gas.injected.mcfPerDay ?? 0,
    fuel: gas.fuel.mcfPerDay ?? 0,
    minedInFuel: model.fuelIncludesMining ? (gas.mining.mcfPerDay ?? 0) : 0,
    firm: model.firmMcfPerDay,
    heating: 1,
    lhv: model.lhvBtuPerScf,
    hhv: model.hhvBtuPerScf,
    treated: model.treatedFraction,
    units: line.units,
    rated: line.ratedKw,
    heatRate: line.heatRateBtuPerKwh,
    idle: line.idleFraction,
    asic: model.fleet.asicKwhPerDay,
    grossPerAsic: model.fleet.grossPerAsic,
    thPerKwh: miner.thPerSecondPerKwhPerDay,
    om: model.omUsdPerKwhGross,
    omPerHour: model.omUsdPerUnitHour,
    pool: model.poolFeeFraction,
    realised: model.btcRealisationFraction,
    royalty: model.royaltyFraction,
    basis: sell.basisUsdPerMmbtu,
    purchase: model.gasPurchaseUsdPerMcf,
    hosting: model.hostingUsdPerKwh,
    incentive: model.minedGasIncentiveUsdPerMcf,
    carbonMined: model.carbonUsdPerMcfMined ?? 0,
    site: model.avoidableSiteUsdPerDay,
    sunk: model.sunkUsdPerDay,
    incomeTax: model.incomeTaxFraction,
    revenueShare: model.revenueShareFraction,
    miningTax: model.miningTaxFraction,
    keptSale: sell.keptFraction,
    afterTax: sell.afterTaxFraction,
    gathering: sell.gatheringUsdPerMcf,
    ngl: sell.nglUsdPerMcf,
    cap: sell.capMcfPerDay ?? Number.POSITIVE_INFINITY,
    charge: model.flareChargeUsdPerMcf,
    carbonFlared: model.carbonUsdPerMcfFlared ?? 0,
  };
}

/** Throws unless the last tick's lanes are the figures of the evaluations; both are null or no number where nothing is used. */
export function assertSameFigures({ outputs, length }: FlatSites, evaluations: readonly Evaluation[]): void {
  for (let s = 0; s < length; s += 1)
    FIGURES.forEach((figure, index) => {
      const [flat, own] = [outputs[index]?.[s] ?? Number.NaN, evaluations[s]?.[figure] ?? Number.NaN];
      const isBelow = figure === 'breakEvenDifficulty' && Number.isNaN(own);
      const isSame =
        Math.abs(flat - own) <= 1e-9 * Math.max(1, Math.abs(own)) || (Number.isNaN(flat) && Number.isNaN(own));
      if (!(isSame || isBelow)) throw new Error(`the baseline computes another ${figure}: ${own} against ${flat}`);
    });
}
