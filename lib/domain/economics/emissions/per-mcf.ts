import type { Site } from '../../company.ts';
import { SCF_PER_MCF } from '../../conversions.ts';
import { moleMean, normalised } from '../../gas/composition.ts';
import { type CombustionEmissions, combustionEmissions } from './combustion.ts';

/** What one Mcf of a site's gas leaves in the air in each of its uses. */
export type EmissionsPerMcf = {
  readonly flared: CombustionEmissions;
  readonly vented: CombustionEmissions;
  /** Burnt in the engines, with their slip. */
  readonly mined: CombustionEmissions;
};

/** By the site's composition, flare destruction and engine slip; null without a composition. */
export function emissionsPerMcf(site: Site, hhvBtuPerScf: number): EmissionsPerMcf | null {
  const gas = site.gas.composition === null ? null : normalised(site.gas.composition);
  if (gas === null) return null;
  const co2Fraction = gas.co2 ?? 0;
  const burnt = (destructionFraction: number, unlitFraction: number): CombustionEmissions =>
    combustionEmissions({
      volumeScf: SCF_PER_MCF,
      methaneFraction: gas.c1 ?? 0,
      co2Fraction,
      carbonPerMolecule: moleMean(gas, (component) => component.carbon) - co2Fraction,
      hhvBtuPerScf,
      destructionFraction,
      unlitFraction,
    });
  return {
    flared: burnt(site.emissions.flareDestruction, 0),
    vented: burnt(0, 1),
    mined: burnt(1 - site.emissions.engineSlipFraction, 0),
  };
}

/** CO2 and methane of one Mcf as CO2e with the site's own factor for methane, tonnes. */
export function siteCo2eTonnes(site: Site, emitted: CombustionEmissions): number {
  return emitted.co2Tonnes + emitted.methaneTonnes * site.emissions.gwpMethane;
}
