import { expect, it } from 'vitest';
import type { Company } from '#lib/domain/company.ts';
import { aheadOf, type Scene, scene } from './alert-scene.ts';

/** Made-up pads: 3,600 USD/BTC is a warning, 2,000 critical (test/app/world.ts). Ticks of an hour. */
const HIGH = 30_000;
const LOWER = 2_000;

type Notice = { readonly values: Readonly<Record<string, number>> };
type Told = { readonly firing: readonly Notice[]; readonly resolved: readonly Notice[] };

const toldBy = ({ world }: Scene): readonly Told[] => world.published.map(({ json }) => JSON.parse(json));

it('an announcement quotes the figures that decided it, however long it was held back', async () => {
  const quiet = { from: '01:00', to: '05:00' };
  const one = await scene({ prices: [HIGH, 3_600, 3_600, 3_600, 3_600, 3_300], quiet });
  await one.runTo(5);
  const [announced] = toldBy(one);
  // The median of three feeds that differ by a dollar or two.
  expect(announced?.firing[0]?.values.btcUsd).toBeGreaterThan(3_599);
});

it('a message shows ten sites with their figures, counts the others, and sums up all of them', async () => {
  const one = await scene({ sites: 12, prices: [HIGH, LOWER, HIGH] });
  await one.runTo(2);
  const [fall, end] = toldBy(one);
  expect([fall?.firing.length, end?.resolved.length]).toEqual([10, 10]);
  const [first, second] = one.world.published;
  expect(first?.email).toContain('+2 more');
  expect(second?.email).toContain('+2 more');
  // The pads are alike: twelve times the loss of one, to the dollar that the headline is rounded to.
  const total = Number(/(-[\d,]+) USD\/day in all/.exec(first?.subject ?? '')?.[1]?.replaceAll(',', ''));
  expect(Math.abs(total - 12 * (fall?.firing[0]?.values.meanAdvantageUsdPerDay ?? 0))).toBeLessThanOrEqual(0.5);
});

it('says that nobody has taken it on only to a higher tier, and only as it comes there', async () => {
  const prices = [HIGH, 3_600, LOWER, LOWER, LOWER, LOWER, LOWER, LOWER, HIGH];
  const one = await scene({ prices, hasTiers: true });
  await one.runTo(8);
  const said = one.world.published
    .filter(({ email }) => email.includes('Nobody has taken it on'))
    .map(({ at, audience, attributes }) => [(at - aheadOf(0)) / 3600, audience, attributes.kind]);
  // Critical from 2 on: half an hour and two hours later, at the next tick.
  expect(said).toEqual([
    [3, 'tier-2', 'escalated'],
    [4, 'tier-3', 'escalated'],
  ]);
  const kinds = one.world.published.map(({ audience, attributes }) => `${audience} ${attributes.kind}`);
  expect(kinds).toEqual(
    expect.arrayContaining(['operations escalated', 'tier-2 reminder', 'tier-2 resolved', 'tier-3 resolved']),
  );
});

it('the mean and the longer views of the advantage are quoted of losses alone', async () => {
  const one = await scene({ prices: [HIGH, LOWER], sitesAs: watchingThePrice });
  await one.runTo(1);
  const views = one.world.published.map(({ attributes, json, email }) => {
    const [notice] = JSON.parse(json).firing as Notice[];
    return [attributes.rule, notice !== undefined && 'last24hUsdPerDay' in notice.values, /last 7 days/.test(email)];
  });
  expect(views.toSorted()).toEqual([
    ['unprofitable', true, true],
    ['user-price', false, false],
  ]);
});

function watchingThePrice(sites: Company['sites']): Company['sites'] {
  const levels = [{ severity: 'warning' as const, enter: 20_000 }];
  const hold = { forSeconds: 0, keepFiringForSeconds: 0 };
  const custom = [{ id: 'price', field: 'btcUsd', op: 'lt' as const, exit: null, levels, ...hold }];
  return sites.map((site) => ({ ...site, rules: { ...site.rules, custom } }));
}
