import type { CombustionEmissions } from './combustion.ts';
import type { WarmingPotential } from './warming-potential.ts';

/** CO2 + methane × GWP + N2O × GWP, tonnes; the set is part of the figure. */
export function co2eTonnes(emitted: CombustionEmissions, set: WarmingPotential): number {
  return emitted.co2Tonnes + emitted.methaneTonnes * set.methane + emitted.nitrousOxideTonnes * set.nitrousOxide;
}

/** Against what emissions are said to be avoided. */
export type Counterfactual = 'flare' | 'sell' | 'not-produced';

/**
 * Tonnes CO2e that mining avoids against its counterfactual, negative where it makes things worse
 * (a leaky engine against a good flare: the sign trap of method A7). Null where the gas would have
 * been sold or not produced: then nothing is avoided, and no credit is claimed.
 */
export function avoidedTonnesCo2e(
  counterfactual: Counterfactual,
  flaredTonnesCo2e: number,
  minedTonnesCo2e: number,
): number | null {
  return counterfactual === 'flare' ? flaredTonnesCo2e - minedTonnesCo2e : null;
}
