import type { SiteModel } from '#lib/domain/economics/site-model.ts';
import type { MarketRow } from '#lib/domain/market/market.ts';

/** Inputs, one site a lane; outputs overwritten each tick. The baseline of P1, not used by the product. */
export type FlatSites = {
  readonly length: number;
  readonly inputs: Readonly<Record<InputName, Float64Array>>;
  /** Probability of k units up, five lanes a site. */
  readonly probability: Float64Array;
  readonly outputs: readonly Float64Array[];
};

const INPUTS = [
  'gas',
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
  'pool',
  'royalty',
  'basis',
  'site',
  'sunk',
  'kept',
  'keptSale',
  'afterTax',
  'gathering',
  'ngl',
  'cap',
  'charge',
] as const;
type InputName = (typeof INPUTS)[number];

const OUTPUTS = 40;
const LANES = 5;
const MCF_PER_1000_M3 = 34.779;

export function flatSites(models: readonly SiteModel[], gas: readonly number[]): FlatSites {
  const length = models.length;
  const inputs = Object.fromEntries(INPUTS.map((name) => [name, new Float64Array(length)])) as Record<
    InputName,
    Float64Array
  >;
  const probability = new Float64Array(length * LANES);
  models.forEach((model, lane) => {
    const [line] = model.power.classes;
    const [miner] = model.fleet.classes;
    const { sell } = model;
    if (line === undefined || miner === undefined || sell === null)
      throw new Error('the flat loop knows one shape of site');
    const values: Record<InputName, number> = {
      gas: gas[lane] ?? 0,
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
      pool: model.poolFeeFraction,
      royalty: model.royaltyFraction,
      basis: sell.basisUsdPerMmbtu,
      site: model.avoidableSiteUsdPerDay,
      sunk: model.sunkUsdPerDay,
      kept: 1 - model.revenueShareFraction - model.miningTaxFraction,
      keptSale: sell.keptFraction,
      afterTax: sell.afterTaxFraction,
      gathering: sell.gatheringUsdPerMcf,
      ngl: sell.nglUsdPerMcf,
      cap: sell.capMcfPerDay ?? Number.POSITIVE_INFINITY,
      charge: model.flareChargeUsdPerMcf,
    };
    for (const name of INPUTS) inputs[name][lane] = values[name];
    for (const state of model.power.states) probability[lane * LANES + state.upOfFirst] = state.probability;
  });
  return { length, inputs, probability, outputs: Array.from({ length: OUTPUTS }, () => new Float64Array(length)) };
}

