import type { Generator, Miner } from '../../domain/company.ts';
import { catalogue } from '../catalogue.ts';
import type { GeneratorBlock, MinerBlock } from '../schema/power.ts';
import { generatorLine } from './generator-line.ts';

/** Median idle share of the fuel at full load over 15 data sheets (docs/method.md, power). */
export const DEFAULT_IDLE_FUEL_FRACTION = 0.097;

/** A generator by its own figures, those of its model where it gives none. Null = a figure is missing. */
export function generatorOf(given: GeneratorBlock, count: number): Generator | null {
  const model = given.model === undefined ? undefined : catalogue().generators.get(given.model);
  const line = model === undefined ? null : generatorLine(model);
  const ratedKw = given.ratedKw ?? model?.rated_kwe;
  const heatRateBtuPerKwhLhv = given.heatRateBtuPerKwhLhv ?? line?.heatRateBtuPerKwhLhv;
  if (ratedKw === undefined || heatRateBtuPerKwhLhv === undefined) return null;
  const ofModel = given.heatRateBtuPerKwhLhv === undefined ? line?.idleFuelFraction : undefined;
  const idleFuelFraction = given.idleFuelFraction ?? ofModel ?? DEFAULT_IDLE_FUEL_FRACTION;
  return { model: given.model ?? null, count, ratedKw, heatRateBtuPerKwhLhv, idleFuelFraction };
}

/** A miner by its own figures, those of its model where it gives none. Null = a figure is missing. */
export function minerOf(given: MinerBlock): Miner | null {
  const model = given.model === undefined ? undefined : catalogue().miners.get(given.model);
  const thPerSecond = given.thPerSecond ?? model?.ths;
  const watts = given.watts ?? model?.watts;
  if (thPerSecond === undefined || watts === undefined) return null;
  return { model: given.model ?? null, count: given.count, thPerSecond, watts };
}
