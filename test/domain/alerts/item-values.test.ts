import fc from 'fast-check';
import { expect, it } from 'vitest';
import { itemValues } from '#lib/domain/alerts/item-values.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { after as later } from '#lib/domain/instant.ts';
import { AT, marketAt, padCompany, tickOf } from './one-pad.ts';

const RULES = `better-split: { enabled: true }
  unprofitable: { meanOver: 3h, minimumHours: 1, for: 0s, keepFiringFor: 0s }`;
const parsed = padCompany({ company: 'tick: 1h', rules: RULES, costs: '{ restartUsd: 70 }' });
const [site = expect.fail('no site')] = parsed.company.sites;

it('a site reads as a transition of its tick is frozen: action, gain, restart and retarget included', () => {
  // Late in the epoch, so that the next retarget is foretold narrowly enough to be quoted.
  const epochStart = { epoch: 385, notBefore: later(AT, -1_080_000), notAfter: later(AT, -1_080_000) };
  const height = { value: 777_900, quality: 'ok' as const, goodAt: AT };
  const prices = fc.array(fc.integer({ min: 1_000, max: 9_000 }), { minLength: 2, maxLength: 6 });
  let compared = 0;
  fc.assert(
    fc.property(prices, (list) => {
      let previous: SiteItem | null = null;
      for (const [index, btcUsd] of list.entries()) {
        const at = later(AT, index * 3600);
        const market = marketAt(at, btcUsd, { epochStart, height: { ...height, goodAt: at } });
        const { item, transitions } = tickOf(parsed, market, previous);
        for (const { values } of transitions) {
          compared += 1;
          expect(itemValues(parsed.company, site, item, market)).toEqual(values);
          expect(values).toMatchObject({ restartUsdPerDay: 10, retargetAt: expect.any(Number) });
        }
        previous = item;
      }
    }),
    { numRuns: 60 },
  );
  expect(compared).toBeGreaterThan(60);
});
