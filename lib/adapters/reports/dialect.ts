import { type DecimalMark, decimalEvidence } from './number-text.ts';

/** How a delimited file is written, as detected from its first lines; shown to whoever imports it. */
export type Dialect = {
  readonly delimiter: string;
  readonly decimalMark: DecimalMark;
  /** Numbers such as `1,234` read both ways and nothing in the sample decides: they are refused. */
  readonly isDecimalCertain: boolean;
};

const DELIMITERS = [',', ';', '\t', '}', '|'] as const;

/** The delimiter that parts the header line into the most cells, outside quotes; a comma if none does. */
export function detectDelimiter(headerLine: string): string {
  const bare = headerLine.replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? ',' : (DELIMITERS[counts.indexOf(most)] ?? ',');
}

/**
 * The decimal mark of a file from the numbers of its sample. Where none decides: a comma between
 * semicolons (what a spreadsheet writes where the comma is the decimal mark), else a point.
 * Numbers that contradict each other leave it uncertain, and each that reads both ways is refused.
 */
export function detectDecimalMark(numbers: readonly string[], delimiter: string): Omit<Dialect, 'delimiter'> {
  const evidence = new Set(numbers.map(decimalEvidence).filter((mark) => mark !== null));
  const usual: DecimalMark = delimiter === ';' ? 'comma' : 'point';
  if (evidence.size === 2) return { decimalMark: usual, isDecimalCertain: false };
  const [seen] = evidence;
  if (seen !== undefined) return { decimalMark: seen, isDecimalCertain: true };
  const isTelling = delimiter === ',' || delimiter === ';';
  return { decimalMark: usual, isDecimalCertain: isTelling };
}
