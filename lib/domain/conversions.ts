import { as, type BtuPerKwh, type BtuPerScf, type KilojoulePerKwh, type MegajoulePerCubicMetre } from './units.ts';

/**
 * Every constant by which one unit becomes another. A figure is exact where it says so; the others
 * carry their source. Nothing here depends on a gas or on a site: gas/volume.ts holds what depends
 * on a reference state.
 */

/** Btu (International Table) in a kWh; interfaces.md section 6 fixes this value. */
export const BTU_PER_KWH = 3412.14163;

/** kJ in a Btu (International Table), exact: ISO 31-4 and NIST SP 811 appendix B (read 2026-11-24). */
export const KILOJOULE_PER_BTU = 1.05505585262;

/** m³ in a cubic foot at the same state, exact: (0.3048 m)³. A change of the reference state is not in it. */
export const CUBIC_METRE_PER_CUBIC_FOOT = 0.028316846592;

/** kPa in a psi: 1 lbf = 4.4482216152605 N over (0.0254 m)², exact to the digits given. */
export const KILOPASCAL_PER_PSI = 6.894757293168361;

/** 0 °C in kelvin, exact. */
export const KELVIN_AT_ZERO_CELSIUS = 273.15;

/** Molar gas constant, J/(mol·K), exact since the SI of 2019. */
export const GAS_CONSTANT = 8.314462618;

/** Btu in one MMBtu: MM is a million. */
export const BTU_PER_MMBTU = 1e6;

/** scf in one Mcf: M is a thousand. */
export const SCF_PER_MCF = 1000;

export const SECONDS_PER_DAY = 86_400;

export const HOURS_PER_DAY = 24;

/** Heat rate in Btu/kWh of one in kJ/kWh: ÷ 1.05505585262. 10,550.5585262 kJ/kWh is 10,000 Btu/kWh. */
export function heatRateOfKilojoules(heatRate: KilojoulePerKwh): BtuPerKwh {
  return as('btuPerKwh', heatRate / KILOJOULE_PER_BTU);
}

/** Btu/scf of a heating value in MJ/m³ at the same state: × 28.3168 ÷ 1.05506. 37.63 MJ/m³ is 1,010 Btu/scf. */
export function btuPerScfOf(heat: MegajoulePerCubicMetre): BtuPerScf {
  return as('btuPerScf', (heat * 1000 * CUBIC_METRE_PER_CUBIC_FOOT) / KILOJOULE_PER_BTU);
}
