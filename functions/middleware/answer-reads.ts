import { pageOfList } from '#lib/app/history/list-page.ts';
import { openMetrics } from '#lib/app/history/open-metrics.ts';
import { readFleet } from '#lib/app/history/read-fleet.ts';
import { presentMarket, readLatestMarket } from '#lib/app/history/read-market.ts';
import { readMarketRange } from '#lib/app/history/read-market-range.ts';
import { listedRows, presentReport, readReportsAround, rowKey } from '#lib/app/history/read-reports.ts';
import { presentQuality } from '#lib/app/history/report-quality.ts';
import { hasHistory, knownSite } from '#lib/app/history/sites-known.ts';
import type { QueryOf } from '#lib/config/api-operations.ts';
import { readMoment } from '#lib/config/api-parameters.ts';
import { parameterProblem } from '#lib/config/api-problem.ts';
import { checkWindow, LIST_WINDOW_DAYS_MAX, WINDOW_DAYS_MAX, windowOrDefault } from '#lib/config/api-window.ts';
import { marginSeconds } from '#lib/domain/gas/reporting-periods.ts';
import { instant, SECONDS_PER_DAY, toIso } from '#lib/domain/instant.ts';
import { decodeCursor, encodeCursor } from './answer-cursor.ts';
import { answerList } from './answer-lists.ts';
import {
  cursorProblem,
  type HistoryApiPorts,
  newestTick,
  notFound,
  ok,
  okJson,
  PAGE_BYTES_MAX,
  refuse,
  unknownSite,
} from './answer-parts.ts';
import type { Answer } from './http.ts';

/** How a stored point came about. */
export async function answerExplain(
  { stores, company }: HistoryApiPorts,
  site: string,
  moment: string,
): Promise<Answer> {
  const at = readMoment(moment);
  if (at === null)
    return refuse(parameterProblem('instant', moment, 'the `at` of a point: ISO-8601 with a zone, or epoch seconds'));
  if (!(await hasHistory(stores, company, site))) return unknownSite(site);
  const { readExplain } = await import('#lib/app/history/read-explain.ts');
  const explained = await readExplain(stores, site, at);
  if (explained.isExplained) return ok(explained.body);
  if (explained.why === 'no-point') return notFound(`No point of site "${site}" at ${toIso(at)}; margins lists them.`);
  return notFound(`The inputs of ${toIso(at)} are no longer kept; the company file says for how long (rawRetention).`);
}

/** Report rows of a site, every version, with their completeness and the mass balance of the window. */
export async function answerReports(
  { stores, company }: HistoryApiPorts,
  site: string,
  query: QueryOf<'reports'>,
): Promise<Answer> {
  const known = await knownSite(stores, company, site);
  if (known === null) return unknownSite(site);
  const at = await newestTick(stores);
  const cadence = known.site?.reports.cadence ?? '1mo';
  const { from, to } = windowOrDefault(query.from, query.to, at, REPORT_DAYS_DEFAULT[cadence]);
  const refused = checkWindow(from, to, LIST_WINDOW_DAYS_MAX);
  if (refused !== null) return refuse(refused);
  const around = await readReportsAround(stores, site, from, to, marginSeconds(cadence));
  const quality = presentQuality(
    known,
    around.map(({ row }) => row),
    { from, to, at },
  );
  const rows = listedRows(around, from, to);
  const frame = { site, from: toIso(from), to: toIso(to), ...quality };
  const scope = { of: 'reports', site, from: query.from ?? null, to: query.to ?? null };
  return answerList(scope, query, 'reports', frame, (place) => pageOfList(rows, rowKey, presentReport, place));
}

/** A report comes up to two months after its month began: four months hold two or three of them. */
const REPORT_DAYS_DEFAULT = { '1h': 62, '1d': 62, '1mo': 124 } as const;

/** Frozen markets of a window. */
export async function answerMarket({ stores }: HistoryApiPorts, query: QueryOf<'market'>): Promise<Answer> {
  const { step, limit } = query;
  const newest = await newestTick(stores);
  const to = query.to ?? instant(Math.max(newest, query.from ?? 0) + 1);
  const from = query.from ?? instant(Math.max(0, to - SECONDS_PER_DAY));
  const refused = checkWindow(from, to, WINDOW_DAYS_MAX[step], `with step=${step}`);
  if (refused !== null) return refuse(refused);
  const scope = { of: 'market', step, from: query.from ?? null, to: query.to ?? null };
  const place = query.cursor === undefined ? String(from) : decodeCursor(scope, query.cursor);
  if (place === null || !/^\d{1,10}$/.test(place)) return refuse(cursorProblem(query.cursor ?? ''));
  const range = await readMarketRange(stores.market, step, instant(Number(place)), to, limit);
  const next = range.nextFrom === null ? null : encodeCursor(scope, String(range.nextFrom));
  const frame = { step, timezone: 'UTC', from: toIso(from), to: toIso(to) };
  return ok({ ...frame, markets: range.markets.map(presentMarket), next });
}

/** The newest frozen market. */
export async function answerLatestMarket({ stores }: HistoryApiPorts): Promise<Answer> {
  const market = await readLatestMarket(stores);
  return market === null ? notFound('No market was frozen yet; wait for the first tick.') : ok(market);
}

/** Gauges for a Prometheus. */
export async function answerMetrics({ stores, company }: HistoryApiPorts, query: QueryOf<'metrics'>): Promise<Answer> {
  const [fleet, market] = await Promise.all([readFleet(stores, company), readLatestMarket(stores)]);
  const { part, of } = query.shard;
  const sites = [...fleet.sites]
    .sort((a, b) => (a.site < b.site ? -1 : 1))
    .filter((_, index) => index % of === part - 1);
  const text = openMetrics(
    {
      lastTickSeconds: fleet.at === null ? null : Date.parse(fleet.at) / 1000,
      btcUsd: market?.btcUsd ?? null,
      difficulty: market?.difficulty ?? null,
      hashpriceUsdPerPhDay: market?.hashpriceUsdPerPhDay ?? null,
      openAlerts: fleet.sites.reduce((sum, site) => sum + site.openAlerts.length, 0),
    },
    sites,
  );
  if (text.length > PAGE_BYTES_MAX) {
    return refuse(
      parameterProblem(
        'shard',
        `${part}/${of}`,
        'a smaller part, such as 1/4 and so on to 4/4, so that each is below 4 MB',
      ),
    );
  }
  return { status: 200, text, contentType: 'application/openmetrics-text; version=1.0.0; charset=utf-8' };
}

/** The API's own description. */
export async function answerOpenApi({ version }: HistoryApiPorts): Promise<Answer> {
  const { openApiDocument } = await import('#lib/config/api-openapi.ts');
  return okJson(JSON.stringify(openApiDocument(version)));
}
