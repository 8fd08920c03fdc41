import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { companyJson } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { after, floorTo, type Instant, instant, toIso } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from './engine.ts';
import { startFeeds } from './feeds.ts';
import { startGateway } from './gateway.ts';
import { type LambdaHandler, lambdaContext } from './invoke.ts';
import { makeFolder, resumeOrStart } from './run-state.ts';
import { runTick, type TickFunctions } from './schedule.ts';
import { type MailboxEntry, startSns } from './sns.ts';
import { type FleetView, fleetTable } from './table.ts';

export type RunOptions = {
  readonly company: Company;
  readonly port: number;
  /** Null = a folder of its own, removed at the end. */
  readonly dataFolder: string | null;
  readonly isLive: boolean;
  readonly replay: string;
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

const LOCAL_TIMEOUT_SECONDS = 50;
const TOPIC = 'netback-alerts';

type Closer = () => Promise<void> | void;

/** The whole system on this machine: the very Lambda handlers over embedded engines. Answers the exit code. */
export async function runLocal(options: RunOptions): Promise<number> {
  const closers: Closer[] = [];
  try {
    return await start(options, closers);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function start(options: RunOptions, closers: Closer[]): Promise<number> {
  const { company } = options;
  const folder = options.dataFolder ?? mkdtempSync(path.join(os.tmpdir(), 'netback-'));
  if (options.dataFolder === null) closers.push(() => rmSync(folder, { recursive: true, force: true }));
  makeFolder(folder);
  const engine = await startEngine({ path: path.join(folder, 'table') });
  closers.push(() => engine.stop());
  const table = `netback-${company.company}`;
  await ensureTable(engine.endpoint, table);
  const sns = await startSns(folder);
  closers.push(() => sns.stop());
  const topicArn = await sns.prepare(
    TOPIC,
    company.audiences.map((audience) => audience.id),
  );
  const feeds = options.isLive ? null : await startReplay(options, closers);
  const tickSeconds = company.tickSeconds;
  const firstTick = options.from ?? feeds?.from ?? floorTo(instant(Date.now() / 1000), tickSeconds);
  const state = resumeOrStart(
    folder,
    { company: company.company, from: aligned(firstTick, tickSeconds), isLive: options.isLive },
    options.from !== null,
  );
  if (feeds !== null) checkWithin(state.from, feeds);
  setEnvironment(options, folder, {
    engine: engine.endpoint,
    sns: sns.endpoint,
    table,
    topicArn,
    feedsBase: options.feedsBase ?? feeds?.base ?? null,
    reports: feeds?.base ?? null,
  });
  const { functions, historyApi } = await importHandlers();
  const gateway = await startGateway(historyApi, path.join(options.projectFolder, 'web'), options.port);
  closers.push(() => gateway.stop());
  process.env.NETBACK_LINK_BASE = gateway.url;
  options.err(`ready ${gateway.url}\n`);
  const onError = (name: string, at: Instant, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    options.err(`${toIso(at)} ${name} failed: ${reason} (the next tick catches up)\n`);
  };
  const run = { functions, tickSeconds, timeoutSeconds: LOCAL_TIMEOUT_SECONDS, onError };
  const end = options.isLive ? null : (feeds?.to ?? null);
  let at = await nextTick(state.from, tickSeconds, historyApi, options.isLive);
  const last = lastTick(options, state.from, at, tickSeconds);
  printMailbox(options, await sns.drain());
  while (!options.stopped.isStopping && (last === null || at <= last)) {
    if (end !== null && at > end && last === null) {
      options.out(`\nThe replay ended at ${toIso(end)}. Still serving ${gateway.url}; Ctrl-C stops.\n`);
      await untilStopped(options);
      break;
    }
    const begun = Date.now();
    if (options.isLive && at * 1000 > begun && !(await pause(at * 1000 - begun, options))) break;
    await runTick(run, at);
    printMailbox(options, await sns.drain());
    if (isTableTime(options, at, tickSeconds, last)) options.out(`\n${fleetTable(await readFleetView(historyApi))}\n`);
    at = after(at, tickSeconds);
    const paceMilliseconds = (tickSeconds * 1000) / options.speed - (Date.now() - begun);
    if (!options.isLive && (last === null || at <= last) && paceMilliseconds > 0)
      await pause(paceMilliseconds, options);
  }
  return 0;
}

async function startReplay(options: RunOptions, closers: Closer[]) {
  const reports = path.join(options.projectFolder, 'data', 'replay', 'reports', options.company.company);
  const feeds = await startFeeds({ replayFile: options.replay, reportsFolder: hasFiles(reports) ? reports : null });
  closers.push(() => feeds.stop());
  return feeds;
}

function hasFiles(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}

function aligned(at: Instant, tickSeconds: number): Instant {
  const floored = floorTo(at, tickSeconds);
  return floored === at ? at : after(floored, tickSeconds);
}

function checkWithin(from: Instant, feeds: { from: Instant; to: Instant }): void {
  if (from >= feeds.from && from <= feeds.to) return;
  throw new NetbackError(
    'usage',
    `--from ${toIso(from)} is outside the replay, which runs from ${toIso(feeds.from)} to ${toIso(feeds.to)}.`,
  );
}

type Endpoints = {
  engine: string;
  sns: string;
  table: string;
  topicArn: string;
  feedsBase: string | null;
  reports: string | null;
};

/** The contract of lib/config/env.ts, filled as the stack would fill it, and the SDK's own endpoints. */
function setEnvironment(options: RunOptions, folder: string, endpoints: Endpoints): void {
  const companyFile = path.join(folder, 'company.json');
  writeFileSync(companyFile, companyJson(options.company));
  const variables: Record<string, string | null> = {
    AWS_REGION: options.company.region ?? 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.engine,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    NETBACK_TABLE: endpoints.table,
    NETBACK_TOPIC_ARN: endpoints.topicArn,
    NETBACK_COMPANY_JSON: companyFile,
    NETBACK_FUNCTION_TIMEOUT_SECONDS: String(LOCAL_TIMEOUT_SECONDS),
    NETBACK_LINK_BASE: `http://127.0.0.1:${options.port}`,
    NETBACK_FEEDS_BASE: endpoints.feedsBase,
    NETBACK_SIMULATED: options.isLive ? null : '1',
    NETBACK_REPORT_ORIGIN: endpoints.reports,
    NETBACK_LEASE_OWNER: 'local',
    POWERTOOLS_SERVICE_NAME: 'netback',
    POWERTOOLS_METRICS_NAMESPACE: 'netback',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'SILENT',
  };
  for (const [name, value] of Object.entries(variables)) {
    if (value === null) delete process.env[name];
    else process.env[name] = value;
  }
}

/** Imported only now: the handlers read their environment as they load. */
async function importHandlers(): Promise<{ functions: TickFunctions; historyApi: LambdaHandler }> {
  const [reports, market, margins, alerts, seal, api] = await Promise.all([
    import('#functions/pull-gas-reports.ts'),
    import('#functions/pull-market.ts'),
    import('#functions/recompute-margins.ts'),
    import('#functions/send-alerts.ts'),
    import('#functions/seal-history.ts'),
    import('#functions/history-api.ts'),
  ]);
  const functions = {
    'pull-gas-reports': reports.handler as LambdaHandler,
    'pull-market': market.handler as LambdaHandler,
    'recompute-margins': margins.handler as LambdaHandler,
    'send-alerts': alerts.handler as LambdaHandler,
    'seal-history': seal.handler as LambdaHandler,
  };
  return { functions, historyApi: api.handler as LambdaHandler };
}

async function callApi(historyApi: LambdaHandler, rawPath: string): Promise<unknown> {
  const event = { version: '2.0', rawPath, headers: {}, requestContext: { http: { method: 'GET', path: rawPath } } };
  const answer = (await historyApi(event as never, lambdaContext('history-api', LOCAL_TIMEOUT_SECONDS))) as {
    body: string;
  };
  return JSON.parse(answer.body);
}

async function readFleetView(historyApi: LambdaHandler): Promise<FleetView> {
  return (await callApi(historyApi, '/v1/fleet')) as FleetView;
}

/** The tick after the last one whose alerts were sent: a tick cut short is finished first. */
async function nextTick(
  from: Instant,
  tickSeconds: number,
  historyApi: LambdaHandler,
  isLive: boolean,
): Promise<Instant> {
  const health = (await callApi(historyApi, '/v1/health')) as { lastTick: string | null };
  const done = health.lastTick === null ? null : instant(Date.parse(health.lastTick) / 1000);
  const next = done === null ? from : after(done, tickSeconds);
  return isLive ? (Math.max(next, floorTo(instant(Date.now() / 1000), tickSeconds)) as Instant) : next;
}

function lastTick(options: RunOptions, from: Instant, next: Instant, tickSeconds: number): Instant | null {
  if (options.once) return next;
  return options.ticks === null ? null : after(from, (options.ticks - 1) * tickSeconds);
}

function isTableTime(options: RunOptions, at: Instant, tickSeconds: number, last: Instant | null): boolean {
  return options.isLive || at === last || floorTo(at, 3600) !== floorTo(after(at, tickSeconds), 3600);
}

function printMailbox(options: RunOptions, entries: readonly MailboxEntry[]): void {
  for (const entry of entries) options.out(`\n>>> to ${entry.audience}: ${entry.subject}\n${summary(entry.body)}\n`);
}

function summary(body: string): string {
  const parsed = JSON.parse(body) as {
    id: string;
    sites?: readonly string[];
    reasons?: readonly string[];
    onset?: string;
  };
  return `    ${parsed.id}  sites: ${(parsed.sites ?? []).join(', ') || '-'}  since ${parsed.onset ?? 'unknown'}`;
}

async function pause(milliseconds: number, options: RunOptions): Promise<boolean> {
  try {
    await wait(milliseconds, undefined, { signal: options.stopped.signal });
    return true;
  } catch {
    return false;
  }
}

async function untilStopped(options: RunOptions): Promise<void> {
  while (await pause(60_000, options));
}
