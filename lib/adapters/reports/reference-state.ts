import type { VolumeBase } from '../../domain/company.ts';
import { baseText } from './base-text.ts';

const ATMOSPHERE_KILOPASCAL = 101.325;
const BAR_KILOPASCAL = 100;
/** 30 inches of mercury at 60 °F: 30 × 3.37685 kPa (NIST SP 811, B.8, inch of mercury at 60 °F). */
const THIRTY_INCHES_KILOPASCAL = 101.3055;

/** The reference states that Energistics documents name, as `15 degC 1 atm`; null where unknown. */
export function referenceState(text: string): { readonly base: VolumeBase; readonly text: string } | null {
  const match = /^(\d{1,2}) deg([CF]) (1 atm|1 bar|30 in Hg)$/.exec(text.trim());
  if (match === null) return null;
  const degrees = Number(match[1]);
  const celsius = match[2] === 'F' ? (degrees - 32) / 1.8 : degrees;
  const kilopascal =
    match[3] === '1 atm' ? ATMOSPHERE_KILOPASCAL : match[3] === '1 bar' ? BAR_KILOPASCAL : THIRTY_INCHES_KILOPASCAL;
  const base = { celsius, kilopascal };
  return { base, text: baseText(base) };
}
