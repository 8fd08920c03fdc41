/**
 * Heating values of a composition, Btu/scf real gas at 60 °F, 14.696 psia, dry: Σ x_i·H_i ÷ Z,
 * Z = 1 − (Σ x_i·s_i)². `composition` is normalised. Values: ISO 6976:2016 as tabled in docs/method.md.
 */
export function heatingValuesOf(composition: Readonly<Record<string, number>>): {
  readonly hhvBtuPerScf: number;
  readonly lhvBtuPerScf: number;
} {
  let hhv = 0;
  let lhv = 0;
  let summation = 0;
  for (const [name, share] of Object.entries(composition)) {
    const row = COMPONENT_HEAT[name as keyof typeof COMPONENT_HEAT];
    hhv += share * row[0];
    lhv += share * row[1];
    summation += share * row[2];
  }
  const compressibility = 1 - summation ** 2;
  return { hhvBtuPerScf: hhv / compressibility, lhvBtuPerScf: lhv / compressibility };
}

/** Ideal HHV and LHV at 60 °F in Btu/scf, summation factor at 15 °C. */
const COMPONENT_HEAT = {
  c1: [1009.9, 909.4, 0.0445],
  c2: [1769.7, 1618.7, 0.0919],
  c3: [2516.2, 2314.9, 0.1344],
  ic4: [3252.0, 3000.4, 0.1722],
  nc4: [3262.4, 3010.8, 0.184],
  ic5: [4000.9, 3699.0, 0.2251],
  nc5: [4008.8, 3706.9, 0.2361],
  c6: [4756.0, 4403.8, 0.3001],
  h2s: [637.1, 586.8, 0.1],
  h2: [324.2, 273.8, 0],
  co2: [0, 0, 0.0752],
  n2: [0, 0, 0.017],
} as const;
