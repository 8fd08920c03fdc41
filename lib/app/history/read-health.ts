import type { Company } from '../../domain/company.ts';
import { after, END_OF_TIME, type Instant, toIso } from '../../domain/instant.ts';
import type { Market, SourceVerdict } from '../../domain/market/market.ts';
import type { Stores } from '../../ports.ts';

/** Functions of the chain and beside it whose last finished tick health reports. */
export const TICKING_FUNCTIONS = [
  'pull-gas-reports',
  'pull-market',
  'recompute-margins',
  'send-alerts',
  'seal-history',
] as const;

/** A tick that is this many intervals late makes the system unhealthy. */
const LATE_INTERVALS = 3;

/** Last good run per function and source, ages, backlog. `isHealthy` false = answer 503. */
export async function readHealth(stores: Stores, company: Company, now: Instant | null, version: string) {
  const [claims, market, groups] = await Promise.all([
    Promise.all(TICKING_FUNCTIONS.map((name) => stores.ticks.get(name))),
    stores.market.latestBefore(END_OF_TIME),
    stores.groups.all(),
  ]);
  const recent = await recentMarkets(stores, market, company.tickSeconds);
  const sent = claims[TICKING_FUNCTIONS.indexOf('send-alerts')]?.done ?? null;
  const reference = now ?? market?.at ?? null;
  const lateSeconds = sent === null || reference === null ? null : Math.max(0, reference - sent);
  const isHealthy = lateSeconds !== null && lateSeconds < LATE_INTERVALS * company.tickSeconds;
  return {
    isHealthy,
    body: {
      status: isHealthy ? ('ok' as const) : ('late' as const),
      version,
      company: company.company,
      tickSeconds: company.tickSeconds,
      lastTick: sent === null ? null : toIso(sent),
      lateSeconds,
      backlog: { undeliveredMessages: groups.filter((group) => group.intent !== null).length },
      functions: TICKING_FUNCTIONS.map((name, index) => ({
        name,
        done: isoOrNull(claims[index]?.done ?? null),
        running: isoOrNull(claims[index]?.running ?? null),
      })),
      price: {
        quality: market?.btcUsd.quality ?? 'missing',
        goodAt: isoOrNull(market?.btcUsd.goodAt ?? null),
        ageSeconds: market === null || market.btcUsd.goodAt === null ? null : market.at - market.btcUsd.goodAt,
      },
      sources: (market?.sources ?? []).map((source) => ({
        source: source.source,
        kind: source.kind,
        subject: source.subject,
        status: source.status,
        ageSeconds: source.ageSeconds,
        goodAt: isoOrNull(lastGood(recent, source)),
      })),
    },
  };
}

/** Markets before the newest that are looked at for a source's last good answer. */
const MARKETS_LOOKED_BACK = 12;

async function recentMarkets(stores: Stores, newest: Market | null, tickSeconds: number): Promise<readonly Market[]> {
  if (newest === null) return [];
  const hasFailed = newest.sources.some((source) => source.status !== 'used');
  if (!hasFailed) return [newest];
  const from = after(newest.at, -MARKETS_LOOKED_BACK * tickSeconds);
  return stores.market.range(from, newest.at, MARKETS_LOOKED_BACK);
}

/** The newest tick of the last twelve in which the source was used; null = none of them. */
function lastGood(markets: readonly Market[], source: SourceVerdict): Instant | null {
  const isSame = (other: SourceVerdict) =>
    other.source === source.source && other.kind === source.kind && other.subject === source.subject;
  const good = markets.findLast((market) => market.sources.some((one) => isSame(one) && one.status === 'used'));
  return good?.at ?? null;
}

function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : toIso(at);
}
