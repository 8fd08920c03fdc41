import { type Instant, instant } from '../instant.ts';
import { balanceFigures, dailyFigures, monthlyFigures } from './flare-figures.ts';
import {
  type Cadence,
  type FlareFigure,
  type GasState,
  type InForceRow,
  type ReportRow,
  STREAMS,
  type Stream,
} from './report.ts';
import { finestFirst, isNewer, samePeriod } from './version.ts';

/** Two of three periods decide; one more, since streams of one period come at different times. */
const BALANCE_PERIODS = 4;

/** More overlapping periods than this at once is a broken source; the finest are kept. */
const MAX_CANDIDATES = 8;

/**
 * What a site knows of its gas after more report rows: of each period the highest version, and of
 * the periods only those that can still be in force at `at` or later. The order of arrival, repeats
 * and the split into files change nothing (commutative, associative, idempotent for one `at`).
 * A blank or negative volume is kept as unknown; a row that starts after `at` is kept for its time.
 * `gasDays` are days summed from hourly rows (gas-day.ts): they count as figures, never in force.
 * Source: interfaces.md section 4; docs/reports.md#versions.
 */
export function mergeRows(
  state: GasState,
  rows: readonly ReportRow[],
  at: Instant,
  cadence: Cadence,
  gasDays: readonly ReportRow[] = [],
): GasState {
  if (rows.length === 0 && gasDays.length === 0) return withoutPassed(state, at);
  const candidates: Partial<Record<Stream, readonly InForceRow[]>> = {};
  const balance: Partial<Record<Stream, readonly FlareFigure[]>> = {};
  const ofStream = (from: readonly ReportRow[], stream: Stream) =>
    from.filter((row) => row.stream === stream).map(inForceRow);
  for (const stream of STREAMS) {
    const added = ofStream(rows, stream);
    const held = state.candidates[stream] ?? [];
    const all = added.reduce(withVersion, held);
    if (all.length > 0) candidates[stream] = all.length === 1 ? all : stillUseful(all, at);
    if (stream === 'flared') continue;
    const before = state.balanceFigures?.[stream] ?? [];
    const figures = balanceFigures(before, [...added, ...ofStream(gasDays, stream)], cadence, BALANCE_PERIODS);
    if (figures.length > 0) balance[stream] = figures;
  }
  const flared = [...ofStream(rows, 'flared'), ...ofStream(gasDays, 'flared')];
  return {
    candidates,
    flaredDaily: dailyFigures(state.flaredDaily, flared),
    flaredMonthly: monthlyFigures(state.flaredMonthly, flared),
    newestReportAt: newest(state.newestReportAt, rows),
    ...(Object.keys(balance).length > 0 ? { balanceFigures: balance } : {}),
  };
}

/** The newest versions of rows of a stream, with one more row among them. */
function withVersion(rows: readonly InForceRow[], row: InForceRow): readonly InForceRow[] {
  const index = rows.findIndex((other) => samePeriod(other, row));
  const stored = rows[index];
  if (stored === undefined) return [...rows, row];
  return isNewer(row, stored) ? rows.with(index, row) : rows;
}

/** No news: only what can no longer come into force is dropped; the very same state where that is nothing. */
function withoutPassed(state: GasState, at: Instant): GasState {
  let candidates = state.candidates;
  for (const stream of STREAMS) {
    const held = state.candidates[stream];
    if (held === undefined || held.length < 2) continue;
    const useful = stillUseful(held, at);
    if (useful.length < held.length) candidates = { ...candidates, [stream]: useful };
  }
  return candidates === state.candidates ? state : { ...state, candidates };
}

function inForceRow(row: ReportRow): InForceRow {
  const { periodStart, periodEnd, hhvBtuPerScf, version, reportedAt } = row;
  const isKnown = row.volumeMcf !== null && row.volumeMcf >= 0;
  const volumeMcf = isKnown ? row.volumeMcf : null;
  return { periodStart, periodEnd, volumeMcf, hhvBtuPerScf, version, reportedAt, ...causeOf(row) };
}

const ALWAYS_COUNTED: readonly (string | null)[] = [null, 'routine', 'unknown'];

function causeOf({ stream, cause }: ReportRow): Pick<InForceRow, 'cause'> {
  return stream === 'flared' && cause !== null && !ALWAYS_COUNTED.includes(cause) ? { cause } : {};
}

/**
 * Drops a period that can never be in force again, because another one stands before it from `at` on:
 * a finer one that holds every moment it holds, or one that ended (or will end) later. Finest first.
 */
function stillUseful(rows: readonly InForceRow[], at: Instant): readonly InForceRow[] {
  const useful = rows.filter((row) => !rows.some((other) => !samePeriod(other, row) && covers(other, row, at)));
  return useful.sort(finestFirst).slice(0, MAX_CANDIDATES);
}

function covers(other: InForceRow, row: InForceRow, at: Instant): boolean {
  if (other.periodEnd < row.periodEnd) return false;
  const hasBegunToo = other.periodStart <= Math.max(row.periodStart, at);
  if (!hasBegunToo) return false;
  const hasEnded = row.periodEnd <= at;
  return (hasEnded && other.periodEnd > row.periodEnd) || finestFirst(other, row) < 0;
}

function newest(before: Instant | null, rows: readonly ReportRow[]): Instant | null {
  const moments = rows.map((row): number => row.reportedAt);
  if (before !== null) moments.push(before);
  return moments.length === 0 ? null : instant(moments.reduce((a, b) => Math.max(a, b)));
}
