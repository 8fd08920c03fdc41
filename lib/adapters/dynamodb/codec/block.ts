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

/** The short choices of a point, packed three bits each from the lowest in this order. Append only. */
const BESTS: readonly Point['best'][] = ['mine', 'sell', 'flare', 'unknown'];
const ALTERNATIVES: readonly Point['bestAlternative'][] = [null, 'sell', 'flare'];
const BINDINGS: readonly Point['binding'][] = ['gas', 'power', 'fleet', 'none'];
const CHOICE_SIZE = 8;

const KNOWN = new Set<string>([
  ...FIGURES,
  'quality',
  'best',
  'bestAlternative',
  'binding',
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
  const figures = FIGURES.map(() => readColumn(reader, rows));
  const configVersions = readWordColumn(reader, rows);
  const openAlerts = readOpenAlerts(reader, rows);
  const extras = readRowExtras(reader);
  const points: Point[] = [];
  for (let row = 0; row < rows; row += 1) {
    const point = {
      at: after(start, at[row] ?? 0),
      ...unpackChoices(choices[row] ?? 0),
      missing: missingOf(missing[row] ?? 0),
      openAlerts: openAlerts[row] ?? [],
      configVersion: configVersions[row] ?? '',
      ...figuresOf(figures, row),
    };
    const more = extras?.[row];
    points.push(more ? { ...point, ...more } : point);
  }
  return { start, stepSeconds, version, points, ...more };
}

type Figures = Pick<Point, (typeof FIGURES)[number]>;

/** One row of the columns of figures; written out, since it runs for every point that is read. */
function figuresOf(columns: readonly (readonly (number | null)[])[], row: number): Figures {
  const figure = (column: number): number | null => columns[column]?.[row] ?? null;
  return {
    mineMilliUsdPerDay: figure(0),
    sellMilliUsdPerDay: figure(1),
    flareMilliUsdPerDay: figure(2),
    netbackMilliUsdPerMmbtu: figure(3),
    netbackMilliUsdPerMcf: figure(4),
    breakEvenBtcCents: figure(5),
    gasUsedScfPerDay: figure(6),
    producedScfPerDay: figure(7),
    soldScfPerDay: figure(8),
    flaredScfPerDay: figure(9),
    ventedScfPerDay: figure(10),
    btcUsdCents: figure(11),
    hashpriceMilliUsdPerPhDay: figure(12),
    epoch: figure(13),
    reportVersion: figure(14),
    methodVersion: figure(15) ?? 0,
  };
}

const NOTHING_MISSING: Point['missing'] = [];

function missingOf(bits: number): Point['missing'] {
  return bits === 0 ? NOTHING_MISSING : MISSING_INPUTS.filter((_input, bit) => Math.floor(bits / 2 ** bit) % 2 === 1);
}

function packChoices(point: Point): number {
  return (
    choiceOf(QUALITIES, point.quality) +
    choiceOf(BESTS, point.best) * CHOICE_SIZE +
    choiceOf(ALTERNATIVES, point.bestAlternative) * CHOICE_SIZE ** 2 +
    choiceOf(BINDINGS, point.binding) * CHOICE_SIZE ** 3
  );
}

function choiceOf<T>(choices: readonly T[], choice: T): number {
  const place = choices.indexOf(choice);
  if (place < 0) throw new Error(`a point holds ${String(choice)}; the codec knows ${choices.join(', ')}`);
  return place;
}

function unpackChoices(packed: number): Pick<Point, 'quality' | 'best' | 'bestAlternative' | 'binding'> {
  const digit = (place: number): number => Math.floor(packed / CHOICE_SIZE ** place) % CHOICE_SIZE;
  return {
    quality: QUALITIES[digit(0)] ?? 'missing',
    best: BESTS[digit(1)] ?? 'unknown',
    bestAlternative: ALTERNATIVES[digit(2)] ?? null,
    binding: BINDINGS[digit(3)] ?? 'none',
  };
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
  const sets: Point['openAlerts'][] = [];
  for (let count = reader.varint(); count > 0; count -= 1) {
    const rules: string[] = [];
    for (let left = reader.varint(); left > 0; left -= 1) rules.push(readWord(reader));
    sets.push(rules as unknown as Point['openAlerts']);
  }
  return readColumn(reader, rows).map((index) => sets[index ?? 0] ?? []);
}
