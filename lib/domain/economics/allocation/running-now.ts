import type { GasInForce } from '../../gas/report.ts';
import type { FleetModel } from '../fleet.ts';
import type { SiteConditions } from './conditions.ts';

/** A way to run with the gas that it takes. */
type Use = { readonly asicKwhPerDay: number; readonly usedMcf: number };

/** Meters are not as exact as models: nearer by less than this share of the gas is as near, Mcf/Mcf. */
const AS_NEAR_FRACTION = 1e-6;

/**
 * Energy at the plugs of what runs now, kWh/day, by the `mining` stream in force: never reported counts
 * as all, zero is none, null is unknown. Between, it is the first classes of the merit order (at least
 * one) whose gas is nearest to what was metered, or `best` where that is nearer: a site that has done
 * what was advised has nothing more to gain by it.
 *
 * Example: S21 take 125 Mcf/day, S21 and S9 together 250. With 118 metered the S21 run, with 230 all.
 */
export function runningKwhPerDay(gas: GasInForce, fleet: FleetModel, conditions: SiteConditions): number | null {
  const { everReported, mcfPerDay } = gas.mining;
  if (!everReported) return fleet.asicKwhPerDay;
  if (mcfPerDay === null) return null;
  if (mcfPerDay <= 0) return 0;
  if (fleet.classes.length < 2) return fleet.asicKwhPerDay;
  let kwh = 0;
  const uses = fleet.classes.map((one) => {
    kwh += one.asicKwhPerDay;
    return { asicKwhPerDay: kwh, usedMcf: conditions.run(fleet, kwh).usedMcf };
  });
  return uses.reduceRight<Use | null>((nearest, use) => nearerTo(mcfPerDay, nearest, use), null)?.asicKwhPerDay ?? 0;
}

/** Is the metered gas that of the best plan rather than that of the classes thought to run? */
export function isRunAsAdvised(gas: GasInForce, best: Use, thought: Use | null): boolean {
  const { mcfPerDay } = gas.mining;
  if (mcfPerDay === null || mcfPerDay <= 0 || best.usedMcf <= 0 || thought === null) return false;
  return nearerTo(mcfPerDay, thought, best) === best;
}

/** `other` only where it is nearer by more than rounding. */
function nearerTo(mcfPerDay: number, one: Use | null, other: Use): Use {
  if (one === null) return other;
  const off = (use: Use): number => Math.abs(use.usedMcf - mcfPerDay);
  return off(other) < off(one) - AS_NEAR_FRACTION * mcfPerDay ? other : one;
}
