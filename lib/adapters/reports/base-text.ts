import type { VolumeBase } from '../../domain/company.ts';
import { VOLUME_BASES, volumeBaseOf } from '../../domain/gas/volume.ts';

const CUSTOM = /^\{\s*"celsius"\s*:\s*(-?\d+(?:\.\d+)?)\s*,\s*"kilopascal"\s*:\s*(\d+(?:\.\d+)?)\s*\}$/;
const EXPECTED = `one of ${Object.keys(VOLUME_BASES).join(', ')}, or {"celsius": 15, "kilopascal": 101.325}`;

/** The reference state that a report names for its volumes; what is expected where it names none that is known. */
export function readBase(text: string): { readonly base: VolumeBase } | { readonly expected: string } {
  const named = volumeBaseOf(text);
  if (named !== null) return { base: named };
  const match = CUSTOM.exec(text);
  if (match === null) return { expected: EXPECTED };
  const base = { celsius: Number(match[1]), kilopascal: Number(match[2]) };
  const isPlausible = base.celsius >= -30 && base.celsius <= 60 && base.kilopascal >= 80 && base.kilopascal <= 120;
  return isPlausible ? { base } : { expected: `${EXPECTED}; −30 to 60 °C, 80 to 120 kPa` };
}

/** How a canonical report writes a reference state: by its name where it has one. */
export function baseText(base: VolumeBase): string {
  const named = Object.entries(VOLUME_BASES).find(
    ([, one]) => one.celsius === base.celsius && one.kilopascal === base.kilopascal,
  );
  return named?.[0] ?? JSON.stringify({ celsius: base.celsius, kilopascal: base.kilopascal });
}
