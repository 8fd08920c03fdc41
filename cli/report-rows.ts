import { createReadStream } from 'node:fs';
import path from 'node:path';
import { nothingOfSite } from '#lib/adapters/reports/detect.ts';
import { streamReports } from '#lib/adapters/reports/stream.ts';
import type { Company } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { END_OF_TIME, type Instant } from '#lib/domain/instant.ts';
import type { RejectedRow } from '#lib/ports.ts';
import { rowsToWait, type WaitingRows } from './waiting-rows.ts';

/**
 * Hands over the rows of report files in any known format, as known at `at`, one by one as they are read; refused
 * rows are told on stderr. A file of which every row is refused is an error: what would be reckoned without it
 * is not what was asked.
 */
async function eachReportRow(
  files: readonly string[],
  company: Company,
  at: Instant,
  take: (row: ReportRow) => void,
): Promise<void> {
  const knownSites = new Set(company.sites.map((site) => site.id));
  for (const file of files) {
    const context = { file: path.basename(file), knownSites, at, sites: company.sites };
    let [rows, skipped, refused] = [0, 0, 0];
    let first: RejectedRow | null = null;
    const reject = (row: RejectedRow): void => {
      refused += 1;
      first ??= row;
      process.stderr.write(`${row.file}:${row.line}: ${row.column} is "${row.value}"; expected ${row.expected}\n`);
    };
    await streamReports(piecesOf(file), context, {
      row: ({ row }) => {
        rows += 1;
        take(row);
      },
      reject,
      skip: () => {
        skipped += 1;
      },
    });
    if (rows === 0 && refused === 0 && skipped > 0) reject(nothingOfSite(context));
    if (rows === 0 && first !== null) throw refusedWhole(file, refused, first);
  }
}

/** The rows that eachReportRow hands over, together. */
export async function readReportRows(
  files: readonly string[],
  company: Company,
  at: Instant,
): Promise<readonly ReportRow[]> {
  const rows: ReportRow[] = [];
  await eachReportRow(files, company, at, (row) => rows.push(row));
  return rows;
}

/**
 * Everything in the files, for each part of the company the rows of its sites: what a tick may know of it is
 * decided by `reportedAt` when it comes.
 */
export async function rowsOfParts(
  files: readonly string[],
  company: Company,
  parts: readonly (readonly string[])[],
): Promise<readonly WaitingRows[]> {
  const queues = parts.map((sites) => ({ sites, ...rowsToWait() }));
  const adders = new Map(queues.flatMap(({ sites, add }) => sites.map((site) => [site, add] as const)));
  await eachReportRow(files, company, END_OF_TIME, (row) => adders.get(row.site)?.(row));
  return queues.map(({ waiting }) => waiting);
}

/** The bytes of a file as they are asked for; one that cannot be read is said so. */
async function* piecesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 65_536 })) yield chunk as Uint8Array;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new NetbackError('input-invalid', `${file} cannot be read (${code}).`, { cause });
  }
}

function refusedWhole(file: string, count: number, { line, column, value, expected }: RejectedRow): NetbackError {
  const first = `line ${line}: ${column} is "${value}"; expected ${expected}`;
  return new NetbackError(
    'input-invalid',
    `${file} holds no row that can be read: ${count} refused, the first ${first}.`,
  );
}
