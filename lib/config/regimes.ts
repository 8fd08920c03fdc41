import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';
import { FLARE_CAUSES, type FlaringRegime } from '../domain/economics/regime/regime.ts';
import { NetbackError } from '../domain/errors.ts';
import { type Instant, parseInstant } from '../domain/instant.ts';

const FOLDER = fileURLToPath(new URL('../../data/regimes/', import.meta.url));

const day = z
  .union([z.string(), z.date()])
  .transform((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value))
  .refine((text) => parseInstant(text) !== null, { error: 'a date such as 2026-11-24' });
const since = day.transform((text) => parseInstant(text) as Instant);
const dated = z.strictObject({ from: since, value: z.number().nonnegative() });
const series = z.array(dated).min(1);
const stream = z.enum(['flared', 'vented', 'fuel']);
const cause = z.enum(FLARE_CAUSES);

const threshold = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z
    .strictObject({ type: z.literal('share-of-produced'), steps: series })
    .transform(({ type, steps }) => ({ type, fractions: steps })),
  z
    .strictObject({ type: z.literal('capture-goal'), steps: series })
    .transform(({ type, steps }) => ({ type, fractions: steps })),
  z
    .strictObject({ type: z.literal('volume-per-day'), steps: series })
    .transform(({ type, steps }) => ({ type, mcfPerDay: steps })),
  z
    .strictObject({ type: z.literal('volume-per-barrel'), steps: series })
    .transform(({ type, steps }) => ({ type, mcfPerBbl: steps })),
]);

const tier = z.strictObject({ oilBblPerDayAtLeast: z.number().nonnegative(), rates: series });
const pollutant = z
  .strictObject({ id: z.string(), tonnesPer1000m3: z.number().nonnegative(), rates: series })
  .transform(({ id, tonnesPer1000m3, rates }) => ({ id, tonnesPer1000m3, ratesPerTonne: rates }));

const basis = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('volume'),
    per: z.enum(['Mcf', 'Sm3', '1000m3-ru20', '1000m3-s15']),
    tiers: z.array(tier).min(1),
  }),
  z.strictObject({ type: z.literal('tonne-pollutant'), pollutants: z.array(pollutant).min(1) }),
  z.strictObject({ type: z.literal('tonne-co2e'), rates: series }),
  z.strictObject({ type: z.literal('tonne-methane'), rates: series }),
  z.strictObject({ type: z.literal('royalty-on-value'), fractions: series }),
]);

const charge = z.strictObject({
  name: z.string(),
  stream,
  on: z.enum(['all', 'below', 'above']),
  basis,
  indices: z.array(dated).default([]),
});

const condition = z.enum(['over-limit', 'no-meter', 'unauthorised', 'arctic-offshore', 'protected-area']);
const row = z
  .strictObject({
    from: since,
    to: since.nullable().default(null),
    status: z.enum(['in-force', 'enjoined', 'repealed', 'proposed', 'verify']),
    confidence: z.enum(['high', 'medium', 'low']),
    source: z.strictObject({ title: z.string(), url: z.string().nullable().default(null), retrieved: day }),
    note: z.string().nullable().default(null),
    isScenario: z.boolean().default(false),
    appliesTo: z.array(stream).default([]),
    excludedCauses: z.array(cause).default([]),
    numerator: z
      .array(z.enum(['flared', 'vented']))
      .min(1)
      .nullable()
      .default(null),
    notProducedCauses: z.array(cause).default([]),
    threshold: threshold.default({ type: 'none' }),
    charges: z.array(charge).default([]),
    multipliers: z.array(z.strictObject({ when: condition, factors: series })).default([]),
    ladder: z
      .strictObject({ firstMonth: z.number().nonnegative(), factor: z.number().min(1), cap: z.number().nonnegative() })
      .nullable()
      .default(null),
    caps: z.array(dated).default([]),
    creditFractions: z.array(dated.refine(({ value }) => value <= 1, { error: 'a fraction up to 1' })).default([]),
    nonMonetary: z.array(z.string()).default([]),
  })
  .transform(({ source, ...rest }) => ({
    ...rest,
    sourceTitle: source.title,
    sourceUrl: source.url,
    retrieved: source.retrieved,
  }));

/** A regime document as it stands in YAML; unknown keys and overlapping rows are errors. */
export const regimeSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'a slug such as us-texas' }),
    jurisdiction: z.string(),
    currency: z.string().regex(/^[A-Z]{3}$/, { error: 'a currency code such as USD' }),
    scope: z.enum(['site', 'lease', 'licence', 'operator', 'state']),
    period: z.enum(['month', 'quarter', 'year']),
    rows: z.array(row).min(1),
  })
  .refine(({ rows }) => rows.every((one, index) => index === 0 || endsBefore(rows[index - 1], one)), {
    error: 'rows oldest first that do not overlap',
    path: ['rows'],
  });

function endsBefore(before: { to: Instant | null } | undefined, next: { from: Instant }): boolean {
  return before !== undefined && before.to !== null && before.to <= next.from;
}

/** Reads one document; throws `config-invalid` naming every problem with its path. */
export function parseRegime(text: string, fileName: string): FlaringRegime {
  const parsed = regimeSchema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${fileName}: ${issue.path.join('.')}: expected ${issue.message}`,
  );
  throw new NetbackError('config-invalid', problems.join('\n'));
}

/** Every regime that ships, by id. The folder is read once a process. */
export function shippedRegimes(): ReadonlyMap<string, FlaringRegime> {
  shipped ??= new Map(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => parseRegime(readFileSync(path.join(FOLDER, name), 'utf8'), name))
      .map((regime) => [regime.id, regime]),
  );
  return shipped;
}

let shipped: ReadonlyMap<string, FlaringRegime> | undefined;
