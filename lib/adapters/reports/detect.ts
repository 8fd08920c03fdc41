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

/** Rows that one delivered file may bring, and refusals that it may earn: an archive of 4 MB opens to 64. */
const MAX_DELIVERED_ROWS = 100_000;

/**
 * Reads a gas report in any known format: good rows load, and each bad one is refused with its file,
 * line, column, value and what was expected. The same row twice is one row; the same key and version
 * with other figures is refused. Rows and refusals beyond `maxRows` are left out, and that is refused.
 * Never throws. Whole in memory: streamReports reads files of any size.
 */
export function parseReports(
  content: string | Uint8Array,
  context: ParseContext,
  maxRows = Number.POSITIVE_INFINITY,
): ParsedReports {
  const normalised: NormalisedRow[] = [];
  const refused: RejectedRow[] = [];
  let skipped = 0;
  let beyond: number | null = null;
  const sink = checkedSink(context, {
    row: (row, line) => {
      if (normalised.length < maxRows) normalised.push(row);
      else beyond ??= line;
    },
    reject: (row) => {
      if (refused.length < maxRows) refused.push(row);
      else beyond ??= row.line;
    },
    skip: () => {
      skipped += 1;
    },
  });
  const found = readContent(content, context, sink);
  if (normalised.length === 0 && refused.length === 0 && skipped > 0) refused.push(nothingOfSite(context));
  if (beyond !== null) refused.unshift(tooManyRows(context, beyond, maxRows));
  const rows = normalised.map((one) => one.row);
  const hasVersions = found.format === null || VERSIONED.includes(found.format);
  return { rows, normalised, rejected: refused, hasVersions, detected: { ...found, skipped } };
}

/** parseReports as the port of the same purpose, for files that others deliver. */
export const reportParser: ReportParser = {
  parse: (content, context) => parseReports(content, context, MAX_DELIVERED_ROWS),
};

function tooManyRows({ file }: ParseContext, line: number, maxRows: number): RejectedRow {
  return rejected({ file, line }, '(document)', '', `at most ${maxRows} rows; send the others as another file`);
}

/** A file that holds only others' rows is said to be one: else a wrong identifier would look like silence. */
export function nothingOfSite({ file, knownSites }: ParseContext): RejectedRow {
  return rejected(
    { file, line: 1 },
    '(document)',
    '',
    `a row of ${[...knownSites].join(', ')} (reports.ids, reports.tags)`,
  );
}
