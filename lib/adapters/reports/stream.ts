import { type Detected, isStreamed, MAX_DOCUMENT_BYTES, readContent } from './content.ts';
import type { ParseContext } from './parse-context.ts';
import { rejected } from './rejected.ts';
import { checkedSink, type RowSink } from './row-sink.ts';
import { detectEncoding } from './text-encoding.ts';
import { textReader } from './text-reader.ts';

/** Bytes from which the encoding and the format are judged. */
const SAMPLE_BYTES = 65_536;

/**
 * Reads a gas report of any size in memory that does not grow with it (rows and columns, or a JSON array
 * of rows); XML, XLSX and archives are read whole up to 64 MB. Good rows and refusals go to the sink
 * as they come. Never throws for what the file holds; a failing input is the caller's.
 */
export async function streamReports(
  input: AsyncIterable<Uint8Array>,
  context: ParseContext,
  out: RowSink,
): Promise<Detected> {
  const sink = checkedSink(context, out);
  const chunks = input[Symbol.asyncIterator]();
  let { bytes, isEnd } = await take(chunks, new Uint8Array(0), SAMPLE_BYTES);
  if (!isStreamed(bytes, context.format)) {
    if (!isEnd) ({ bytes, isEnd } = await take(chunks, bytes, MAX_DOCUMENT_BYTES + 1));
    if (bytes.length <= MAX_DOCUMENT_BYTES) return readContent(bytes, context, sink);
    sink.reject(rejected({ file: context.file, line: 1 }, '(document)', `${bytes.length} bytes`, 'at most 64 MB'));
    return { format: null, encoding: null, dialect: null };
  }
  const encoding = detectEncoding(bytes);
  const decoder = new TextDecoder(encoding);
  let text = decoder.decode(bytes, { stream: true });
  const reader = textReader(text, context, sink);
  reader.push(text);
  while (!isEnd) {
    const { value, done } = await chunks.next();
    isEnd = done === true;
    text = isEnd ? decoder.decode() : decoder.decode(value, { stream: true });
    reader.push(text);
  }
  return { encoding, ...reader.end() };
}

/** Bytes until there are at least `wanted`, or the input ends. */
async function take(chunks: AsyncIterator<Uint8Array>, first: Uint8Array, wanted: number) {
  const parts = [first];
  let length = first.length;
  let isEnd = false;
  while (length < wanted && !isEnd) {
    const { value, done } = await chunks.next();
    isEnd = done === true;
    if (isEnd) break;
    parts.push(value);
    length += value.length;
  }
  return { bytes: Buffer.concat(parts), isEnd };
}
