import { type FlareTierUsd, tiersWithThreshold } from '../flare-threshold.ts';
import type { SiteModel } from '../site-model.ts';
import { type Allocation, allocate, type Outlet, worthOfBest } from './allocate.ts';

/** Where the gas that mining leaves can go, best use first decided by `allocate`. */
export type RestOutlets = {
  readonly outlets: readonly Outlet[];
  /** True while flaring beyond the permit would need a shut-in whose cost is unknown. */
  readonly isShutInUnknown: boolean;
};

/** What the prices of the outlets rest on at one tick; null = unknown. */
export type RestPrices = {
  readonly sellNetbackUsdPerMcf: number | null;
  readonly flareUsdPerMcf: number | null;
  readonly availableMcf: number;
  /** Injected by the report in force: it counts towards the contract's volumes and is no longer available. */
  readonly injectedMcf: number;
};

/**
 * The outlets of a site besides mining (docs/method.md#M13): the sale up to the takeaway capacity,
 * the injection between its least volume and its capacity, the flare up to the permit (0 = banned),
 * dearer above a threshold, and beyond all of them the shut-in, which costs the oil margin ÷ gas-oil
 * ratio per Mcf. Null while a price is unknown.
 */
export function restOutlets(model: SiteModel, prices: RestPrices): RestOutlets | null {
  const { sellNetbackUsdPerMcf, flareUsdPerMcf } = prices;
  if (model.perspective === 'miner') return { outlets: [outlet('flare', 0, null)], isShutInUnknown: false };
  if (flareUsdPerMcf === null || (model.sell !== null && sellNetbackUsdPerMcf === null)) return null;
  const outlets = [...flareOutlets(model, flareUsdPerMcf), ...injectOutlets(model, prices)];
  if (model.sell !== null && sellNetbackUsdPerMcf !== null)
    outlets.push({
      ...outlet('sell', sellNetbackUsdPerMcf, model.sell.capMcfPerDay),
      takeOrPayMcfPerDay: model.sell.takeOrPayMcfPerDay,
      deficiencyUsdPerMcf: model.sell.deficiencyUsdPerMcf,
    });
  if (model.permitLimitMcfPerDay === null) return { outlets, isShutInUnknown: false };
  const { shutInUsdPerMcf } = model;
  if (shutInUsdPerMcf !== null) outlets.push(outlet('shut-in', -shutInUsdPerMcf, null));
  return { outlets, isShutInUnknown: shutInUsdPerMcf === null };
}

/** The best use of the rest; null where the outlets cannot take it. */
export function bestUseOf(rest: RestOutlets, mcfPerDay: number): Allocation | null {
  return allocate(mcfPerDay, rest.outlets);
}

/** What the best use of the rest is worth, USD/day; null where the outlets cannot take it. */
export function worthOfRest(rest: RestOutlets, mcfPerDay: number): number | null {
  return worthOfBest(mcfPerDay, rest.outlets);
}

/**
 * Flaring up to the permit. Above a threshold, of the site or of its law, it is dearer, so that it is never
 * filled before what lies below; where crossing costs something once a day it is another outlet.
 */
function flareOutlets(model: SiteModel, usdPerMcf: number): readonly Outlet[] {
  const { flareThreshold, permitLimitMcfPerDay: permit } = model;
  const outlets: Outlet[] = [];
  let left = permit ?? Number.POSITIVE_INFINITY;
  for (const piece of tiersWithThreshold(model.flareTiers ?? ONE_TIER, flareThreshold)) {
    if (left <= 0 && outlets.length > 0) break;
    const mcfPerDay = Math.min(piece.mcfPerDay ?? Number.POSITIVE_INFINITY, left);
    left -= mcfPerDay;
    const tier = {
      mcfPerDay: mcfPerDay === Number.POSITIVE_INFINITY ? null : mcfPerDay,
      usdPerMcf: usdPerMcf - piece.usdPerMcf,
    };
    const last = outlets.at(-1);
    if (last !== undefined && piece.usdPerDay === 0)
      outlets[outlets.length - 1] = { ...last, tiers: [...last.tiers, tier] };
    else
      outlets.push({
        ...outlet(`flare${ABOVE_THRESHOLD.repeat(outlets.length)}`, tier.usdPerMcf, tier.mcfPerDay),
        fixedUsdPerDay: piece.usdPerDay,
      });
  }
  return outlets;
}

const ABOVE_THRESHOLD = '-above-threshold';
const ONE_TIER: readonly FlareTierUsd[] = [{ mcfPerDay: null, usdPerMcf: 0, usdPerDay: 0 }];

/** What of an allocation is flared, below and above thresholds, Mcf/day. */
export function flaredOf(mcfPerDay: Allocation['mcfPerDay']): number {
  return Object.entries(mcfPerDay).reduce((sum, [id, mcf]) => (id.startsWith('flare') ? sum + mcf : sum), 0);
}

/** Injection besides what is injected now; a least volume that the gas cannot meet takes all of it. */
function injectOutlets(model: SiteModel, { availableMcf, injectedMcf }: RestPrices): readonly Outlet[] {
  const { injection } = model;
  if (injection === null) return [];
  const left = (mcf: number): number => Math.max(0, mcf - injectedMcf);
  const capMcfPerDay = injection.capMcfPerDay === null ? null : left(injection.capMcfPerDay);
  const mustMcfPerDay = Math.min(left(injection.minimumMcfPerDay), availableMcf, capMcfPerDay ?? availableMcf);
  return [{ ...outlet('inject', injection.usdPerMcf, capMcfPerDay), mustMcfPerDay }];
}

function outlet(id: string, usdPerMcf: number, capMcfPerDay: number | null): Outlet {
  return {
    id,
    tiers: [{ mcfPerDay: capMcfPerDay, usdPerMcf }],
    mustMcfPerDay: 0,
    takeOrPayMcfPerDay: 0,
    deficiencyUsdPerMcf: 0,
    fixedUsdPerDay: 0,
    minimumMcfPerDay: 0,
  };
}
