import { decodeCursor, encodeCursor } from '#lib/app/history/cursor.ts';
import { readAlert, readAlerts } from '#lib/app/history/read-alerts.ts';
import { readFleet } from '#lib/app/history/read-fleet.ts';
import { readHealth } from '#lib/app/history/read-health.ts';
import { readMargins } from '#lib/app/history/read-margins.ts';
import { readLatestMarket } from '#lib/app/history/read-market.ts';
import { readMessages } from '#lib/app/history/read-messages.ts';
import { readSite, readSites } from '#lib/app/history/read-sites.ts';
import {
  checkWindow,
  matchPath,
  OPERATIONS,
  type OperationId,
  type ParameterProblem,
  parameterProblem,
  parseQuery,
  type QueryOf,
  TICK_WINDOW_MAX_SECONDS,
  windowOrDefault,
} from '#lib/config/api-schema.ts';
import type { Company } from '#lib/domain/company.ts';
import { END_OF_TIME, type Instant, instant } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { type Answer, problem } from './http.ts';

export type HistoryApiPorts = {
  readonly stores: Stores;
  readonly company: Company;
  /** The time that ticks are judged late by; null = the newest tick's own (simulated clock). */
  readonly now: () => Instant | null;
  readonly version: string;
};

type Query = Readonly<Record<string, string | undefined>>;

/** Routes one request to its reader. Expected refusals are answers, not exceptions. */
export async function answerRequest(ports: HistoryApiPorts, method: string, path: string, raw: Query): Promise<Answer> {
  const matched = matchPath(path);
  if (matched === null) {
    const known = Object.values(OPERATIONS).map((operation) => operation.path);
    return problem(404, 'Not found', `No resource at ${path.slice(0, 200)}. Known: ${known.join(', ')}.`);
  }
  if (method !== 'GET' && method !== 'HEAD') {
    return problem(
      405,
      'Method not allowed',
      `${method.slice(0, 20)} is not served at ${path.slice(0, 200)}; use GET.`,
    );
  }
  return readers[matched.operation](ports, matched.parameters, raw);
}

type Reader = (ports: HistoryApiPorts, path: Record<string, string>, raw: Query) => Promise<Answer>;

const readers: Record<OperationId, Reader> = {
  health: checked('health', async ({ stores, company, now, version }) => {
    const { isHealthy, body } = await readHealth(stores, company, now(), version);
    return { status: isHealthy ? 200 : 503, body };
  }),
  fleet: checked('fleet', async ({ stores, company }) => ok(await readFleet(stores, company))),
  sites: checked('sites', async ({ company }) => ok(readSites(company))),
  site: checked('site', async ({ stores, company }, path) => {
    const site = await readSite(stores, company, path.site ?? '');
    return site === null ? unknownSite(path.site ?? '') : ok(site);
  }),
  margins: checked('margins', answerMargins),
  latestMarket: checked('latestMarket', async ({ stores }) => {
    const market = await readLatestMarket(stores);
    return market === null
      ? problem(404, 'Not found', 'No market was frozen yet; wait for the first tick.')
      : ok(market);
  }),
  alerts: checked('alerts', async (ports, _path, query) => {
    const window = windowOrDefault(query.from, query.to, await newestTick(ports));
    const refused = checkWindow(window.from, window.to);
    if (refused !== null) return refuse(refused);
    const { state = null, site = null, rule = null } = query;
    return ok(await readAlerts(ports.stores, { ...window, state, site, rule }));
  }),
  alert: checked('alert', async ({ stores }, path) => {
    const alert = await readAlert(stores, path.id ?? '');
    return alert === null ? problem(404, 'Not found', `No alert ${(path.id ?? '').slice(0, 120)}.`) : ok(alert);
  }),
  messages: checked('messages', async (ports, _path, query) => {
    const window = windowOrDefault(query.from, query.to, await newestTick(ports));
    const refused = checkWindow(window.from, window.to);
    if (refused !== null) return refuse(refused);
    return ok(await readMessages(ports.stores, { ...window, audience: query.audience ?? null }));
  }),
};

function checked<O extends OperationId>(
  operation: O,
  read: (ports: HistoryApiPorts, path: Record<string, string>, query: QueryOf<O>) => Promise<Answer>,
): Reader {
  return async (ports, path, raw) => {
    const parsed = parseQuery(operation, raw);
    return parsed.ok ? read(ports, path, parsed.query) : refuse(parsed.problem);
  };
}

async function answerMargins(
  ports: HistoryApiPorts,
  path: Record<string, string>,
  query: QueryOf<'margins'>,
): Promise<Answer> {
  const site = path.site ?? '';
  if (!ports.company.sites.some((one) => one.id === site)) return unknownSite(site);
  const { from, to, limit } = query;
  const refused = checkWindow(from, to, TICK_WINDOW_MAX_SECONDS);
  if (refused !== null) return refuse(refused);
  const start = query.cursor === undefined ? from : decodeCursor(query.cursor, { site, from, to });
  if (start === null)
    return refuse(parameterProblem('cursor', query.cursor ?? '', 'the cursor of an answer to this very query'));
  const { nextFrom, ...page } = await readMargins(ports.stores, ports.company, { site, from: start, to, limit });
  return ok({ ...page, next: nextFrom === null ? null : encodeCursor({ site, from, to }, nextFrom) });
}

async function newestTick(ports: HistoryApiPorts): Promise<Instant> {
  const market = await ports.stores.market.latestBefore(END_OF_TIME);
  return market?.at ?? instant(0);
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function refuse(found: ParameterProblem): Answer {
  return { status: found.status, body: { type: 'about:blank', ...found } };
}

function unknownSite(site: string): Answer {
  return problem(404, 'Not found', `No site "${site.slice(0, 120)}"; GET /v1/sites lists them.`);
}
