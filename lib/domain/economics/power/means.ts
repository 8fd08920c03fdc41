import { HOURS_PER_DAY } from '../../conversions.ts';
import { type FleetModel, thPerSecondOn } from '../fleet.ts';
import { leastFuel, type PowerModel, type PowerState, runKw } from './power-model.ts';
import { carriedKw, runningUnits, type UnitClass } from './unit-line.ts';

/** What a site makes and burns on average over the availability of its units. */
export type PowerMeans = {
  readonly grossKw: number;
  readonly fuelBtuPerHour: number;
  readonly thPerSecond: number;
  /** Units that run. */
  readonly runningUnits: number;
};

/**
 * The means over every combination of available units: each runs at the least of what `fuelRate`
 * (Btu of LHV per hour), its rating and `fleetKw` allow, no unit below its minimum load.
 */
export function powerMeans(power: PowerModel, fuelRate: number, fleetKw: number, fleet: FleetModel): PowerMeans {
  const only = power.classes[0];
  return power.classes.length === 1 && only !== undefined
    ? meansOfEqualUnits(only, power.states, fuelRate, fleetKw, fleet)
    : meansOfUnlikeUnits(power, fuelRate, fleetKw, fleet);
}

/**
 * The same for equal units, in one pass without asking each count anew: up to `full` units the gas
 * is no limit; beyond, it is the same for every count, since one more unit at most can start.
 */
function meansOfEqualUnits(
  line: UnitClass,
  states: readonly PowerState[],
  fuelRate: number,
  fleetKw: number,
  fleet: FleetModel,
): PowerMeans {
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
  return {
    grossKw,
    fuelBtuPerHour: heatRateBtuPerKwh * (running * idleFraction * ratedKw + (1 - idleFraction) * grossKw),
    thPerSecond: isOneModel ? thPerSecondOf(fleet, grossKw) : thPerSecond,
    runningUnits: running,
  };
}

function meansOfUnlikeUnits(power: PowerModel, fuelRate: number, fleetKw: number, fleet: FleetModel): PowerMeans {
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
  return { grossKw, fuelBtuPerHour, thPerSecond, runningUnits: running };
}

function thPerSecondOf(fleet: FleetModel, grossKw: number): number {
  return thPerSecondOn(fleet, (grossKw * HOURS_PER_DAY) / fleet.grossPerAsic);
}
