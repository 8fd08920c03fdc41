import type { VolumeBase } from '../../domain/company.ts';
import { NAMED_BASES, type NamedBase } from '../schema/scalars.ts';

const KELVIN_AT_ZERO_CELSIUS = 273.15;

/** The reference state behind a name such as `us60-14.65`. */
export function baseOf(given: NamedBase | VolumeBase): VolumeBase {
  return typeof given === 'string' ? NAMED_BASES[given] : given;
}

/**
 * How much of an amount of gas one unit of volume holds at `a`, as a share of what it holds at `b`:
 * (P_a ÷ T_a) ÷ (P_b ÷ T_b). A heating value per volume at `b` times this is the one at `a`.
 * Example: us60-14.65 against us60-14.696 = 14.65 ÷ 14.696 = 0.99687.
 */
export function densityRatio(a: VolumeBase, b: VolumeBase): number {
  const moles = ({ celsius, kilopascal }: VolumeBase) => kilopascal / (celsius + KELVIN_AT_ZERO_CELSIUS);
  return moles(a) / moles(b);
}
