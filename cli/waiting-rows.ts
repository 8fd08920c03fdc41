import type { Evidence, ReportRow, Stream } from '#lib/domain/gas/report.ts';
import { floorTo, type Instant, instant, SECONDS_PER_DAY } from '#lib/domain/instant.ts';

/**
 * Report rows that wait for the tick that may know them, as columns: some 90 bytes a row, outside the heap of
 * objects. Plain data, which passes to another thread without a copy (buffersOf).
 */
export type WaitingRows = {
  /** What the columns of words say by number. */
  readonly words: readonly (string | null)[];
  /** By the start of the span of time in which their rows were reported. */
  readonly spans: Map<Instant, Span>;
};

/** Rows of one span in the order in which they were added. */
type Span = {
  count: number;
  figures: Float64Array<ArrayBuffer>;
  words: Uint32Array<ArrayBuffer>;
  texts: Uint8Array<ArrayBuffer>;
};

/** Rows become objects, and are forgotten, a span at a time. */
const SPAN_SECONDS = 10 * SECONDS_PER_DAY;
/** Of a row: start, end, volume, heating value (NaN = null), version, moment of reporting. */
const FIGURES = 6;
/** Of a row: site, stream, evidence, cause, and where its text ends. */
const WORDS = 5;
const FIRST_ROWS = 64;
const MAX_BYTES_PER_CHARACTER = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Takes rows in any order of time. Texts have to be well formed: a lone surrogate would come back as U+FFFD. */
export function rowsToWait(): { readonly waiting: WaitingRows; readonly add: (row: ReportRow) => void } {
  const words: (string | null)[] = [null];
  const numbers = new Map<string | null, number>([[null, 0]]);
  const spans = new Map<Instant, Span>();
  const numberOf = (word: string | null): number => {
    const known = numbers.get(word);
    if (known !== undefined || word === null) return known ?? 0;
    // A copy: a piece of the file's text would keep all of what it was cut from.
    const copy = decoder.decode(encoder.encode(word));
    numbers.set(copy, words.length);
    return words.push(copy) - 1;
  };
  const add = (row: ReportRow): void => {
    const start = floorTo(row.reportedAt, SPAN_SECONDS);
    let span = spans.get(start);
    if (span === undefined) {
      span = newSpan();
      spans.set(start, span);
    }
    const textStart = textEnd(span, span.count - 1);
    makeRoom(span, textStart + row.original.length * MAX_BYTES_PER_CHARACTER);
    const { written } = encoder.encodeInto(row.original, span.texts.subarray(textStart));
    const { figures, words: said, count } = span;
    figures[count * FIGURES] = row.periodStart;
    figures[count * FIGURES + 1] = row.periodEnd;
    figures[count * FIGURES + 2] = row.volumeMcf ?? Number.NaN;
    figures[count * FIGURES + 3] = row.hhvBtuPerScf ?? Number.NaN;
    figures[count * FIGURES + 4] = row.version;
    figures[count * FIGURES + 5] = row.reportedAt;
    said[count * WORDS] = numberOf(row.site);
    said[count * WORDS + 1] = numberOf(row.stream);
    said[count * WORDS + 2] = numberOf(row.evidence);
    said[count * WORDS + 3] = numberOf(row.cause);
    said[count * WORDS + 4] = textStart + written;
    span.count += 1;
  };
  return { waiting: { words, spans }, add };
}

/**
 * Hands rows out: at each call, with a later tick each time, those that were reported by then and not handed
 * out before, in the order of reporting, then of adding. What was handed out is forgotten.
 */
export function rowsDue({ words, spans }: WaitingRows): (at: Instant) => readonly ReportRow[] {
  const starts = [...spans.keys()].sort((a, b) => b - a);
  let opened: readonly ReportRow[] = [];
  let next = 0;
  return (at) => {
    const due: ReportRow[] = [];
    for (;;) {
      for (let row = opened[next]; row !== undefined && row.reportedAt <= at; row = opened[next]) {
        due.push(row);
        next += 1;
      }
      const start = starts.at(-1);
      if (next < opened.length || start === undefined || start > at) return due;
      opened = rowsOf(spans.get(start) ?? newSpan(), words);
      next = 0;
      spans.delete(start);
      starts.pop();
    }
  };
}

/** What passes to another thread instead of being copied. */
export function buffersOf({ spans }: WaitingRows): readonly ArrayBuffer[] {
  return [...spans.values()].flatMap(({ figures, words, texts }) => [figures.buffer, words.buffer, texts.buffer]);
}

function newSpan(): Span {
  return {
    count: 0,
    figures: new Float64Array(FIRST_ROWS * FIGURES),
    words: new Uint32Array(FIRST_ROWS * WORDS),
    texts: new Uint8Array(FIRST_ROWS * MAX_BYTES_PER_CHARACTER),
  };
}

/** Room for one more row, and for text up to `textEnd`. */
function makeRoom(span: Span, textEnd: number): void {
  if (span.words.length < (span.count + 1) * WORDS) {
    const { figures, words } = span;
    span.figures = new Float64Array(2 * figures.length);
    span.figures.set(figures);
    span.words = new Uint32Array(2 * words.length);
    span.words.set(words);
  }
  if (span.texts.length < textEnd) {
    const { texts } = span;
    span.texts = new Uint8Array(2 * textEnd);
    span.texts.set(texts);
  }
}

function textEnd({ words }: Span, index: number): number {
  return index < 0 ? 0 : (words[index * WORDS + 4] ?? 0);
}

function rowsOf(span: Span, words: readonly (string | null)[]): readonly ReportRow[] {
  const { figures } = span;
  const figure = (index: number, place: number): number => figures[index * FIGURES + place] ?? Number.NaN;
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  const word = (index: number, place: number) => words[span.words[index * WORDS + place] ?? 0] ?? null;
  return Array.from({ length: span.count }, (_, index) => index)
    .sort((a, b) => figure(a, 5) - figure(b, 5))
    .map((index) => ({
      site: word(index, 0) ?? '',
      stream: word(index, 1) as Stream,
      periodStart: instant(figure(index, 0)),
      periodEnd: instant(figure(index, 1)),
      volumeMcf: known(figure(index, 2)),
      hhvBtuPerScf: known(figure(index, 3)),
      evidence: word(index, 2) as Evidence | null,
      cause: word(index, 3),
      version: figure(index, 4),
      reportedAt: instant(figure(index, 5)),
      original: decoder.decode(span.texts.subarray(textEnd(span, index - 1), textEnd(span, index))),
    }));
}
