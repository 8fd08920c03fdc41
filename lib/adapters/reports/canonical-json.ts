import { CANONICAL_COLUMNS, type CanonicalCells, canonicalRowReader } from './canonical-row.ts';
import type { DetectedFile } from './delimited.ts';
import { type JsonElement, jsonElements, MAX_ELEMENT_CHARACTERS, MAX_ELEMENT_DEPTH } from './json-elements.ts';
import { isNearMiss } from './near.ts';
import { numberOf } from './number-text.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import type { RowSink } from './row-sink.ts';
import type { TextReader } from './text-reader.ts';

const COLUMNS: ReadonlySet<string> = new Set(CANONICAL_COLUMNS);
const JSON_FOUND: DetectedFile = { format: 'canonical-json', dialect: null };

/**
 * Canonical JSON as it comes: an array of objects with the canonical columns as keys. A row's line is
 * its place in the array, from 1. Rows before a fault load, as in a CSV.
 */
export function canonicalJsonText(context: ParseContext, sink: RowSink): TextReader {
  const { file } = context;
  const readEntry = entryReader(context, sink);
  const read = (element: JsonElement): void => {
    const { text, place } = element;
    const entry = parseJson(text);
    const fault = elementFault(element, entry);
    if (fault === null) readEntry(entry, place);
    else sink.reject(rejected({ file, line: place }, '(row)', text, fault));
  };
  const elements = jsonElements({
    element: read,
    broken: (place) =>
      sink.reject(rejected({ file, line: place }, '(document)', '', 'JSON: an array of report rows that ends')),
  });
  return {
    push: elements.push,
    end: () => {
      elements.end();
      return JSON_FOUND;
    },
  };
}

function elementFault({ keys, isWithinLimits }: JsonElement, entry: unknown): string | null {
  if (!isWithinLimits) return `at most ${MAX_ELEMENT_CHARACTERS} characters, nested at most ${MAX_ELEMENT_DEPTH} deep`;
  if (entry === undefined) return 'JSON';
  return isObject(entry) && Object.keys(entry).length !== keys ? 'an object with each key once' : null;
}

/** An object with `reports` holding the array, read whole. */
export function readReportsObject(text: string, context: ParseContext, sink: RowSink): DetectedFile {
  const document = parseJson(text);
  const list = isObject(document) ? document.reports : undefined;
  const readEntry = entryReader(context, sink);
  if (Array.isArray(list)) for (const [index, entry] of list.entries()) readEntry(entry, index + 1);
  else {
    const expected = document === undefined ? 'JSON' : 'an array of report rows';
    sink.reject(rejected({ file: context.file, line: 1 }, '(document)', text.slice(0, 40), expected));
  }
  return JSON_FOUND;
}

function entryReader(context: ParseContext, sink: RowSink): (entry: unknown, place: number) => void {
  const readRow = canonicalRowReader({
    knownSites: context.knownSites,
    at: context.at,
    readNumber: (cell) => numberOf(cell, 'point'),
    numberExpected: 'a number, or null',
  });
  return (entry, line) => {
    const place = { file: context.file, line };
    if (!isObject(entry)) return sink.reject(rejected(place, '(row)', cellOf(entry), 'an object'));
    const damaged = Object.keys(entry).find((key) => !COLUMNS.has(key) && isNearMiss(key, CANONICAL_COLUMNS, 2));
    if (damaged !== undefined) {
      const expected = `a canonical column: ${CANONICAL_COLUMNS.join(', ')}`;
      return sink.reject(rejected(place, damaged, cellOf(entry[damaged]), expected));
    }
    const cells = Object.fromEntries(CANONICAL_COLUMNS.map((column) => [column, cellOf(entry[column])]));
    const read = readRow(cells as CanonicalCells, place);
    if ('row' in read) sink.row(read, line);
    else for (const fault of read) sink.reject(fault);
  };
}

/** A JSON value as the cell it would be in a CSV: null and absent are blank, everything else its JSON. */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  const isFlat = typeof value !== 'object' || Object.values(value).every((part) => typeof part !== 'object');
  return isFlat ? JSON.stringify(value) : '(nested)';
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
