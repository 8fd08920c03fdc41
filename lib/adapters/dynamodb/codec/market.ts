import type { Instant } from '../../../domain/instant.ts';
import { after } from '../../../domain/instant.ts';
import {
  type Market,
  type NamedRate,
  QUALITIES,
  type Sourced,
  type SourceVerdict,
} from '../../../domain/market/market.ts';
import { expectVersion } from './block.ts';
import { type ByteReader, type ByteWriter, byteReader, byteWriter } from './bytes.ts';
import { readColumn, writeColumn } from './column.ts';
import { readExtras, readRowExtras, writeExtras, writeRowExtras } from './extras.ts';
import { readWord, readWordColumn, writeWord, writeWordColumn } from './words.ts';

const CODEC_VERSION = 1;
const KNOWN_OF_FIGURE = new Set(['value', 'quality', 'goodAt', 'id']);
const KNOWN_OF_VERDICT = new Set(['source', 'kind', 'subject', 'status', 'value', 'ageSeconds', 'unchangedSince']);
const SINGLE_FIGURES = ['btcUsd', 'difficulty', 'height', 'feesBtcPerBlock'] as const;
const KNOWN = new Set<string>([...SINGLE_FIGURES, 'at', 'fx', 'gasIndexes', 'sources', 'configVersion']);

/** Everything of a frozen market but its time, which is its key. */
export function encodeMarket(market: Market): Uint8Array {
  const writer = byteWriter();
  writer.byte(CODEC_VERSION);
  writeWord(writer, market.configVersion);
  writeFigures(
    writer,
    SINGLE_FIGURES.map((field) => market[field]),
    market.at,
  );
  for (const rates of [market.fx, market.gasIndexes]) {
    writer.varint(rates.length);
    for (const rate of rates) writeWord(writer, rate.id);
    writeFigures(writer, rates, market.at);
  }
  writeVerdicts(writer, market.sources, market.at);
  writeExtras(writer, market, KNOWN);
  return writer.finish();
}

/** The market of an MKT item. */
export function decodeMarket(at: Instant, bytes: Uint8Array): Market {
  const reader = byteReader(bytes);
  expectVersion(reader, CODEC_VERSION, 'market');
  const configVersion = readWord(reader);
  const figures = readFigures(reader, SINGLE_FIGURES.length, at);
  const single = Object.fromEntries(SINGLE_FIGURES.map((field, index) => [field, figures[index]]));
  const fx = readRates(reader, at);
  const gasIndexes = readRates(reader, at);
  const sources = readVerdicts(reader, at);
  const extras = readExtras(reader);
  reader.end();
  return { at, ...single, fx, gasIndexes, sources, configVersion, ...extras } as Market;
}

function readRates(reader: ByteReader, at: Instant): readonly NamedRate[] {
  const ids = Array.from({ length: reader.varint() }, () => readWord(reader));
  return readFigures(reader, ids.length, at).map((figure, index) => ({ id: ids[index] ?? '', ...figure }));
}

function writeFigures(writer: ByteWriter, figures: readonly Sourced[], at: Instant): void {
  for (const figure of figures) {
    writeColumn(writer, [figure.value]);
    writer.byte(QUALITIES.indexOf(figure.quality));
    writeColumn(writer, [figure.goodAt === null ? null : at - figure.goodAt]);
  }
  writeRowExtras(writer, figures, KNOWN_OF_FIGURE);
}

function readFigures(reader: ByteReader, count: number, at: Instant): readonly Sourced[] {
  const figures = Array.from({ length: count }, () => {
    const value = readColumn(reader, 1)[0] ?? null;
    const quality = QUALITIES[reader.byte()] ?? 'missing';
    const age = readColumn(reader, 1)[0] ?? null;
    return { value, quality, goodAt: age === null ? null : after(at, -age) };
  });
  const extras = readRowExtras(reader);
  return figures.map((figure, index) => ({ ...figure, ...extras?.[index] }));
}

function writeVerdicts(writer: ByteWriter, verdicts: readonly SourceVerdict[], at: Instant): void {
  writer.varint(verdicts.length);
  for (const field of ['source', 'kind', 'subject', 'status'] as const) {
    writeWordColumn(
      writer,
      verdicts.map((verdict) => verdict[field]),
    );
  }
  for (const verdict of verdicts) writeColumn(writer, [verdict.value]);
  if (verdicts.length > 0) {
    writeColumn(
      writer,
      verdicts.map((verdict) => verdict.ageSeconds),
    );
    writeColumn(
      writer,
      verdicts.map(({ unchangedSince: since }) => (since === null ? null : at - since)),
    );
  }
  writeRowExtras(writer, verdicts, KNOWN_OF_VERDICT);
}

function readVerdicts(reader: ByteReader, at: Instant): readonly SourceVerdict[] {
  const count = reader.varint();
  const [source, kind, subject, status] = Array.from({ length: 4 }, () => readWordColumn(reader, count));
  const values = Array.from({ length: count }, () => readColumn(reader, 1)[0] ?? null);
  const ages = count === 0 ? [] : readColumn(reader, count);
  const since = count === 0 ? [] : readColumn(reader, count);
  const extras = readRowExtras(reader);
  return values.map((value, row) => {
    const unchanged = since[row] ?? null;
    return {
      source: source?.[row],
      kind: kind?.[row],
      subject: subject?.[row] ?? null,
      status: status?.[row],
      value,
      ageSeconds: ages[row] ?? null,
      unchangedSince: unchanged === null ? null : after(at, -unchanged),
      ...extras?.[row],
    } as SourceVerdict;
  });
}
