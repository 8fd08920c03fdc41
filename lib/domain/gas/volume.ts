import type { VolumeBase } from '../company.ts';
import {
  CUBIC_METRE_PER_CUBIC_FOOT,
  GAS_CONSTANT,
  KELVIN_AT_ZERO_CELSIUS,
  KILOPASCAL_PER_PSI,
  SCF_PER_MCF,
} from '../conversions.ts';

const SIXTY_FAHRENHEIT = (60 - 32) / 1.8;

/** The reference states that a volume may be stated at, by the name that files use (docs/method.md#M1). */
export const VOLUME_BASES = {
  /** 0 °C, 101.325 kPa: European "Nm³". */
  n0: { celsius: 0, kilopascal: 101.325 },
  /** 15 °C, 101.325 kPa: ISO 13443, Canada, Norway. */
  s15: { celsius: 15, kilopascal: 101.325 },
  /** 60 °F, 14.696 psia: EPA, GPA, BLM, and every result of this product. */
  'us60-14.696': { celsius: SIXTY_FAHRENHEIT, kilopascal: 14.696 * KILOPASCAL_PER_PSI },
  /** 60 °F, 14.65 psia: the statutory Mcf of Texas and Oklahoma. */
  'us60-14.65': { celsius: SIXTY_FAHRENHEIT, kilopascal: 14.65 * KILOPASCAL_PER_PSI },
  /** 60 °F, 14.73 psia: many pipeline contracts. */
  'us60-14.73': { celsius: SIXTY_FAHRENHEIT, kilopascal: 14.73 * KILOPASCAL_PER_PSI },
  /** 20 °C, 101.325 kPa: GOST 2939, Russia. */
  ru20: { celsius: 20, kilopascal: 101.325 },
} as const satisfies Readonly<Record<string, VolumeBase>>;

export type VolumeBaseName = keyof typeof VOLUME_BASES;

/** The state of every result: 60 °F, 14.696 psia, dry. */
export const US60: VolumeBase = VOLUME_BASES['us60-14.696'];

/** The reference state of a name such as `us60-14.65`; null where the name is not known: never a default. */
export function volumeBaseOf(name: string): VolumeBase | null {
  return Object.hasOwn(VOLUME_BASES, name) ? VOLUME_BASES[name as VolumeBaseName] : null;
}

/**
 * Volume at `to` of one unit of volume at `from`: (T_to ÷ T_from) × (P_from ÷ P_to), ideal. Between
 * the states used here the ratio of compressibilities differs from 1 by less than 0.1 %.
 * Example: 1 Mcf at 14.65 psia is 0.99687 Mcf at 14.696 psia.
 */
export function volumeFactor(from: VolumeBase, to: VolumeBase): number {
  const kelvin = (base: VolumeBase): number => base.celsius + KELVIN_AT_ZERO_CELSIUS;
  return (kelvin(to) / kelvin(from)) * (from.kilopascal / to.kilopascal);
}

/** Ideal molar volume of a state, m³/kmol: R × T ÷ P. 22.4140 at n0, 23.6904 at us60-14.696. */
export function molarVolume(base: VolumeBase): number {
  return (GAS_CONSTANT * (base.celsius + KELVIN_AT_ZERO_CELSIUS)) / base.kilopascal;
}

const MCF_PER_CUBIC_METRE = 1 / (CUBIC_METRE_PER_CUBIC_FOOT * SCF_PER_MCF);

/** Mcf in one unit of volume at one and the same state. Mm³ is absent: it means a thousand here, a million there. */
export const MCF_PER_UNIT = {
  scf: 1 / SCF_PER_MCF,
  Mcf: 1,
  MMcf: 1000,
  m3: MCF_PER_CUBIC_METRE,
  '1000m3': 1000 * MCF_PER_CUBIC_METRE,
} as const;

export type VolumeUnit = keyof typeof MCF_PER_UNIT;

/**
 * A reported volume in the Mcf of every result (60 °F, 14.696 psia, dry). Example: 1000 m³ at 20 °C
 * are 34.779 Mcf. Refuse an unknown unit or base before: this function has no default.
 */
export function mcfAtUs60(volume: number, unit: VolumeUnit, base: VolumeBase): number {
  return volume * MCF_PER_UNIT[unit] * volumeFactor(base, US60);
}

/** Mcf at 60 °F, 14.696 psia in 1000 m³ at 20 °C, 101.325 kPa: 34.779. */
export const MCF_PER_1000_M3 = MCF_PER_UNIT['1000m3'] * volumeFactor(VOLUME_BASES.ru20, US60);
