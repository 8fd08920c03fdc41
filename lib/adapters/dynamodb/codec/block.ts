import { NetbackError } from '../../../domain/errors.ts';
import { type Block, MISSING_INPUTS, type Point } from '../../../domain/history/point.ts';
import { after, type Instant } from '../../../domain/instant.ts';
import { QUALITIES } from '../../../domain/market/market.ts';
import { type ByteReader, type ByteWriter, byteReader, byteWriter } from './bytes.ts';
import { readColumn, writeColumn } from './column.ts';
import { readExtras, readRowExtras, writeExtras, writeRowExtras } from './extras.ts';
import { readWord, readWordColumn, writeWord, writeWordColumn } from './words.ts';

const CODEC_VERSION = 1;

/** The columns of plain figures, in their order on disk. */
const FIGURES = [
  'mineMilliUsdPerDay',
  'sellMilliUsdPerDay',
  'flareMilliUsdPerDay',
  'netbackMilliUsdPerMmbtu',
  'netbackMilliUsdPerMcf',
  'breakEvenBtcCents',
  'gasUsedScfPerDay',
  'producedScfPerDay',
  'soldScfPerDay',
  'flaredScfPerDay',
  'ventedScfPerDay',
  'btcUsdCents',
  'hashpriceMilliUsdPerPhDay',
  'epoch',
  'reportVersion',
  'methodVersion',
] as const satisfies readonly (keyof Point)[];

/** The short choices of a point, packed three bits each, in their order from the lowest bits. */
const CHOICES = [
  ['quality', QUALITIES],
  ['best', ['mine', 'sell', 'flare', 'unknown']],
  ['bestAlternative', [null, 'sell', 'flare']],
  ['binding', ['gas', 'power', 'fleet', 'none']],
] as const satisfies readonly (readonly [keyof Point, readonly (string | null)[]])[];
const CHOICE_SIZE = 8;

const KNOWN = new Set<string>([
  ...FIGURES,
  ...CHOICES.map(([field]) => field),
  'at',
  'missing',
  'openAlerts',
  'configVersion',
]);
const KNOWN_OF_BLOCK = new Set(['start', 'stepSeconds', 'version', 'points']);

/** A sealed block as B# holds it. */
export function encodeBlock(block: Block): Uint8Array {
  const writer = byteWriter();
  writer.byte(CODEC_VERSION);
  writeBlock(writer, block);
  return writer.finish();
}

/** The block of a B# item. */
export function decodeBlock(bytes: Uint8Array): Block {
  const reader = byteReader(bytes);
  expectVersion(reader, CODEC_VERSION, 'block');
  const block = readBlock(reader);
  reader.end();
  return block;
}

/** Refuses an item that a newer or damaged writer made. */
export function expectVersion(reader: ByteReader, version: number, what: string): void {
  const got = reader.byte();
  if (got === version) return;
  throw new NetbackError('storage-failed', `A stored ${what} has codec version ${got}; this program reads ${version}.`);
}

/** Writes a block inside another item. */
export function writeBlock(writer: ByteWriter, block: Block): void {
  const { points } = block;
  writer.varint(block.start);
  writer.varint(block.stepSeconds);
  writer.varint(block.version);
  writer.varint(points.length);
  writeExtras(writer, block, KNOWN_OF_BLOCK);
  const column = (of: (point: Point) => number | null): void => writeColumn(writer, points.map(of));
  column((point) => point.at - block.start);
  column(packChoices);
  column((point) => point.missing.reduce((bits, input) => bits + 2 ** MISSING_INPUTS.indexOf(input), 0));
  for (const field of FIGURES) column((point) => point[field]);
  writeWordColumn(
    writer,
    points.map((point) => point.configVersion),
  );
  writeOpenAlerts(writer, points);
  writeRowExtras(writer, points, KNOWN);
}

/** Reads what writeBlock wrote. */
export function readBlock(reader: ByteReader): Block {
  const start = reader.varint() as Instant;
  const stepSeconds = reader.varint();
  const version = reader.varint();
  const rows = reader.varint();
  const more = readExtras(reader);
  const at = readColumn(reader, rows);
  const choices = readColumn(reader, rows);
  const missing = readColumn(reader, rows);
  const figures = FIGURES.map((field) => [field, readColumn(reader, rows)] as const);
  const configVersions = readWordColumn(reader, rows);
  const openAlerts = readOpenAlerts(reader, rows);
  const extras = readRowExtras(reader, rows);
  const points = Array.from({ length: rows }, (_, row) => {
    const point: Record<string, unknown> = {
      at: after(start, at[row] ?? 0),
      ...unpackChoices(choices[row] ?? 0),
      missing: MISSING_INPUTS.filter((_input, bit) => Math.floor((missing[row] ?? 0) / 2 ** bit) % 2 === 1),
      openAlerts: openAlerts[row],
      configVersion: configVersions[row],
      ...extras[row],
    };
    for (const [field, column] of figures) point[field] = column[row];
    return point as Point;
  });
  return { start, stepSeconds, version, points, ...more };
}

function packChoices(point: Point): number {
  return CHOICES.reduce((packed, [field, values], place) => {
    const choice = (values as readonly (string | null)[]).indexOf(point[field]);
    if (choice < 0) throw new Error(`a point's ${field} is ${String(point[field])}, which the codec does not know`);
    return packed + choice * CHOICE_SIZE ** place;
  }, 0);
}

function unpackChoices(packed: number): Record<string, string | null> {
  return Object.fromEntries(
    CHOICES.map(([field, values], place) => {
      const choice = Math.floor(packed / CHOICE_SIZE ** place) % CHOICE_SIZE;
      return [field, (values as readonly (string | null)[])[choice] ?? null];
    }),
  );
}

/** Each different set of open alerts once, then which point has which. */
function writeOpenAlerts(writer: ByteWriter, points: readonly Point[]): void {
  const keys = points.map((point) => point.openAlerts.join(' '));
  const sets = [...new Set(keys)];
  writer.varint(sets.length);
  for (const set of sets) {
    const rules = set === '' ? [] : set.split(' ');
    writer.varint(rules.length);
    for (const rule of rules) writeWord(writer, rule);
  }
  writeColumn(
    writer,
    keys.map((key) => sets.indexOf(key)),
  );
}

function readOpenAlerts(reader: ByteReader, rows: number): Point['openAlerts'][] {
  const sets = Array.from({ length: reader.varint() }, () =>
    Array.from({ length: reader.varint() }, () => readWord(reader)),
  );
  return readColumn(reader, rows).map((index) => (sets[index ?? 0] ?? []) as Point['openAlerts']);
}
