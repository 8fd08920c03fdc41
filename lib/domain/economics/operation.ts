import { BTU_PER_KWH, HOURS_PER_DAY, SCF_PER_MCF } from '../conversions.ts';
import type { Binding } from '../history/point.ts';
import type { FleetModel } from './fleet.ts';
import { keptOperations } from './kept-operations.ts';
import { powerMeans } from './power/means.ts';
import { kwFromFuel } from './power/power-model.ts';
import type { SiteModel } from './site-model.ts';

/** What the engines and miners do with a day's gas; means over the availability of the units. */
export type Operation = {
  readonly thermalKwhPerDay: number;
  /** The three limits are those with every unit up. */
  readonly gasLimitedGrossKwhPerDay: number;
  readonly powerLimitedGrossKwhPerDay: number;
  readonly fleetLimitedGrossKwhPerDay: number;
  readonly binding: Binding;
  readonly grossKwhPerDay: number;
  readonly asicKwhPerDay: number;
  readonly thPerSecond: number;
  /** Hours that units run, summed over the units. */
  readonly unitHoursPerDay: number;
  /** Raw gas, before treatment. */
  readonly gasUsedMcfPerDay: number;
};

const WATTS_PER_KW = 1000;

/**
 * Runs a site on `gasMcfPerDay` of gas with `lhvBtuPerScf` (docs/method.md#M4). For every count of
 * available units the site runs the whole day at the least of what gas, units and miners allow;
 * gross energy, hashrate and gas are the means over those counts. Gas is not stored between them.
 * A part of the fleet is run by another `fleet`, or by less energy at the plugs (merit order).
 */
export function operate(
  model: SiteModel,
  gasMcfPerDay: number,
  lhvBtuPerScf: number,
  fleet: FleetModel = model.fleet,
  asicLimitKwhPerDay: number = fleet.asicKwhPerDay,
): Operation {
  const { power, treatedFraction } = model;
  // Equal units are worked out in one pass; to look them up would cost as much.
  if (power.classes.length <= 1) return workOut(model, gasMcfPerDay, lhvBtuPerScf, fleet, asicLimitKwhPerDay);
  const kept = keptOperations(power, fleet, { gasMcfPerDay, lhvBtuPerScf, treatedFraction });
  return kept.of(asicLimitKwhPerDay, () => workOut(model, gasMcfPerDay, lhvBtuPerScf, fleet, asicLimitKwhPerDay));
}

function workOut(
  { power, treatedFraction }: SiteModel,
  gasMcfPerDay: number,
  lhvBtuPerScf: number,
  fleet: FleetModel,
  asicLimitKwhPerDay: number,
): Operation {
  const treatedBtuPerMcf = lhvBtuPerScf * SCF_PER_MCF * treatedFraction;
  const fuelRate = (gasMcfPerDay * treatedBtuPerMcf) / HOURS_PER_DAY;
  const fleetKw = (asicLimitKwhPerDay * fleet.grossPerAsic) / HOURS_PER_DAY;
  const { grossKw, fuelBtuPerHour, thPerSecond, runningUnits } = powerMeans(power, fuelRate, fleetKw, fleet);
  const gasLimited = kwFromFuel(power, power.allUp, fuelRate) * HOURS_PER_DAY;
  const powerLimited = power.allUp.ratedKw * HOURS_PER_DAY;
  const fleetLimited = fleetKw * HOURS_PER_DAY;
  const grossKwhPerDay = grossKw * HOURS_PER_DAY;
  return {
    thermalKwhPerDay: (gasMcfPerDay * treatedBtuPerMcf) / BTU_PER_KWH,
    gasLimitedGrossKwhPerDay: gasLimited,
    powerLimitedGrossKwhPerDay: powerLimited,
    fleetLimitedGrossKwhPerDay: fleetLimited,
    binding: bindingOf(gasLimited, powerLimited, fleetLimited),
    grossKwhPerDay,
    asicKwhPerDay: grossKwhPerDay / fleet.grossPerAsic,
    thPerSecond,
    unitHoursPerDay: runningUnits * HOURS_PER_DAY,
    gasUsedMcfPerDay: fuelBtuPerHour === 0 ? 0 : (fuelBtuPerHour * HOURS_PER_DAY) / treatedBtuPerMcf,
  };
}

/** Which limit sets the output with every unit up; gas before power before fleet where they are equal. */
export function bindingOf(gas: number, power: number, fleet: number): Binding {
  if (gas <= power && gas <= fleet) return 'gas';
  return power <= fleet ? 'power' : 'fleet';
}

/** J/TH of the miners at work, weighed by their energy; null while none works. */
export function joulesPerTh(asicKwhPerDay: number, thPerSecond: number): number | null {
  return thPerSecond > 0 ? (asicKwhPerDay * WATTS_PER_KW) / HOURS_PER_DAY / thPerSecond : null;
}
