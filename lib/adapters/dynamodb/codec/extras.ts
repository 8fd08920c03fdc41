import type { ByteReader, ByteWriter } from './bytes.ts';

type Plain = Readonly<Record<string, unknown>>;

/**
 * Writes what an object has beyond the fields that its codec knows, as JSON: a field that the
 * domain gains is stored (in more bytes) from the first day, never dropped.
 */
export function writeExtras(writer: ByteWriter, object: object, known: ReadonlySet<string>): void {
  const extra = extrasOf(object, known);
  writer.text(extra === null ? '' : JSON.stringify(extra));
}

/** What writeExtras wrote, to be spread over the decoded object. */
export function readExtras(reader: ByteReader): Plain {
  const text = reader.text();
  return text === '' ? {} : (JSON.parse(text) as Plain);
}

/** As writeExtras, for all rows of a table at once: one byte when no row has any. */
export function writeRowExtras(writer: ByteWriter, rows: readonly object[], known: ReadonlySet<string>): void {
  if (!rows.some((row) => hasExtras(row, known))) {
    writer.varint(0);
    return;
  }
  writer.text(JSON.stringify(rows.map((row) => extrasOf(row, known))));
}

/** The extras of each row, or null when no row has any. */
export function readRowExtras(reader: ByteReader): readonly (Plain | null)[] | null {
  const text = reader.text();
  return text === '' ? null : (JSON.parse(text) as (Plain | null)[]);
}

function hasExtras(object: object, known: ReadonlySet<string>): boolean {
  for (const key in object) {
    if (!known.has(key)) return true;
  }
  return false;
}

function extrasOf(object: object, known: ReadonlySet<string>): Plain | null {
  if (!hasExtras(object, known)) return null;
  const extra = Object.entries(object).filter(([key, value]) => !known.has(key) && value !== undefined);
  return extra.length === 0 ? null : Object.fromEntries(extra);
}
