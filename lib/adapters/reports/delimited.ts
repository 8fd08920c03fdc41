import type { FormatName } from '../../domain/report-plan.ts';
import type { DelimitedFormat, DelimitedRecord, RecordReader } from './delimited-format.ts';
import { type Dialect, detectDecimalMark } from './dialect.ts';
import { DELIMITED_FORMATS } from './formats.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import type { RowSink } from './row-sink.ts';

/** Records from which the decimal mark is judged. */
const SAMPLE_RECORDS = 1000;

const UNREADABLE: RecordReader = { record: () => {}, end: () => {} };

/** What a delimited file turned out to be. */
export type DetectedFile = { readonly format: FormatName | null; readonly dialect: Dialect | null };

/** Takes the records of a delimited file in order, its header first; says at the end what it was. */
export type DelimitedReader = { record(record: DelimitedRecord): void; end(): DetectedFile };

/**
 * Reads a file of rows and columns: knows the format by the header, judges the decimal mark over the
 * first thousand records, then hands each record to the format. A record with more or fewer cells
 * than the header is refused.
 */
export function delimitedReader(delimiter: string, context: ParseContext, sink: RowSink): DelimitedReader {
  let header: DelimitedRecord | null = null;
  let names: readonly string[] = [];
  let format: DelimitedFormat | null = null;
  let dialect: Dialect | null = null;
  let reader: RecordReader | null = null;
  let sample: DelimitedRecord[] = [];
  let rows = 0;

  const begin = (record: DelimitedRecord): void => {
    header = record;
    names = record.cells.map((cell) => cell.trim().toLowerCase());
    format = formatOf(names, context.format);
    const place = { file: context.file, line: record.line };
    if (format !== null) {
      if (format.hasHeader?.(names) === false) sample.push(record);
      const twice = format.mayRepeatNames === true ? undefined : repeatedName(names);
      if (twice === undefined) return;
      sink.reject(rejected(place, '(header)', twice, 'each column once'));
      reader = UNREADABLE;
      return;
    }
    const wanted = context.format === undefined || context.format === 'auto' ? 'a known format' : context.format;
    sink.reject(rejected(place, '(header)', record.cells.join(delimiter), `the header of ${wanted}`));
  };
  const open = (): void => {
    if (header === null || format === null) return;
    const columns = format.numberColumns(names).filter((column) => column >= 0);
    const numbers = sample.flatMap((record) => columns.map((column) => record.cells[column] ?? ''));
    dialect = { delimiter, ...detectDecimalMark(numbers, delimiter) };
    reader = format.open({ header, names, dialect, context, sink }) ?? UNREADABLE;
    const waiting = sample;
    sample = [];
    for (const record of waiting) pass(record);
  };
  const pass = (record: DelimitedRecord): void => {
    if (record.cells.length === names.length || reader === UNREADABLE) {
      reader?.record(record);
      return;
    }
    const expected = `${names.length} cells, as in the header`;
    sink.reject(rejected({ file: context.file, line: record.line }, '(row)', `${record.cells.length} cells`, expected));
  };
  return {
    record: (record) => {
      rows += 1;
      if (header === null) begin(record);
      else if (reader !== null) pass(record);
      else if (format !== null) {
        sample.push(record);
        if (sample.length >= SAMPLE_RECORDS) open();
      }
    },
    end: () => {
      if (header === null)
        sink.reject(rejected({ file: context.file, line: 1 }, '(document)', '', 'a header and rows'));
      else if (rows === 1 && format !== null && format.mayBeEmpty !== true)
        sink.reject(rejected({ file: context.file, line: header.line }, '(document)', '', 'rows below the header'));
      if (reader === null) open();
      reader?.end();
      return { format: format?.name ?? null, dialect };
    },
  };
}

function repeatedName(names: readonly string[]): string | undefined {
  return names.find((name, index) => name !== '' && names.indexOf(name) !== index);
}

function formatOf(names: readonly string[], wanted: string | undefined): DelimitedFormat | null {
  const isAuto = wanted === undefined || wanted === 'auto';
  return DELIMITED_FORMATS.find((one) => (isAuto || one.name === wanted) && one.matches(names)) ?? null;
}
