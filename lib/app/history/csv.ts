/** A row of an export: flat, every value a text, a number, a list of words, or unknown. */
export type ExportRow = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** First signs by which a spreadsheet takes a text for a formula, full-width forms too (OWASP ASVS 1.2.10). */
const FORMULA_START = /^[=+\-@\t\r\n\0＝＋－＠]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** The first line of a CSV: the names of the columns, which are the fields of the JSON. */
export function csvHeader(columns: readonly string[]): string {
  return columns.map(textCell).join(',');
}

/**
 * One line of a CSV (RFC 4180): unknown is empty, a list is its words with blanks between them. A
 * text that a spreadsheet would run as a formula gets a leading apostrophe; plain numbers stay as
 * they are.
 */
export function csvLine(row: ExportRow, columns: readonly string[]): string {
  return columns.map((column) => cell(row[column] ?? null)).join(',');
}

function cell(value: ExportRow[string]): string {
  if (value === null) return '';
  if (typeof value === 'number' && PLAIN_NUMBER.test(String(value))) return String(value);
  return textCell(Array.isArray(value) ? value.join(' ') : String(value));
}

function textCell(text: string): string {
  const safe = FORMULA_START.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
