import { setTimeout as wait } from 'node:timers/promises';
import { after, type Instant, instant, toIso } from '#lib/domain/instant.ts';
import { LOCAL_TIMEOUT_SECONDS } from './environment.ts';
import { askApi, type LocalFunctions } from './functions.ts';
import type { RunOptions } from './run.ts';
import { runTick, type TickRun } from './schedule.ts';
import type { LocalSns } from './sns.ts';
import { type FleetView, fleetTable, type MarketView } from './table.ts';
import { endsHour, lastTick, nextTick } from './timeline.ts';

export type TickLoop = {
  readonly options: RunOptions;
  readonly functions: LocalFunctions;
  readonly sns: LocalSns;
  readonly url: string;
  /** The first tick of this data folder. */
  readonly from: Instant;
  /** The end of the record; null = there is none. */
  readonly end: Instant | null;
};

/** Runs tick after tick at the wanted pace until the last one, the end of the record, or Ctrl-C. Answers the exit code. */
export async function runTicks(loop: TickLoop): Promise<number> {
  const { options, functions, from, end } = loop;
  const { tickSeconds } = options.company;
  const run = tickRun(loop);
  const now = options.isLive ? instant(Date.now() / 1000) : null;
  let at = nextTick(from, await lastDone(functions), tickSeconds, now);
  const last = lastTick(options, from, at, tickSeconds);
  await printMailbox(loop);
  while (!options.stopped.isStopping && (last === null || at <= last)) {
    if (end !== null && at > end) {
      options.out(`\nThe replay ended at ${toIso(end)}.\n`);
      if (last !== null) return 0;
      options.out(`Still serving ${loop.url}; Ctrl-C stops.\n`);
      await untilStopped(options);
      return 0;
    }
    const begun = Date.now();
    if (options.isLive && at * 1000 > begun && !(await pause(at * 1000 - begun, options))) break;
    await runTick(run, at);
    await printMailbox(loop);
    if (options.isLive || at === last || endsHour(at, tickSeconds)) await printTable(loop);
    at = after(at, tickSeconds);
    const pace = (tickSeconds * 1000) / options.speed - (Date.now() - begun);
    if (!options.isLive && (last === null || at <= last) && pace > 0) await pause(pace, options);
  }
  return 0;
}

function tickRun({ options, functions }: TickLoop): TickRun {
  const onError = (name: string, at: Instant, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    options.err(`${toIso(at)} ${name} failed: ${reason} (the next tick catches up)\n`);
  };
  const { tickSeconds } = options.company;
  return { functions: functions.tick, tickSeconds, timeoutSeconds: LOCAL_TIMEOUT_SECONDS, onError };
}

/** The last tick whose alerts were sent: a tick cut short before that is run again, with the same bytes. */
async function lastDone({ historyApi }: LocalFunctions): Promise<Instant | null> {
  const { lastTick: done } = await askApi<{ lastTick: string | null }>(historyApi, '/v1/health');
  return done === null ? null : instant(Date.parse(done) / 1000);
}

/** Every message as its audience received it: subject and text. */
async function printMailbox({ options, sns }: TickLoop): Promise<void> {
  for (const { audience, subject, email } of await sns.drain()) {
    const text = email.trimEnd().replace(/^(?=.)/gm, '    ');
    options.out(`\n>>> to ${audience}: ${subject}\n${text}\n`);
  }
}

async function printTable({ options, functions }: TickLoop): Promise<void> {
  const market = await askApi<MarketView>(functions.historyApi, '/v1/market/latest');
  const fleet = await askApi<FleetView>(functions.historyApi, '/v1/fleet');
  options.out(`\n${fleetTable(market.at === undefined ? null : market, fleet)}\n`);
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
