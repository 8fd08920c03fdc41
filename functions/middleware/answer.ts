import { readHealth } from '#lib/app/history/read-health.ts';
import { readSite } from '#lib/app/history/read-sites.ts';
import { type Matched, matchPath, parseBody, parseQuery } from '#lib/config/api-match.ts';
import {
  type BodyOf,
  type BodyOperationId,
  OPERATIONS,
  type OperationId,
  type QueryOf,
} from '#lib/config/api-operations.ts';
import { answerAlert, answerAlerts } from './answer-alerts.ts';
import { claimsProblem } from './answer-claims.ts';
import { answerFleet, answerMessages, answerSites } from './answer-lists.ts';
import { answerMargins } from './answer-margins.ts';
import { type ApiRequest, type HistoryApiPorts, notFound, ok, refuse, unknownSite } from './answer-parts.ts';
import { answerAcknowledge, answerMute, answerMutes, answerUnacknowledge, answerUnmute } from './answer-people.ts';
import {
  answerExplain,
  answerLatestMarket,
  answerMarket,
  answerMetrics,
  answerOpenApi,
  answerReports,
} from './answer-reads.ts';
import { answerUpload } from './answer-uploads.ts';
import { type Answer, problem } from './http.ts';
import { loopbackProblem } from './http-loopback.ts';

export type { HistoryApiPorts } from './answer-parts.ts';

/** Routes one request to its reader. Expected refusals are answers, not exceptions. */
export async function answerRequest(ports: HistoryApiPorts, request: ApiRequest): Promise<Answer> {
  const byMethod = matchPath(request.path);
  if (byMethod.size === 0) {
    const known = [...new Set(Object.values(OPERATIONS).map((operation) => operation.path))];
    return notFound(`No resource at ${request.path.slice(0, 200)}. Known: ${known.join(', ')}.`);
  }
  const matched = byMethod.get(request.method === 'HEAD' ? 'GET' : request.method);
  if (matched === undefined) return wrongMethod(request, byMethod);
  const refused = loopbackProblem(request) ?? claimsProblem(request, ports.company);
  return refused ?? readers[matched.operation](ports, request, matched.parameters);
}

function wrongMethod(request: ApiRequest, byMethod: ReadonlyMap<string, Matched>): Answer {
  const allowed = [...byMethod.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  const detail = `${request.method.slice(0, 20)} is not served at ${request.path.slice(0, 200)}; use ${allowed}.`;
  return problem(405, 'Method not allowed', detail, { allow: allowed });
}

type Parameters = Readonly<Record<string, string>>;
type Reader = (ports: HistoryApiPorts, request: ApiRequest, path: Parameters) => Promise<Answer>;

const readers: Record<OperationId, Reader> = {
  health: checked('health', async ({ stores, company, now, version }) => {
    const { isHealthy, body } = await readHealth(stores, company, now(), version);
    return { status: isHealthy ? 200 : 503, body };
  }),
  fleet: checked('fleet', (ports, _path, query) => answerFleet(ports, query)),
  sites: checked('sites', (ports, _path, query) => answerSites(ports, query)),
  site: checked('site', async ({ stores, company }, path) => {
    const site = await readSite(stores, company, path.site ?? '');
    return site === null ? unknownSite(path.site ?? '') : ok(site);
  }),
  margins: checked('margins', (ports, path, query) => answerMargins(ports, path.site ?? '', query)),
  explain: checked('explain', (ports, path) => answerExplain(ports, path.site ?? '', path.instant ?? '')),
  reports: checked('reports', (ports, path, query) => answerReports(ports, path.site ?? '', query)),
  // The function receive-gas-report takes pushes; one that comes here is of a company without it.
  pushReport: checked('pushReport', async () => notFound('No site of this company pushes reports.')),
  offerUpload: withBody('offerUpload', async (ports, path, _query, body) => answerUpload(ports, path.site ?? '', body)),
  market: checked('market', (ports, _path, query) => answerMarket(ports, query)),
  latestMarket: checked('latestMarket', (ports) => answerLatestMarket(ports)),
  alerts: checked('alerts', (ports, _path, query) => answerAlerts(ports, query)),
  alert: checked('alert', (ports, path) => answerAlert(ports, path.id ?? '')),
  acknowledge: withBody('acknowledge', (ports, path, _query, body, request) =>
    answerAcknowledge(ports, path.id ?? '', body, request),
  ),
  unacknowledge: checked('unacknowledge', (ports, path) => answerUnacknowledge(ports, path.id ?? '')),
  mutes: checked('mutes', (ports) => answerMutes(ports)),
  mute: withBody('mute', (ports, _path, query, body, request) => answerMute(ports, query, body, request)),
  unmute: checked('unmute', (ports, path) => answerUnmute(ports, path.id ?? '')),
  messages: checked('messages', (ports, _path, query) => answerMessages(ports, query)),
  metrics: checked('metrics', (ports, _path, query) => answerMetrics(ports, query)),
  openapi: checked('openapi', (ports) => answerOpenApi(ports)),
};

function checked<O extends OperationId>(
  operation: O,
  read: (ports: HistoryApiPorts, path: Parameters, query: QueryOf<O>, request: ApiRequest) => Promise<Answer>,
): Reader {
  return async (ports, request, path) => {
    const parsed = parseQuery(operation, request.query);
    return parsed.ok ? read(ports, path, parsed.query, request) : refuse(parsed.problem);
  };
}

/** Reads a JSON body too. Another content type is refused: a browser sends those across sites without asking. */
function withBody<O extends BodyOperationId>(
  operation: O,
  act: (
    ports: HistoryApiPorts,
    path: Parameters,
    query: QueryOf<O>,
    body: BodyOf<O>,
    request: ApiRequest,
  ) => Promise<Answer>,
): Reader {
  return checked(operation, async (ports, path, query, request) => {
    const type = request.headers['content-type'] ?? '';
    if (!/^application\/json\b/i.test(type)) {
      return problem(
        415,
        'Unsupported content type',
        `Content-Type is "${type.slice(0, 100)}"; expected application/json.`,
      );
    }
    const parsed = parseBody(operation, request.body);
    return parsed.ok ? act(ports, path, query, parsed.body, request) : refuse(parsed.problem);
  });
}
