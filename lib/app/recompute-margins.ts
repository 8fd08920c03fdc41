import { type AlertState, INITIAL_ALERT_STATE, isSameButForTime } from '../domain/alerts/alert-state.ts';
import { evaluatePriceFeedStale, priceFeedStaleRule } from '../domain/alerts/stale.ts';
import { closeEpisode, step } from '../domain/alerts/state.ts';
import type { Company, Site } from '../domain/company.ts';
import { keptSiteModel } from '../domain/economics/site-model.ts';
import { NetbackError } from '../domain/errors.ts';
import type { ReportRow } from '../domain/gas/report.ts';
import type { SiteItem } from '../domain/history/site-item.ts';
import { type Instant, instant } from '../domain/instant.ts';
import type { Market } from '../domain/market/market.ts';
import { advanceSite, type SiteTickResult } from '../domain/site-tick.ts';
import type { Clock, CompanyState, Ids, InboxPointer, Log, Metrics, Stores } from '../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import { underClaim } from './claim.ts';
import { closeRemovedSites } from './close-removed-sites.ts';
import { isCalmAlert, type KnownSites, knownSites } from './known-sites.ts';
import { markDirty, rowsOf } from './late-reports.ts';
import { noTransitionValues, recordTransitions } from './record-episodes.ts';

/** Missed ticks that one run catches up on, oldest first. */
export const MARKETS_PER_RUN = 12;

export type RecomputePorts = {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
};

/**
 * Brings every site to tick T: for each frozen market not yet done, oldest first, one conditional
 * Put per site commits its point, its alert state and its gas inputs together. Running it again
 * changes nothing; what another run committed first is left as it is.
 */
export async function recomputeMargins(ports: RecomputePorts, timeoutSeconds: number, at: Instant): Promise<void> {
  const { stores } = ports;
  const claimPorts = { ticks: stores.ticks, clock: ports.clock, ids: ports.ids, metrics: ports.metrics };
  await underClaim(claimPorts, 'recompute-margins', at, timeoutSeconds, async (done, _owner, note) => {
    const markets = await stores.market.range(done ?? instant(0), at, MARKETS_PER_RUN);
    if (markets.length === 0) return at;
    const [stored, pointers] = await Promise.all([stores.sites.stored(), stores.reports.pointers()]);
    const waiting = new Set(pointers);
    const known = knownSites(stored);
    const upTo = markets.at(-1)?.at;
    let company = note?.company ?? (await stores.company.get());
    for (const market of markets) {
      company = await recomputeOne(ports, market, company, known, waiting, market.at === upTo);
    }
    if (company === null || upTo === undefined) return at;
    return { upTo, note: { company, isQuiet: isCalmAlert(company.priceFeedStale) && known.isCalm() } };
  });
}

async function recomputeOne(
  ports: RecomputePorts,
  market: Market,
  before: CompanyState | null,
  sites: KnownSites,
  waiting: Set<InboxPointer>,
  isLast: boolean,
): Promise<CompanyState> {
  const company = await configOf(ports, market);
  const state = await advanceCompany(ports, company, market, before);
  const merged: InboxPointer[] = [];
  const knownBySite = Map.groupBy(
    [...waiting].filter((pointer) => pointer.knownAt <= market.at),
    (pointer) => pointer.site,
  );
  const run: TickRun = { ports, company, market, sites, knownBySite, merged, isLast };
  await forEachBounded(company.sites, CALLS_AT_ONCE, (site) => commitSite(run, site));
  merged.push(...(await closeRemovedSites(ports, company, market, sites, knownBySite)));
  for (const pointer of merged) waiting.delete(pointer);
  await forEachBounded(merged, CALLS_AT_ONCE, (pointer) => ports.stores.reports.deletePointer(pointer));
  ports.metrics.count('SitesEvaluated', company.sites.length);
  return state;
}

const NONE_KNOWN: readonly InboxPointer[] = [];
const NO_ROWS: readonly ReportRow[] = [];

