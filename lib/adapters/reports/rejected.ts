import type { RejectedRow } from '../../ports.ts';

/** Where in a report something stands. */
export type Place = { readonly file: string; readonly line: number };

/** One refusal, said so that the sender of the file can mend it; long values are cut at 80 characters. */
export function rejected(place: Place, column: string, value: string, expected: string): RejectedRow {
  const shown = value.length > 80 ? `${value.slice(0, 79)}…` : value;
  return { file: place.file, line: place.line, column, value: shown, expected };
}
