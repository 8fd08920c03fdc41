import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import { backtest } from '#lib/app/backtest/backtest.ts';
import { countEpisode, countPoint, newTally, summaryOf } from '#lib/app/backtest/tally.ts';
import { companyVersion, loadCompany } from '#lib/config/load-company.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { Company } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { after, END_OF_TIME, floorTo, type Instant, parseInstant, toIso } from '#lib/domain/instant.ts';
import { historicMarket } from './backtest-market.ts';
import { historicReports } from './backtest-reports.ts';
import { formatProblem } from './check.ts';

export type BacktestOptions = {
  readonly company: string;
  readonly market: string;
  readonly reports: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly tick?: string;
  readonly restartCostUsd: string;
};

const TICKS = { '5m': 300, '15m': 900, '1h': 3600 } as const;
const TIMEOUT_SECONDS = 50;

/**
 * `netback backtest`: JSON lines of every transition, message and flip that the live engine would
 * have made over recorded history, then a summary. Nothing is published.
 */
export async function backtestCommand(options: BacktestOptions): Promise<number> {
  const company = companyOf(options);
  const version = companyVersion(company);
  const market = historicMarket(options.market, company, version);
  const from = aligned(momentOf('--from', options.from) ?? market.from, company.tickSeconds);
  const to = momentOf('--to', options.to) ?? after(market.to, 1);
  if (to <= from) throw new NetbackError('usage', `--to ${toIso(to)} is not after --from ${toIso(from)}.`);
  const rows = await readReports(options.reports, company);
  const stores = memoryStores();
  const reports = historicReports(rows, stores.reports);
  const tally = newTally(company.tickSeconds, numberOf('--restart-cost-usd', options.restartCostUsd));
  const progress = progressBar(from, to);
  await backtest(
    {
      stores: { ...stores, reports: reports.store },
      marketAt: market.at,
      deliver: reports.deliver,
      from,
      to,
      linkBase: 'http://127.0.0.1:8787',
      listener: {
        point: (site, point) => {
          countPoint(tally, site, point);
          progress.at(point.at);
        },
        episode: (record) => {
          print(transitionOf(record));
          const flip = countEpisode(tally, record);
          if (flip !== null) print(flip);
        },
        message: (message) => {
          tally.messages += 1;
          print({ type: 'message', ...message });
        },
      },
    },
    { company, version, timeoutSeconds: TIMEOUT_SECONDS },
  );
  progress.end();
  print(summaryOf(tally, from, to));
  return 0;
}

/** The newest transition of an episode, as the engine recorded it. */
function transitionOf(record: EpisodeRecord): object {
  const { transitions, ...episode } = record;
  const last = transitions.at(-1);
  return { type: 'transition', ...episode, ...last, at: last === undefined ? null : toIso(last.at) };
}

function companyOf(options: BacktestOptions): Company {
  const loaded = loadCompany(options.company);
  if (!loaded.ok) throw new NetbackError('config-invalid', loaded.problems.map(formatProblem).join('\n'));
  if (options.tick === undefined) return loaded.company;
  const tickSeconds = TICKS[options.tick as keyof typeof TICKS];
  if (tickSeconds === undefined)
    throw new NetbackError('usage', `--tick is "${options.tick}"; expected 5m, 15m or 1h.`);
  return { ...loaded.company, tickSeconds };
}

/** Everything in the files: what a tick may know of it is decided by `reportedAt` when it comes. */
async function readReports(files: readonly string[], company: Company): Promise<readonly ReportRow[]> {
  const knownSites = new Set(company.sites.map((site) => site.id));
  const rows: ReportRow[] = [];
  for (const file of files) {
    const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
      throw new NetbackError('input-invalid', `${file} cannot be read (${cause.code}).`, { cause });
    });
    const parsed = parseReports(bytes, { file: path.basename(file), knownSites, at: END_OF_TIME });
    for (const row of parsed.rows) rows.push(row);
    for (const row of parsed.rejected) {
      process.stderr.write(`${row.file}:${row.line}: ${row.column} is "${row.value}"; expected ${row.expected}\n`);
    }
  }
  return rows;
}

/** A line on the terminal that follows the simulated time; nothing where there is no terminal. */
function progressBar(from: Instant, to: Instant) {
  let shown = -1;
  return {
    at: (at: Instant): void => {
      const percent = Math.floor(((at - from) / (to - from)) * 100);
      if (!process.stderr.isTTY || percent === shown) return;
      shown = percent;
      process.stderr.write(`\r${toIso(at)} ${percent} %`);
    },
    end: (): void => {
      if (shown >= 0) process.stderr.write('\n');
    },
  };
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function aligned(at: Instant, tickSeconds: number): Instant {
  const floored = floorTo(at, tickSeconds);
  return floored === at ? at : after(floored, tickSeconds);
}

function momentOf(name: string, text: string | undefined): Instant | null {
  if (text === undefined) return null;
  const at = parseInstant(text);
  if (at !== null) return at;
  throw new NetbackError('usage', `${name} is "${text}"; expected ISO-8601 with a zone, such as 2025-08-15T00:00:00Z.`);
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new NetbackError('usage', `${name} is "${text}"; expected USD, 0 or more.`);
}
