/** The stretch of time that a site's charts show, and the step that fits it. */

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** What the reader can choose, in seconds. */
export const RANGES = { '24h': DAY_SECONDS, '7d': 7 * DAY_SECONDS, '30d': 30 * DAY_SECONDS, '1y': 365 * DAY_SECONDS };
const DEFAULT_RANGE = '7d';

/** Longest window by step, so that a chart has at most some 1,500 points: every tick, hours, days. */
const TICKS_UP_TO = 2 * DAY_SECONDS;
const HOURS_UP_TO = 60 * DAY_SECONDS;
const LONGEST = 3653 * DAY_SECONDS;
const SHORTEST = HOUR_SECONDS;

/** @typedef {{ from: number, to: number, step: 'tick' | '1h' | '1d', range: string | null }} Window epoch seconds */

/**
 * The window of an address: `range` up to and with the newest tick, or `from` and `to`. Hours and days
 * are whole ones of UTC, because the API's rows are.
 * @param {Readonly<Record<string, string>>} query
 * @param {number} newest epoch seconds of the newest tick
 * @param {number} tickSeconds
 * @returns {Window}
 */
export function windowOf(query, newest, tickSeconds) {
  const [from, to] = [secondsOf(query.from), secondsOf(query.to)];
  if (from !== null && to !== null && to > from) {
    const end = Math.max(to, from + SHORTEST);
    const start = Math.max(from, end - LONGEST);
    return { ...whole(start, end), range: null };
  }
  const range = Object.hasOwn(RANGES, query.range ?? '') ? query.range : DEFAULT_RANGE;
  const end = newest + tickSeconds;
  return { ...whole(end - RANGES[range], end), range };
}

function whole(from, to) {
  const step = to - from <= TICKS_UP_TO ? 'tick' : to - from <= HOURS_UP_TO ? '1h' : '1d';
  const size = step === 'tick' ? 1 : step === '1h' ? HOUR_SECONDS : DAY_SECONDS;
  return { from: Math.floor(from / size) * size, to: Math.ceil(to / size) * size, step };
}

/** Another window: `factor` times as long about its middle, then moved by `shift` of its length. */
export function moved({ from, to }, factor, shift) {
  const length = Math.min(LONGEST, Math.max(SHORTEST, (to - from) * factor));
  const middle = (from + to) / 2 + shift * (to - from);
  return { from: isoOf(middle - length / 2), to: isoOf(middle + length / 2) };
}

/** @param {number} seconds */
export function isoOf(seconds) {
  return new Date(Math.round(seconds) * 1000).toISOString().replace('.000', '');
}

/** @param {string | undefined} iso @returns {number | null} */
export function secondsOf(iso) {
  const milliseconds = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
}
