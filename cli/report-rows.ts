import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import type { Company } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { RejectedRow } from '#lib/ports.ts';

/**
 * The rows of report files in any known format, as known at `at`; refused rows are told on stderr. A file
 * of which every row is refused is an error: what would be reckoned without it is not what was asked.
 */
export async function readReportRows(
  files: readonly string[],
  company: Company,
  at: Instant,
  tellsRefused = true,
): Promise<readonly ReportRow[]> {
  const knownSites = new Set(company.sites.map((site) => site.id));
  const rows: ReportRow[] = [];
  for (const file of files) {
    const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
      throw new NetbackError('input-invalid', `${file} cannot be read (${cause.code}).`, { cause });
    });
    const parsed = parseReports(bytes, { file: path.basename(file), knownSites, at, sites: company.sites });
    for (const row of parsed.rows) rows.push(row);
    for (const row of tellsRefused ? parsed.rejected : []) {
      process.stderr.write(`${row.file}:${row.line}: ${row.column} is "${row.value}"; expected ${row.expected}\n`);
    }
    const [first] = parsed.rejected;
    if (parsed.rows.length === 0 && first !== undefined) throw refusedWhole(file, parsed.rejected.length, first);
  }
  return rows;
}

function refusedWhole(file: string, count: number, { line, column, value, expected }: RejectedRow): NetbackError {
  const first = `line ${line}: ${column} is "${value}"; expected ${expected}`;
  return new NetbackError(
    'input-invalid',
    `${file} holds no row that can be read: ${count} refused, the first ${first}.`,
  );
}
