import type { RejectedRow } from '../../ports.ts';
import { CANONICAL_COLUMNS, type CanonicalCells, canonicalRowReader } from './canonical-row.ts';
import type { NormalisedRow } from './normalised-row.ts';
import { numberOf } from './number-text.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';

/**
 * Canonical JSON: an array of objects with the canonical columns as keys (an object with `reports`
 * holding that array is read too). A row's line is its place in the array, from 1.
 */
export function readCanonicalJson(
  text: string,
  context: ParseContext,
): readonly (NormalisedRow | readonly RejectedRow[])[] {
  const document = parseJson(text);
  const list = Array.isArray(document) ? document : isObject(document) ? document.reports : undefined;
  if (!Array.isArray(list)) {
    const expected = document === undefined ? 'JSON' : 'an array of report rows';
    return [[rejected({ file: context.file, line: 1 }, '(document)', text.slice(0, 40), expected)]];
  }
  const readRow = canonicalRowReader({
    knownSites: context.knownSites,
    at: context.at,
    readNumber: (cell) => numberOf(cell, 'point'),
    numberExpected: 'a number, or null',
  });
  return list.map((entry: unknown, index) => {
    const place = { file: context.file, line: index + 1 };
    if (!isObject(entry)) return [rejected(place, '(row)', JSON.stringify(entry), 'an object')];
    const cells = Object.fromEntries(CANONICAL_COLUMNS.map((column) => [column, cellOf(entry[column])]));
    return readRow(cells as CanonicalCells, place);
  });
}

/** A JSON value as the cell it would be in a CSV: null and absent are blank, everything else its JSON. */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
