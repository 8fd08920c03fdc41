import { describe, expect, it } from 'vitest';
import { companyVersion } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';
import type { Observation } from '#lib/domain/market/market.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from './world.ts';

/** Block 2016 × 385, made up to be found at START + 30 min; from then on one block every 545 s. */
const FIRST = 776_160;
const EPOCH_START = START + 1800;
const SECONDS_PER_BLOCK = 545;
const DIFFICULTY = 39_156_400_059_293.19;

const heightAt = (at: Instant): number => FIRST + Math.floor((at - EPOCH_START) / SECONDS_PER_BLOCK);

/** The world's feeds with the height of the tick, and the difficulty 600 ÷ 545 times as high in the next epoch. */
function feedsOf(observations: readonly Observation[], at: Instant): readonly Observation[] {
  const height = heightAt(at);
  const difficulty = height < FIRST + 2016 ? DIFFICULTY : (DIFFICULTY * 600) / SECONDS_PER_BLOCK;
  return observations.map((one) => {
    if (!one.outcome.ok || one.kind === 'price') return one;
    const value = one.kind === 'network' ? difficulty : one.outcome.value;
    return { ...one, outcome: { ...one.outcome, value, height } };
  });
}

/** A pad earns 0.09765 BTC a day for 432 USD (one-pad.ts): at 4,560 USD it gains 13 USD a day, 3 % of its revenue. */
const PRICE = 4_560;

/** Losses are told from 10 USD a day on; six hours of warning, as by default. */
function sensitive(company: Company): Company {
  const sites = company.sites.map((site) => ({
    ...site,
    rules: { ...site.rules, unprofitable: { ...site.rules.unprofitable, floorUsdPerDay: 10 } },
  }));
  return { ...company, sites };
}

describe('a loss that the next retarget will bring', () => {
  it('is told days before, ends with the retarget, and is then a loss like any other', async () => {
    const company = sensitive(testCompany(1).company);
    const world = newWorld(company, companyVersion(company), () => PRICE);
    const { observe } = world.ports.feeds;
    world.ports.feeds = { observe: async (of, at) => feedsOf(await observe(of, at), at) };
    const retarget = instant(EPOCH_START + 2016 * SECONDS_PER_BLOCK);
    for (let at = START; at < retarget + 4 * TICK_SECONDS; at = after(at, TICK_SECONDS)) {
      if ((at - START) % 86_400 === 0) await deliverReports(world, at);
      await runChain(world, at);
    }
    const records = await world.stores.episodes.range(instant(0), instant(9e9), 100);
    const [foretold, loss, ...others] = records;
    expect(others).toEqual([]);
    expect(foretold).toMatchObject({ rule: 'unprofitable-after-retarget', severity: 'info', cause: 'market' });
    expect(foretold?.transitions.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['firing', null],
      ['resolved', 'retargeted'],
    ]);
    // Below −3 % of what is left: 445.3 ÷ (1 + c) under 432 ÷ 1.03, so c above 6.17 %. The epoch may have begun half
    // an hour earlier: at 1,210 blocks 661,250 s, +9.9 %. So 9.9 − 2σ above 6.17: σ below 1.86, p above 0.59; and six
    // hours more, 0.02 of an epoch.
    const progress = (heightAt(foretold?.openedAt ?? START) - FIRST) / 2016;
    expect(progress).toBeGreaterThan(0.59);
    expect(progress).toBeLessThan(0.64);
    expect(retarget - (foretold?.openedAt ?? retarget)).toBeGreaterThan(86_400);
    const { values } = foretold?.transitions[0] ?? expect.fail('nothing told');
    expect(Math.abs((values.retargetAt ?? 0) - retarget)).toBeLessThan(6 * 3600);
    expect(values.retargetLowPercent).toBeLessThan(10.09);
    expect(values.retargetHighPercent).toBeGreaterThan(10.09);
    // 0.09765 × 4,561 ÷ 1.1009 − 432 = −27.4 lies between the ends.
    expect(values.retargetWorstAdvantageUsdPerDay).toBeLessThan(-27.4);
    expect(values.retargetBestAdvantageUsdPerDay).toBeGreaterThan(-27.4);
    expect(loss).toMatchObject({ rule: 'unprofitable', closedAt: null });
    expect((loss?.openedAt ?? 0) - retarget).toBeLessThan(3 * 3600);
    expect(world.published.map(({ attributes }) => [attributes.rule, attributes.kind])).toEqual([
      ['unprofitable-after-retarget', 'firing'],
      ['unprofitable-after-retarget', 'resolved'],
      ['unprofitable', 'firing'],
    ]);
  }, 120_000);
});
