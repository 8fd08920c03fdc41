import { parse } from 'csv-parse/sync';
import type { ReportRow } from '../../domain/gas/report.ts';
import type { RejectedRow, ReportParser } from '../../ports.ts';
import { readCanonicalJson } from './canonical-json.ts';
import { type CsvRecord, csvOptions, recordOf } from './csv-options.ts';
import { delimitedReader } from './delimited.ts';
import { type Dialect, detectDelimiter } from './dialect.ts';
import type { NormalisedRow } from './normalised-row.ts';
import type { FormatName, ParseContext } from './parse-context.ts';
import { checkedSink, type RowSink } from './row-sink.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';
import { wholeRecords } from './whole-records.ts';

/** How a report file was found to be written. */
export type Detected = {
  /** Null = no format knows its header. */
  readonly format: FormatName | null;
  readonly encoding: TextEncoding | null;
  readonly dialect: Dialect | null;
  /** Rows of other sites, products and activities. */
  readonly skipped: number;
};

/** What was read of a report file: good rows, refused rows with the reason, and how the file is written. */
export type ParsedReports = {
  readonly rows: readonly ReportRow[];
  readonly normalised: readonly NormalisedRow[];
  readonly rejected: readonly RejectedRow[];
  readonly detected: Detected;
};

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
  const rows = normalised.map((one) => one.row);
  return { rows, normalised, rejected: refused, detected: { ...found, skipped } };
}

/** parseReports as the port of the same purpose. */
export const reportParser: ReportParser = { parse: parseReports };

function readContent(content: string | Uint8Array, context: ParseContext, sink: RowSink): Omit<Detected, 'skipped'> {
  const isText = typeof content === 'string';
  const { text, encoding } = isText ? { text: content.replace(/^\uFEFF/, ''), encoding: null } : decodeText(content);
  if (isJson(text, context.format)) {
    readJson(text, context, sink);
    return { format: 'canonical-json', encoding, dialect: null };
  }
  const delimiter = detectDelimiter(text);
  const reader = delimitedReader(delimiter, context, sink);
  const whole = wholeRecords(context.file, delimiter, sink.reject);
  const clean = whole.push(text) + whole.end();
  for (const found of parse(clean, csvOptions(delimiter)) as unknown as CsvRecord[]) reader.record(recordOf(found));
  return { encoding, ...reader.end() };
}

/** Whether a text is, or by the wish of the caller has to be, JSON. */
export function isJson(text: string, format: string | undefined): boolean {
  if (format === 'canonical-json') return true;
  return (format === undefined || format === 'auto') && /^\s*[[{]/.test(text);
}

function readJson(text: string, context: ParseContext, sink: RowSink): void {
  for (const [index, outcome] of readCanonicalJson(text, context).entries()) {
    if ('row' in outcome) sink.row(outcome, index + 1);
    else for (const fault of outcome) sink.reject(fault);
  }
}
