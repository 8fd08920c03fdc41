import { canonicalJsonText } from './canonical-json.ts';
import type { DetectedFile } from './delimited.ts';
import { delimitedText } from './delimited-text.ts';
import { detectDelimiter } from './dialect.ts';
import type { ParseContext } from './parse-context.ts';
import type { RowSink } from './row-sink.ts';

/** Takes the text of a report piece by piece, cut anywhere; says at the end what it was. */
export type TextReader = { push(text: string): void; end(): DetectedFile };

/** How a text is to be read: as it comes, or whole because its rows cannot be told from its beginning. */
export type TextShape = 'rows' | 'json-array' | 'json-object' | 'xml';

/** What a text is, by its first characters and the format that was asked for. */
export function textShape(text: string, format: string | undefined): TextShape {
  const isAuto = format === undefined || format === 'auto';
  if (format === 'canonical-json' || (isAuto && /^\s*[[{]/.test(text))) {
    return /^\s*\{/.test(text) ? 'json-object' : 'json-array';
  }
  return format === 'prodml' || (isAuto && /^\s*</.test(text)) ? 'xml' : 'rows';
}

/** The reader of a text that is read as it comes. */
export function textReader(text: string, context: ParseContext, sink: RowSink): TextReader {
  return textShape(text, context.format) === 'json-array'
    ? canonicalJsonText(context, sink)
    : delimitedText(detectDelimiter(text), context, sink);
}
