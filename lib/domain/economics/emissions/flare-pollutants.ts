/** Emission factors of a flare, kg per kg of gas; NII Atmosfera (Russia), sootless flare (method A6). */
export type PollutantFactors = {
  readonly carbonMonoxide: number;
  readonly nitrogenOxides: number;
  readonly benzoapyrene: number;
  readonly unburned: number;
  /** Hydrocarbons counted as methane, kg per kg of what stays unburned. */
  readonly methanePerUnburned: number;
};

export const SOOTLESS_FLARE: PollutantFactors = {
  carbonMonoxide: 0.02,
  nitrogenOxides: 0.003,
  benzoapyrene: 2e-11,
  unburned: 0.0006,
  methanePerUnburned: 1.2,
};

/**
 * What a flare emits of the pollutants that the Russian fee is charged on: mass flow × factor.
 *
 * Example (annex example 1, Yuzhno-Surgut): 5 m³/s of 0.863 kg/m³ are 15,534 kg/h; CO 86.3 g/s, NOx
 * 12.9 g/s, CH4 11.18 kg/h = 3.11 g/s. The annex prints 11.2 g/s for methane, which are its kg/h.
 */
export function flarePollutants(cubicMetresPerSecond: number, kgPerCubicMetre: number, factors: PollutantFactors) {
  const kgPerSecond = cubicMetresPerSecond * kgPerCubicMetre;
  const grams = (factor: number) => kgPerSecond * factor * 1000;
  return {
    massFlowKgPerHour: kgPerSecond * 3600,
    carbonMonoxideGramsPerSecond: grams(factors.carbonMonoxide),
    nitrogenOxidesGramsPerSecond: grams(factors.nitrogenOxides),
    benzoapyreneGramsPerSecond: grams(factors.benzoapyrene),
    methaneGramsPerSecond: grams(factors.unburned * factors.methanePerUnburned),
  };
}
