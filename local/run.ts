import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Company } from '#lib/domain/company.ts';
import { floorTo, type Instant, instant } from '#lib/domain/instant.ts';
import { startDrop } from './drop.ts';
import { ensureTable, startEngine } from './engine.ts';
import { LOCAL_TIMEOUT_SECONDS, setEnvironment } from './environment.ts';
import { startFeeds } from './feeds.ts';
import { importFunctions } from './functions.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { invokeAsync } from './invoke.ts';
import { readReplay } from './replay/read-replay.ts';
import { openReportFiles } from './replay/report-files.ts';
import { makeFolder, resumeOrStart } from './run-state.ts';
import { startSns } from './sns.ts';
import { runTicks } from './ticks.ts';
import { checkWithin, firstTickFrom } from './timeline.ts';

export type RunOptions = {
  readonly company: Company;
  readonly port: number;
  /** Null = a folder of its own, removed at the end. */
  readonly dataFolder: string | null;
  readonly isLive: boolean;
  /** A market CSV or a window's folder. */
  readonly replay: string;
  /** Gas report files that the replay publishes; a folder that does not exist has none. */
  readonly reportsFolder: string;
  readonly from: Instant | null;
  /** Simulated seconds per real second; Infinity = as fast as it goes. */
  readonly speed: number;
  /** Ticks counted from `from` over all restarts; null = to the end of the replay. */
  readonly ticks: number | null;
  readonly once: boolean;
  readonly feedsBase: string | null;
  readonly projectFolder: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stopped: { isStopping: boolean; readonly signal: AbortSignal };
};

type Closer = () => Promise<void> | void;

/** The whole system on this machine: the very Lambda handlers over embedded engines. Answers the exit code. */
export async function runLocal(options: RunOptions): Promise<number> {
  const closers: Closer[] = [];
  try {
    const gateway = await startGateway(path.join(options.projectFolder, 'web'), options.port);
    closers.push(() => gateway.stop());
    return await runOver(options, gateway, closers);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** On a port of chance the link names none: the same message has the same bytes in every run. */
function linkBase(port: number, gateway: Gateway): string {
  return port === 0 ? 'http://127.0.0.1' : gateway.url;
}

async function runOver(options: RunOptions, gateway: Gateway, closers: Closer[]): Promise<number> {
  const { company, isLive, feedsBase } = options;
  const record = isLive ? null : readReplay(options.replay);
  const folder = options.dataFolder ?? mkdtempSync(path.join(os.tmpdir(), 'netback-'));
  if (options.dataFolder === null) closers.push(() => rmSync(folder, { recursive: true, force: true }));
  makeFolder(folder);
  const engine = await startEngine({ path: path.join(folder, 'table') });
  closers.push(() => engine.stop());
  const table = `netback-${company.company}`;
  await ensureTable(engine.endpoint, table);

  const begin = options.from ?? record?.from ?? floorTo(instant(Date.now() / 1000), company.tickSeconds);
  const wanted = { company: company.company, from: firstTickFrom(begin, company.tickSeconds), isLive };
  const { from } = resumeOrStart(folder, wanted, options.from !== null);
  const isOwnMarket = record !== null && feedsBase === null;
  if (isOwnMarket) checkWithin(from, record);

  const sns = await startSns(folder);
  closers.push(() => sns.stop());
  const audiences = company.audiences.map((audience) => audience.id);
  const topicArn = await sns.prepare(`netback-${company.company}-alerts`, audiences);
  const feeds = record === null ? null : await startFeeds(record, openReportFiles(options.reportsFolder, from));
  if (feeds !== null) closers.push(() => feeds.stop());

  const bucket = `netback-${company.company}-reports`;
  const drop = company.sites.some((site) => site.reports.drop) ? await startDrop(folder, bucket) : null;
  if (drop !== null) closers.push(() => drop.stop());

  setEnvironment(company, folder, isLive, {
    dynamodb: engine.endpoint,
    sns: sns.endpoint,
    table,
    topicArn,
    link: linkBase(options.port, gateway),
    feedsBase: feedsBase ?? feeds?.base ?? null,
    reportOrigin: feeds?.base ?? null,
    drop: drop === null ? null : { endpoint: drop.endpoint, bucket },
  });
  const functions = await importFunctions();
  gateway.attach(functions.historyApi);
  const { receiveGasReport } = functions;
  drop?.attach((event) => invokeAsync('receive-gas-report', receiveGasReport, event, LOCAL_TIMEOUT_SECONDS));
  options.err(`ready ${gateway.url}\n`);
  const end = isOwnMarket ? record.to : null;
  return runTicks({ options, functions, sns, url: gateway.url, from, end });
}