/** One tick of a run over all sites of a configuration. */
type TickRun = {
  readonly ports: RecomputePorts;
  readonly company: Company;
  readonly market: Market;
  readonly sites: KnownSites;
  /** What waits in the inbox and is known by now. */
  readonly knownBySite: ReadonlyMap<string, readonly InboxPointer[]>;
  /** Grows by what the committed items have taken up. */
  readonly merged: InboxPointer[];
  readonly isLast: boolean;
};

/** Episode records first, then a sealed block, then the site's item: the order of storage.md. */
async function commitSite(run: TickRun, site: Site): Promise<void> {
  const { ports, company, market, sites } = run;
  if ((sites.reached(site.id) ?? 0) >= market.at) return;
  const { stores } = ports;
  const previous = sites.item(site.id);
  const known = run.knownBySite.get(site.id) ?? NONE_KNOWN;
  const model = keptSiteModel(site, company.decisionHorizonDays, company.regimes);
  const newRows = known.length === 0 ? NO_ROWS : await rowsOf(stores.reports, site, known, market.at);
  const input = { company, configVersion: market.configVersion, site, model, market, previous, newRows };
  const result = advanceSite(input);
  if (isMoreThanItem(result)) await putBeforeItem(stores, site.id, result);
  if (previous !== null && known.length > 0) await markDirty(stores.dirty, site.id, known, market.at);
  const committed = (await stores.sites.putIfNewer(result.item)) ? result.item : await committedBefore(ports, result);
  if (committed === null) return;
  sites.committed(committed, run.isLast);
  if (known.length > 0) run.merged.push(...known);
}

/** At most ticks of most sites there is nothing but the item to write. */
function isMoreThanItem({ transitions, sealed }: SiteTickResult): boolean {
  return transitions.length > 0 || sealed.length > 0;
}

async function putBeforeItem(stores: Stores, site: string, { transitions, sealed }: SiteTickResult): Promise<void> {
  if (transitions.length > 0) await recordTransitions(stores.episodes, site, transitions);
  for (const block of sealed) await stores.history.putBlock(site, block);
}

/** What another run committed first is left as it is. */
function committedBefore({ log, stores }: RecomputePorts, { item }: SiteTickResult): Promise<SiteItem | null> {
  log.info('site-already-committed', { site: item.site, at: item.v });
  return stores.sites.get(item.site);
}

async function configOf(ports: RecomputePorts, market: Market): Promise<Company> {
  const company = await ports.stores.config.get(market.configVersion);
  if (company !== null) return company;
  throw new NetbackError(
    'storage-failed',
    `Configuration ${market.configVersion} of tick ${market.at} is not stored.`,
    {
      retryable: true,
    },
  );
}

/** Nothing but the time of the last evaluation differs, and nothing was or is under way. */
function isStillCalm(before: AlertState, state: AlertState): boolean {
  return state.condition === 'OK' && isSameButForTime(before, state);
}

/**
 * The company's own rules, before its sites: an alert about the feeds comes before what they inhibit.
 * A state that is calm and stays as it is is not written again.
 */
async function advanceCompany(
  ports: RecomputePorts,
  company: Company,
  market: Market,
  before: CompanyState | null,
): Promise<CompanyState> {
  const { stores } = ports;
  if (before !== null && before.v >= market.at) return before;
  const settings = company.rules.priceFeedStale;
  const state = before?.priceFeedStale ?? INITIAL_ALERT_STATE;
  const verdict = evaluatePriceFeedStale(market.btcUsd.goodAt, market.at, company.tickSeconds, settings.severity);
  const rule = priceFeedStaleRule(settings.severity, company.tickSeconds);
  const result = settings.enabled
    ? step(state, rule, market.at, { ...verdict, cause: 'market' })
    : closeEpisode(state, market.at, 'rule-removed');
  const values = noTransitionValues(market);
  const transitions = result.transitions.map((transition) => ({
    rule: 'price-feed-stale' as const,
    transition,
    state: result.state,
    values,
  }));
  await recordTransitions(stores.episodes, null, transitions);
  const next = { v: market.at, priceFeedStale: result.state };
  const isAsBefore = before !== null && isStillCalm(state, result.state);
  if (!isAsBefore) await stores.company.putIfNewer(next);
  return next;
}
