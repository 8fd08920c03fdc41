/**
 * The one table of units. A quantity is a plain number at run time, branded with its unit for the
 * type checker, so that USD/day never meets USD/Mcf by accident: the formulas of the method take and
 * give branded quantities. Casts live in this file only.
 */
export const UNITS = {
  usdPerDay: 'USD/day',
  usdPerMmbtu: 'USD/MMBtu (HHV)',
  usdPerMcf: 'USD/Mcf (60 °F, 14.696 psia, dry)',
  usdPerKwh: 'USD/kWh',
  usdPerBtc: 'USD/BTC',
  usdPerPhDay: 'USD/PH/s/day',
  mcfPerDay: 'Mcf/day (60 °F, 14.696 psia, dry)',
  btuPerScf: 'Btu/scf (dry; at 60 °F, 14.696 psia unless said otherwise)',
  mmbtuPerMcf: 'MMBtu (HHV) per Mcf',
  megajoulePerCubicMetre: 'MJ/m³',
  btuPerKwh: 'Btu/kWh (LHV)',
  kilojoulePerKwh: 'kJ/kWh (LHV)',
  thPerSecond: 'TH/s',
  joulesPerTh: 'J/TH',
  btcPerDay: 'BTC/day',
  btcPerThDay: 'BTC/TH/s/day',
  btcPerBlock: 'BTC/block',
  difficulty: 'difficulty (1 = 2^32 hashes per block)',
  fraction: '1',
} as const;

export type Unit = keyof typeof UNITS;

declare const unitTag: unique symbol;
/** A number of the given unit; erased at run time. */
export type Quantity<U extends Unit> = number & { readonly [unitTag]: U };

export type UsdPerDay = Quantity<'usdPerDay'>;
export type UsdPerMmbtu = Quantity<'usdPerMmbtu'>;
export type UsdPerMcf = Quantity<'usdPerMcf'>;
export type UsdPerKwh = Quantity<'usdPerKwh'>;
export type UsdPerBtc = Quantity<'usdPerBtc'>;
export type UsdPerPhDay = Quantity<'usdPerPhDay'>;
export type McfPerDay = Quantity<'mcfPerDay'>;
export type BtuPerScf = Quantity<'btuPerScf'>;
export type MmbtuPerMcf = Quantity<'mmbtuPerMcf'>;
export type MegajoulePerCubicMetre = Quantity<'megajoulePerCubicMetre'>;
export type BtuPerKwh = Quantity<'btuPerKwh'>;
export type KilojoulePerKwh = Quantity<'kilojoulePerKwh'>;
export type ThPerSecond = Quantity<'thPerSecond'>;
export type JoulesPerTh = Quantity<'joulesPerTh'>;
export type BtcPerDay = Quantity<'btcPerDay'>;
export type BtcPerThDay = Quantity<'btcPerThDay'>;
export type BtcPerBlock = Quantity<'btcPerBlock'>;
export type Difficulty = Quantity<'difficulty'>;
export type Fraction = Quantity<'fraction'>;

/** Brands a number that is known to carry the unit. Not a conversion: conversions.ts converts. */
export function as<U extends Unit>(_unit: U, value: number): Quantity<U> {
  return value as Quantity<U>;
}

/** The same, for a value that can be unknown or without meaning. */
export function asOrNull<U extends Unit>(_unit: U, value: number | null): Quantity<U> | null {
  return value as Quantity<U> | null;
}
