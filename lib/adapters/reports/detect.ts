import type { ReportRow } from '../../domain/gas/report.ts';
import type { FormatName } from '../../domain/report-plan.ts';
import type { RejectedRow, ReportParser } from '../../ports.ts';
import { type Detected, readContent } from './content.ts';
import type { NormalisedRow } from './normalised-row.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import { checkedSink } from './row-sink.ts';

/** What was read of a report file: good rows, refused rows with the reason, and how the file is written. */
export type ParsedReports = {
  readonly rows: readonly ReportRow[];
  readonly normalised: readonly NormalisedRow[];
  readonly rejected: readonly RejectedRow[];
  /** False = the format has no versions of its own; they are counted where rows are received. */
  readonly hasVersions: boolean;
  /** `skipped`: rows of other sites, products and activities. */
  readonly detected: Detected & { readonly skipped: number };
};

const VERSIONED: readonly FormatName[] = ['canonical-csv', 'canonical-json', 'petrinex'];

/**
 * Reads a gas report in any known format: good rows load, and each bad one is refused with its file,
 * line, column, value and what was expected. The same row twice is one row; the same key and version
 * with other figures is refused. Never throws. Whole in memory: streamReports reads files of any size.
 */
export function parseReports(content: string | Uint8Array, context: ParseContext): ParsedReports {
  const normalised: NormalisedRow[] = [];
  const refused: RejectedRow[] = [];
  let skipped = 0;
  const sink = checkedSink(context, {
    row: (row) => void normalised.push(row),
    reject: (row) => void refused.push(row),
    skip: () => {
      skipped += 1;
    },
  });
  const found = readContent(content, context, sink);
  if (normalised.length === 0 && refused.length === 0 && skipped > 0) refused.push(nothingOfSite(context));
  const rows = normalised.map((one) => one.row);
  const hasVersions = found.format === null || VERSIONED.includes(found.format);
  return { rows, normalised, rejected: refused, hasVersions, detected: { ...found, skipped } };
}

/** parseReports as the port of the same purpose. */
export const reportParser: ReportParser = { parse: parseReports };

/** A file that holds only others' rows is said to be one: else a wrong identifier would look like silence. */
export function nothingOfSite({ file, knownSites }: ParseContext): RejectedRow {
  return rejected(
    { file, line: 1 },
    '(document)',
    '',
    `a row of ${[...knownSites].join(', ')} (reports.ids, reports.tags)`,
  );
}
