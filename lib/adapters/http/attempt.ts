import type { HttpClient, HttpOutcome, HttpRequest } from './client.ts';
import { patience, pause } from './patience.ts';

const ATTEMPT_MILLISECONDS = 3000;
const JITTER_FROM_MILLISECONDS = 100;
const JITTER_TO_MILLISECONDS = 400;
/** A longer Retry-After does not fit into the fetch phase: 3 s + 2 s + 3 s = 8 s. */
const MAX_RETRY_AFTER_SECONDS = 2;

export type AttemptOptions = {
  readonly client: HttpClient;
  readonly random: () => number;
  readonly isSimulated: boolean;
  /** Aborts when the fetch phase of the tick is over. */
  readonly deadline: AbortSignal;
};

/**
 * One attempt of 3 s, and one more after a short random pause where the first ended in a reset
 * connection, 429 or 5xx. A Retry-After is waited for if it is at most 2 s; a longer one means no
 * second attempt in this tick.
 */
export async function attemptTwice(
  request: Omit<HttpRequest, 'signal'>,
  options: AttemptOptions,
): Promise<HttpOutcome> {
  const first = await attempt(request, options);
  const wait = retryPause(first, options.random);
  if (wait === null || (await pause(wait, options.deadline)) === 'aborted') return first;
  return await attempt(request, options);
}

async function attempt(request: Omit<HttpRequest, 'signal'>, options: AttemptOptions): Promise<HttpOutcome> {
  const limit = patience(ATTEMPT_MILLISECONDS, options.isSimulated);
  const signal = AbortSignal.any([limit.signal, options.deadline]);
  try {
    return await Promise.race([options.client({ ...request, signal }), whenAborted(signal)]);
  } finally {
    limit.stop();
  }
}

/** The tick goes on at its deadline even where a connection does not notice that it was aborted. */
function whenAborted(signal: AbortSignal): Promise<HttpOutcome> {
  const timeout: HttpOutcome = { ok: false, reason: 'timeout', isRetryable: false };
  return new Promise((resolve) => {
    if (signal.aborted) resolve(timeout);
    else signal.addEventListener('abort', () => resolve(timeout), { once: true });
  });
}

function retryPause(outcome: HttpOutcome, random: () => number): number | null {
  const jitter = JITTER_FROM_MILLISECONDS + random() * (JITTER_TO_MILLISECONDS - JITTER_FROM_MILLISECONDS);
  if (!outcome.ok) return outcome.isRetryable ? jitter : null;
  if (outcome.status !== 429 && outcome.status < 500) return null;
  const retryAfter = outcome.headers['retry-after'];
  if (retryAfter === undefined) return jitter;
  const seconds = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : Number.POSITIVE_INFINITY;
  return seconds <= MAX_RETRY_AFTER_SECONDS ? Math.max(jitter, seconds * 1000) : null;
}
