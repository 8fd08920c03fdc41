import * as z from 'zod';
import { VOLUME_BASES, type VolumeBaseName } from '../../domain/gas/volume.ts';

const DURATION = /^(\d+(?:\.\d+)?)(s|m|h|d|w)$/;
const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** Seconds of a duration as the company file writes it (`5m`, `1h`, `3d`); null where it is none. */
export function durationSeconds(text: string): number | null {
  const match = DURATION.exec(text);
  const unit = match?.[2] as keyof typeof UNIT_SECONDS | undefined;
  return match === null || unit === undefined ? null : Number(match[1]) * UNIT_SECONDS[unit];
}

/** A block of the file: unknown keys are faults; the message lists the known ones. */
export function block<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.strictObject(shape, { error: knownKeys(Object.keys(shape)) });
}

/** The message of an unknown key: the known ones, from which schema-faults picks the nearest. */
export function knownKeys(names: readonly string[]) {
  return (issue: z.core.$ZodRawIssue) => (issue.code === 'unrecognized_keys' ? names.join(', ') : undefined);
}

export const duration = z.string({ error: 'a duration such as 5m, 1h or 3d' }).regex(DURATION, {
  error: 'a duration such as 5m, 1h or 3d',
});
export const finite = z.number();
export const nonNegative = z.number().min(0, { error: 'a number of 0 or more' });
export const positive = z.number().gt(0, { error: 'a number above 0' });
export const fraction = z
  .number()
  .min(0, { error: 'a fraction from 0 to 1 (not percent)' })
  .max(1, { error: 'a fraction from 0 to 1 (not percent)' });
/** A fraction that something is divided by or multiplied with to live: zero would mean "none at all". */
export const positiveFraction = z
  .number()
  .gt(0, { error: 'a fraction above 0, at most 1' })
  .max(1, { error: 'a fraction above 0, at most 1' });
/** A fraction taken off: all of it would leave nothing. */
export const partFraction = z
  .number()
  .min(0, { error: 'a fraction from 0, below 1 (not percent)' })
  .lt(1, { error: 'a fraction from 0, below 1 (not percent)' });

export const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
  error: 'a slug: a small letter, then small letters, digits and dashes, at most 40',
});
/** Site ids go into keys, messages and URLs. */
export const siteId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/, {
  error: 'letters, digits, dot, dash and underscore, at most 48',
});
export const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
  error: 'letters, digits, dot, dash and underscore, at most 64',
});
export const title = z.string().min(1, { error: 'a text' }).max(120, { error: 'a text of at most 120 characters' });
export const localeTag = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, { error: 'a language such as en or ru' });

const zones = new Map<string, boolean>();
/** True for a zone of the IANA database, as this Node knows it. */
export function isZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  let isKnown = false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    isKnown = /^[A-Za-z]/.test(name);
  } catch {
    // RangeError is how Intl says no.
  }
  zones.set(name, isKnown);
  return isKnown;
}
export const ZONE_EXPECTED = 'an IANA time zone such as America/Chicago';
export const timezone = z.string().refine(isZone, { error: ZONE_EXPECTED });
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: 'a time of day in quotes, such as "09:00"',
});
export const localMoment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, {
  error: 'a local time such as 2026-06-01T08:00',
});
export const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T.+Z)?$/, {
  error: 'a date such as 2026-01-01',
});
export const httpsUrl = z.string().refine((text) => URL.canParse(text) && text.startsWith('https://'), {
  error: 'an https:// address',
});
/** Secrets are named, never written: an SSM parameter or Secrets Manager name. */
export const secretName = z.string().regex(/^\/[A-Za-z0-9_.\-/]{1,200}$/, {
  error: 'the name of a secret, such as /netback/eia-key (never the secret itself)',
});
export const severity = z.enum(['info', 'warning', 'critical']);

const baseNames = Object.keys(VOLUME_BASES) as VolumeBaseName[];
export const volumeBase = z.union(
  [z.enum(baseNames), block({ celsius: z.number().min(-30).max(60), kilopascal: z.number().min(80).max(120) })],
  { error: `one of ${baseNames.join(', ')}, or { celsius, kilopascal }` },
);
