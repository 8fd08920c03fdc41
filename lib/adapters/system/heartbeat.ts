import type { Heartbeat, Log } from '../../ports.ts';

const TIMEOUT_MILLISECONDS = 3000;

/**
 * Calls the company's heartbeat address when a tick is done, so that an outside watchdog pages when it
 * stops. One try of 3 seconds, no redirects, the answer is not read; a failure is only logged, because
 * the watchdog itself hears the silence. Null = no heartbeat is configured.
 */
export function httpHeartbeat(url: string | null, log: Log): Heartbeat {
  return {
    beat: async (at) => {
      if (url === null) return;
      try {
        const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
        const answer = await fetch(url, { method: 'POST', redirect: 'manual', signal });
        await answer.body?.cancel();
        if (!answer.ok) log.warn('heartbeat-refused', { at, status: answer.status });
      } catch (error) {
        log.warn('heartbeat-failed', { at, reason: error instanceof Error ? error.name : 'unknown' });
      }
    },
  };
}
