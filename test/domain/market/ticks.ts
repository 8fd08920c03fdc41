import { type Instant, instant } from '#lib/domain/instant.ts';
import { type FreezeInput, freezeMarket } from '#lib/domain/market/consensus.ts';
import type { Market, Observation } from '#lib/domain/market/market.ts';

/** 2023-02-15T00:00:00Z */
export const T = instant(1_676_419_200);
export const TICK = 300;

export const PLAN: FreezeInput['plan'] = {
  btcPrice: { sources: ['coinbase', 'kraken', 'bitstamp', 'mempool'] },
  network: { sources: ['mempool', 'blockstream', 'blockchain-info'] },
  feesFallbackBtcPerBlock: null,
  fx: [],
  gasIndexes: [],
  urls: {},
  secrets: {},
};

export type Told = Partial<Extract<Observation['outcome'], { ok: true }>>;

/** An answer of a source; what is not given is null. */
export function answer(
  kind: Observation['kind'],
  source: string,
  told: Told,
  subject: string | null = null,
): Observation {
  return {
    source,
    kind,
    subject,
    outcome: { ok: true, value: null, height: null, blocks: null, observedAt: null, ...told },
  };
}

/** A source that gave no answer. */
export function silence(kind: Observation['kind'], source: string): Observation {
  return { source, kind, subject: null, outcome: { ok: false, reason: 'HTTP 500' } };
}

/** Price answers by source; null = failed. */
export function prices(values: Readonly<Record<string, number | null>>): Observation[] {
  return Object.entries(values).map(([source, value]) =>
    value === null ? silence('price', source) : answer('price', source, { value }),
  );
}

/** The market of a tick, from these observations and the market before. */
export function freeze(
  observations: readonly Observation[],
  options: { at?: Instant; previous?: Market | null; plan?: Partial<FreezeInput['plan']>; tickSeconds?: number } = {},
): Market {
  return freezeMarket({
    at: options.at ?? T,
    tickSeconds: options.tickSeconds ?? TICK,
    observations,
    plan: { ...PLAN, ...options.plan },
    previous: options.previous ?? null,
    configVersion: 'test',
  });
}

/** How a source was judged, by kind. */
export function statusOf(market: Market, kind: Observation['kind'], source: string): string | undefined {
  return market.sources.find((one) => one.kind === kind && one.source === source)?.status;
}
