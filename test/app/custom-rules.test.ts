import { describe, expect, it } from 'vitest';
import { companyVersion } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';
import { aheadOf, said, scene } from './alert-scene.ts';
import { runChain } from './world.ts';

/** Made-up market: the price is 60,000 until tick 1, 20,000 at 2 and 3, 10,000 at 4, 60,000 from 5 on. */
const PRICES = [60_000, 60_000, 20_000, 20_000, 10_000, 60_000, 60_000];
const levels = [
  { severity: 'info', enter: 30_000 },
  { severity: 'critical', enter: 15_000 },
] as const;
const cheap = {
  id: 'cheap',
  field: 'btcUsd',
  op: 'lt',
  exit: 40_000,
  forSeconds: 0,
  keepFiringForSeconds: 0,
  levels,
} as const;

function withRules(company: Company, custom: Company['rules']['custom']): Company {
  return { ...company, sites: company.sites.map((site) => ({ ...site, rules: { ...site.rules, custom } })) };
}

describe("a rule of the company's own", () => {
  it('fires, becomes louder and ends by its own thresholds on a field of the point', async () => {
    const one = await scene({ prices: PRICES });
    const company = withRules(one.world.company, [cheap]);
    const world = { ...one.world, company, version: companyVersion(company) };
    for (let tick = 0; tick < 6; tick += 1) await runChain(world, aheadOf(tick));
    expect(said(one).filter(([, , rule]) => rule === 'user-cheap')).toEqual([
      ['operations', 'firing', 'user-cheap', 1, 0],
      ['operations', 'escalated', 'user-cheap', 1, 0],
      ['operations', 'resolved', 'user-cheap', 0, 1],
    ]);
    expect(one.world.published[0]?.subject).toMatch(/^\[INFO\] pad-0000: rule user-cheap fires at 20,00\d/);
  });

  it('ends its episode as removed when it leaves the company file, and is then forgotten', async () => {
    const one = await scene({ prices: PRICES });
    const company = withRules(one.world.company, [cheap]);
    const world = { ...one.world, company, version: companyVersion(company) };
    for (let tick = 0; tick < 4; tick += 1) await runChain(world, aheadOf(tick));
    const without = withRules(company, []);
    const later = { ...world, company: without, version: companyVersion(without) };
    await runChain(later, aheadOf(4));
    expect(one.world.published.at(-1)?.subject).toContain('the rule was taken out of the configuration');
    await runChain(later, aheadOf(5));
    const [item] = await one.world.stores.sites.all();
    expect(Object.keys(item?.alerts ?? {})).not.toContain('user-cheap');
  });
});
