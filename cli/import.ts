import { createReadStream } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { nothingOfSite } from '#lib/adapters/reports/detect.ts';
import { streamReports } from '#lib/adapters/reports/stream.ts';
import { loadCompany } from '#lib/config/load-company.ts';
import type { Site } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { REPORT_FORMATS } from '#lib/domain/report-plan.ts';
import { momentOf } from './arguments.ts';
import { formatProblem } from './check.ts';
import { csvOutput, type ImportOutput, jsonOutput } from './import-output.ts';
import { postingOutput } from './import-post.ts';

export type ImportOptions = {
  readonly company: string;
  readonly site: string;
  readonly format: string;
  readonly at?: string;
  readonly to?: string;
  readonly json?: boolean;
};

/**
 * The young heap stays at the size that starting has brought it to. Else V8 doubles it with what has
 * been allocated in all, to 2 × 64 MB, however little of it is alive: a file ten times as long would
 * take more memory for nothing. No option of Node's can be set from inside; starting a second process
 * with one would cost half a second.
 */
const FIXED_YOUNG_HEAP = '--semi-space-growth-factor=1';

/**
 * `netback import`: reads gas report files of any size and format, prints normalised lines (canonical
 * CSV, or one JSON document with --json) and every refused row, and posts them with --to. Exits 1 when
 * a row was refused: what was read is printed all the same.
 */
export async function importCommand(files: readonly string[], options: ImportOptions): Promise<number> {
  setFlagsFromString(FIXED_YOUNG_HEAP);
  const site = siteOf(options);
  const at = options.at === undefined ? instant(Date.now() / 1000) : momentOf('--at', options.at);
  if (!(REPORT_FORMATS as readonly string[]).includes(options.format)) {
    throw new NetbackError('usage', `--format is "${options.format}"; expected one of ${REPORT_FORMATS.join(', ')}.`);
  }
  const printed = options.json === true ? jsonOutput(process.stdout) : csvOutput(process.stdout, process.stderr);
  const output = options.to === undefined ? printed : postingOutput(printed, options.to, site.id);
  const refused = await importAll(files, options, site, at, output);
  const isDelivered = await output.end();
  return refused > 0 || !isDelivered ? 1 : 0;
}

async function importAll(
  files: readonly string[],
  options: ImportOptions,
  site: Site,
  at: Instant,
  output: ImportOutput,
): Promise<number> {
  let refused = 0;
  for (const file of files) {
    let skipped = 0;
    let seen = 0;
    const context = {
      file: path.basename(file),
      knownSites: new Set([site.id]),
      at,
      format: options.format,
      sites: [site],
      incompleteSums: options.to === undefined ? ('sum' as const) : ('unknown' as const),
    };
    const detected = await streamReports(pieces(file, output), context, {
      row: (row) => {
        seen += 1;
        output.row(row);
      },
      reject: (row) => {
        refused += 1;
        seen += 1;
        output.reject(row);
      },
      skip: () => {
        skipped += 1;
      },
    });
    if (seen === 0 && skipped > 0) {
      refused += 1;
      output.reject(nothingOfSite(context));
    }
    output.file({ file: context.file, ...detected, skipped });
  }
  return refused;
}

/** The bytes of a file; the next piece is read when the output has taken what the one before gave. */
async function* pieces(file: string, output: ImportOutput): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 65_536 })) {
      yield chunk as Uint8Array;
      await output.drained();
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined || cause instanceof NetbackError) throw cause;
    throw new NetbackError('input-invalid', `${file} cannot be read (${code}).`, { cause });
  }
}

function siteOf(options: ImportOptions): Site {
  const loaded = loadCompany(options.company);
  if (!loaded.ok) throw new NetbackError('config-invalid', loaded.problems.map(formatProblem).join('\n'));
  const site = loaded.company.sites.find((one) => one.id === options.site);
  if (site !== undefined) return site;
  const known = loaded.company.sites.map((one) => one.id).join(', ');
  throw new NetbackError('usage', `--site is "${options.site}"; expected one of ${known}.`);
}
