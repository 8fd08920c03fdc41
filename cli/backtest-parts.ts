import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { PartTick } from '#lib/app/backtest/part.ts';
import type { Part } from '#lib/app/backtest/sites-in-parts.ts';
import type { Company } from '#lib/domain/company.ts';
import { type ErrorCode, NetbackError } from '#lib/domain/errors.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { rowsOfParts } from './report-rows.ts';
import { buffersOf, type WaitingRows } from './waiting-rows.ts';

/** What a thread is to do. */
export type PartOrder = {
  readonly company: Company;
  readonly version: string;
  /** Ids of the part's sites, in the company's order. */
  readonly sites: readonly string[];
  readonly market: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly timeoutSeconds: number;
};

/** What a thread is told later: its sites' report rows, once; and that one batch of its ticks is used up. */
export type ToPart = { readonly kind: 'reports'; readonly rows: WaitingRows } | { readonly kind: 'used' };

export type FromPart =
  | { readonly kind: 'ticks'; readonly ticks: readonly PartTick[] }
  | { readonly kind: 'failed'; readonly code: ErrorCode | null; readonly message: string };

/** Below this a thread's start takes longer than it spares. */
const SITE_TICKS_WORTH_A_THREAD = 100_000;
export const MAX_THREADS = 8;

/** As many threads as there are processors, where there is work enough for each; 1 = no other thread. */
export function threadsFor(sites: number, ticks: number): number {
  const worth = Math.floor((sites * ticks) / SITE_TICKS_WORTH_A_THREAD);
  return Math.max(1, Math.min(availableParallelism(), MAX_THREADS, sites, worth));
}

/**
 * Starts a thread for each part; sites are dealt out in turn, so that alike ones are spread. Report files are
 * read here, once, while the threads load; what cannot be read is thrown by the parts.
 */
export function startParts(
  order: Omit<PartOrder, 'sites'>,
  reports: readonly string[],
  threads: number,
): { readonly parts: readonly Part[]; readonly stop: () => Promise<void> } {
  const ids = order.company.sites.map((site) => site.id);
  const groups = Array.from({ length: threads }, (_, thread) => ids.filter((_id, index) => index % threads === thread));
  const started = groups.map((sites) => startPart({ ...order, sites }));
  rowsOfParts(reports, order.company, groups).then(
    (parts) => {
      for (const [index, rows] of parts.entries()) started[index]?.take(rows);
    },
    (error) => {
      for (const { fail } of started) fail(error);
    },
  );
  return {
    parts: started.map(({ part }) => part),
    stop: async () => void (await Promise.all(started.map(({ worker }) => worker.terminate()))),
  };
}

type StartedPart = {
  readonly part: Part;
  readonly worker: Worker;
  readonly take: (rows: WaitingRows) => void;
  readonly fail: (error: Error) => void;
};

function startPart(order: PartOrder): StartedPart {
  const worker = new Worker(new URL('./backtest-part.ts', import.meta.url), { workerData: order });
  const batches: (readonly PartTick[])[] = [];
  let used = 0;
  let failure: Error | null = null;
  let onNews = (): void => {};
  const fail = (error: Error): void => {
    failure ??= error;
    onNews();
  };
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`a thread of the back-test ended with ${code} before its last tick`)));
  worker.on('message', (message: FromPart) => {
    if (message.kind === 'failed') return fail(failureOf(message));
    batches.push(message.ticks);
    onNews();
  });
  const tell = (message: ToPart, moved: readonly ArrayBuffer[] = []): void => worker.postMessage(message, [...moved]);
  const next = async (): Promise<PartTick> => {
    while (batches.length === 0) {
      if (failure !== null) throw failure;
      await new Promise<void>((resolve) => {
        onNews = resolve;
      });
    }
    const [batch = []] = batches;
    const tick = batch[used] as PartTick;
    used += 1;
    if (used < batch.length) return tick;
    batches.shift();
    used = 0;
    tell({ kind: 'used' });
    return tick;
  };
  const take = (rows: WaitingRows): void => tell({ kind: 'reports', rows }, buffersOf(rows));
  return { part: { sites: order.sites, next }, worker, take, fail };
}

function failureOf({ code, message }: Extract<FromPart, { kind: 'failed' }>): Error {
  return code === null ? new Error(message) : new NetbackError(code, message);
}
