import * as z from 'zod/mini';
import { STREAMS } from '../domain/gas/report.ts';
import { time, unknownable } from './api-points.ts';

const stream = z.enum(STREAMS);
const described = (description: string) => z.meta({ description });

const streamCompletenessAnswer = z.strictObject({
  stream,
  completenessFraction: unknownable('reportedPeriods ÷ expectedPeriods; null = nothing was due yet.'),
  expectedPeriods: z.int(),
  reportedPeriods: z
    .int()
    .check(
      described('Periods with a volume; blank and reversed ones are not, a coarser row says nothing of its parts.'),
    ),
  awaitedPeriods: z.int().check(described('Periods begun, not reported, not yet `staleAfter` past their end.')),
  gapCount: z.int(),
  gaps: z
    .array(
      z.strictObject({
        from: time,
        to: time,
        reason: z.enum(['no-report', 'unknown-volume']).check(described('unknown-volume = blank or reversed.')),
      }),
    )
    .check(described('Missing periods, neighbours as one, the newest 100.')),
  evidence: z.array(
    z.strictObject({ evidence: z.nullable(z.enum(['measured', 'allocated', 'estimated'])), rows: z.int() }),
  ),
  causes: z
    .array(
      z.strictObject({ cause: z.nullable(z.string()), rows: z.int(), volumeMcf: z.number().check(described('Mcf.')) }),
    )
    .check(described('Of flared and vented; null = not stated.')),
});

/** How complete the reports of the window are, over the streams that the site has ever reported. */
export const completenessAnswer = z.strictObject({
  at: time.check(described('The newest tick: what is known until then counts.')),
  cadence: z.nullable(z.enum(['1h', '1d', '1mo'])),
  minimumFraction: z.number().check(described('The least share with which the month’s flaring is judged.')),
  completenessFraction: unknownable('Σ reportedPeriods ÷ Σ expectedPeriods of the streams; null = unknown: `reason`.'),
  expectedPeriods: z
    .nullable(z.int())
    .check(described('Periods of the cadence that start in [from, to): reported, or `staleAfter` past their end.')),
  reportedPeriods: z.nullable(z.int()),
  reason: z.nullable(z.enum(['never-reported', 'nothing-due', 'site-removed', 'no-configuration'])),
  streams: z.array(streamCompletenessAnswer),
});

const volumesMcf = z.strictObject(
  Object.fromEntries(STREAMS.map((name) => [name, z.nullable(z.number())])) as Record<
    (typeof STREAMS)[number],
    z.ZodMiniNullable<z.ZodMiniNumber>
  >,
);

/** Where the gas of the window went: unaccounted = produced + received − sold − flared − vented − fuel − mining − injected. */
export const massBalanceAnswer = z.strictObject({
  by: z.nullable(z.enum(['gas-day', 'gas-month'])),
  fuelIncludesMining: z.nullable(z.boolean()).check(described('True = mining is in fuel and not taken off twice.')),
  reason: z
    .nullable(z.enum(['never-reported', 'no-production', 'no-outlet', 'no-configuration']))
    .check(described('Why nothing can be balanced.')),
  knownPeriods: z.int(),
  unaccountedMcf: unknownable('Σ over the known periods, Mcf.'),
  unaccountedFraction: unknownable('Σ unaccounted ÷ Σ produced over the known periods, signed.'),
  periods: z
    .array(
      z.strictObject({
        from: time,
        to: time,
        volumesMcf: volumesMcf.check(described('Mcf over the period; null = unknown, 0 = or never reported.')),
        unaccountedMcf: unknownable('Mcf; null = a stream that the site reports is unknown.'),
        unaccountedFraction: unknownable('Unaccounted ÷ produced, signed; null also where nothing was produced.'),
      }),
    )
    .check(described('Periods that start in [from, to) and have ended.')),
});
