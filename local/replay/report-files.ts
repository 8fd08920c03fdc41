import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, type Instant, parseInstant, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';

/** What an endpoint has published at T: a header and the rows reported by then. */
export type ReportFiles = {
  /** Null = there is no such file. */
  textAt(name: string, at: Instant): string | null;
};

type ReportFile = { readonly header: string; readonly rows: readonly { line: string; reportedAt: Instant }[] };

/** An endpoint goes on offering a row for this long; the first pull of a run gets everything before it. */
const OFFERED_SECONDS = 3 * SECONDS_PER_DAY;
const REPORTED_AT = 'reported_at';

/**
 * The canonical CSV files of a folder, published row by row at their `reported_at`: the first hour of
 * a run serves all that was reported before, later hours the last three days. Lines that begin with
 * `#` say where a file comes from and are not served. A folder that does not exist has no files.
 */
export function openReportFiles(folder: string | null, runStart: Instant): ReportFiles {
  const files = new Map<string, ReportFile>();
  for (const name of namesIn(folder)) files.set(name, readReportFile(path.join(folder ?? '', name)));
  return {
    textAt: (name, at) => {
      const file = files.get(name);
      if (file === undefined) return null;
      const since = at < after(runStart, SECONDS_PER_HOUR) ? 0 : after(at, -OFFERED_SECONDS);
      const published = file.rows.filter((row) => row.reportedAt <= at && row.reportedAt > since);
      return `${[file.header, ...published.map((row) => row.line)].join('\n')}\n`;
    },
  };
}

function namesIn(folder: string | null): readonly string[] {
  if (folder === null) return [];
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.csv'));
  } catch {
    return [];
  }
}

/** A row whose `reported_at` cannot be read is offered from the start, so that the parser refuses it in the open. */
function readReportFile(file: string): ReportFile {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const [header = '', ...rows] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const column = header.split(',').indexOf(REPORTED_AT);
  return {
    header,
    rows: rows.map((line) => ({ line, reportedAt: parseInstant(line.split(',')[column] ?? '') ?? (1 as Instant) })),
  };
}
