import { after, floorTo, type Instant, instant, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';
import { destinationEvent, invokeAsync, type LambdaHandler, scheduleEvent } from './invoke.ts';

/** The functions that a tick runs, as the stack deploys them. */
export type TickFunctions = {
  readonly 'pull-gas-reports': LambdaHandler;
  readonly 'pull-market': LambdaHandler;
  readonly 'recompute-margins': LambdaHandler;
  readonly 'send-alerts': LambdaHandler;
  readonly 'seal-history': LambdaHandler;
  readonly 'send-digest': LambdaHandler;
};

export type TickRun = {
  readonly functions: TickFunctions;
  readonly tickSeconds: number;
  readonly timeoutSeconds: number;
  readonly onError: (functionName: string, at: Instant, error: unknown) => void;
};

/** seal-history runs hourly at this many minutes past. */
const SEAL_MINUTE_SECONDS = 7 * 60;

/**
 * Everything the schedules and destinations of the stack would run for tick T, in the order of the
 * chain: reports, then market → margins → alerts, then the hourly seal and the quarter-hourly digests.
 * A function that fails ends its chain for this tick; the next tick catches up.
 */
export async function runTick(run: TickRun, at: Instant): Promise<void> {
  await guarded(run, 'pull-gas-reports', at, () => invoke(run, 'pull-gas-reports', scheduleEvent(at, 1)));
  await guarded(run, 'pull-market', at, async () => {
    const event = scheduleEvent(at, 1);
    const market = await invoke(run, 'pull-market', event);
    await guarded(run, 'recompute-margins', at, async () => {
      const chained = destinationEvent('pull-market', event, market);
      const margins = await invoke(run, 'recompute-margins', chained);
      await guarded(run, 'send-alerts', at, () =>
        invoke(run, 'send-alerts', destinationEvent('recompute-margins', chained, margins)),
      );
    });
  });
  const sealAt = sealTime(at, run.tickSeconds);
  if (sealAt !== null)
    await guarded(run, 'seal-history', at, () => invoke(run, 'seal-history', scheduleEvent(sealAt, 1)));
  const digestAt = digestTime(at, run.tickSeconds);
  if (digestAt !== null)
    await guarded(run, 'send-digest', at, () => invoke(run, 'send-digest', scheduleEvent(digestAt, 1)));
}

/** The hourly seal's scheduled time if it falls in (T − interval, T]. */
export function sealTime(at: Instant, tickSeconds: number): Instant | null {
  const due = instant(
    Math.floor((at - SEAL_MINUTE_SECONDS) / SECONDS_PER_HOUR) * SECONDS_PER_HOUR + SEAL_MINUTE_SECONDS,
  );
  return due > after(at, -tickSeconds) ? due : null;
}

/** Digests are looked for every quarter of an hour. */
const DIGEST_SECONDS = 900;

/** The newest quarter of an hour if it falls in (T − interval, T]. */
export function digestTime(at: Instant, tickSeconds: number): Instant | null {
  const due = floorTo(at, DIGEST_SECONDS);
  return due > after(at, -tickSeconds) ? due : null;
}

function invoke(run: TickRun, name: keyof TickFunctions, event: unknown): Promise<unknown> {
  return invokeAsync(name, run.functions[name], event, run.timeoutSeconds);
}

async function guarded(run: TickRun, name: string, at: Instant, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    run.onError(name, at, error);
  }
}
