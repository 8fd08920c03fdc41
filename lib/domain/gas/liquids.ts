import type { VolumeBase } from '../company.ts';
import type { ComponentKey } from './components.ts';
import type { Composition } from './composition.ts';
import { molarVolume, US60 } from './volume.ts';

/**
 * Ideal gas that a gallon of a component's liquid makes, ft³ at 60 °F, 14.696 psia: GPA 2145-16 as
 * carried by thomasmortiz/pyngl (gpa2145.json, read 2026-11-26). `c6` is n-hexane.
 */
const CUBIC_FEET_PER_GALLON = {
  c2: 37.488,
  c3: 36.391,
  ic4: 30.637,
  nc4: 31.801,
  ic5: 27.414,
  nc5: 27.658,
  c6: 24.38,
  c7: 21.73,
  c8: 19.57,
} as const satisfies Partial<Record<ComponentKey, number>>;

type Liquid = keyof typeof CUBIC_FEET_PER_GALLON;
const LIQUIDS = Object.keys(CUBIC_FEET_PER_GALLON) as readonly Liquid[];

/**
 * Theoretical liquids of a gas, US gallons per Mcf ("GPM", GPA 2172): 1000 × x ÷ (ft³ per gallon), for
 * the moles that an Mcf holds at its base, a real gas being 1 ÷ Z of the ideal. Null where the gas holds
 * a liquid whose volume is not known here (neopentane, nonane, decane).
 *
 * Example: 6 % ethane, ideal, 14.696 psia: 1000 × 0.06 ÷ 37.488 = 1.6005 gal/Mcf.
 */
export function gallonsPerMcf(
  gas: Composition,
  base: VolumeBase,
  compressionFactor: number,
): Readonly<Record<Liquid, number>> | null {
  if ((['neoc5', 'c9', 'c10'] as const).some((key) => (gas[key] ?? 0) > 0)) return null;
  const density = molarVolume(US60) / molarVolume(base) / compressionFactor;
  const of = (key: Liquid): number => (1000 * density * (gas[key] ?? 0)) / CUBIC_FEET_PER_GALLON[key];
  return Object.fromEntries(LIQUIDS.map((key) => [key, of(key)])) as Record<Liquid, number>;
}
