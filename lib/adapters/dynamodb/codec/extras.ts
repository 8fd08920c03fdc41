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
  const extras = rows.map((row) => extrasOf(row, known));
  writer.text(extras.every((extra) => extra === null) ? '' : JSON.stringify(extras));
}

/** The extras of each of `rows` rows. */
export function readRowExtras(reader: ByteReader, rows: number): readonly Plain[] {
  const text = reader.text();
  if (text === '') return new Array<Plain>(rows).fill({});
  return (JSON.parse(text) as (Plain | null)[]).map((extra) => extra ?? {});
}

function extrasOf(object: object, known: ReadonlySet<string>): Plain | null {
  let extra: Record<string, unknown> | null = null;
  for (const [key, value] of Object.entries(object)) {
    if (known.has(key) || value === undefined) continue;
    extra ??= {};
    extra[key] = value;
  }
  return extra;
}
