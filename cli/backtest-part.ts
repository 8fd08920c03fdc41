import { parentPort, workerData } from 'node:worker_threads';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { type PartTick, partOfSites } from '#lib/app/backtest/part.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { historicMarket } from './backtest-market.ts';
import type { FromPart, PartOrder, ToPart } from './backtest-parts.ts';
import { historicReports } from './backtest-reports.ts';
import type { WaitingRows } from './waiting-rows.ts';

/** A thread of `netback backtest`: brings its sites from tick to tick and hands the news over in batches. */
const TICKS_PER_BATCH = 24;
/** Batches that may wait to be flushed; more would only fill the memory. */
const BATCHES_AHEAD = 4;

const order = workerData as PartOrder;
const port = parentPort;
if (port === null) throw new Error('backtest-part.ts is a thread of netback backtest');
const say = (message: FromPart, moved: readonly ArrayBuffer[] = []) => port.postMessage(message, [...moved]);

let credits = BATCHES_AHEAD;
let onCredit = (): void => {};
const reportRows = new Promise<WaitingRows>((resolve) => {
  port.on('message', (message: ToPart) => {
    if (message.kind === 'reports') return resolve(message.rows);
    credits += 1;
    onCredit();
  });
});

try {
  await run();
} catch (error) {
  if (error instanceof NetbackError) say({ kind: 'failed', code: error.code, message: error.message });
  else
    say({ kind: 'failed', code: null, message: error instanceof Error ? (error.stack ?? error.message) : `${error}` });
}
port.unref();

async function run(): Promise<void> {
  const { company, sites, version, from, to } = order;
  const own = new Set(sites);
  const stores = memoryStores();
  const market = historicMarket(order.market, company, version);
  const reports = historicReports(await reportRows, company.sites, stores.reports);
  const part = partOfSites({
    stores: { ...stores, reports: reports.store },
    marketAt: market.at,
    deliver: reports.deliver,
    from,
    to,
    company: { ...company, sites: company.sites.filter((site) => own.has(site.id)) },
    version,
    timeoutSeconds: order.timeoutSeconds,
  });
  let batch: PartTick[] = [];
  for await (const tick of part) {
    batch.push(tick);
    if (batch.length < TICKS_PER_BATCH) continue;
    await handOver(batch);
    batch = [];
  }
  if (batch.length > 0) await handOver(batch);
}

async function handOver(ticks: readonly PartTick[]): Promise<void> {
  while (credits === 0) {
    await new Promise<void>((resolve) => {
      onCredit = resolve;
    });
  }
  credits -= 1;
  say(
    { kind: 'ticks', ticks },
    ticks.map(({ numbers }) => numbers.buffer),
  );
}
