import type { Evidence } from '../../domain/gas/report.ts';
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

const UNITS = Object.keys(MCF_PER_UNIT) as readonly VolumeUnit[];
const EVIDENCES: readonly Evidence[] = ['measured', 'allocated', 'estimated'];
const CAUSES: readonly string[] = ['routine', 'planned', 'emergency', 'flowback', 'pilot', 'unknown'];
const MOMENT_EXPECTED = 'ISO-8601 with a zone, such as 2026-05-01T06:00:00Z, or epoch seconds';

/** One row as text. */
export type CanonicalCells = Readonly<Record<CanonicalColumn, string>>;

/** What the rows of one file are judged by. */
export type RowRules = {
  readonly knownSites: ReadonlySet<string>;
  readonly at: Instant;
  readonly readNumber: (text: string) => number | null;
  readonly numberExpected: string;
};

/** Reads one row, or says everything that is wrong with it. */
export type RowReader = (cells: CanonicalCells, place: Place) => NormalisedRow | readonly RejectedRow[];

/**
 * Reads canonical rows as the product keeps them. Volumes become Mcf at 60 °F, 14.696 psia; a heating
 * value per scf at the row's base is restated to that base too, so that volume × heating value stays
 * the same energy.
 */
export function canonicalRowReader(rules: RowRules): RowReader {
  const latest = after(rules.at, FUTURE_TOLERANCE_SECONDS);
  const sites = knownSitesText(rules.knownSites);
  let faults: RejectedRow[] = [];
  let place: Place = { file: '', line: 0 };
  const refuse = (column: CanonicalColumn, value: string, expected: string): null => {
    faults.push(rejected(place, column, value, expected));
    return null;
  };
  const moment = (column: CanonicalColumn, value: string): Instant | null =>
    reportInstant(value) ?? refuse(column, value, MOMENT_EXPECTED);
  const number = (column: CanonicalColumn, value: string): number | null =>
    value === '' ? null : (rules.readNumber(value) ?? refuse(column, value, rules.numberExpected));
  const oneOf = <Word extends string>(
    column: CanonicalColumn,
    value: string,
    words: readonly Word[],
    hint = '',
  ): Word | null => {
    const word = words.find((one) => one === value);
    return word ?? refuse(column, value, `one of ${words.join(', ')}${hint}`);
  };

  return (cells, at) => {
    if (faults.length > 0) faults = [];
    place = at;
    const site = cells.site_id.trim();
    if (!rules.knownSites.has(site)) refuse('site_id', cells.site_id, sites);
    const periodStart = moment('period_start', cells.period_start.trim());
    const periodEnd = moment('period_end', cells.period_end.trim());
    const reportedAt = moment('reported_at', cells.reported_at.trim());
    if (periodStart !== null && periodStart > latest)
      refuse('period_start', cells.period_start, `not after ${toIso(latest)}`);
    if (periodStart !== null && periodEnd !== null && periodEnd <= periodStart)
      refuse('period_end', cells.period_end, 'after period_start');
    const stream = oneOf('stream', cells.stream.trim(), STREAMS);
    const volumeText = cells.volume.trim();
    const volume = number('volume', volumeText);
    const unitText = cells.unit.trim();
    const unit = oneOf('unit', unitText, UNITS, unitText === '' ? '; a blank unit is never guessed' : '');
    const baseText = cells.base.trim();
    const base = readBase(baseText);
    if ('expected' in base) refuse('base', cells.base, base.expected);
    const hhvBtuPerScf = number('hhv_btu_per_scf', cells.hhv_btu_per_scf.trim());
    if (hhvBtuPerScf !== null && hhvBtuPerScf <= 0)
      refuse('hhv_btu_per_scf', cells.hhv_btu_per_scf, 'a number above 0, or blank');
    const evidenceText = cells.evidence.trim();
    const evidence = evidenceText === '' ? null : oneOf('evidence', evidenceText, EVIDENCES);
    const causeText = cells.cause.trim();
    const cause = causeText === '' ? null : oneOf('cause', causeText, CAUSES);
    const versionText = cells.version.trim();
    const version = /^\d{1,9}$/.test(versionText)
      ? Number(versionText)
      : refuse('version', cells.version, 'a whole number from 0');
    if (faults.length > 0 || 'expected' in base) return faults;
    if (periodStart === null || periodEnd === null || reportedAt === null) return faults;
    if (stream === null || unit === null || version === null) return faults;
    return normalise({
      site,
      stream,
      periodStart,
      periodEnd,
      volume,
      volumeText,
      unit,
      base: base.base,
      baseText,
      hhvBtuPerScf,
      evidence,
      cause,
      version,
      reportedAt,
    });
  };
}

function knownSitesText(known: ReadonlySet<string>): string {
  const names = [...known].sort();
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `one of the ${names.length} sites (${shown}, …)` : `one of ${shown}`;
}
