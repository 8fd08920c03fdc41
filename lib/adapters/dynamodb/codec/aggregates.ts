import {
  type Aggregate,
  type DayAggregate,
  foldAggregates,
  type MonthAggregate,
  type Restated,
  SUMMED,
} from '../../../domain/history/fold.ts';
import { after, type Instant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../../domain/instant.ts';
import { expectVersion } from './block.ts';
import { type ByteReader, byteReader, byteWriter } from './bytes.ts';
import { readColumn, writeColumn } from './column.ts';

const CODEC_VERSION = 1;
const RESTATED: readonly (Restated | null)[] = [null, 'points', 'volumes-only'];
const EXTREMES = ['advantageMilliUsdPerDayMin', 'advantageMilliUsdPerDayMax'] as const;

/** A day as D# holds it: its hours. The day itself is their exact fold and is not stored. */
export function encodeDay(day: DayAggregate): Uint8Array {
  return encodeParts(day.version, day.restated, day.hours);
}

/** The day of a D# item. */
export function decodeDay(date: Instant, bytes: Uint8Array): DayAggregate {
  const { version, restated, parts: hours } = decodeParts(bytes, date, SECONDS_PER_HOUR);
  return { date, version, restated, hours, day: foldAggregates(hours, date, after(date, SECONDS_PER_DAY)) };
}

/** A month as M# holds it: its days. The total is their exact fold and is not stored. */
export function encodeMonth(month: MonthAggregate): Uint8Array {
  return encodeParts(month.version, month.restated, month.days);
}

/** The month of an M# item. */
export function decodeMonth(month: Instant, bytes: Uint8Array): MonthAggregate {
  const { version, restated, parts: days } = decodeParts(bytes, month, SECONDS_PER_DAY);
  const end = days.at(-1)?.to ?? month;
  return { month, version, restated, days, total: foldAggregates(days, month, end) };
}

function encodeParts(version: number, restated: Restated | null, parts: readonly Aggregate[]): Uint8Array {
  const writer = byteWriter();
  writer.byte(CODEC_VERSION);
  writer.varint(version);
  writer.varint(RESTATED.indexOf(restated));
  writer.varint(parts.length);
  for (const field of SUMMED)
    writeColumn(
      writer,
      parts.map((part) => part[field]),
    );
  for (const field of EXTREMES)
    writeColumn(
      writer,
      parts.map((part) => fromMean(part, part[field])),
    );
  return writer.finish();
}

function decodeParts(bytes: Uint8Array, start: Instant, partSeconds: number) {
  const reader = byteReader(bytes);
  expectVersion(reader, CODEC_VERSION, 'aggregate');
  const version = reader.varint();
  const restated = RESTATED[reader.varint()] ?? null;
  const count = reader.varint();
  const parts = readParts(reader, count, start, partSeconds);
  reader.end();
  return { version, restated, parts };
}

function readParts(reader: ByteReader, count: number, start: Instant, partSeconds: number): Aggregate[] {
  const sums = SUMMED.map((field) => [field, readColumn(reader, count)] as const);
  const extremes = EXTREMES.map((field) => [field, readColumn(reader, count)] as const);
  return Array.from({ length: count }, (_, row) => {
    const part: Record<string, unknown> = {
      from: after(start, row * partSeconds),
      to: after(start, (row + 1) * partSeconds),
    };
    for (const [field, column] of sums) part[field] = column[row] ?? 0;
    const aggregate = part as Aggregate;
    for (const [field, column] of extremes) part[field] = toMean(aggregate, column[row] ?? null);
    return aggregate;
  });
}

/** Minimum and maximum lie near the mean, so their distance from it is the shorter figure. */
function fromMean(part: Aggregate, figure: number | null): number | null {
  return figure === null ? null : figure - meanOf(part);
}

function toMean(part: Aggregate, distance: number | null): number | null {
  return distance === null ? null : distance + meanOf(part);
}

function meanOf(part: Aggregate): number {
  return part.advantageTicks === 0 ? 0 : Math.round(part.advantageMilliUsdPerDaySum / part.advantageTicks);
}
