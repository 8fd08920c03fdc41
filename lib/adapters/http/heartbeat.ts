import type { Heartbeat } from '../../ports.ts';
import { attemptTwice } from './attempt.ts';
import { httpClient } from './client.ts';
import { patience } from './patience.ts';

const BEAT_MILLISECONDS = 8000;
const MAX_ANSWER_BYTES = 65_536;

/**
 * Calls the company's heartbeat URL when a tick is done, so that an outside watchdog hears silence.
 * Null = no heartbeat configured: nothing is called. One retry, done within 8 s. Never throws: a call
 * that failed is a silence, and the watchdog is there to hear it; the tick itself is done.
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
        await attemptTwice(request, { client, random, isSimulated: false, deadline: limit.signal });
      } finally {
        limit.stop();
      }
    },
  };
}
