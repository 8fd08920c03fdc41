import { NetbackError } from '#lib/domain/errors.ts';
import { type Instant, parseInstant } from '#lib/domain/instant.ts';

/** The moment that an option gives; wrong usage where it is none. */
export function momentOf(option: string, text: string): Instant {
  const at = parseInstant(text);
  if (at !== null) return at;
  throw new NetbackError(
    'usage',
    `${option} is "${text}"; expected ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds.`,
  );
}

/** The whole number that an option gives, within its limits; wrong usage where it is none. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  if (/^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new NetbackError('usage', `${option} is "${text}"; expected a whole number from ${least} to ${most}.`);
}
