import { BTU_PER_KWH, HOURS_PER_DAY, SCF_PER_MCF } from '../conversions.ts';
import type { Binding } from '../history/point.ts';
import type { FleetModel } from './fleet.ts';
import { keptOperations } from './kept-operations.ts';
import { meanOperation, type Operation } from './power/means.ts';
import type { SiteModel } from './site-model.ts';

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
  // Equal units are worked out in one pass; to look them up would cost as much.
  return model.power.classes.length <= 1
    ? workOut(model, gasMcfPerDay, lhvBtuPerScf, fleet, asicLimitKwhPerDay)
    : kept(model, gasMcfPerDay, lhvBtuPerScf, fleet, asicLimitKwhPerDay);
}

function kept(
  model: SiteModel,
  gasMcfPerDay: number,
  lhvBtuPerScf: number,
  fleet: FleetModel,
  asicLimitKwhPerDay: number,
): Operation {
  const { power, treatedFraction } = model;
  const operations = keptOperations(power, fleet, { gasMcfPerDay, lhvBtuPerScf, treatedFraction });
  return operations.of(asicLimitKwhPerDay, () => workOut(model, gasMcfPerDay, lhvBtuPerScf, fleet, asicLimitKwhPerDay));
}

function workOut(
  model: SiteModel,
  gasMcfPerDay: number,
  lhvBtuPerScf: number,
  fleet: FleetModel,
  asicLimitKwhPerDay: number,
): Operation {
  const btuPerMcf = treatedBtuPerMcf(model, lhvBtuPerScf);
  const fuelRate = (gasMcfPerDay * btuPerMcf) / HOURS_PER_DAY;
  const fleetKw = (asicLimitKwhPerDay * fleet.grossPerAsic) / HOURS_PER_DAY;
  return meanOperation(model.power, fuelRate, btuPerMcf, fleetKw, fleet);
}

/** Btu of LHV that an Mcf of raw gas brings to the engines after treatment. */
function treatedBtuPerMcf(model: SiteModel, lhvBtuPerScf: number): number {
  return lhvBtuPerScf * SCF_PER_MCF * model.treatedFraction;
}

/** Heat that so much raw gas brings to the engines, kWh/day of LHV. */
export function thermalKwhPerDay(model: SiteModel, gasMcfPerDay: number, lhvBtuPerScf: number): number {
  return (gasMcfPerDay * treatedBtuPerMcf(model, lhvBtuPerScf)) / BTU_PER_KWH;
}

/** What the ratings allow with every unit up, kWh/day. */
export function powerLimitedGrossKwhPerDay({ power }: SiteModel): number {
  return power.allUp.ratedKw * HOURS_PER_DAY;
}

/** What all miners take at the generators' terminals, kWh/day. */
export function fleetLimitedGrossKwhPerDay({ fleet }: SiteModel): number {
  return ((fleet.asicKwhPerDay * fleet.grossPerAsic) / HOURS_PER_DAY) * HOURS_PER_DAY;
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
