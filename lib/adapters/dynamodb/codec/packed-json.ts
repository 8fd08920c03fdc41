import { gunzipSync, gzipSync } from 'node:zlib';

/** Up to here text fits one write unit with its key and stays readable; beyond, it is compressed. */
const READABLE_CHARACTERS = 800;

/** JSON as attributes of an item: `j` as text, or `z` compressed where that saves write units. */
export function packedJson(value: unknown): { readonly j: string } | { readonly z: Uint8Array } {
  const text = JSON.stringify(value);
  if (text.length <= READABLE_CHARACTERS) return { j: text };
  return { z: new Uint8Array(gzipSync(text)) };
}

/** What packedJson packed. */
export function unpackedJson(row: Readonly<Record<string, unknown>>): unknown {
  const text = row.z instanceof Uint8Array ? gunzipSync(row.z).toString('utf8') : String(row.j);
  return JSON.parse(text) as unknown;
}
