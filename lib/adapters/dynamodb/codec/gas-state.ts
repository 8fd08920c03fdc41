import type { FlareFigure, GasState, InForceRow, Stream } from '../../../domain/gas/report.ts';
import { after, type Instant } from '../../../domain/instant.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { readColumn, writeColumn } from './column.ts';
import { readExtras, readRowExtras, writeExtras, writeRowExtras } from './extras.ts';
import { readWord, writeWord } from './words.ts';

const KNOWN = new Set(['candidates', 'flaredDaily', 'flaredMonthly', 'newestReportAt', 'balanceFigures']);
const KNOWN_OF_ROW = new Set(['periodStart', 'periodEnd', 'volumeMcf', 'hhvBtuPerScf', 'version', 'reportedAt']);
const KNOWN_OF_FIGURE = new Set(['periodStart', 'periodEnd', 'mcfPerDay', 'version']);

/** Writes the gas inputs of a site; times count back from `v`. */
export function writeGasState(writer: ByteWriter, gas: GasState, v: Instant): void {
  writeColumn(writer, [gas.newestReportAt === null ? null : v - gas.newestReportAt]);
  writeCandidates(writer, gas.candidates, v);
  writeFlareFigures(writer, gas.flaredDaily, v);
  writeFlareFigures(writer, gas.flaredMonthly, v);
  writeBalanceFigures(writer, gas.balanceFigures ?? {}, v);
  writeExtras(writer, gas, KNOWN);
}

/** Reads what writeGasState wrote. */
export function readGasState(reader: ByteReader, v: Instant): GasState {
  const age = readColumn(reader, 1)[0] ?? null;
  return {
    newestReportAt: age === null ? null : after(v, -age),
    candidates: readCandidates(reader, v),
    flaredDaily: readFlareFigures(reader, v),
    flaredMonthly: readFlareFigures(reader, v),
    ...readBalanceFigures(reader, v),
    ...readExtras(reader),
  };
}

function writeCandidates(writer: ByteWriter, candidates: GasState['candidates'], v: Instant): void {
  const streams = Object.entries(candidates);
  writer.varint(streams.length);
  for (const [stream, rows] of streams) {
    writeWord(writer, stream);
    writer.varint(rows.length);
  }
  const rows = streams.flatMap(([, ofStream]) => ofStream);
  const column = (of: (row: InForceRow) => number | null): void => writeColumn(writer, rows.map(of));
  column((row) => v - row.periodStart);
  column((row) => row.periodEnd - row.periodStart);
  column((row) => row.reportedAt - row.periodEnd);
  column((row) => row.version);
  column((row) => row.hhvBtuPerScf);
  for (const row of rows) writeColumn(writer, [row.volumeMcf]);
  writeRowExtras(writer, rows, KNOWN_OF_ROW);
}

function readCandidates(reader: ByteReader, v: Instant): GasState['candidates'] {
  const streams = Array.from({ length: reader.varint() }, () => {
    const stream = readWord(reader) as Stream;
    return [stream, reader.varint()] as const;
  });
  const count = streams.reduce((sum, [, rows]) => sum + rows, 0);
  const [age, length, delay, version, hhv] = Array.from({ length: 5 }, () => readColumn(reader, count));
  const volumes = Array.from({ length: count }, () => readColumn(reader, 1)[0] ?? null);
  const extras = readRowExtras(reader);
  const rows = volumes.map((volumeMcf, row): InForceRow => {
    const periodStart = after(v, -(age?.[row] ?? 0));
    const periodEnd = after(periodStart, length?.[row] ?? 0);
    const reportedAt = after(periodEnd, delay?.[row] ?? 0);
    const hhvBtuPerScf = hhv?.[row] ?? null;
    return {
      periodStart,
      periodEnd,
      volumeMcf,
      hhvBtuPerScf,
      version: version?.[row] ?? 0,
      reportedAt,
      ...extras?.[row],
    };
  });
  let taken = 0;
  return Object.fromEntries(
    streams.map(([stream, many]) => {
      taken += many;
      return [stream, rows.slice(taken - many, taken)];
    }),
  );
}

type BalanceFigures = NonNullable<GasState['balanceFigures']>;

function writeBalanceFigures(writer: ByteWriter, balance: BalanceFigures, v: Instant): void {
  const streams = Object.entries(balance);
  writer.varint(streams.length);
  for (const [stream, figures] of streams) {
    writeWord(writer, stream);
    writeFlareFigures(writer, figures, v);
  }
}

function readBalanceFigures(reader: ByteReader, v: Instant): { readonly balanceFigures?: BalanceFigures } {
  const count = reader.varint();
  if (count === 0) return {};
  const streams = Array.from({ length: count }, () => [readWord(reader) as Stream, readFlareFigures(reader, v)]);
  return { balanceFigures: Object.fromEntries(streams) as BalanceFigures };
}

function writeFlareFigures(writer: ByteWriter, figures: readonly FlareFigure[], v: Instant): void {
  writer.varint(figures.length);
  if (figures.length === 0) return;
  const column = (of: (figure: FlareFigure) => number | null): void => writeColumn(writer, figures.map(of));
  column((figure) => v - figure.periodStart);
  column((figure) => figure.periodEnd - figure.periodStart);
  column((figure) => figure.mcfPerDay);
  column((figure) => figure.version);
  writeRowExtras(writer, figures, KNOWN_OF_FIGURE);
}

function readFlareFigures(reader: ByteReader, v: Instant): readonly FlareFigure[] {
  const count = reader.varint();
  if (count === 0) return [];
  const [age, length, mcfPerDay, version] = Array.from({ length: 4 }, () => readColumn(reader, count));
  const extras = readRowExtras(reader);
  return Array.from({ length: count }, (_, row) => {
    const periodStart = after(v, -(age?.[row] ?? 0));
    const periodEnd = after(periodStart, length?.[row] ?? 0);
    return {
      periodStart,
      periodEnd,
      mcfPerDay: mcfPerDay?.[row] ?? null,
      version: version?.[row] ?? 0,
      ...extras?.[row],
    };
  });
}
