/** kg of a gas in one scf at 60 °F, 14.696 psia, from molar masses 44.0095 and 16.0425 over 23.6904 m³/kmol × 0.0283168 m³/scf (method A7: 0.0526, 0.0192). */
const MOLAR_VOLUME_60F = 23.6904;
const CUBIC_METRES_PER_SCF = 0.028_316_846_592;
const CO2_KG_PER_KMOL = 44.0095;
const CH4_KG_PER_KMOL = 16.0425;
export const CO2_KG_PER_SCF = (CO2_KG_PER_KMOL / MOLAR_VOLUME_60F) * CUBIC_METRES_PER_SCF;
export const CH4_KG_PER_SCF = (CH4_KG_PER_KMOL / MOLAR_VOLUME_60F) * CUBIC_METRES_PER_SCF;
/** kg N2O per MMBtu (HHV) burned: 40 CFR 98 table C-2, natural gas. */
const N2O_KG_PER_MMBTU = 1e-4;

/** What burns, and how well. */
export type Combustion = {
  /** scf at 60 °F, 14.696 psia, dry. */
  readonly volumeScf: number;
  /** Mole fractions of methane and CO2 in the gas. */
  readonly methaneFraction: number;
  readonly co2Fraction: number;
  /** Carbon atoms per molecule of gas that can burn: Σ x_j × carbons, CO2 left out. */
  readonly carbonPerMolecule: number;
  readonly hhvBtuPerScf: number;
  /** Fraction of the hydrocarbons destroyed while lit (a flare), or 1 − slip (an engine). */
  readonly destructionFraction: number;
  /** Fraction of the volume that passes unlit; 0 for an engine. */
  readonly unlitFraction: number;
};

/** Tonnes of each gas. */
export type CombustionEmissions = {
  readonly co2Tonnes: number;
  readonly methaneTonnes: number;
  readonly nitrousOxideTonnes: number;
};

/**
 * What burning leaves in the air, flare or engine alike (40 CFR 98.233(n), method A7), with lit
 * share L = 1 − unlit: CH4 = V·x1·[(1 − η)·L + unlit]; CO2 = V·x_CO2 + η·L·V·Σ x_j·carbons_j;
 * N2O = V·HHV·1e-4 kg/MMBtu of what is lit.
 *
 * Example: 1 MMscf of pure methane at η = 0.98: CH4 20,000 scf = 0.384 t, CO2 980,000 scf = 51.55 t.
 */
export function combustionEmissions(burned: Combustion): CombustionEmissions {
  const { volumeScf, destructionFraction, unlitFraction } = burned;
  const lit = 1 - unlitFraction;
  const methaneScf = volumeScf * burned.methaneFraction * ((1 - destructionFraction) * lit + unlitFraction);
  const co2Scf = volumeScf * (burned.co2Fraction + destructionFraction * lit * burned.carbonPerMolecule);
  return {
    co2Tonnes: (co2Scf * CO2_KG_PER_SCF) / 1000,
    methaneTonnes: (methaneScf * CH4_KG_PER_SCF) / 1000,
    nitrousOxideTonnes: (volumeScf * lit * (burned.hhvBtuPerScf / 1e6) * N2O_KG_PER_MMBTU) / 1000,
  };
}
