import { NetbackError } from '../../domain/errors.ts';
import type { Heartbeat } from '../../ports.ts';
import { attemptTwice } from './attempt.ts';
import { httpClient } from './client.ts';
import { patience } from './patience.ts';

const BEAT_MILLISECONDS = 8000;
const MAX_ANSWER_BYTES = 65_536;

/**
 * Calls the company's heartbeat URL when a tick is done, so that an outside watchdog hears silence.
 * Null = no heartbeat configured: nothing is called. One retry, done within 8 s.
 * @throws NetbackError `feed-failed` (retryable) where the call fails or is answered with an error;
 * the URL, which can hold a token, is not in the message.
 */
export function httpHeartbeat(url: string | null, random: () => number): Heartbeat {
  if (url === null || !URL.canParse(url)) return { beat: async () => {} };
  const target = new URL(url);
  const client = httpClient({ kind: 'public', hosts: new Set([target.hostname]) });
  return {
    beat: async () => {
      const limit = patience(BEAT_MILLISECONDS, false);
      const request = { url: target, method: 'GET' as const, headers: {}, body: null, maxBytes: MAX_ANSWER_BYTES };
      try {
        const outcome = await attemptTwice(request, { client, random, isSimulated: false, deadline: limit.signal });
        if (outcome.ok && outcome.status < 300) return;
        const reason = outcome.ok ? `HTTP ${outcome.status}` : outcome.reason;
        throw new NetbackError('feed-failed', `The heartbeat call failed: ${reason}.`, { retryable: true });
      } finally {
        limit.stop();
      }
    },
  };
}
