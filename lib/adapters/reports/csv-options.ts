import type { Options } from 'csv-parse';
import type { DelimitedRecord } from './delimited-format.ts';
import { MAX_LINE_CHARACTERS } from './line-splitter.ts';

/** A record as csv-parse hands it out with `info`. */
export type CsvRecord = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** How csv-parse reads text that wholeRecords has cleaned: remarks and blank lines passed over, cells counted by us. */
export function csvOptions(delimiter: string): Options {
  return {
    delimiter,
    info: true,
    comment: '#',
    comment_no_infix: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: '\n',
    max_record_size: 10 * MAX_LINE_CHARACTERS,
  };
}

/** The record and the line it ends on. */
export function recordOf({ record, info }: CsvRecord): DelimitedRecord {
  return { cells: record, line: info.lines };
}
