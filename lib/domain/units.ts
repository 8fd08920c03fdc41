/**
 * The one table of units. A quantity is a plain number at run time, branded with its unit for the
 * type checker, so that USD/day never meets USD/Mcf by accident. Casts live in this file only.
 */
export const UNITS = {
  usdPerDay: 'USD/day',
  usdPerMmbtu: 'USD/MMBtu (HHV)',
  usdPerMcf: 'USD/Mcf (60 °F, 14.696 psia, dry)',
  usdPerKwh: 'USD/kWh',
  usdPerBtc: 'USD/BTC',
  usdPerPhDay: 'USD/PH/s/day',
  usdPerTonne: 'USD/t',
  mcfPerDay: 'Mcf/day (60 °F, 14.696 psia, dry)',
  btuPerScf: 'Btu/scf (60 °F, 14.696 psia, dry)',
  kwhPerDay: 'kWh/day',
  kw: 'kW',
  watt: 'W',
  btuPerKwh: 'Btu/kWh (LHV)',
  thPerSecond: 'TH/s',
  joulesPerTh: 'J/TH',
  btcPerDay: 'BTC/day',
  btcPerBlock: 'BTC/block',
  difficulty: 'difficulty (1 = 2^32 hashes per block)',
  tonnesPerDay: 't/day',
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
export type UsdPerTonne = Quantity<'usdPerTonne'>;
export type McfPerDay = Quantity<'mcfPerDay'>;
export type BtuPerScf = Quantity<'btuPerScf'>;
export type KwhPerDay = Quantity<'kwhPerDay'>;
export type Kw = Quantity<'kw'>;
export type Watt = Quantity<'watt'>;
export type BtuPerKwh = Quantity<'btuPerKwh'>;
export type ThPerSecond = Quantity<'thPerSecond'>;
export type JoulesPerTh = Quantity<'joulesPerTh'>;
export type BtcPerDay = Quantity<'btcPerDay'>;
export type BtcPerBlock = Quantity<'btcPerBlock'>;
export type Difficulty = Quantity<'difficulty'>;
export type TonnesPerDay = Quantity<'tonnesPerDay'>;
export type Fraction = Quantity<'fraction'>;

/** Brands a number that is known to carry the unit. Not a conversion: conversions.ts converts. */
export function as<U extends Unit>(_unit: U, value: number): Quantity<U> {
  return value as Quantity<U>;
}

/** The same, for values that can be unknown. */
export function asOrNull<U extends Unit>(_unit: U, value: number | null): Quantity<U> | null {
  return value as Quantity<U> | null;
}

/** Sum of quantities of one unit. */
export function plus<U extends Unit>(a: Quantity<U>, b: Quantity<U>): Quantity<U> {
  return (a + b) as Quantity<U>;
}

/** Difference of quantities of one unit. */
export function minus<U extends Unit>(a: Quantity<U>, b: Quantity<U>): Quantity<U> {
  return (a - b) as Quantity<U>;
}

/** A quantity times a pure number keeps its unit. */
export function times<U extends Unit>(a: Quantity<U>, factor: number): Quantity<U> {
  return (a * factor) as Quantity<U>;
}

/** The smaller of two quantities of one unit. */
export function least<U extends Unit>(a: Quantity<U>, b: Quantity<U>): Quantity<U> {
  return a < b ? a : b;
}

/** The larger of two quantities of one unit. */
export function most<U extends Unit>(a: Quantity<U>, b: Quantity<U>): Quantity<U> {
  return a > b ? a : b;
}
