/** The time by which the API judges ends and ages: its clock, or the newest tick's where time is simulated. */

/** @param {any} health @returns {number} epoch seconds */
export function apiNow(health) {
  if (health?.lastTick === null || health?.lastTick === undefined) return Date.now() / 1000;
  return Date.parse(health.lastTick) / 1000 + (health.lateSeconds ?? 0);
}

/**
 * An end that a form gave: seconds from now, or a moment in UTC. Null where it is neither.
 * @param {string} preset seconds, or `at`
 * @param {string} moment `2023-02-15T09:00` of a field that holds UTC
 * @param {number} now epoch seconds
 */
export function endOf(preset, moment, now) {
  const at = preset === 'at' ? Date.parse(`${moment}Z`) / 1000 : now + Number(preset);
  return Number.isFinite(at) ? new Date(Math.round(at) * 1000).toISOString().replace('.000', '') : null;
}

/** Ends that are offered, by their seconds. */
export const ENDS = [
  ['3600', '1 hour'],
  ['14400', '4 hours'],
  ['28800', '8 hours'],
  ['86400', '1 day'],
  ['259200', '3 days'],
  ['604800', '1 week'],
];
