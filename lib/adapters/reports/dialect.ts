import { MAX_LINE_CHARACTERS } from './line-splitter.ts';
import { type DecimalMark, decimalEvidence, numberOf } from './number-text.ts';

/** How a delimited file is written, as detected from its first lines; shown to whoever imports it. */
export type Dialect = {
  readonly delimiter: string;
  readonly decimalMark: DecimalMark;
  /** Numbers such as `1,234` read both ways and nothing in the sample decides: they are refused. */
  readonly isDecimalCertain: boolean;
  /**
   * The comma is taken from the semicolons alone: `41.200` would then be 41200, but may as well be a decimal
   * point and three places, and is refused.
   */
  readonly isCommaAssumed: boolean;
};

const DELIMITERS = [',', ';', '\t', '}', '|'] as const;

/** The delimiter that parts a text's header line into the most cells, outside quotes; a comma if none does. */
export function detectDelimiter(text: string): string {
  const bare = firstLine(text).replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? ',' : (DELIMITERS[counts.indexOf(most)] ?? ',');
}

/** The header: the first line that is neither blank nor a remark. */
function firstLine(text: string): string {
  const lines = text.slice(0, MAX_LINE_CHARACTERS).split(/\r\n|\r|\n/);
  return lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
}

/**
 * The decimal mark of a file from the numbers of its sample. Where none decides: a comma between
 * semicolons (what a spreadsheet writes where the comma is the decimal mark), but no thousands parted by
 * points; else a point.
 * Numbers that contradict each other leave it uncertain, and each that reads both ways is refused.
 */
export function detectDecimalMark(numbers: readonly string[], delimiter: string): Omit<Dialect, 'delimiter'> {
  const evidence = new Set(numbers.map(decimalEvidence).filter((mark) => mark !== null));
  const usual: DecimalMark = delimiter === ';' ? 'comma' : 'point';
  if (evidence.size === 2) return { decimalMark: usual, isDecimalCertain: false, isCommaAssumed: false };
  const [seen] = evidence;
  if (seen !== undefined) return { decimalMark: seen, isDecimalCertain: true, isCommaAssumed: false };
  const isTelling = delimiter === ',' || delimiter === ';';
  return { decimalMark: usual, isDecimalCertain: isTelling, isCommaAssumed: usual === 'comma' };
}

/** A number under the file's decimal mark; null also where it reads both ways and nothing decides. */
export function certainNumber(text: string, dialect: Dialect): number | null {
  if (dialect.isCommaAssumed && text.includes('.') && decimalEvidence(text) === null) return null;
  if (dialect.isDecimalCertain) return numberOf(text, dialect.decimalMark);
  const [asPoint, asComma] = [numberOf(text, 'point'), numberOf(text, 'comma')];
  return decimalEvidence(text) === null && asPoint !== asComma ? null : numberOf(text, dialect.decimalMark);
}

/** What to say where a number was expected. */
export function numberExpected(dialect: Dialect): string {
  if (dialect.isCommaAssumed) return 'a number with a decimal comma, or blank; nothing here says that 1.234 is 1234';
  if (dialect.isDecimalCertain) return `a number with a decimal ${dialect.decimalMark}, or blank`;
  return 'a number that reads one way only: nothing in this file decides between decimal point and comma';
}
