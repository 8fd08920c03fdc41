import * as z from 'zod/mini';
import { instant, parseInstant } from '../../domain/instant.ts';
import { type Reading, refused } from './provider.ts';

const DECIMAL = /^-?\d{1,24}(\.\d{1,24})?([eE][+-]?\d{1,2})?$/;
const LATEST_EPOCH_SECONDS = 9_999_999_999;

/** A finite number, given as a JSON number or as a decimal string. */
export const decimal = z.pipe(
  z.union([z.number(), z.pipe(z.string().check(z.regex(DECIMAL)), z.transform(Number))]),
  z.number(),
);
/** A number above zero: 0 and -1 are what providers say for "no figure". */
export const positive = decimal.check(z.positive());
/** A count or a height, as a number or a string of digits. */
export const wholeNumber = decimal.check(z.int(), z.nonnegative());
/** A count of which there is at least one: blocks, satoshi, units that a rate is for. */
export const count = wholeNumber.check(z.positive());
/** Seconds since 1970. */
export const epochSeconds = z.pipe(wholeNumber.check(z.lte(LATEST_EPOCH_SECONDS)), z.transform(instant));
/** Milliseconds since 1970. */
export const epochMilliseconds = z.pipe(
  wholeNumber.check(z.lte(LATEST_EPOCH_SECONDS * 1000)),
  z.transform((milliseconds: number) => instant(milliseconds / 1000)),
);
/** ISO-8601 with a zone, or a date (UTC midnight). */
export const isoInstant = z.pipe(
  z.string().check(z.refine((text) => text.includes('-') && parseInstant(text) !== null)),
  z.transform((text: string) => parseInstant(text) ?? instant(0)),
);

/**
 * Reads `body` by `schema` and goes on with `next`; a body of another shape is refused naming the
 * field, never showing its content.
 */
export function readFields<Schema extends z.ZodMiniType>(
  schema: Schema,
  body: unknown,
  next: (fields: z.output<Schema>) => Reading,
): Reading {
  const parsed = z.safeParse(schema, body);
  if (parsed.success) return next(parsed.data);
  const path = parsed.error.issues[0]?.path.map(String).join('.').slice(0, 60) ?? '';
  return refused(path === '' ? 'unexpected answer' : `unexpected ${path}`);
}
