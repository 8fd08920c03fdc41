/** A list as an answer may give it: rows in the order of their keys. */
export type ListPlace = {
  readonly limit: number;
  /** Key of the last row of the page before; null = from the start. */
  readonly after: string | null;
  readonly maxBytes: number;
};

/** Part of a list, and the key of its last row where more follow. */
export type ListPage = { readonly json: readonly string[]; readonly lastKey: string | null };

/**
 * The rows that come after a place, as JSON, at most `limit` and about `maxBytes` of them. Keys
 * compare as text and do not change while the row stays what it is, so that going from page to page
 * ends, whatever is added meanwhile.
 */
export function pageOfList<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  present: (row: Row) => unknown,
  place: ListPlace,
): ListPage {
  const { after } = place;
  const rest = after === null ? rows : rows.filter((row) => keyOf(row) > after);
  const json: string[] = [];
  let bytes = 0;
  for (const row of rest.slice(0, place.limit)) {
    const text = JSON.stringify(present(row));
    bytes += byteLength(text) + 1;
    if (json.length > 0 && bytes > place.maxBytes) break;
    json.push(text);
  }
  const last = rest[json.length - 1];
  return { json, lastKey: json.length < rest.length && last !== undefined ? keyOf(last) : null };
}

/** UTF-8 bytes of a text, at most. */
function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) bytes += 2;
  return bytes;
}
