import type { Company } from '../domain/company.ts';
import { after, type Instant } from '../domain/instant.ts';
import { freezeMarket } from '../domain/market/consensus.ts';
import type { Observation, SourceVerdict } from '../domain/market/market.ts';
import type { Clock, Ids, Log, MarketFeeds, Metrics, Stores } from '../ports.ts';
import { underClaim } from './claim.ts';

export type PullMarketPorts = {
  readonly stores: Pick<Stores, 'config' | 'market' | 'ticks'>;
  readonly feeds: MarketFeeds;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
};

export type Deployment = {
  readonly company: Company;
  readonly version: string;
  readonly timeoutSeconds: number;
};

/**
 * Freezes the market of tick T: asks every feed once, judges the answers, stores MKT#T. The first
 * writer wins. A failing feed is a quality of the market, never an error, so that the stale rule
 * still runs; only storage can fail.
 */
export async function pullMarket(ports: PullMarketPorts, deployment: Deployment, at: Instant): Promise<void> {
  const { stores } = ports;
  const claimPorts = { ticks: stores.ticks, clock: ports.clock, ids: ports.ids, metrics: ports.metrics };
  await underClaim(claimPorts, 'pull-market', at, deployment.timeoutSeconds, async () => {
    const previous = await stores.market.latestBefore(after(at, 1));
    if (previous?.at === at) return at;
    const observations = await ports.feeds.observe(deployment.company, at);
    if (previous?.configVersion !== deployment.version) {
      await stores.config.putIfAbsent(deployment.version, deployment.company);
    }
    const market = freezeMarket({
      at,
      tickSeconds: deployment.company.tickSeconds,
      observations,
      plan: deployment.company.market,
      previous,
      configVersion: deployment.version,
    });
    const won = await stores.market.putIfAbsent(market);
    const refused = market.sources.filter((source) => source.status !== 'used');
    ports.metrics.count('FeedsRefused', refused.length);
    if (refused.length > 0) {
      ports.log.warn('feeds-refused', { at, feeds: refused.map((one) => whyRefused(one, observations)).join('; ') });
    }
    ports.log.info('market-frozen', { at, won, quality: market.btcUsd.quality, feedsRefused: refused.length });
    return at;
  });
}

/** `kraken price failed: timeout`: what an operator needs to know of a feed, and no more than that. */
function whyRefused({ source, kind, subject, status }: SourceVerdict, observations: readonly Observation[]): string {
  const outcome = observations.find(
    (one) => one.source === source && one.kind === kind && one.subject === subject,
  )?.outcome;
  const name = subject === null ? `${source} ${kind}` : `${source} ${kind} ${subject}`;
  return outcome === undefined || outcome.ok ? `${name} ${status}` : `${name} ${status}: ${outcome.reason}`;
}
