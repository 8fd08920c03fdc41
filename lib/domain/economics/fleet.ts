import type { Site } from '../company.ts';
import { HOURS_PER_DAY } from '../conversions.ts';

/** Equal miners at work: one step of the merit order. */
export type MinerClass = {
  /** The model, or what the file says of the machine where it names none. */
  readonly name: string;
  /** kWh a day that all of them take at their plugs, uptime counted. */
  readonly asicKwhPerDay: number;
  /** TH/s that one kWh a day keeps at work. */
  readonly thPerSecondPerKwhPerDay: number;
  readonly joulesPerTh: number;
};

/** The miners of a site in merit order: fewest J/TH first. */
export type FleetModel = {
  readonly classes: readonly MinerClass[];
  readonly asicKwhPerDay: number;
  /** kWh at the generators' terminals per kWh at the miners' plugs: PUE ÷ (1 − parasitics). */
  readonly grossPerAsic: number;
};

const WATTS_PER_KW = 1000;

/**
 * The fleet ready for dispatch (docs/method.md#M5). A class takes count × watts × uptime × 24 ÷ 1000
 * kWh a day. Miners of one efficiency are kept apart by model.
 */
export function fleetModel(fleet: Site['fleet'], parasiticFraction: number): FleetModel {
  const classes = fleet.miners
    .filter((miner) => miner.count > 0)
    .map((miner) => ({
      name: miner.model ?? `${miner.thPerSecond} TH/s ${miner.watts} W`,
      asicKwhPerDay: (miner.count * miner.watts * fleet.uptime * HOURS_PER_DAY) / WATTS_PER_KW,
      thPerSecondPerKwhPerDay: (WATTS_PER_KW * miner.thPerSecond) / (HOURS_PER_DAY * miner.watts),
      joulesPerTh: miner.watts / miner.thPerSecond,
    }))
    .toSorted((a, b) => a.joulesPerTh - b.joulesPerTh);
  const asicKwhPerDay = classes.reduce((sum, one) => sum + one.asicKwhPerDay, 0);
  return { classes, asicKwhPerDay, grossPerAsic: fleet.pue / (1 - parasiticFraction) };
}

/** TH/s at work on so much energy at the plugs, the miners with the fewest J/TH first. */
export function thPerSecondOn(fleet: FleetModel, asicKwhPerDay: number): number {
  let left = asicKwhPerDay;
  let thPerSecond = 0;
  for (const one of fleet.classes) {
    const taken = left < one.asicKwhPerDay ? left : one.asicKwhPerDay;
    thPerSecond += taken * one.thPerSecondPerKwhPerDay;
    left -= taken;
    if (left <= 0) break;
  }
  return thPerSecond;
}
