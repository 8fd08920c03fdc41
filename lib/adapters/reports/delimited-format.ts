import type { FormatName } from '../../domain/report-plan.ts';
import type { Dialect } from './dialect.ts';
import type { ParseContext } from './parse-context.ts';
import type { RowSink } from './row-sink.ts';

/** One record of a delimited file and the line it ends on. */
export type DelimitedRecord = { readonly cells: readonly string[]; readonly line: number };

/** Reads the records after the header one by one; `end` hands out what was summed. */
export type RecordReader = { record(record: DelimitedRecord): void; end(): void };

/** What a format's reader is opened with. */
export type OpenFile = {
  readonly header: DelimitedRecord;
  /** Lower-case, trimmed. */
  readonly names: readonly string[];
  readonly dialect: Dialect;
  readonly context: ParseContext;
  readonly sink: RowSink;
};

/** A format of rows and columns: how its header is known, where its numbers stand, how it is read. */
export type DelimitedFormat = {
  readonly name: FormatName;
  /** Whether a header with these lower-case names is of this format. */
  matches(names: readonly string[]): boolean;
  /** False where the first record is one of the figures already; not given = every file has a header. */
  hasHeader?(names: readonly string[]): boolean;
  /** True where two columns may have one name; not given = the file is refused, one of them would not be read. */
  readonly mayRepeatNames?: true;
  /** True where a header alone is a report: nothing to say yet. Not given = the file was cut. */
  readonly mayBeEmpty?: true;
  /** Columns from which the decimal mark is judged. */
  numberColumns(names: readonly string[]): readonly number[];
  /** Null = the file cannot be read, and the reason was refused at its header. */
  open(file: OpenFile): RecordReader | null;
};
