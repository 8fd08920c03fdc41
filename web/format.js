/** Figures and times as people read them. Unknown (null) is the caller's to draw: nothing here makes a number of it. */

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/**
 * A number with a fixed count of decimals, thousands separated, and a true minus sign.
 * @param {number} value
 * @param {number} decimals
 * @param {string} [locale]
 * @returns {string}
 */
export function fixed(value, decimals, locale = 'en-US') {
  const text = fixedFormat(locale, decimals).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text;
}

/** A formatter costs more than a number does: one is kept for each locale and count of decimals. */
const formats = new Map();
function fixedFormat(locale, decimals) {
  const key = `${locale} ${decimals}`;
  const kept = formats.get(key);
  if (kept !== undefined) return kept;
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    numberingSystem: 'latn',
  });
  formats.set(key, made);
  return made;
}

/**
 * As `fixed`, with a plus sign on gains, for differences.
 * @param {number} value
 * @param {number} [decimals]
 * @param {string} [locale]
 * @returns {string}
 */
export function signed(value, decimals = 0, locale = 'en-US') {
  const text = fixed(value, decimals, locale);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/**
 * Four figures and a letter, for numbers that nobody reads in full: 39.16T.
 * @param {number} value
 * @param {string} [locale]
 * @returns {string}
 */
export function compact(value, locale = 'en-US') {
  return value.toLocaleString(locale, { notation: 'compact', maximumSignificantDigits: 4, numberingSystem: 'latn' });
}

/**
 * Six significant figures, for intermediate values of any size.
 * @param {number} value
 * @param {string} [locale]
 * @returns {string}
 */
export function significant(value, locale = 'en-US') {
  const text = Math.abs(value).toLocaleString(locale, { maximumSignificantDigits: 6, numberingSystem: 'latn' });
  return value < 0 ? `\u2212${text}` : text;
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
 * The same moment on the clock of a site, `2023-02-14 21:00 CST`; null where the zone is not known here.
 * @param {string} iso
 * @param {string} timeZone IANA name
 * @returns {string | null}
 */
export function zonedMinute(iso, timeZone) {
  try {
    const parts = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    }).formatToParts(Date.parse(iso));
    const part = (type) => parts.find((one) => one.type === type)?.value ?? '';
    return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
  } catch {
    return null;
  }
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
