/** Made by scripts/make-api-client.ts from the description of the API. Do not edit: run it again. */

/** Every operation: method, path, query parameters. */
export const OPERATIONS = {
  health: { method: 'GET', path: '/v1/health', query: [] },
  fleet: { method: 'GET', path: '/v1/fleet', query: ['limit', 'cursor'] },
  sites: { method: 'GET', path: '/v1/sites', query: ['limit', 'cursor'] },
  site: { method: 'GET', path: '/v1/sites/{site}', query: [] },
  margins: {
    method: 'GET',
    path: '/v1/sites/{site}/margins',
    query: ['from', 'to', 'step', 'format', 'limit', 'cursor', 'asOf'],
  },
  explain: { method: 'GET', path: '/v1/sites/{site}/margins/{instant}/explain', query: [] },
  reports: { method: 'GET', path: '/v1/sites/{site}/reports', query: ['from', 'to', 'limit', 'cursor'] },
  pushReport: { method: 'POST', path: '/v1/sites/{site}/reports', query: [] },
  offerUpload: { method: 'POST', path: '/v1/sites/{site}/report-uploads', query: [] },
  market: { method: 'GET', path: '/v1/market', query: ['from', 'to', 'step', 'limit', 'cursor'] },
  latestMarket: { method: 'GET', path: '/v1/market/latest', query: [] },
  alerts: { method: 'GET', path: '/v1/alerts', query: ['state', 'site', 'rule', 'from', 'to', 'limit', 'cursor'] },
  alert: { method: 'GET', path: '/v1/alerts/{id}', query: [] },
  acknowledge: { method: 'POST', path: '/v1/alerts/{id}/ack', query: [] },
  unacknowledge: { method: 'DELETE', path: '/v1/alerts/{id}/ack', query: [] },
  mutes: { method: 'GET', path: '/v1/mutes', query: [] },
  mute: { method: 'POST', path: '/v1/mutes', query: ['preview'] },
  unmute: { method: 'DELETE', path: '/v1/mutes/{id}', query: [] },
  messages: { method: 'GET', path: '/v1/messages', query: ['audience', 'from', 'to', 'limit', 'cursor'] },
  metrics: { method: 'GET', path: '/v1/metrics', query: ['shard'] },
  openapi: { method: 'GET', path: '/v1/openapi.json', query: [] },
};

/** A refusal (RFC 9457), or an answer that is none. */
export class ApiProblem extends Error {
  constructor(status, problem, retryAfterSeconds) {
    super(problem.detail ?? problem.title ?? `The API answered ${status}.`);
    this.name = 'ApiProblem';
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A client of the API at `base`; the same origin where none is given. */
export function apiClient({ base = '', headers = () => ({}), fetch = globalThis.fetch } = {}) {
  const client = {};
  for (const [id, operation] of Object.entries(OPERATIONS)) {
    client[id] = async (given = {}, options = {}) => {
      const url = base + pathOf(operation.path, given) + queryOf(operation.query, given);
      const isJson = given.body !== undefined && typeof given.body !== 'string';
      const answer = await fetch(url, {
        method: operation.method,
        signal: options.signal,
        headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers(), ...options.headers },
        body: isJson ? JSON.stringify(given.body) : given.body,
      });
      return readAnswer(id, answer);
    };
  }
  return client;
}

function pathOf(pattern, given) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(given[name]));
}

function queryOf(names, given) {
  const wanted = names.filter((name) => given[name] !== undefined && given[name] !== null);
  const query = new URLSearchParams(wanted.map((name) => [name, String(given[name])]));
  return wanted.length === 0 ? '' : `?${query}`;
}

async function readAnswer(id, answer) {
  const type = answer.headers.get('content-type') ?? '';
  const isJson = /^application\/(problem\+)?json/.test(type);
  const isVerdict = id === 'health' && answer.status === 503;
  if (!answer.ok && !isVerdict) {
    const problem = isJson ? await answer.json().catch(() => ({})) : {};
    const wait = Number(answer.headers.get('retry-after') ?? Number.NaN);
    throw new ApiProblem(answer.status, problem, Number.isFinite(wait) ? wait : null);
  }
  if (isJson) return answer.json();
  const link = /<([^>]*)>\s*;\s*rel="next"/.exec(answer.headers.get('link') ?? '');
  const next = link === null ? null : new URL(link[1], 'http://localhost').searchParams.get('cursor');
  const rows = answer.headers.get('netback-rows');
  return { text: await answer.text(), next, rows: rows === null ? null : Number(rows) };
}
