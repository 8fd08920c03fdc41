import type { ApiRequest } from './answer-parts.ts';
import { type Answer, problem } from './http.ts';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;

/**
 * Refuses a change that another site makes a browser on this machine ask for: on loopback there is
 * no token, so Host must be this machine and Origin, where there is one, this very server.
 */
export function loopbackProblem(request: ApiRequest): Answer | null {
  if (!request.isLoopback || request.method === 'GET' || request.method === 'HEAD') return null;
  const { host = '', origin } = request.headers;
  if (!LOOPBACK.test(host)) {
    return problem(403, 'Refused', `Host is "${host.slice(0, 100)}"; expected this machine, such as 127.0.0.1:8787.`);
  }
  if (origin === undefined || origin === `http://${host}`) return null;
  return problem(403, 'Refused', `Origin is "${origin.slice(0, 100)}"; expected http://${host}.`);
}
