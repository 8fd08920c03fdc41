/** Which mark separates whole from fraction in a file's numbers. */
export type DecimalMark = 'point' | 'comma';

const PLAIN = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d{1,3})?$/;
const PLAIN_LEADING_POINT = /^[+-]?\.\d+$/;
const COMMA_DECIMAL = /^[+-]?\d+,\d+(?:[eE][+-]?\d{1,3})?$/;
/** Thousands in groups of three, parted by a comma (point decimals) or a point (comma decimals). */
const COMMA_GROUPS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const POINT_GROUPS = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/;
/** Groups parted by a space of any width or an apostrophe belong to either mark. */
const SPACED_GROUPS = /^[+-]?[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?$/;

const MINUS_SIGN = '\u2212';

/** More than all gas of the world in a year, in scf; beyond it sums would lose digits. */
const LARGEST = 1e15;

/**
 * Reads one number of a report, or null where the text is not certainly a number under the file's
 * decimal mark. `1,234.5` is 1234.5 with point decimals and refused with comma decimals; `1.234`
 * is 1.234 or 1234. Never a partial reading, never NaN,
 * nothing beyond 1e15.
 */
export function numberOf(text: string, mark: DecimalMark): number | null {
  const trimmed = text.trim();
  const signed = trimmed.startsWith(MINUS_SIGN) ? `-${trimmed.slice(1)}` : trimmed;
  const digits = mark === 'point' ? pointDigits(signed) : commaDigits(signed);
  if (digits === null) return null;
  const value = Number(digits);
  return Math.abs(value) <= LARGEST ? value + 0 : null;
}

function pointDigits(text: string): string | null {
  if (PLAIN.test(text) || PLAIN_LEADING_POINT.test(text)) return text;
  if (COMMA_GROUPS.test(text)) return text.replaceAll(',', '');
  if (SPACED_GROUPS.test(text) && !text.includes(',')) return ungrouped(text);
  return null;
}

function commaDigits(text: string): string | null {
  if (/^[+-]?\d+$/.test(text)) return text;
  if (COMMA_DECIMAL.test(text)) return text.replace(',', '.');
  if (POINT_GROUPS.test(text)) return text.replaceAll('.', '').replace(',', '.');
  if (SPACED_GROUPS.test(text) && !text.includes('.')) return ungrouped(text).replace(',', '.');
  return null;
}

function ungrouped(text: string): string {
  return text.replace(/[ \u00a0\u2009\u202f'’]/g, '');
}

/** What one number says of its file's decimal mark; null = it reads both ways, or is no number. */
export function decimalEvidence(text: string): DecimalMark | null {
  const trimmed = text.trim();
  const points = numberOf(trimmed, 'point') !== null;
  const commas = numberOf(trimmed, 'comma') !== null;
  return points === commas ? null : points ? 'point' : 'comma';
}
