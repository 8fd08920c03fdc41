import { KILOJOULE_PER_BTU } from '../../domain/conversions.ts';
import type { CatalogueGenerator } from '../catalogue.ts';

/** Fuel against power as a straight line (Willans): heat rate at full load, idle share of its fuel. */
export type GeneratorLine = { readonly heatRateBtuPerKwhLhv: number; readonly idleFuelFraction: number | null };

/**
 * The straight line of fuel over power through the points of a data sheet, by least squares:
 * F = c + m·P; heat rate = (c + m·P_r) ÷ P_r, idle share = c ÷ (c + m·P_r). Null without a heat rate;
 * with one point only the idle share is unknown (null). Worked for cat-g3516-975-cont in the test.
 */
export function generatorLine(model: CatalogueGenerator): GeneratorLine | null {
  const points = model.points.flatMap(({ kwe, heat_rate_kj_kwh_lhv: heatRate }) =>
    heatRate === null || heatRate === undefined ? [] : [{ kw: kwe, fuel: kwe * (heatRate / KILOJOULE_PER_BTU) }],
  );
  const [only] = points;
  if (only === undefined) return null;
  if (points.length === 1) return { heatRateBtuPerKwhLhv: only.fuel / only.kw, idleFuelFraction: null };
  const meanKw = points.reduce((sum, { kw }) => sum + kw, 0) / points.length;
  const meanFuel = points.reduce((sum, { fuel }) => sum + fuel, 0) / points.length;
  const covariance = points.reduce((sum, { kw, fuel }) => sum + (kw - meanKw) * (fuel - meanFuel), 0);
  const variance = points.reduce((sum, { kw }) => sum + (kw - meanKw) ** 2, 0);
  const slope = covariance / variance;
  const full = meanFuel + slope * (model.rated_kwe - meanKw);
  const idle = meanFuel - slope * meanKw;
  return { heatRateBtuPerKwhLhv: full / model.rated_kwe, idleFuelFraction: Math.max(0, idle / full) };
}
