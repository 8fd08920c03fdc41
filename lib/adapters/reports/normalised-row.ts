import type { VolumeBase } from '../../domain/company.ts';
import type { ReportRow } from '../../domain/gas/report.ts';
import { mcfAtUs60, type VolumeUnit } from '../../domain/gas/volume.ts';

/** A report row as the product keeps it, and the same in the unit and base of its source. */
export type NormalisedRow = {
  readonly row: ReportRow;
  readonly volume: number | null;
  readonly unit: VolumeUnit;
  /** As a canonical report writes it. */
  readonly base: string;
  /** Btu/scf at the row's base. */
  readonly hhvBtuPerScf: number | null;
};

/** What a source says of one stream in one period, before conversion. */
export type SourceRow = Omit<ReportRow, 'volumeMcf' | 'original'> & {
  readonly volume: number | null;
  readonly volumeText: string;
  readonly unit: VolumeUnit;
  readonly base: VolumeBase;
  readonly baseText: string;
};

/**
 * Restates a source's row to Mcf and Btu/scf at 60 °F, 14.696 psia: of the heating value the one that
 * keeps volume × heating value the same energy.
 */
export function normalise(source: SourceRow): NormalisedRow {
  const { volume, volumeText, unit, base, baseText, hhvBtuPerScf } = source;
  const row: ReportRow = {
    site: source.site,
    stream: source.stream,
    periodStart: source.periodStart,
    periodEnd: source.periodEnd,
    volumeMcf: volume === null ? null : mcfAtUs60(volume, unit, base),
    hhvBtuPerScf: hhvBtuPerScf === null ? null : hhvBtuPerScf / mcfAtUs60(1, 'Mcf', base),
    evidence: source.evidence,
    cause: source.cause,
    version: source.version,
    reportedAt: source.reportedAt,
    original: `${volumeText} ${unit} ${baseText}`.trim(),
  };
  return { row, volume, unit, base: baseText, hhvBtuPerScf };
}
