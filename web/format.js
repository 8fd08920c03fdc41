/** Figures as people read them. Unknown (null) is the caller's to draw: nothing here turns it into a number. */

const LOCALE = 'en-US';
const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/**
 * A number with a fixed count of decimals, thousands separated, and a true minus sign.
 * @param {number} value
 * @param {number} decimals
 * @returns {string}
 */
export function fixed(value, decimals) {
  const text = Math.abs(value).toLocaleString(LOCALE, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return value < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text;
}

/**
 * As `fixed`, with a plus sign on gains, for differences.
 * @param {number} value
 * @returns {string}
 */
export function signedWhole(value) {
  const text = fixed(value, 0);
  return value > 0 && text !== '0' ? `+${text}` : text;
}

/**
 * A gas rate: whole Mcf/day from 100 on, one decimal below.
 * @param {number} value
 * @returns {string}
 */
export function gasRate(value) {
  return fixed(value, Math.abs(value) >= 100 ? 0 : 1);
}

/**
 * Four figures and a letter, for numbers that nobody reads in full: 39.16T.
 * @param {number} value
 * @returns {string}
 */
export function compact(value) {
  return value.toLocaleString(LOCALE, { notation: 'compact', maximumSignificantDigits: 4 });
}

/**
 * `2023-02-15T03:00:00Z` as `2023-02-15 03:00 UTC`; text that is not a time is given back as it is.
 * @param {string} iso
 * @returns {string}
 */
export function utcMinute(iso) {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) return iso;
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/**
 * A span of time in the unit that fits, rounded down.
 * @param {number} seconds
 * @returns {string}
 */
export function span(seconds) {
  if (seconds < HOUR_SECONDS) return `${Math.floor(seconds / MINUTE_SECONDS)} min`;
  if (seconds < 2 * DAY_SECONDS) return `${Math.floor(seconds / HOUR_SECONDS)} h`;
  return `${Math.floor(seconds / DAY_SECONDS)} d`;
}
