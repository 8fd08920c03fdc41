import { HOURS_PER_DAY } from '../../conversions.ts';
import { type FleetModel, thPerSecondOn } from '../fleet.ts';
import { kwFromFuel, leastFuel, type PowerModel, type PowerState, runKw } from './power-model.ts';
import { carriedKw, gasLimitedKw, runningUnits, type UnitClass } from './unit-line.ts';

/** What the engines and miners do with a day's gas; means over the availability of the units. */
export type Operation = {
  /** What the gas allows with every unit up. */
  readonly gasLimitedGrossKwhPerDay: number;
  readonly grossKwhPerDay: number;
  readonly asicKwhPerDay: number;
  readonly thPerSecond: number;
  /** Hours that units run, summed over the units. */
  readonly unitHoursPerDay: number;
  /** Raw gas, before treatment. */
  readonly gasUsedMcfPerDay: number;
};

/**
 * The means over every combination of available units: each runs at the least of what `fuelRate` (Btu of
 * LHV per hour), its rating and `fleetKw` allow, no unit below its minimum load. `btuPerMcf` is the LHV
 * that an Mcf of raw gas brings to the engines.
 */
export function meanOperation(
  power: PowerModel,
  fuelRate: number,
  btuPerMcf: number,
  fleetKw: number,
  fleet: FleetModel,
): Operation {
  const only = power.classes[0];
  return power.classes.length === 1 && only !== undefined
    ? ofEqualUnits(only, power.states, fuelRate, btuPerMcf, fleetKw, fleet)
    : ofUnlikeUnits(power, fuelRate, btuPerMcf, fleetKw, fleet);
}

/**
 * The same for equal units, in one pass without asking each count anew: up to `full` units the gas
 * is no limit; beyond, it is the same for every count, since one more unit at most can start.
 */
function ofEqualUnits(
  line: UnitClass,
  states: readonly PowerState[],
  fuelRate: number,
  btuPerMcf: number,
  fleetKw: number,
  fleet: FleetModel,
): Operation {
  const { ratedKw, minKw, idleFraction, heatRateBtuPerKwh } = line;
  const fullLoadKw = fuelRate / heatRateBtuPerKwh;
  const full = Math.floor(fullLoadKw / ratedKw);
  const onLine = (fullLoadKw - (full + 1) * idleFraction * ratedKw) / (1 - idleFraction);
  const gasKw = onLine > full * ratedKw ? onLine : full * ratedKw;
  const isOneModel = fleet.classes.length === 1;
  let grossKw = 0;
  let running = 0;
  let thPerSecond = 0;
  for (let index = 0; index < states.length; index += 1) {
    const state = states[index] as PowerState;
    let kw = state.upOfFirst <= full ? state.ratedKw : gasKw;
    if (fleetKw < kw) kw = fleetKw;
    if (minKw > 0) kw = carriedKw(line, state.upOfFirst, kw);
    if (kw <= 0) continue;
    grossKw += state.probability * kw;
    running += state.probability * runningUnits(line, state.upOfFirst, kw);
    if (!isOneModel) thPerSecond += state.probability * thPerSecondOf(fleet, kw);
  }
  const fuelBtuPerHour = heatRateBtuPerKwh * (running * idleFraction * ratedKw + (1 - idleFraction) * grossKw);
  const grossKwhPerDay = grossKw * HOURS_PER_DAY;
  return {
    gasLimitedGrossKwhPerDay: gasLimitedKw(line, line.units, fuelRate) * HOURS_PER_DAY,
    grossKwhPerDay,
    asicKwhPerDay: grossKwhPerDay / fleet.grossPerAsic,
    thPerSecond: isOneModel ? thPerSecondOf(fleet, grossKw) : thPerSecond,
    unitHoursPerDay: running * HOURS_PER_DAY,
    gasUsedMcfPerDay: gasUsed(fuelBtuPerHour, btuPerMcf),
  };
}

function ofUnlikeUnits(
  power: PowerModel,
  fuelRate: number,
  btuPerMcf: number,
  fleetKw: number,
  fleet: FleetModel,
): Operation {
  let grossKw = 0;
  let fuelBtuPerHour = 0;
  let thPerSecond = 0;
  let running = 0;
  for (const state of power.states) {
    const kw = runKw(power, state, fuelRate, fleetKw);
    if (kw <= 0) continue;
    grossKw += state.probability * kw;
    const { btuPerHour, units } = leastFuel(power, state, kw);
    fuelBtuPerHour += state.probability * btuPerHour;
    running += state.probability * units;
    thPerSecond += state.probability * thPerSecondOf(fleet, kw);
  }
  const grossKwhPerDay = grossKw * HOURS_PER_DAY;
  return {
    gasLimitedGrossKwhPerDay: kwFromFuel(power, power.allUp, fuelRate) * HOURS_PER_DAY,
    grossKwhPerDay,
    asicKwhPerDay: grossKwhPerDay / fleet.grossPerAsic,
    thPerSecond,
    unitHoursPerDay: running * HOURS_PER_DAY,
    gasUsedMcfPerDay: gasUsed(fuelBtuPerHour, btuPerMcf),
  };
}

/** Mcf/day for so much fuel; no fuel is no gas, whatever is in an Mcf of it. */
function gasUsed(fuelBtuPerHour: number, btuPerMcf: number): number {
  return fuelBtuPerHour === 0 ? 0 : (fuelBtuPerHour * HOURS_PER_DAY) / btuPerMcf;
}

function thPerSecondOf(fleet: FleetModel, grossKw: number): number {
  return thPerSecondOn(fleet, (grossKw * HOURS_PER_DAY) / fleet.grossPerAsic);
}
