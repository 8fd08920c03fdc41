import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { backtest } from '#lib/app/backtest/backtest.ts';
import { sitesHere } from '#lib/app/backtest/sites-here.ts';
import { sitesInParts } from '#lib/app/backtest/sites-in-parts.ts';
import { countEpisode, countPoint, newTally, summaryOf } from '#lib/app/backtest/tally.ts';
import { companyVersion, loadCompany } from '#lib/config/load-company.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { Company } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { after, floorTo, type Instant, toIso } from '#lib/domain/instant.ts';
import { momentOf } from './arguments.ts';
import { historicMarket } from './backtest-market.ts';
import { MAX_THREADS, startParts, threadsFor } from './backtest-parts.ts';
import { historicReports } from './backtest-reports.ts';
import { formatProblem } from './check.ts';
import { jsonLines } from './json-lines.ts';
import { progressBar } from './progress-bar.ts';
import { rowsOfParts } from './report-rows.ts';
import { rowsToWait } from './waiting-rows.ts';

export type BacktestOptions = {
  readonly company: string;
  readonly market: string;
  readonly reports: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly tick?: string;
  readonly restartCostUsd?: string;
  readonly threads?: string;
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
  const from = aligned(
    options.from === undefined ? market.from : momentOf('--from', options.from),
    company.tickSeconds,
  );
  const to = options.to === undefined ? after(market.to, 1) : momentOf('--to', options.to);
  if (to <= from) throw new NetbackError('usage', `--to ${toIso(to)} is not after --from ${toIso(from)}.`);
  const stores = memoryStores();
  const threads = threadsOf(options, company.sites.length, (to - from) / company.tickSeconds);
  const order = { company, version, market: options.market, from, to, timeoutSeconds: TIMEOUT_SECONDS };
  const sites = threads > 1 ? startParts(order, options.reports, threads) : null;
  const ids = company.sites.map((site) => site.id);
  const [rows = rowsToWait().waiting] = sites === null ? await rowsOfParts(options.reports, company, [ids]) : [];
  const reports = historicReports(rows, company.sites, stores.reports);
  const tally = newTally(company.tickSeconds, restartCosts(company, options));
  const progress = progressBar(process.stderr, to - from);
  const { print, end } = jsonLines(process.stdout);
  let shown = -1;
  const run = backtest(
    {
      stores: { ...stores, reports: reports.store },
      marketAt: market.at,
      sites: sites === null ? sitesHere(reports.deliver) : sitesInParts(sites.parts, company.tickSeconds),
      from,
      to,
      linkBase: 'http://127.0.0.1:8787',
      listener: {
        point: (site, point) => {
          countPoint(tally, site, point);
          const percent = Math.floor(((point.at - from) / (to - from)) * 100);
          if (percent === shown) return;
          shown = percent;
          progress.show(point.at - from, toIso(point.at));
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
  try {
    await run;
    print(summaryOf(tally, from, to));
  } finally {
    end();
    await sites?.stop();
  }
  progress.end();
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

/** USD by site: the option's for every site, else those of the company file; a site without one costs nothing to restart. */
function restartCosts(company: Company, { restartCostUsd }: BacktestOptions): (site: string) => number {
  if (restartCostUsd !== undefined) {
    const given = numberOf('--restart-cost-usd', restartCostUsd);
    return () => given;
  }
  const costs = new Map(company.sites.map((site) => [site.id, site.costs.restartUsd ?? 0]));
  return (site) => costs.get(site) ?? 0;
}

function threadsOf({ threads }: BacktestOptions, sites: number, ticks: number): number {
  if (threads === undefined) return threadsFor(sites, ticks);
  const count = Number(threads);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_THREADS) return Math.min(count, sites);
  throw new NetbackError('usage', `--threads is "${threads}"; expected 1 to ${MAX_THREADS}.`);
}

function aligned(at: Instant, tickSeconds: number): Instant {
  const floored = floorTo(at, tickSeconds);
  return floored === at ? at : after(floored, tickSeconds);
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new NetbackError('usage', `${name} is "${text}"; expected USD, 0 or more.`);
}
