import { type Options, parse } from 'csv-parse/sync';
import { delimitedReader } from './delimited.ts';
import { MAX_LINE_CHARACTERS } from './line-splitter.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import type { RowSink } from './row-sink.ts';
import type { TextReader } from './text-reader.ts';
import { wholeRecords } from './whole-records.ts';

/** Control characters other than tabs and the ends of lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f]/;

/** Records handed to csv-parse at once: one by one costs it three times as much, more only memory. */
const BATCH_RECORDS = 128;

/**
 * Reads a delimited report in memory that does not grow with it. Remarks and blank lines are passed
 * over. csv-parse splits the records that have quotes; one without has no grammar, its cells are what
 * stands between the delimiters, and it is read at once, so that none outlives the next.
 */
export function delimitedText(delimiter: string, context: ParseContext, sink: RowSink): TextReader {
  const reader = delimitedReader(delimiter, context, sink);
  const options = csvOptions(delimiter);
  let texts: string[] = [];
  let lines: number[] = [];
  const flush = (): void => {
    if (texts.length === 0) return;
    const records = parse(texts.join('\n'), options) as unknown as string[][];
    for (const [index, line] of lines.entries()) reader.record({ cells: records[index] ?? [], line });
    texts = [];
    lines = [];
  };
  // Looking through a piece costs less than looking through each of its lines; few files have any.
  let hasControl = false;
  const whole = wholeRecords(context.file, delimiter, {
    record: (text, line) => {
      if (text === '' || text.startsWith('#')) return;
      if (hasControl && CONTROL.test(text)) {
        sink.reject(rejected({ file: context.file, line }, '(row)', text, 'a row without control characters'));
        return;
      }
      if (texts.length === 0 && !text.includes('"')) {
        reader.record({ cells: text.split(delimiter), line });
        return;
      }
      texts.push(text);
      lines.push(line);
      if (texts.length >= BATCH_RECORDS) flush();
    },
    reject: sink.reject,
  });
  return {
    push: (text) => {
      hasControl ||= CONTROL.test(text);
      whole.push(text);
      flush();
    },
    end: () => {
      whole.end();
      flush();
      return reader.end();
    },
  };
}

/** Cells are counted by the reader, which says what it expected. */
function csvOptions(delimiter: string): Options {
  return {
    delimiter,
    relax_column_count: true,
    record_delimiter: '\n',
    max_record_size: 20 * MAX_LINE_CHARACTERS,
  };
}
