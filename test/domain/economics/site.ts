import type { Site } from '#lib/domain/company.ts';
import type { GasInForce, Stream } from '#lib/domain/gas/report.ts';
import { STREAMS } from '#lib/domain/gas/report.ts';
import { US60 } from '#lib/domain/gas/volume.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { MarketRow } from '#lib/domain/market/market.ts';

type Patch<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Patch<T[K]> } : T;

/** The site of vector E2E-01: 300 × S19j Pro on one 1,250 kW generator. */
const E2E_01: Omit<Site, 'rules'> = {
  id: 'pad',
  name: 'Pad',
  timezone: 'UTC',
  gasDayStart: '00:00',
  gas: { volumeBase: US60, hhvBtuPerScf: 1210, lhvBtuPerScf: 1100, composition: null, methaneNumber: null },
  treatShrinkFraction: 0.02,
  fuelIncludesMining: false,
  reports: { cadence: '1d', staleAfterSeconds: 108_000, pull: null, pushKeys: [], drop: false },
  power: {
    generators: [{ model: null, count: 1, ratedKw: 1250, heatRateBtuPerKwhLhv: 10_000, idleFuelFraction: 0 }],
    availability: 0.92,
    parasiticFraction: 0.06,
    omUsdPerKwhGross: 0.02,
  },
  fleet: { miners: [{ model: null, count: 300, thPerSecond: 104, watts: 3068 }], pue: 1.04, uptime: 0.97 },
  pool: { feeFraction: 0.01, scheme: 'fpps', btcRealisationFraction: 1 },
  costs: {
    siteUsdPerDay: 600,
    siteAvoidableAfterDays: 0,
    royaltyOnMinedGasFraction: 0.1875,
    royaltyIndex: null,
    royaltyBasisUsdPerMmbtu: 0,
    revenueShareFraction: 0,
    miningTaxFraction: 0,
    gasPurchaseUsdPerMcf: 0,
    gasPurchaseIndexFraction: 0,
    hostingUsdPerKwh: 0,
    rentalUsdPerKwMonth: 0,
    royaltyOn: 'index',
    minedGasIncentiveUsdPerMcf: 0,
  },
  perspective: 'joint',
  sell: {
    index: 'henry-hub',
    basisUsdPerMmbtu: -1.9,
    gatheringUsdPerMcf: 0.65,
    shrinkFraction: 0.08,
    percentOfProceeds: 1,
    nglUsdPerMcf: 0,
    royaltyFraction: 0.1875,
    severanceFraction: 0.075,
    firmMcfPerDay: 0,
    capMcfPerDay: 120,
    curtailedFraction: 0,
    qualityDeductUsdPerMcf: 0,
    takeOrPayMcfPerDay: 0,
    deficiencyUsdPerMcf: 0,
  },
  flare: {
    regime: 'none',
    isScenarioCharged: false,
    oilBblPerDay: null,
    conditions: [],
    periodToDate: [],
    chargeUsdPerMcf: 0.5,
    permitLimitMcfPerDay: null,
    oilMarginUsdPerBbl: null,
    gorMcfPerBbl: null,
  },
  carbon: { usdPerTonneCo2e: 0, appliesTo: [] },
  emissions: { flareDestruction: 0.98, engineSlipFraction: 0.03, gwpMethane: 29.8, gwpSource: 'ar6-100-fossil' },
  capitalUsdPerDay: 0,
};

/** The site of vector E2E-01 with some of its terms changed; blocks are merged, lists replaced. */
export function siteWith(patch: Patch<Site> = {}): Site {
  return merged<Site>(E2E_01 as Site, patch as Partial<Site>);
}

function merged<T extends object>(base: T, patch: Partial<T>): T {
  const result: Record<string, unknown> = { ...(base as Record<string, unknown>) };
  for (const [key, value] of Object.entries(patch)) {
    const before = result[key];
    const isBlock = (it: unknown): it is object => typeof it === 'object' && it !== null && !Array.isArray(it);
    result[key] = isBlock(before) && isBlock(value) ? merged(before, value) : value;
  }
  return result as T;
}

/** The market of vector E2E-01. */
export const MARKET: MarketRow = {
  btcUsd: 80_000,
  difficulty: 124_932_866_006_548.16,
  height: 925_000,
  feesBtcPerBlock: 0.04,
  gasIndexUsdPerMmbtu: { 'henry-hub': 2.8 },
};

/** Streams in force as given, Mcf/day; a stream left out was never reported, null is unknown. */
export function gasOf(
  rates: Readonly<Partial<Record<Stream, number | null>>>,
  hhvBtuPerScf: number | null = null,
): GasInForce {
  const entries = STREAMS.map((stream) => {
    const rate = rates[stream];
    const row = {
      periodStart: 0 as Instant,
      periodEnd: 86_400 as Instant,
      volumeMcf: rate ?? null,
      hhvBtuPerScf: stream === 'produced' ? hhvBtuPerScf : null,
      version: 1,
      reportedAt: 0 as Instant,
    };
    return [
      stream,
      rate === undefined
        ? { mcfPerDay: null, everReported: false, quality: 'missing', row: null }
        : { mcfPerDay: rate, everReported: true, quality: rate === null ? 'missing' : 'ok', row },
    ];
  });
  return Object.fromEntries(entries) as GasInForce;
}
