import type { Site, VolumeBase } from '../../domain/company.ts';
import type { Period } from '../../domain/gas/gas-day.ts';
import type { Evidence, Stream } from '../../domain/gas/report.ts';
import { mcfAtUs60, type VolumeUnit } from '../../domain/gas/volume.ts';
import { type Instant, instant } from '../../domain/instant.ts';
import { normalise } from './normalised-row.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import type { RowSink } from './row-sink.ts';

/** A part of one stream in one period: the volume of a well, a facility, a flow. Null = it could not be read. */
export type StreamPart = {
  readonly site: Site;
  readonly period: Period;
  readonly stream: Stream;
  readonly volume: number | null;
  readonly line: number;
  readonly version?: number;
  readonly reportedAt?: Instant;
  readonly evidence?: Evidence | null;
  readonly cause?: string | null;
  /** A difference, which may be below 0 in one part; the sum may not. Not given = a volume. */
  readonly isDifference?: boolean;
  /** The sum is in the units of its first part. */
  readonly units: SourceUnits;
};

/** A regulator's file has no reversals: it states each period anew. */
const NOT_NEGATIVE = '0 or more: a volume below 0 is unknown';

/** What is said of a blank where a part of a sum was expected. */
export const BLANK_PART = 'a number: a blank is unknown, and left out of the sum';

export type SourceUnits = { readonly unit: VolumeUnit; readonly base: VolumeBase; readonly baseText: string };
export type StreamSums = { add(part: StreamPart): void; end(): void };

type Sum = {
  first: StreamPart;
  units: SourceUnits;
  parts: number;
  leftOut: number;
  total: number;
  version: number;
  reportedAt: number;
};

/**
 * Sums the parts of a report that gives a site's gas by well, facility or flow: one row per period and
 * stream, of the highest version and the latest time of its parts. Where a part could not be read the
 * sum is unknown, or where the context asks for it the sum of the others, marked `estimated`; the part
 * itself was refused where it stood. Sums are exact to the last digit of a double (compensated).
 */
export function streamSums(context: ParseContext, sink: RowSink): StreamSums {
  const sums = new Map<string, Sum & { lost: number }>();
  return {
    add: (part) => {
      const key = `${part.site.id}#${part.period.start}#${part.period.end}#${part.stream}`;
      const of = part.units;
      const kept = sums.get(key) ?? {
        first: part,
        units: of,
        parts: 0,
        leftOut: 0,
        total: 0,
        lost: 0,
        version: 0,
        reportedAt: 0,
      };
      kept.parts += 1;
      const isNegative = part.volume !== null && part.volume < 0 && part.isDifference !== true;
      if (isNegative)
        sink.reject(rejected({ file: context.file, line: part.line }, part.stream, String(part.volume), NOT_NEGATIVE));
      if (part.volume === null || isNegative) kept.leftOut += 1;
      else addExactly(kept, restated(part.volume, of, kept.units));
      kept.version = Math.max(kept.version, part.version ?? 1);
      kept.reportedAt = Math.max(kept.reportedAt, part.reportedAt ?? context.at);
      sums.set(key, kept);
    },
    end: () => {
      for (const sum of sums.values()) {
        const { site, period, stream, line, evidence, cause } = sum.first;
        const isWhole = sum.leftOut === 0;
        const isKnown = isWhole || (context.incompleteSums === 'sum' && sum.leftOut < sum.parts);
        const total = tidy(sum.total + sum.lost);
        const isNegative = isKnown && total < 0;
        if (isNegative) sink.reject(rejected({ file: context.file, line }, stream, String(total), NOT_NEGATIVE));
        const volume = isKnown && !isNegative ? total : null;
        const row = normalise({
          site: site.id,
          stream,
          periodStart: period.start,
          periodEnd: period.end,
          volume,
          volumeText: volume === null ? '' : String(volume),
          ...sum.units,
          hhvBtuPerScf: null,
          evidence: isWhole ? (evidence ?? null) : 'estimated',
          cause: cause ?? null,
          version: sum.version,
          reportedAt: instant(sum.reportedAt),
        });
        sink.row(row, line);
      }
    },
  };
}

function restated(volume: number, from: SourceUnits, to: SourceUnits): number {
  if (from === to || (from.unit === to.unit && from.baseText === to.baseText)) return volume;
  return mcfAtUs60(volume, from.unit, from.base) / mcfAtUs60(1, to.unit, to.base);
}

/** Neumaier's compensated sum: what each addition loses is carried beside the total. */
function addExactly(sum: { total: number; lost: number }, value: number): void {
  const next = sum.total + value;
  sum.lost += Math.abs(sum.total) >= Math.abs(value) ? sum.total - next + value : value - next + sum.total;
  sum.total = next;
}

/** Twelve decimals: far finer than any meter, and free of what binary fractions leave behind. */
function tidy(value: number): number {
  return Math.abs(value) < 1e6 ? Number(value.toFixed(9)) + 0 : Number(value.toPrecision(15)) + 0;
}
