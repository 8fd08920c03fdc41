import { NetbackError } from '#lib/domain/errors.ts';
import { type Instant, toIso } from '#lib/domain/instant.ts';
import { apiClient } from '../web/api-client.js';
import { momentOf } from './arguments.ts';
import { exportPages } from './export-pages.ts';
import { type ExportTarget, openTarget } from './export-target.ts';
import { progressBar } from './progress-bar.ts';

export type ExportOptions = {
  readonly url: string;
  readonly site: string;
  readonly from: string;
  readonly to: string;
  readonly step: string;
  readonly format: string;
  readonly out?: string;
  readonly asOf?: string;
  readonly json?: boolean;
};

const STEPS = ['tick', '1h', '1d', '1mo'] as const;
const FORMATS = ['csv', 'ndjson'] as const;

/** What is asked of the API, checked. */
export type ExportQuery = {
  readonly site: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly step: (typeof STEPS)[number];
  readonly format: (typeof FORMATS)[number];
  readonly asOf: Instant | null;
};

/**
 * `netback export`: every row of a window, page after page, to a file or to stdout. A file that was
 * begun is gone on with. The rows are counted against what the API says there is; 1 = they differ.
 */
export async function exportCommand(options: ExportOptions): Promise<number> {
  const query = queryOf(options);
  if (options.json === true && options.out === undefined) {
    throw new NetbackError('usage', '--json needs --out FILE: stdout carries the rows.');
  }
  const token = process.env.NETBACK_API_TOKEN;
  const headers = (): Record<string, string> => (token === undefined ? {} : { authorization: `Bearer ${token}` });
  const client = apiClient({ base: baseOf(options.url), headers });
  const target: ExportTarget = openTarget(options.out ?? null, query);
  const bar = progressBar(process.stderr, query.to - query.from);
  const done = await exportPages(client, query, target, (position, rows) =>
    bar.show(position - query.from, `${rows} rows`),
  );
  bar.end();
  target.close(done.fault === null);
  const summary = {
    site: query.site,
    step: query.step,
    from: toIso(query.from),
    to: toIso(query.to),
    rows: done.rows,
    pages: done.pages,
    countedBy: done.countedBy,
    fault: done.fault,
    file: options.out ?? null,
  };
  if (options.json === true) process.stdout.write(`${JSON.stringify(summary)}\n`);
  process.stderr.write(
    `${done.rows} rows in ${done.pages} pages; ${done.fault ?? `count checked: ${done.countedBy}`}\n`,
  );
  return done.fault === null ? 0 : 1;
}

function queryOf(options: ExportOptions): ExportQuery {
  const [from, to] = [momentOf('--from', options.from), momentOf('--to', options.to)];
  if (to < from) throw new NetbackError('usage', `--to is "${options.to}"; expected a moment not before --from.`);
  return {
    site: options.site,
    from,
    to,
    step: oneOf('--step', options.step, STEPS),
    format: oneOf('--format', options.format, FORMATS),
    asOf: options.asOf === undefined ? null : momentOf('--as-of', options.asOf),
  };
}

function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new NetbackError('usage', `${option} is "${text}"; expected one of ${allowed.join(', ')}.`);
}

function baseOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return text.replace(/\/+$/, '').replace(/\/v1$/, '');
  throw new NetbackError('usage', `--url is "${text}"; expected where the API is, such as http://127.0.0.1:8787.`);
}
