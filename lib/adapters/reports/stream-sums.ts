import type { Site, VolumeBase } from '../../domain/company.ts';
import type { Period } from '../../domain/gas/gas-day.ts';
import type { Evidence, Stream } from '../../domain/gas/report.ts';
import type { VolumeUnit } from '../../domain/gas/volume.ts';
import { type Instant, instant } from '../../domain/instant.ts';
import { normalise } from './normalised-row.ts';
import type { ParseContext } from './parse-context.ts';
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
};

export type SourceUnits = { readonly unit: VolumeUnit; readonly base: VolumeBase; readonly baseText: string };
export type StreamSums = { add(part: StreamPart): void; end(): void };

type Sum = { first: StreamPart; parts: number; leftOut: number; total: number; version: number; reportedAt: number };

/**
 * Sums the parts of a report that gives a site's gas by well, facility or flow: one row per period and
 * stream, of the highest version and the latest time of its parts. Where a part could not be read the
 * sum is unknown, or where the context asks for it the sum of the others, marked `estimated`; the part
 * itself was refused where it stood. Sums are exact to the last digit of a double (compensated).
 */
export function streamSums(units: SourceUnits, context: ParseContext, sink: RowSink): StreamSums {
  const sums = new Map<string, Sum & { lost: number }>();
  return {
    add: (part) => {
      const key = `${part.site.id}#${part.period.start}#${part.period.end}#${part.stream}`;
      const kept = sums.get(key) ?? { first: part, parts: 0, leftOut: 0, total: 0, lost: 0, version: 0, reportedAt: 0 };
      kept.parts += 1;
      if (part.volume === null) kept.leftOut += 1;
      else addExactly(kept, part.volume);
      kept.version = Math.max(kept.version, part.version ?? 1);
      kept.reportedAt = Math.max(kept.reportedAt, part.reportedAt ?? context.at);
      sums.set(key, kept);
    },
    end: () => {
      for (const sum of sums.values()) {
        const { site, period, stream, line, evidence, cause } = sum.first;
        const isWhole = sum.leftOut === 0;
        const isKnown = isWhole || (context.incompleteSums === 'sum' && sum.leftOut < sum.parts);
        const volume = isKnown ? tidy(sum.total + sum.lost) : null;
        const row = normalise({
          site: site.id,
          stream,
          periodStart: period.start,
          periodEnd: period.end,
          volume,
          volumeText: volume === null ? '' : String(volume),
          ...units,
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
