import type { SiteModel } from '../site-model.ts';
import { type Allocation, allocate, type Outlet } from './allocate.ts';

/** Where the gas that mining leaves can go, best use first decided by `allocate`. */
export type RestOutlets = {
  readonly outlets: readonly Outlet[];
  /** True while flaring beyond the permit would need a shut-in whose cost is unknown. */
  readonly isShutInUnknown: boolean;
};

/**
 * The outlets of a site besides mining (docs/method.md#M13): the sale up to the takeaway capacity,
 * the flare up to the permit (0 = banned), and beyond both the shut-in, which costs the oil margin ÷
 * gas-oil ratio per Mcf. Null while a price is unknown.
 */
export function restOutlets(
  model: SiteModel,
  sellNetbackUsdPerMcf: number | null,
  flareUsdPerMcf: number | null,
): RestOutlets | null {
  if (model.perspective === 'miner') return { outlets: [outlet('flare', 0, null)], isShutInUnknown: false };
  if (flareUsdPerMcf === null || (model.sell !== null && sellNetbackUsdPerMcf === null)) return null;
  const outlets = [outlet('flare', flareUsdPerMcf, model.permitLimitMcfPerDay)];
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
