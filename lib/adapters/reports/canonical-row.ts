import type { Evidence, Stream } from '../../domain/gas/report.ts';
import { STREAMS } from '../../domain/gas/report.ts';
import { MCF_PER_UNIT, type VolumeUnit } from '../../domain/gas/volume.ts';
import { after, type Instant, toIso } from '../../domain/instant.ts';
import type { RejectedRow } from '../../ports.ts';
import { readBase } from './base-text.ts';
import { reportInstant } from './instant-text.ts';
import { type NormalisedRow, normalise } from './normalised-row.ts';
import { type Place, rejected } from './rejected.ts';
import { FUTURE_TOLERANCE_SECONDS } from './row-sink.ts';

/** The columns of a canonical report, in the order in which it is written (interfaces.md section 4). */
export const CANONICAL_COLUMNS = [
  'site_id',
  'period_start',
  'period_end',
  'stream',
  'volume',
  'unit',
  'base',
  'hhv_btu_per_scf',
  'evidence',
  'cause',
  'version',
  'reported_at',
] as const;
export type CanonicalColumn = (typeof CANONICAL_COLUMNS)[number];

/** Columns that a file may leave out altogether. */
export const OPTIONAL_COLUMNS: readonly CanonicalColumn[] = ['hhv_btu_per_scf', 'evidence', 'cause'];

const UNITS = Object.keys(MCF_PER_UNIT);
const EVIDENCES: readonly string[] = ['measured', 'allocated', 'estimated'];
const CAUSES: readonly string[] = ['routine', 'planned', 'emergency', 'flowback', 'pilot', 'unknown'];

/** One row as text, and how to read its numbers. */
export type CanonicalCells = Readonly<Record<CanonicalColumn, string>>;
export type RowContext = {
  readonly place: Place;
  readonly knownSites: ReadonlySet<string>;
  readonly at: Instant;
  readonly readNumber: (text: string) => number | null;
  readonly numberExpected: string;
};

/**
 * One canonical row as the product keeps it, or everything that is wrong with it. Volumes become
 * Mcf at 60 °F, 14.696 psia; a heating value per scf at the row's base is restated to that base
 * too, so that volume × heating value stays the same energy.
 */
export function readCanonicalRow(cells: CanonicalCells, context: RowContext): NormalisedRow | readonly RejectedRow[] {
  const faults: RejectedRow[] = [];
  const refuse = (column: CanonicalColumn, expected: string): null => {
    faults.push(rejected(context.place, column, cells[column], expected));
    return null;
  };
  const text = (column: CanonicalColumn): string => cells[column].trim();
  const moment = (column: CanonicalColumn): Instant | null =>
    reportInstant(text(column)) ??
    refuse(column, 'ISO-8601 with a zone, such as 2026-05-01T06:00:00Z, or epoch seconds');
  const number = (column: CanonicalColumn): number | null =>
    text(column) === '' ? null : (context.readNumber(text(column)) ?? refuse(column, context.numberExpected));
  const oneOf = (column: CanonicalColumn, allowed: readonly string[]): string | null =>
    text(column) === ''
      ? null
      : allowed.includes(text(column))
        ? text(column)
        : refuse(column, `one of ${allowed.join(', ')}`);

  const site = text('site_id');
  if (!context.knownSites.has(site)) refuse('site_id', knownSitesText(context.knownSites));
  const periodStart = moment('period_start');
  const periodEnd = moment('period_end');
  const reportedAt = moment('reported_at');
  const latest = after(context.at, FUTURE_TOLERANCE_SECONDS);
  if (periodStart !== null && periodStart > latest) refuse('period_start', `not after ${toIso(latest)}`);
  if (periodStart !== null && periodEnd !== null && periodEnd <= periodStart)
    refuse('period_end', 'after period_start');
  const stream = oneOf('stream', STREAMS);
  if (text('stream') === '') refuse('stream', `one of ${STREAMS.join(', ')}`);
  const volume = number('volume');
  const unit = oneOf('unit', UNITS);
  if (text('unit') === '') refuse('unit', `one of ${UNITS.join(', ')}; a blank unit is never guessed`);
  const base = readBase(text('base'));
  if ('expected' in base) refuse('base', base.expected);
  const hhv = number('hhv_btu_per_scf');
  if (hhv !== null && hhv <= 0) refuse('hhv_btu_per_scf', 'a number above 0, or blank');
  const evidence = oneOf('evidence', EVIDENCES);
  const cause = oneOf('cause', CAUSES);
  const version = /^\d{1,9}$/.test(text('version'))
    ? Number(text('version'))
    : refuse('version', 'a whole number from 0');
  if (faults.length > 0 || 'expected' in base) return faults;
  if (periodStart === null || periodEnd === null || reportedAt === null || unit === null || version === null)
    return faults;
  return normalise({
    site,
    stream: stream as Stream,
    periodStart,
    periodEnd,
    volume,
    volumeText: text('volume'),
    unit: unit as VolumeUnit,
    base: base.base,
    baseText: text('base'),
    hhvBtuPerScf: hhv,
    evidence: evidence as Evidence | null,
    cause,
    version,
    reportedAt,
  });
}

function knownSitesText(known: ReadonlySet<string>): string {
  const names = [...known].sort();
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `one of the ${names.length} sites (${shown}, …)` : `one of ${shown}`;
}
