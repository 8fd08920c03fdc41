import type { ReportRow } from '../../domain/gas/report.ts';
import type { RejectedRow } from '../../ports.ts';
import {
  CANONICAL_COLUMNS,
  type CanonicalCells,
  type CanonicalColumn,
  OPTIONAL_COLUMNS,
  readCanonicalRow,
} from './canonical-row.ts';
import { type Dialect, detectDecimalMark } from './dialect.ts';
import { decimalEvidence, numberOf } from './number-text.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';

/** One record of a delimited file and the line it ends on. */
export type DelimitedRecord = { readonly cells: readonly string[]; readonly line: number };

/** Reads the records after a canonical header one by one. */
export type RecordReader = (record: DelimitedRecord) => ReportRow | readonly RejectedRow[];

/** The reader for a file with this header, or why there is none. `sample`: its first records. */
export function canonicalReader(
  header: DelimitedRecord,
  sample: readonly DelimitedRecord[],
  delimiter: string,
  context: ParseContext,
): { readonly read: RecordReader; readonly dialect: Dialect } | readonly RejectedRow[] {
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const faults = headerFaults(names, context.file, header);
  if (faults.length > 0) return faults;
  const indexOf = new Map(CANONICAL_COLUMNS.map((column) => [column, names.indexOf(column)]));
  const cellOf = (record: DelimitedRecord, column: CanonicalColumn): string =>
    record.cells[indexOf.get(column) ?? -1] ?? '';
  const numbers = sample.flatMap((record) => [cellOf(record, 'volume'), cellOf(record, 'hhv_btu_per_scf')]);
  const dialect: Dialect = { delimiter, ...detectDecimalMark(numbers, delimiter) };
  const read: RecordReader = (record) => {
    const place = { file: context.file, line: record.line };
    if (record.cells.length !== names.length) {
      return [rejected(place, '(row)', `${record.cells.length} cells`, `${names.length} cells, as in the header`)];
    }
    const cells = Object.fromEntries(CANONICAL_COLUMNS.map((column) => [column, cellOf(record, column)]));
    return readCanonicalRow(cells as CanonicalCells, {
      place,
      knownSites: context.knownSites,
      at: context.at,
      readNumber: (text) => certainNumber(text, dialect),
      numberExpected: numberExpected(dialect),
    });
  };
  return { read, dialect };
}

/** A number under the file's decimal mark; null also where it reads both ways and nothing decides. */
export function certainNumber(text: string, dialect: Dialect): number | null {
  const isEitherWay = decimalEvidence(text) === null && numberOf(text, 'point') !== numberOf(text, 'comma');
  return isEitherWay && !dialect.isDecimalCertain ? null : numberOf(text, dialect.decimalMark);
}

/** What to say where a number was expected. */
export function numberExpected(dialect: Dialect): string {
  if (!dialect.isDecimalCertain) return 'a number that reads one way only: the decimal marks of this file contradict';
  return `a number with a decimal ${dialect.decimalMark}, or blank`;
}

function headerFaults(names: readonly string[], file: string, header: DelimitedRecord): readonly RejectedRow[] {
  const place = { file, line: header.line };
  const required = CANONICAL_COLUMNS.filter((column) => !OPTIONAL_COLUMNS.includes(column));
  const missing = required.filter((column) => !names.includes(column));
  const twice = CANONICAL_COLUMNS.filter((column) => names.filter((name) => name === column).length > 1);
  return [
    ...missing.map((column) => rejected(place, column, header.cells.join(','), `a header with the column ${column}`)),
    ...twice.map((column) => rejected(place, column, header.cells.join(','), `the column ${column} once`)),
  ];
}
