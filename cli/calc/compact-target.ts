import { NetbackError } from '#lib/domain/errors.ts';

/** Target of difficulty 1: mantissa and exponent of the bits 0x1d00ffff. */
const ONE = { mantissa: 0xffff, exponent: 0x1d };
const BITS = /^(?:0x)?([0-9a-f]{2})([0-9a-f]{6})$/i;

/**
 * The difficulty behind a block header's compact target: target = mantissa × 256^(exponent − 3), D =
 * target of 0x1d00ffff ÷ target (Bitcoin consensus rule). Example: 0x17034219, blocks 838,656 to
 * 840,671, is 86,388,558,925,171.02. Throws `usage` where `bits` are not eight hex digits, or no target.
 */
export function difficultyOfBits(bits: string): number {
  const [, exponent = '', mantissa = ''] = BITS.exec(bits) ?? [];
  const coefficient = Number.parseInt(mantissa, 16);
  // The highest bit of the mantissa is a sign.
  if (!(coefficient > 0 && coefficient < 0x80_00_00))
    throw new NetbackError('usage', `bits is "${bits}"; expected eight hex digits of a target, such as 0x17034219.`);
  return (ONE.mantissa / coefficient) * 256 ** (ONE.exponent - Number.parseInt(exponent, 16));
}
