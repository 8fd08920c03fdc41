/**
 * A moment in UTC as whole epoch seconds. The domain never reads a clock: every instant is an
 * argument, and every decision uses the scheduled tick time T.
 */
declare const instantTag: unique symbol;
export type Instant = number & { readonly [instantTag]: true };

export const SECONDS_PER_MINUTE = 60;
export const SECONDS_PER_HOUR = 3600;
export const SECONDS_PER_DAY = 86_400;

/** Brands whole epoch seconds; fractions are floored. */
export function instant(epochSeconds: number): Instant {
  return Math.floor(epochSeconds) as Instant;
}

/** `at` moved by a number of seconds. */
export function after(at: Instant, seconds: number): Instant {
  return (at + seconds) as Instant;
}

/** The start of the interval of `intervalSeconds`, aligned to the epoch, that holds `at`. */
export function floorTo(at: Instant, intervalSeconds: number): Instant {
  return (Math.floor(at / intervalSeconds) * intervalSeconds) as Instant;
}

/** ISO-8601 in UTC without fractions, `2023-02-15T00:00:00Z`. */
export function toIso(at: Instant): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}

/** The UTC date of an instant, `2023-02-15`. */
export function toIsoDate(at: Instant): string {
  return toIso(at).slice(0, 10);
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;

/**
 * Reads ISO-8601 with a zone (or a bare date, taken as UTC midnight) or epoch seconds.
 * Null where it is neither: a time without a zone is refused, never guessed.
 */
export function parseInstant(text: string): Instant | null {
  const trimmed = text.trim();
  if (/^\d{1,11}$/.test(trimmed)) return instant(Number(trimmed));
  if (!ISO.test(trimmed)) return null;
  const milliseconds = Date.parse(trimmed.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(milliseconds) ? null : instant(milliseconds / 1000);
}

/** Later than every tick there will be; ten digits, as keys hold them. */
export const END_OF_TIME = 9_999_999_999 as Instant;
