/** Equal generating units with one straight fuel line (docs/method.md#M4). */
export type UnitClass = {
  readonly units: number;
  /** What a unit may carry for long at the site (site-rating.ts). */
  readonly ratedKw: number;
  /** The least load of a running unit; below it that unit is off. */
  readonly minKw: number;
  /** Btu of LHV per kWh at full load. */
  readonly heatRateBtuPerKwh: number;
  /** Share of the full-load fuel that an idling unit burns, w of the Willans line. */
  readonly idleFraction: number;
};

/** Power this close below a whole number of units needs no further unit: the rounding of a sum. */
const UNIT_TOLERANCE = 1e-9;

/**
 * The largest power, kW, that `up` equal units can make from `fuelBtuPerHour`: fewest units first.
 * A unit that starts burns its idle fuel at once, so that between two counts there can be a gap
 * where the smaller count runs full and gas is left over. Beyond the last unit the line goes on:
 * the rating is another limit. No units or no fuel give 0.
 *
 * Example: 1,000 kW at 10,000 Btu/kWh, w = 0.1, fuel 10.5e6 Btu/h: one unit full takes 10e6; two
 * would take 2e6 idle + 0.9 × P × 10,000, which gives 944 kW: so 1,000 kW, 0.5e6 Btu/h left.
 */
export function gasLimitedKw(line: UnitClass, up: number, fuelBtuPerHour: number): number {
  if (up === 0 || fuelBtuPerHour <= 0) return 0;
  const { ratedKw, idleFraction } = line;
  const fullLoadKw = fuelBtuPerHour / line.heatRateBtuPerKwh;
  const full = Math.floor(fullLoadKw / ratedKw);
  const running = Math.min(full + 1, up);
  const onLine = (fullLoadKw - running * idleFraction * ratedKw) / (1 - idleFraction);
  return full >= up ? onLine : Math.max(full * ratedKw, onLine);
}

/** How many of `up` equal units run for `kw`: the smallest number that can make it. */
export function runningUnits(line: UnitClass, up: number, kw: number): number {
  const needed = Math.ceil(kw / line.ratedKw - UNIT_TOLERANCE);
  return needed < 1 ? 1 : needed > up ? up : needed;
}

/**
 * The largest power, kW, not above `kw` that `up` equal units can carry with none of them below its
 * minimum load. Between two counts there can be a gap that neither carries: then one unit less runs,
 * full; below the minimum of a single unit nothing runs.
 *
 * Example: units of 1,000 kW, at least 600 each: 500 kW give 0; 1,100 give 1,000; 1,200 give 1,200.
 */
export function carriedKw(line: UnitClass, up: number, kw: number): number {
  if (line.minKw === 0 || kw <= 0) return kw;
  const running = runningUnits(line, up, kw);
  return kw >= running * line.minKw * (1 - UNIT_TOLERANCE) ? kw : (running - 1) * line.ratedKw;
}

/**
 * Fuel, Btu of LHV per hour, for `kw` from the fewest of `up` equal units:
 * heat rate × (n × w × ratedKw + (1 − w) × P). Zero power burns nothing.
 */
export function fuelBtuPerHour(line: UnitClass, up: number, kw: number): number {
  if (kw <= 0) return 0;
  const idle = runningUnits(line, up, kw) * line.idleFraction * line.ratedKw;
  return line.heatRateBtuPerKwh * (idle + (1 - line.idleFraction) * kw);
}
