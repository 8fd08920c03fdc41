import { type Options, parse } from 'csv-parse/sync';
import { type DetectedFile, delimitedReader } from './delimited.ts';
import { MAX_LINE_CHARACTERS } from './line-splitter.ts';
import type { ParseContext } from './parse-context.ts';
import type { RowSink } from './row-sink.ts';
import { wholeRecords } from './whole-records.ts';

/** Takes the text of a delimited report piece by piece, cut anywhere; says at the end what it was. */
export type DelimitedText = { push(text: string): void; end(): DetectedFile };

/** A record as csv-parse hands it out with `info`. */
type CsvRecord = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/**
 * Reads a delimited report in memory that does not grow with it: each piece is brought to whole
 * records, csv-parse splits those into cells, and the format's reader takes them one by one.
 */
export function delimitedText(delimiter: string, context: ParseContext, sink: RowSink): DelimitedText {
  const reader = delimitedReader(delimiter, context, sink);
  const whole = wholeRecords(context.file, delimiter, sink.reject);
  const options = csvOptions(delimiter);
  let linesBefore = 0;
  const read = (clean: string): void => {
    if (clean === '') return;
    for (const { record, info } of parse(clean, options) as unknown as CsvRecord[]) {
      reader.record({ cells: record, line: linesBefore + info.lines });
    }
    linesBefore += linesIn(clean);
  };
  return {
    push: (text) => read(whole.push(text)),
    end: () => {
      read(whole.end());
      return reader.end();
    },
  };
}

/** Remarks and blank lines are passed over; cells are counted by the reader, which says what it expected. */
function csvOptions(delimiter: string): Options {
  return {
    delimiter,
    info: true,
    comment: '#',
    comment_no_infix: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: '\n',
    max_record_size: 20 * MAX_LINE_CHARACTERS,
  };
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
