import { type Instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../instant.ts';
import { ratePerDay } from './rate.ts';
import {
  type Cadence,
  type GasInForce,
  type GasState,
  type InForceRow,
  STREAMS,
  type StreamInForce,
} from './report.ts';
import { finestFirst } from './version.ts';

/** A month is taken at its longest, so that a monthly report is not called old before the next can come. */
const CADENCE_SECONDS: Readonly<Record<Cadence, number>> = {
  '1h': SECONDS_PER_HOUR,
  '1d': SECONDS_PER_DAY,
  '1mo': 31 * SECONDS_PER_DAY,
};

/**
 * How much gas a site is taken to flow at T, stream by stream, in Mcf/day at 60 °F, 14.696 psia, dry.
 *
 * The report in force is the newest version of the finest period that holds T, else of the period
 * that ended last, carried forward while T − max(period end, reported at) < staleAfter. Carried for
 * more than one cadence it is `last-known-good`; after staleAfter, blank or reversed it is unknown.
 * A stream never reported is unknown too, with `everReported` false: the balance counts it as 0.
 * Source: interfaces.md section 4, "In force at T".
 */
export function gasInForce(state: GasState, at: Instant, staleAfterSeconds: number, cadence: Cadence): GasInForce {
  const entries = STREAMS.map((stream) => [
    stream,
    streamInForce(state.candidates[stream] ?? [], at, staleAfterSeconds, cadence),
  ]);
  return Object.fromEntries(entries) as GasInForce;
}

function streamInForce(
  rows: readonly InForceRow[],
  at: Instant,
  staleAfterSeconds: number,
  cadence: Cadence,
): StreamInForce {
  if (rows.length === 0) return { mcfPerDay: null, everReported: false, quality: 'missing', row: null };
  const unknown: StreamInForce = { mcfPerDay: null, everReported: true, quality: 'missing', row: null };
  const begun = rows.filter((row) => row.periodStart <= at);
  const holding = begun.filter((row) => row.periodEnd > at).sort(finestFirst)[0];
  const row = holding ?? lastEnded(begun);
  if (row === undefined) return unknown;
  const carriedSeconds = at - Math.max(row.periodEnd, row.reportedAt);
  if (carriedSeconds >= staleAfterSeconds) return unknown;
  const mcfPerDay = ratePerDay(row);
  if (mcfPerDay === null) return { ...unknown, row };
  const isOld = carriedSeconds > CADENCE_SECONDS[cadence];
  return { mcfPerDay, everReported: true, quality: isOld ? 'last-known-good' : 'ok', row };
}

function lastEnded(rows: readonly InForceRow[]): InForceRow | undefined {
  return [...rows].sort((a, b) => b.periodEnd - a.periodEnd || finestFirst(a, b))[0];
}
