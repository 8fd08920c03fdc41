import { describe, expect, it } from 'vitest';
import type { PresentedPoint } from '#lib/app/history/present.ts';
import { type FleetView, fleetTable, type MarketView } from '#local/table.ts';

const MARKET: MarketView = { at: '2023-02-15T00:00:00Z', btcUsd: 22208.56, hashpriceUsdPerPhDay: 73.334, sources: [] };
const UNKNOWN = { site: 'pad', latest: null, openAlerts: [], reportAgeSeconds: null };

describe('the table of the terminal', () => {
  it('writes unknown as unknown, never as zero', () => {
    const dead: MarketView = {
      ...MARKET,
      btcUsd: null,
      hashpriceUsdPerPhDay: null,
      sources: [
        { source: 'kraken', kind: 'price', status: 'failed' },
        { source: 'mempool', kind: 'network', status: 'used' },
      ],
    };
    const [first, feeds, , row] = fleetTable(dead, { sites: [UNKNOWN] }).split('\n');
    expect(first).toBe('2023-02-15T00:00:00Z  BTC unknown  hashprice unknown USD/PH/day  (netback in USD/MMBtu)');
    expect(feeds).toBe('feeds not used: kraken price (failed)');
    expect(row).toMatch(/^pad +unknown +unknown +unknown +unknown +unknown +unknown +unknown +no report$/);
  });

  it('shows a site without a market for its gas by a dash, not as unknown', () => {
    const latest = { gasUsedMcfPerDay: 100, mineUsdPerDay: 9, sellUsdPerDay: null, flareUsdPerDay: -1, best: 'mine' };
    const point = { ...latest, advantageUsdPerDay: 10, netbackUsdPerMmbtu: 1.234 } as unknown as PresentedPoint;
    const fleet: FleetView = { sites: [{ ...UNKNOWN, latest: point, reportAgeSeconds: 5400 }] };
    const [first, , row] = fleetTable(MARKET, fleet).split('\n');
    expect(first).toBe('2023-02-15T00:00:00Z  BTC 22,209 USD  hashprice 73.33 USD/PH/day  (netback in USD/MMBtu)');
    expect(row).toMatch(/^pad +100\.0 +9 +- +-1 +mine +10 +1\.23 +1\.5 h$/);
  });

  it('keeps to a screen: the worst forty, and how many more there are', () => {
    const fleet: FleetView = {
      sites: Array.from({ length: 42 }, (_, index) => ({ ...UNKNOWN, site: `pad-${index}` })),
    };
    const lines = fleetTable(MARKET, fleet).split('\n');
    expect(lines).toHaveLength(2 + 40 + 1);
    expect(lines.at(-1)).toBe('… and 2 more sites: /v1/fleet');
    expect(fleetTable(null, { sites: [] }).split('\n')[0]).toBe('no tick yet');
  });
});
