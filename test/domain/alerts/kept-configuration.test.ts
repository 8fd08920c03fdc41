import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { after } from '#lib/domain/instant.ts';
import { marketRow } from '#lib/domain/market/market-row.ts';
import { siteMarketRow } from '#lib/domain/market/site-market-row.ts';
import { siteWith } from '../economics/site.ts';
import { AT, marketAt, padCompany, tickOf } from './one-pad.ts';

const own = (enter: number) =>
  `custom: [{ id: own, field: btcUsd, op: lt, levels: [{ severity: info, enter: ${enter} }] }]`;
/** The same pad as its company file changed: thresholds, a rule off, rules of its own, a restart cost, ticks. */
const CONFIGURATIONS = [
  padCompany(),
  padCompany({ rules: own(4_000) }),
  padCompany({ rules: own(2_000) }),
  padCompany({ rules: 'unprofitable: { for: 0m, meanOver: 1h, minimumHours: 1 }' }),
  padCompany({ rules: 'unprofitable: { enabled: false }' }),
  padCompany({ costs: '{ restartUsd: 900 }' }),
  padCompany({ company: 'tick: 1h' }),
  padCompany({ regime: 'nigeria' }),
];

test('whatever was made of a configuration or a market is not taken for another one', () => {
  const steps = fc.array(
    fc.record({ of: fc.nat(CONFIGURATIONS.length - 1), price: fc.constantFrom(2_500, 3_000, 3_900, 6_000) }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(steps, (taken) => {
      let previous: SiteItem | null = null;
      let anew: SiteItem | null = null;
      taken.forEach(({ of, price }, index) => {
        const parsed = CONFIGURATIONS[of] ?? expect.fail('no such configuration');
        const market = marketAt(after(AT, index * 3600), price);
        const kept = tickOf(parsed, market, previous);
        // Equal, and never seen before: nothing can have been kept of them.
        const fresh = tickOf(structuredClone(parsed), structuredClone(market), structuredClone(anew));
        expect(kept).toEqual(fresh);
        previous = kept.item;
        anew = fresh.item;
      });
    }),
    { numRuns: 60 },
  );
});

test('sites of one market see each its own gas indexes', () => {
  const index = (id: string, value: number) => ({ id, value, quality: 'ok' as const, goodAt: AT });
  const row = marketRow(marketAt(AT, 3_000, { gasIndexes: [index('henry-hub', 2.5), index('waha', -0.4)] }));
  const shown = (sell: string | null, royaltyIndex: string | null) =>
    siteMarketRow(row, siteWith({ ...(sell === null ? {} : { sell: { index: sell } }), costs: { royaltyIndex } }))
      .gasIndexUsdPerMmbtu;
  expect(shown('henry-hub', null)).toEqual({ 'henry-hub': 2.5 });
  expect(shown('waha', null)).toEqual({ waha: -0.4 });
  expect(shown('waha', 'henry-hub')).toEqual({ waha: -0.4, 'henry-hub': 2.5 });
  expect(shown('katy', null)).toEqual({ katy: null });
});
