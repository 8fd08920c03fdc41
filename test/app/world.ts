import { createHash } from 'node:crypto';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { pullMarket } from '#lib/app/pull-market.ts';
import { receiveRows } from '#lib/app/receive-rows.ts';
import { recomputeMargins } from '#lib/app/recompute-margins.ts';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import { companyVersion, parseCompany } from '#lib/config/load-company.ts';
import type { RenderedMessage } from '#lib/domain/alerts/message.ts';
import type { Company } from '#lib/domain/company.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';
import type { Observation } from '#lib/domain/market/market.ts';
import type { AlertPublisher, Clock, Ids, Log, MarketFeeds, Metrics, Stores } from '#lib/ports.ts';

/** 2023-02-15T00:00:00Z */
export const START = instant(1_676_419_200);
export const TICK_SECONDS = 3600;

/**
 * A company of identical pads for engine tests: every figure made up. Gas is flared otherwise and
 * flaring is free, so that mining is unprofitable exactly when revenue is below the generator's O&M:
 * 40 TH-days… the price decides. The unprofitable rule looks at one hour and holds for none.
 */
export function testCompany(
  sites: number,
  options: { forDuration?: string } = {},
): { company: Company; version: string } {
  const rules = `{ meanOver: 1h, minimumHours: 1, exitFractionOfRevenue: 0.03, floorUsdPerDay: 50, for: ${options.forDuration ?? '1h'}, keepFiringFor: 0m, levels: [{ severity: warning, enterFractionOfRevenue: -0.03 }, { severity: critical, enterFractionOfRevenue: -0.5 }] }`;
  const pads = Array.from({ length: sites }, (_, index) => siteYaml(`pad-${String(index).padStart(4, '0')}`));
  const text = `company: test-co
name: Test Oil (made up)
tick: 1h
market:
  btcPrice: { sources: [coinbase, kraken, bitstamp] }
  network: { sources: [mempool, blockstream] }
audiences:
  operations: { timezone: UTC, subscribe: [{ email: ops@example.com }] }
rules:
  unprofitable: ${rules}
sites:
${pads.join('\n')}
`;
  const parsed = parseCompany(text, 'test-co.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => JSON.stringify(problem)).join('\n'));
  return { company: parsed.company, version: companyVersion(parsed.company) };
}

function siteYaml(id: string): string {
  return `  - id: ${id}
    name: ${id}
    timezone: UTC
    gasDayStart: "00:00"
    gas: { volumeBase: us60-14.696, lhvBtuPerScf: 1000, hhvBtuPerScf: 1100 }
    reports: { cadence: 1d, staleAfter: 36h }
    power:
      generators: [{ ratedKw: 1000, heatRateBtuPerKwhLhv: 10000, idleFuelFraction: 0, count: 1 }]
      omUsdPerKwhGross: 0.02
    fleet: { miners: [{ thPerSecond: 100, watts: 3000, count: 300 }] }
    pool: { feeFraction: 0.01, scheme: fpps }
    sell: none
    flare: { regime: none }`;
}

/** Everything outside the use cases, with every call countable and breakable. */
export type World = {
  readonly company: Company;
  readonly version: string;
  readonly stores: Stores;
  readonly published: RenderedMessage[];
  readonly ports: Ports;
};

export type Ports = {
  stores: Stores;
  feeds: MarketFeeds;
  publisher: AlertPublisher;
  clock: Clock;
  ids: Ids;
  log: Log;
  metrics: Metrics;
  heartbeat: { beat(at: Instant): Promise<void> };
  linkBase: string;
};

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** A world whose BTC price is scripted by tick; null = every price feed is dead. */
export function newWorld(
  company: Company,
  version: string,
  priceAt: (at: Instant) => number | null,
  stores: Stores = memoryStores(),
): World {
  const published: RenderedMessage[] = [];
  const ports: Ports = {
    stores,
    feeds: { observe: async (_company, at) => observations(priceAt(at), at) },
    publisher: { publish: async (message) => void published.push(structuredClone(message)) },
    clock: { nowMilliseconds: () => 0 },
    ids: { owner: () => 'test' },
    log: SILENT,
    metrics: { count: () => {} },
    heartbeat: { beat: async () => {} },
    linkBase: 'http://127.0.0.1:8787',
  };
  return { company, version, stores, published, ports };
}

function observations(price: number | null, at: Instant): readonly Observation[] {
  const good = (source: string, kind: Observation['kind'], value: number, height: number | null): Observation => ({
    source,
    kind,
    subject: null,
    outcome: { ok: true, value, height, blocks: kind === 'fees' ? 144 : null, observedAt: at },
  });
  const bad = (source: string): Observation => ({
    source,
    kind: 'price',
    subject: null,
    outcome: { ok: false, reason: 'down' },
  });
  const prices = ['coinbase', 'kraken', 'bitstamp'].map((source, index) =>
    price === null ? bad(source) : good(source, 'price', price + index + (at % 7200) / 3600, null),
  );
  return [
    ...prices,
    good('mempool', 'network', 39_156_400_059_293.19, 776_500),
    good('blockstream', 'network', 39_156_400_059_293.19, 776_500),
    good('mempool', 'fees', 0.15, 776_500),
  ];
}

/** Delivers a day of gas for every site, known at `at`. */
export async function deliverReports(world: World, at: Instant, producedMcf = 300): Promise<void> {
  for (const site of world.company.sites) {
    const row: ReportRow = {
      site: site.id,
      stream: 'produced',
      periodStart: after(at, -86_400),
      periodEnd: at,
      volumeMcf: producedMcf,
      hhvBtuPerScf: null,
      evidence: 'measured',
      cause: null,
      version: 1,
      reportedAt: at,
      original: `${producedMcf} Mcf us60-14.696`,
    };
    await receiveRows(world.stores, { site: site.id, file: `day-${at}`, rows: [row], knownAt: at });
  }
}

/** One tick of the whole chain over the given ports (the world's own by default). */
export async function runChain(world: World, at: Instant, ports: Ports = world.ports): Promise<void> {
  const deployment = { company: world.company, version: world.version, timeoutSeconds: 50 };
  await pullMarket(ports, deployment, at);
  await recomputeMargins(ports, deployment.timeoutSeconds, at);
  await sendAlerts(ports, deployment, at);
}

/** A fingerprint of everything the company remembers and everything it said. */
export async function fingerprint(world: World): Promise<string> {
  const { stores } = world;
  const sites = [...(await stores.sites.all())].sort((a, b) => (a.site < b.site ? -1 : 1));
  const blocks = await Promise.all(
    sites.map((item) => stores.history.blocks(item.site, instant(0), instant(9e9), 10_000)),
  );
  const groups = await stores.groups.all();
  const episodes = await stores.episodes.range(instant(0), instant(9e9), 10_000);
  const messages = await stores.messages.range(instant(0), instant(9e9), 10_000);
  const said = messages.map((sent) => sent.message);
  return createHash('sha256')
    .update(canonical([sites, blocks, groups, episodes, said]))
    .digest('hex');
}

/** JSON with sorted keys: what matters is what is remembered, not the order in which a store read it. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
