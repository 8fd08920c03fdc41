import type { Company } from '#lib/domain/company.ts';
import { after, type Instant } from '#lib/domain/instant.ts';
import { freezeMarket } from '#lib/domain/market/consensus.ts';
import type { Market, NamedRate, Observation } from '#lib/domain/market/market.ts';
import { readMarketCsv } from '#local/replay/market-csv.ts';

export type HistoricMarket = {
  readonly from: Instant;
  readonly to: Instant;
  /** Asked tick after tick: what was last known depends on the ticks before. */
  readonly at: (at: Instant) => Market;
};

const FEE_BLOCKS = 144;

/**
 * Ticks that are frozen at once: between two ticks the processor forgets this code and its data over all the
 * sites, and a market frozen alone takes several times as long as one among others.
 */
const TICKS_AHEAD = 168;

/**
 * The market of every tick as the live engine would have frozen it, from a market CSV: every
 * configured source says what the file says at every tick, recorded of that tick; the consensus, the limits of
 * age and the last-known-good are the live ones. Rates and indexes that the file gives beat the manual rows.
 */
export function historicMarket(file: string, company: Company, version: string): HistoricMarket {
  const recorded = readMarketCsv(file);
  const freeze = (at: Instant, previous: Market | null): Market => {
    const row = recorded.at(at);
    const frozen = freezeMarket({
      at,
      tickSeconds: company.tickSeconds,
      observations: observationsOf(row, company, at),
      plan: company.market,
      previous,
      configVersion: version,
    });
    const fx = Object.entries(row.perUsd).map(([currency, value]) => ok(`USD${currency}`, value, at));
    const hub = row.henryHubUsdPerMmbtu;
    return {
      ...frozen,
      fx: over(frozen.fx, fx),
      gasIndexes: over(frozen.gasIndexes, hub === null ? [] : [ok('henry-hub', hub, at)]),
    };
  };
  let newest: Market | null = null;
  const ahead: Market[] = [];
  return {
    from: recorded.from,
    to: recorded.to,
    at: (at) => {
      if (ahead[0]?.at !== at) {
        ahead.length = 0;
        for (let tick = 0; tick < TICKS_AHEAD; tick += 1)
          ahead.push(freeze(after(at, tick * company.tickSeconds), ahead.at(-1) ?? newest));
      }
      const market = ahead.shift() as Market;
      newest = market;
      return market;
    },
  };
}

function ok(id: string, value: number, at: Instant): NamedRate {
  return { id, value, quality: 'ok', goodAt: at };
}

function over(kept: readonly NamedRate[], given: readonly NamedRate[]): readonly NamedRate[] {
  const ids = new Set(given.map((rate) => rate.id));
  return [...kept.filter((rate) => !ids.has(rate.id)), ...given];
}

type Row = ReturnType<ReturnType<typeof readMarketCsv>['at']>;

function observationsOf(row: Row, company: Company, at: Instant): readonly Observation[] {
  const { btcPrice, network } = company.market;
  const tip = row.newestBlocks[0];
  const fees = row.lastDay === null ? null : row.lastDay.feesSat / 1e8 / row.lastDay.blocks;
  const said = (
    source: string,
    kind: Observation['kind'],
    value: number | null,
    height: number | null,
  ): Observation => ({
    source,
    kind,
    subject: null,
    outcome:
      value === null
        ? { ok: false, reason: 'not in the file' }
        : { ok: true, value, height, blocks: kind === 'fees' ? FEE_BLOCKS : null, observedAt: at, isRecorded: true },
  });
  return [
    ...btcPrice.sources.map((source) => said(source, 'price', row.btcUsd, null)),
    ...network.sources.map((source) => said(source, 'network', tip?.difficulty ?? null, tip?.height ?? null)),
    ...network.sources.slice(0, 1).map((source) => said(source, 'fees', fees, tip?.height ?? null)),
  ];
}
