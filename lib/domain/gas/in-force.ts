import { type Instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../instant.ts';
import { type AnswerUntil, keptUntil } from '../kept-with.ts';
import { ratePerDay } from './rate.ts';
import {
  type Cadence,
  type GasInForce,
  type GasState,
  type InForceRow,
  STREAMS,
  type Stream,
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
export const gasInForce = keptUntil(
  (state: GasState, at: Instant, staleAfterSeconds: number, cadence: Cadence): AnswerUntil<GasInForce> => {
    const of = (stream: Stream): StreamInForce =>
      streamInForce(state.candidates[stream] ?? NO_ROWS, at, staleAfterSeconds, cadence);
    const value: GasInForce = {
      produced: of('produced'),
      sold: of('sold'),
      flared: of('flared'),
      vented: of('vented'),
      fuel: of('fuel'),
      mining: of('mining'),
      injected: of('injected'),
      received: of('received'),
    };
    return { value, until: nextGasChange(state, at, staleAfterSeconds, cadence) };
  },
);

const NO_ROWS: readonly InForceRow[] = [];
const NEVER_REPORTED: StreamInForce = { mcfPerDay: null, everReported: false, quality: 'missing', row: null };
const UNKNOWN: StreamInForce = { mcfPerDay: null, everReported: true, quality: 'missing', row: null };

/**
 * The first moment after `at` at which the gas in force of a state can become another one: a period
 * begins or ends, or a report has been carried too long. Infinity = never.
 */
export function nextGasChange(state: GasState, at: Instant, staleAfterSeconds: number, cadence: Cadence): number {
  let next = Number.POSITIVE_INFINITY;
  const sooner = (moment: number): void => {
    if (moment > at && moment < next) next = moment;
  };
  for (const stream of STREAMS) {
    for (const row of state.candidates[stream] ?? NO_ROWS) {
      const carriedFrom = Math.max(row.periodEnd, row.reportedAt);
      sooner(row.periodStart);
      sooner(row.periodEnd);
      sooner(carriedFrom + staleAfterSeconds);
      sooner(carriedFrom + CADENCE_SECONDS[cadence] + 1);
    }
  }
  return next;
}

function streamInForce(
  rows: readonly InForceRow[],
  at: Instant,
  staleAfterSeconds: number,
  cadence: Cadence,
): StreamInForce {
  if (rows.length === 0) return NEVER_REPORTED;
  const row = rowInForce(rows, at);
  if (row === null) return UNKNOWN;
  const carriedSeconds = at - Math.max(row.periodEnd, row.reportedAt);
  if (carriedSeconds >= staleAfterSeconds) return UNKNOWN;
  const mcfPerDay = ratePerDay(row);
  if (mcfPerDay === null) return { ...UNKNOWN, row };
  const isOld = carriedSeconds > CADENCE_SECONDS[cadence];
  return { mcfPerDay, everReported: true, quality: isOld ? 'last-known-good' : 'ok', row };
}

/** The finest of the begun periods that hold `at`, else the one that ended last; null = none has begun. */
function rowInForce(rows: readonly InForceRow[], at: Instant): InForceRow | null {
  let holding: InForceRow | null = null;
  let ended: InForceRow | null = null;
  for (const row of rows) {
    if (row.periodStart > at) continue;
    if (row.periodEnd > at) {
      if (holding === null || finestFirst(row, holding) < 0) holding = row;
    } else if (ended === null || (ended.periodEnd - row.periodEnd || finestFirst(row, ended)) < 0) {
      ended = row;
    }
  }
  return holding ?? ended;
}
