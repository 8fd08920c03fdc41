import { gunzipSync } from 'node:zlib';
import type { FormatName } from '../../domain/report-plan.ts';
import { readReportsObject } from './canonical-json.ts';
import type { Dialect } from './dialect.ts';
import { readProdml } from './formats/prodml.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import type { RowSink } from './row-sink.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';
import { textReader, textShape } from './text-reader.ts';
import { isWorkbook, readWorkbook } from './xlsx.ts';
import { type ZipMember, zipMembers } from './zip.ts';

/** How a report file was found to be written; null = no format knows it. */
export type Detected = {
  readonly format: FormatName | null;
  readonly encoding: TextEncoding | null;
  readonly dialect: Dialect | null;
};

/** Formats that are one document, and what an archive holds, are read whole, up to this many bytes. */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
/** A zip of zips is what Petrinex sends; deeper ones are refused. */
const MAX_ARCHIVE_DEPTH = 2;

const NOTHING: Detected = { format: null, encoding: null, dialect: null };

/** Reads a whole report file of any known format into the sink, by what its first bytes show. */
export function readContent(content: string | Uint8Array, context: ParseContext, sink: RowSink, depth = 0): Detected {
  if (typeof content !== 'string') {
    if (startsWith(content, [0x50, 0x4b, 0x03, 0x04])) return readArchive(content, context, sink, depth);
    if (startsWith(content, [0x1f, 0x8b])) return readGzip(content, context, sink, depth);
  }
  const { text, encoding } = typeof content === 'string' ? asText(content) : decodeText(content);
  const shape = textShape(text, context.format);
  if (shape === 'json-object') return { encoding, ...readReportsObject(text, context, sink) };
  if (shape === 'xml') {
    readProdml(text, context, sink);
    return { format: 'prodml', encoding, dialect: null };
  }
  const reader = textReader(text, context, sink);
  reader.push(text);
  return { encoding, ...reader.end() };
}

/** Whether a file that begins with these bytes can be read as it comes: rows and columns, or a JSON array of rows. */
export function isStreamed(bytes: Uint8Array, format: string | undefined): boolean {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x1f, 0x8b])) return false;
  const shape = textShape(decodeText(bytes).text, format);
  return shape === 'rows' || shape === 'json-array';
}

function asText(text: string): { text: string; encoding: null } {
  return { text: text.replace(/^\uFEFF/, ''), encoding: null };
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function readGzip(bytes: Uint8Array, context: ParseContext, sink: RowSink, depth: number): Detected {
  if (depth >= MAX_ARCHIVE_DEPTH) return refuse(context, sink, `archives at most ${MAX_ARCHIVE_DEPTH} deep`);
  try {
    const inner = gunzipSync(bytes, { maxOutputLength: MAX_DOCUMENT_BYTES });
    return readContent(inner, { ...context, file: context.file.replace(/\.gz$/i, '') }, sink, depth + 1);
  } catch {
    return refuse(context, sink, 'a whole gzip file that opens to at most 64 MB');
  }
}

function readArchive(bytes: Uint8Array, context: ParseContext, sink: RowSink, depth: number): Detected {
  if (depth >= MAX_ARCHIVE_DEPTH) return refuse(context, sink, `archives at most ${MAX_ARCHIVE_DEPTH} deep`);
  const members = zipMembers(bytes, MAX_DOCUMENT_BYTES);
  if ('expected' in members) return refuse(context, sink, members.expected);
  if (isWorkbook(members)) return readWorkbook(members, context, sink);
  let found = NOTHING;
  for (const { name, bytes: inner } of members as readonly ZipMember[]) {
    const detected = readContent(inner, { ...context, file: `${context.file}/${name}` }, sink, depth + 1);
    if (found.format === null) found = detected;
  }
  return found;
}

function refuse(context: ParseContext, sink: RowSink, expected: string): Detected {
  sink.reject(rejected({ file: context.file, line: 1 }, '(document)', '', expected));
  return NOTHING;
}
