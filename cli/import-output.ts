import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { CANONICAL_COLUMNS } from '#lib/adapters/reports/canonical-row.ts';
import type { Detected } from '#lib/adapters/reports/content.ts';
import type { NormalisedRow } from '#lib/adapters/reports/normalised-row.ts';
import { recentlyAnswered } from '#lib/adapters/reports/recent.ts';
import { type Instant, toIso } from '#lib/domain/instant.ts';
import type { RejectedRow } from '#lib/ports.ts';

export type ImportedFile = Detected & { readonly file: string; readonly skipped: number };

/** Where an import's findings go, one by one. */
export type ImportOutput = {
  row(row: NormalisedRow): void;
  reject(row: RejectedRow): void;
  file(file: ImportedFile): void;
  /** Resolves when what was written has been taken. */
  drained(): Promise<void>;
  /** False where a delivery failed. */
  end(): Promise<boolean>;
};

/** Refusals that a JSON document lists; beyond it they are counted only. */
const MAX_REJECTED = 10_000;

/** A row with the canonical report's fields, and its volume in Mcf at 60 °F, 14.696 psia. */
export function canonicalFields({ row, volume, unit, base, hhvBtuPerScf }: NormalisedRow) {
  return {
    site_id: row.site,
    period_start: isoOf(row.periodStart),
    period_end: isoOf(row.periodEnd),
    stream: row.stream,
    volume,
    unit,
    base,
    hhv_btu_per_scf: hhvBtuPerScf,
    evidence: row.evidence,
    cause: row.cause,
    version: row.version,
    reported_at: isoOf(row.reportedAt),
    volumeMcf: row.volumeMcf,
  };
}

const isoOf: (at: Instant) => string = recentlyAnswered(toIso);

/** Canonical CSV to one stream; refusals and what was detected, for people, to the other. */
export function csvOutput(out: Writable, people: Writable): ImportOutput {
  const lines = buffered(out);
  const totals = streamTotals();
  let refused = 0;
  lines.write(`${CANONICAL_COLUMNS.join(',')}\n`);
  return {
    row: (row) => {
      totals.add(row);
      const fields = canonicalFields(row);
      let line = '';
      for (const column of CANONICAL_COLUMNS)
        line += line === '' ? csvCell(fields[column]) : `,${csvCell(fields[column])}`;
      lines.write(`${line}\n`);
    },
    reject: ({ file, line, column, value, expected }) => {
      refused += 1;
      people.write(`${file}:${line}: ${column} is "${value}"; expected ${expected}\n`);
    },
    file: ({ file, format, encoding, dialect, skipped }) => {
      const written =
        dialect === null ? '' : `, delimiter ${JSON.stringify(dialect.delimiter)}, decimal ${dialect.decimalMark}`;
      people.write(
        `${file}: ${format ?? 'unknown format'}, ${encoding ?? 'binary'}${written}; ${skipped} rows of others\n`,
      );
    },
    drained: lines.drained,
    end: async () => {
      await lines.end();
      for (const { stream, rows, volumeMcf } of totals.list()) {
        people.write(`${stream}: ${rows} rows, ${Number(volumeMcf.toPrecision(10))} Mcf\n`);
      }
      people.write(`${refused} refused\n`);
      return true;
    },
  };
}

/** One JSON document: `rows` as they come, then `rejected`, `rejectedCount`, `files` and `totals`. */
export function jsonOutput(out: Writable): ImportOutput {
  const lines = buffered(out);
  const totals = streamTotals();
  const rejected: RejectedRow[] = [];
  const files: ImportedFile[] = [];
  let rejectedCount = 0;
  let rows = 0;
  lines.write('{"rows":[');
  return {
    row: (row) => {
      totals.add(row);
      lines.write(`${rows === 0 ? '' : ','}\n${JSON.stringify(canonicalFields(row))}`);
      rows += 1;
    },
    reject: (row) => {
      rejectedCount += 1;
      if (rejected.length < MAX_REJECTED) rejected.push(row);
    },
    file: (file) => void files.push(file),
    drained: lines.drained,
    end: async () => {
      const rest = { rejected, rejectedCount, files, totals: totals.list() };
      lines.write(`\n],${JSON.stringify(rest).slice(1)}\n`);
      await lines.end();
      return true;
    },
  };
}

/** Control totals: rows and Mcf of each stream, as printed. */
function streamTotals() {
  const totals = new Map<string, { rows: number; volumeMcf: number }>();
  return {
    add: ({ row }: NormalisedRow): void => {
      const total = totals.get(row.stream) ?? { rows: 0, volumeMcf: 0 };
      totals.set(row.stream, { rows: total.rows + 1, volumeMcf: total.volumeMcf + (row.volumeMcf ?? 0) });
    },
    list: () => [...totals].map(([stream, total]) => ({ stream, ...total })),
  };
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Writes in pieces of some size, and tells when the stream behind wants a pause. */
function buffered(out: Writable) {
  let held = '';
  let isFull = false;
  const flush = (): void => {
    if (held !== '') isFull = !out.write(held) || isFull;
    held = '';
  };
  return {
    write: (text: string): void => {
      held += text;
      if (held.length > 65_536) flush();
    },
    drained: async (): Promise<void> => {
      flush();
      if (isFull && out.writableNeedDrain) await once(out, 'drain');
      isFull = false;
    },
    end: async (): Promise<void> => {
      flush();
      if (out.writableNeedDrain) await once(out, 'drain');
    },
  };
}
