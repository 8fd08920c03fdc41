import { parse } from 'csv-parse/sync';
import type { ReportRow } from '../../domain/gas/report.ts';
import type { RejectedRow, ReportParser } from '../../ports.ts';
import { canonicalReader, type DelimitedRecord } from './canonical-csv.ts';
import { readCanonicalJson } from './canonical-json.ts';
import { type Dialect, detectDelimiter } from './dialect.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import { rowLedger } from './row-ledger.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';

/** What was read of a report file: good rows, refused rows with the reason, and how the file is written. */
export type ParsedReports = {
  readonly rows: readonly ReportRow[];
  readonly rejected: readonly RejectedRow[];
  readonly detected: {
    readonly format: 'canonical-csv' | 'canonical-json';
    readonly encoding: TextEncoding;
    readonly dialect: Dialect | null;
  };
};

/** Lines from which the decimal mark is judged. */
const SAMPLE_RECORDS = 1000;
const MAX_RECORD_CHARACTERS = 65_536;

/**
 * Reads a gas report: good rows load, and each bad one is refused with its file, line, column,
 * value and what was expected. The same row twice is one row; the same key and version with other
 * figures is refused. Never throws.
 */
export function parseReports(content: string | Uint8Array, context: ParseContext): ParsedReports {
  const { text, encoding } =
    typeof content === 'string'
      ? { text: content.replace(/^\uFEFF/, ''), encoding: 'utf-8' as const }
      : decodeText(content);
  if (/^\s*[[{]/.test(text)) {
    const outcomes = readCanonicalJson(text, context);
    return { ...sorted(outcomes, context), detected: { format: 'canonical-json', encoding, dialect: null } };
  }
  const { dialect, ...parsed } = parseCsv(text, context);
  return { ...parsed, detected: { format: 'canonical-csv', encoding, dialect } };
}

/** parseReports as the port of the same purpose. */
export const reportParser: ReportParser = { parse: parseReports };

type PlacedOutcome = ReportRow | readonly RejectedRow[];

function parseCsv(
  text: string,
  context: ParseContext,
): Omit<ParsedReports, 'detected'> & { readonly dialect: Dialect | null } {
  const delimiter = detectDelimiter(firstLine(text));
  const broken: RejectedRow[] = [];
  const records = recordsOf(text, delimiter, context, broken);
  const [header, ...body] = records;
  if (header === undefined) {
    const empty = rejected({ file: context.file, line: 1 }, '(document)', '', 'a header line and rows');
    return { rows: [], rejected: [...broken, empty], dialect: null };
  }
  const reader = canonicalReader(header, body.slice(0, SAMPLE_RECORDS), delimiter, context);
  if (!('read' in reader)) return { rows: [], rejected: reader, dialect: null };
  const outcomes = body.map((record) => reader.read(record));
  const lines = body.map((record) => record.line);
  const { rows, rejected: refused } = sorted(outcomes, context, lines);
  return { rows, rejected: [...broken, ...refused], dialect: reader.dialect };
}

/** The header: the first line that is neither blank nor a remark. */
function firstLine(text: string): string {
  const lines = text.slice(0, MAX_RECORD_CHARACTERS).split(/\r\n|\r|\n/);
  return lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
}

function recordsOf(
  text: string,
  delimiter: string,
  context: ParseContext,
  broken: RejectedRow[],
): readonly DelimitedRecord[] {
  const onSkip = (error: { code?: string; lines?: unknown } | undefined): undefined => {
    const line = typeof error?.lines === 'number' ? error.lines : 1;
    broken.push(
      rejected({ file: context.file, line }, '(row)', String(error?.code ?? ''), 'a record with whole quotes'),
    );
    return undefined;
  };
  const found = parse(text, {
    delimiter,
    info: true,
    comment: '#',
    comment_no_infix: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    on_skip: onSkip as never,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return found.map(({ record, info }) => ({ cells: record, line: info.lines }));
}

/** Parts good rows from refused ones, and refuses a row that contradicts one before it. */
function sorted(
  outcomes: readonly PlacedOutcome[],
  context: ParseContext,
  lines?: readonly number[],
): { readonly rows: readonly ReportRow[]; readonly rejected: readonly RejectedRow[] } {
  const ledger = rowLedger();
  const rows: ReportRow[] = [];
  const refused: RejectedRow[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    if ('site' in outcome) {
      const seen = ledger.see(outcome);
      const place = { file: context.file, line: lines?.[index] ?? index + 1 };
      if (seen === 'new') rows.push(outcome);
      else if (seen === 'other') refused.push(rejected(place, 'version', String(outcome.version), CONFLICT));
    } else refused.push(...outcome);
  }
  return { rows, rejected: refused };
}

const CONFLICT = 'a higher version: this site, period, stream and version stands above with other figures';
