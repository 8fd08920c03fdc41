import type { VolumeBase } from '../company.ts';
import { btuPerScfOf } from '../conversions.ts';
import { as } from '../units.ts';
import {
  COMPONENT_KEYS,
  type ComponentKey,
  GAS_COMPONENTS,
  type GasComponent,
  type TableTemperature,
} from './components.ts';
import { molarVolume, US60, volumeFactor } from './volume.ts';

/** Mole fractions by component key. */
export type Composition = Readonly<Partial<Record<ComponentKey, number>>>;

/** How far the fractions of an analysis may be from 1 before it is refused. */
export const FRACTION_SUM_TOLERANCE = 0.002;

/** What adding a dozen fractions may be off by, so that 0.9 + 0.102 still is 1.002. */
const ROUNDING = 1e-12;

/**
 * The composition with fractions that sum to exactly 1; null where a key is unknown, a fraction is
 * not from 0 to 1, or the sum is more than 0.002 from 1: such an analysis is refused, not mended.
 */
export function normalised(composition: Readonly<Record<string, number>>): Composition | null {
  const entries = Object.entries(composition);
  if (entries.some(([key, share]) => !Object.hasOwn(GAS_COMPONENTS, key) || !(share >= 0 && share <= 1))) return null;
  const sum = entries.reduce((total, [, share]) => total + share, 0);
  if (Math.abs(sum - 1) > FRACTION_SUM_TOLERANCE + ROUNDING) return null;
  return Object.fromEntries(entries.map(([key, share]) => [key, share / sum]));
}

/** Mole-weighted mean of a molar constant over a normalised composition. */
export function moleMean(composition: Composition, constant: (component: GasComponent) => number): number {
  return COMPONENT_KEYS.reduce((sum, key) => sum + (composition[key] ?? 0) * constant(GAS_COMPONENTS[key]), 0);
}

/** The compression factor of a real gas at a metering state: Z = 1 − (P ÷ 101.325 kPa) × (Σ x√b)². */
export function compressionFactor(
  composition: Composition,
  metering: '0C' | '15C' | '60F' | '20C',
  kilopascal: number,
): number {
  const root = moleMean(composition, (component) => component.summation[metering]);
  return 1 - (kilopascal / 101.325) * root * root;
}

/** Gross heating value, kJ/mol, at a combustion temperature. */
export function grossKjPerMol(composition: Composition, combustion: TableTemperature): number {
  return moleMean(composition, (component) => component.grossKjPerMol[combustion]);
}

/** Net heating value, kJ/mol, at a combustion temperature. */
export function netKjPerMol(composition: Composition, combustion: TableTemperature): number {
  return moleMean(composition, (component) => component.netKjPerMol[combustion]);
}

export type HeatingValues = { readonly hhvBtuPerScf: number; readonly lhvBtuPerScf: number };

/**
 * Both heating values of a dry gas, Btu/scf at `base`: real gas by ISO 6976, burnt at 60 °F and
 * metered at 60 °F, 14.696 psia, then restated per scf of `base`. Null for a refused composition.
 * Example: pure methane, us60-14.696: HHV 1,011.9, LHV 911.2 (ideal 1,009.9 and 909.4, ÷ Z 0.99803).
 */
export function heatingValuesOf(composition: Readonly<Record<string, number>>, base: VolumeBase): HeatingValues | null {
  const gas = normalised(composition);
  if (gas === null) return null;
  const litresPerMol = compressionFactor(gas, '60F', US60.kilopascal) * molarVolume(US60);
  const perScf = (kjPerMol: number): number =>
    btuPerScfOf(as('megajoulePerCubicMetre', kjPerMol / litresPerMol)) * volumeFactor(base, US60);
  return { hhvBtuPerScf: perScf(grossKjPerMol(gas, '60F')), lhvBtuPerScf: perScf(netKjPerMol(gas, '60F')) };
}