/** One tick of all sites; the sum of the advantages, so that nothing is optimised away. */
export function flatTick(sites: FlatSites, row: MarketRow): number {
  const { inputs: i, probability, outputs: o, length } = sites;
  const index = row.gasIndexUsdPerMmbtu['henry-hub'] ?? 0;
  const difficulty = row.difficulty ?? 0;
  const subsidy = 50 / 2 ** Math.floor((row.height ?? 0) / 210_000);
  const reward = subsidy + (row.feesBtcPerBlock ?? 0);
  const perTh = (1e12 * 86_400 * reward) / (difficulty * 2 ** 32);
  const price = row.btcUsd ?? 0;
  const hashprice = 1000 * perTh * price;
  let total = 0;
  for (let s = 0; s < length; s += 1) {
    const btuPerMcf = (i.lhv[s] as number) * 1000 * (i.treated[s] as number);
    const available = i.gas[s] as number;
    const fuelRate = (available * btuPerMcf) / 24;
    const fullLoad = fuelRate / (i.heatRate[s] as number);
    const rated = i.rated[s] as number;
    const idle = i.idle[s] as number;
    const fleetKw = ((i.asic[s] as number) * (i.grossPerAsic[s] as number)) / 24;
    const units = i.units[s] as number;
    let gross = 0;
    let fuel = 0;
    let gasLimited = 0;
    for (let k = 1; k <= units; k += 1) {
      const full = Math.floor(fullLoad / rated);
      const running = Math.min(full + 1, k);
      const onLine = (fullLoad - running * idle * rated) / (1 - idle);
      gasLimited = full >= k ? onLine : Math.max(full * rated, onLine);
      const kw = Math.min(gasLimited, k * rated, fleetKw);
      if (kw <= 0) continue;
      const p = probability[s * LANES + k] as number;
      const n = Math.min(k, Math.max(1, Math.ceil(kw / rated - 1e-9)));
      gross += p * kw;
      fuel += p * (i.heatRate[s] as number) * (n * idle * rated + (1 - idle) * kw);
    }
    const grossKwh = gross * 24;
    const asicKwh = grossKwh / (i.grossPerAsic[s] as number);
    const th = asicKwh * (i.thPerKwh[s] as number);
    const used = (fuel * 24) / btuPerMcf;
    const residual = Math.max(0, available - used);
    const coins = th * perTh * (1 - (i.pool[s] as number));
    const revenue = coins * price;
    const mmbtu = (i.hhv[s] as number) / 1000;
    const om = grossKwh * (i.om[s] as number);
    const royalty = used * (i.royalty[s] as number) * Math.max(0, (index + (i.basis[s] as number)) * mmbtu);
    const fixed = om + royalty + (i.site[s] as number);
    const kept = i.kept[s] as number;
    const cash = revenue * kept - fixed;
    const proceeds = (index + (i.basis[s] as number)) * mmbtu * (i.keptSale[s] as number);
    const netback =
      (proceeds > 0 ? proceeds * (i.afterTax[s] as number) : proceeds) +
      (i.ngl[s] as number) -
      (i.gathering[s] as number);
    const flareValue = -(i.charge[s] as number);
    const sold = Math.min(used, Math.max(0, (i.cap[s] as number) - residual));
    const sell = sold * netback + (used - sold) * flareValue;
    const flare = used * flareValue;
    const alternative = Math.max(sell, flare);
    const needed = fixed + alternative;
    const perCoin = coins * kept;
    const efficiency = (asicKwh * 1000) / 24 / th;
    (o[0] as Float64Array)[s] = cash;
    (o[1] as Float64Array)[s] = sell;
    (o[2] as Float64Array)[s] = flare;
    (o[3] as Float64Array)[s] = alternative;
    (o[4] as Float64Array)[s] = cash / used / mmbtu;
    (o[5] as Float64Array)[s] = cash / used;
    (o[6] as Float64Array)[s] = (cash / used) * MCF_PER_1000_M3;
    (o[7] as Float64Array)[s] = available;
    (o[8] as Float64Array)[s] = used;
    (o[9] as Float64Array)[s] = residual;
    (o[10] as Float64Array)[s] = (available * btuPerMcf) / 3412.14163;
    (o[11] as Float64Array)[s] = gasLimited * 24;
    (o[12] as Float64Array)[s] = units * rated * 24;
    (o[13] as Float64Array)[s] = fleetKw * 24;
    (o[14] as Float64Array)[s] = grossKwh;
    (o[15] as Float64Array)[s] = asicKwh;
    (o[16] as Float64Array)[s] = efficiency;
    (o[17] as Float64Array)[s] = th;
    (o[18] as Float64Array)[s] = coins;
    (o[19] as Float64Array)[s] = revenue;
    (o[20] as Float64Array)[s] = hashprice;
    (o[21] as Float64Array)[s] = om;
    (o[22] as Float64Array)[s] = royalty;
    (o[23] as Float64Array)[s] = cash - (i.sunk[s] as number);
    (o[24] as Float64Array)[s] = netback;
    (o[25] as Float64Array)[s] = flareValue;
    (o[26] as Float64Array)[s] = fixed / perCoin;
    (o[27] as Float64Array)[s] = (fixed + sell) / perCoin;
    (o[28] as Float64Array)[s] = (fixed + flare) / perCoin;
    (o[29] as Float64Array)[s] = needed / perCoin;
    (o[30] as Float64Array)[s] = (difficulty * revenue * kept) / needed;
    (o[31] as Float64Array)[s] = (1000 * needed) / (th * kept * (1 - (i.pool[s] as number)));
    (o[32] as Float64Array)[s] = (revenue * kept - om - (i.site[s] as number)) / used;
    (o[33] as Float64Array)[s] = (hashprice * (1 - (i.pool[s] as number))) / (24 * efficiency);
    (o[34] as Float64Array)[s] = 0.01 * revenue * kept;
    (o[35] as Float64Array)[s] = -revenue * kept * (1 - 1 / 1.01);
    (o[36] as Float64Array)[s] = (revenue * kept * (subsidy / 2 + reward - subsidy)) / reward - fixed;
    (o[37] as Float64Array)[s] = fixed;
    (o[38] as Float64Array)[s] = cash - alternative;
    (o[39] as Float64Array)[s] = netback;
    total += cash - alternative;
  }
  return total;
}
