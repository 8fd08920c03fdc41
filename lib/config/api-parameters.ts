import * as z from 'zod/mini';
import { END_OF_TIME, type Instant, parseInstant } from '../domain/instant.ts';

const EXPECTED_INSTANT = 'ISO-8601 with a zone, such as 2023-02-15T00:00:00Z, or epoch seconds';

/**
 * A moment as a caller writes it, null where it is none: no zone, a day that its month does not
 * have, or a time that no tick can have. A `+` that a query string turned into a blank is read as one.
 */
export function readMoment(text: string): Instant | null {
  const written = text.trim().replace(/ (\d{2}:?\d{2})$/, '+$1');
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(written) ?? [];
  if (day !== undefined && Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) return null;
  const at = parseInstant(written);
  return at === null || at < 0 || at > END_OF_TIME ? null : at;
}

/** A moment in a query, a path or a body. */
export const moment = z.pipe(
  z.string().check(
    z.refine((text) => readMoment(text) !== null, { error: EXPECTED_INSTANT }),
    z.meta({ description: EXPECTED_INSTANT, examples: ['2023-02-15T00:00:00Z', '1676419200'] }),
  ),
  z.transform((text: string) => readMoment(text) as Instant),
);

/** A moment in a body: a text as in a query, or epoch seconds as a number. */
export const momentInBody = z.pipe(
  z.union([z.string(), z.number()]).check(
    z.refine((given) => readMoment(String(given)) !== null, { error: EXPECTED_INSTANT }),
    z.meta({ description: EXPECTED_INSTANT }),
  ),
  z.transform((given: string | number) => readMoment(String(given)) as Instant),
);

/** A count written in digits. */
export function wholeNumber(minimum: number, maximum: number) {
  const expected = `a whole number from ${minimum} to ${maximum}`;
  const isWithin = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum;
  return z.pipe(
    z
      .string()
      .check(
        z.refine(isWithin, { error: expected }),
        z.meta({ description: expected, type: 'integer', minimum, maximum }),
      ),
    z.transform((text: string) => Number(text)),
  );
}

/** An id: of a site, a rule, an audience. */
export const word = z.string().check(z.regex(/^[A-Za-z0-9_.~-]{1,120}$/, { error: 'letters, digits, . _ ~ -' }));

/** The place where the next page begins, as an answer's `next` gave it. */
export const cursor = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9_-]{1,400}$/, { error: 'the `next` of an answer to this very query' }),
    z.meta({ description: 'The `next` of an answer to this very query; opaque.' }),
  );

/** One of a closed list, which the error names. */
export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: values.length === 1 ? values[0] : `one of: ${values.join(', ')}` });
}

const SHARDS_MAX = 100;

/** A part of all sites, `1/4`: for answers that would be too large with all of them. */
export const shard = z.pipe(
  z.string().check(
    z.refine((text) => readShard(text) !== null, { error: `K/N, the K-th of N parts, N up to ${SHARDS_MAX}` }),
    z.meta({ description: 'K/N, the K-th of N parts of the sites.', pattern: '^[0-9]{1,3}/[0-9]{1,3}$' }),
  ),
  z.transform((text: string) => readShard(text) as Shard),
);

type Shard = { readonly part: number; readonly of: number };

function readShard(text: string): Shard | null {
  const [, part, of] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  return shard.part >= 1 && shard.part <= shard.of && shard.of <= SHARDS_MAX ? shard : null;
}
