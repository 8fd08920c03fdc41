import { describe, expect, it } from 'vitest';
import { ruleOf } from '#lib/domain/alerts/site-rules.ts';
import type { Site } from '#lib/domain/company.ts';
import { siteOptimum } from '#lib/domain/economics/allocation/optimum.ts';
import { restartUsdPerDay } from '#lib/domain/economics/restart.ts';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import { after as later } from '#lib/domain/instant.ts';
import { gasOf, MARKET, siteWith } from '../economics/site.ts';
import { AT, marketAt, padCompany, tickOf } from './one-pad.ts';

const HOUR = 3600;
/** No hold, one hour of means: what a rule says of one tick is what it does. */
const AT_ONCE = 'unprofitable: { meanOver: 1h, minimumHours: 1, for: 0m, keepFiringFor: 0m }';

describe('the figures frozen with a decision', () => {
  it('hold the optimum, what it gains, and what leads to it', () => {
    const { transitions } = tickOf(padCompany({ rules: AT_ONCE }), marketAt(AT, 3_000));
    const fired = transitions.find(({ rule }) => rule === 'unprofitable');
    expect(fired?.transition.kind).toBe('firing');
    // 292.96 USD of revenue less 432 of O&M: stopping gains the loss, and the gas is worth nothing elsewhere.
    const advantage = fired?.values.advantageUsdPerDay ?? 0;
    expect(advantage).toBeCloseTo(-139.04, 1);
    expect(fired?.values).toMatchObject({ action: 'stop', optimumUsdPerDay: 0, gainUsdPerDay: -advantage });
    expect(fired?.values).not.toHaveProperty('restartUsdPerDay');
    expect(fired?.values).not.toHaveProperty('retargetAt');
  });

  it('hold the next retarget at its two ends where it can be foretold', () => {
    const at = later(AT, 565_340);
    // As in the forecast's own test: +7.0860 − 4.4544 to +7.1429 + 4.4544 %.
    const epochStart = { epoch: 388, notBefore: AT, notAfter: later(AT, 300) };
    const height = { value: 782_208 + 1008, quality: 'ok' as const, goodAt: at };
    const market = marketAt(at, 3_000, { epochStart, height });
    const parsed = padCompany({ rules: `${AT_ONCE}\n  site-data-stale: { enabled: false }` });
    const first = tickOf(parsed, { ...marketAt(AT, 6_000), configVersion: parsed.version });
    const rows = { ...first.item, gas: { ...first.item.gas } };
    const fresh = rows.gas.candidates.produced?.map((row) => ({ ...row, reportedAt: at }));
    const gas = { ...rows.gas, candidates: { ...rows.gas.candidates, produced: fresh ?? [], mining: [] } };
    const { transitions } = tickOf(parsed, market, { ...first.item, gas });
    const values = transitions.find(({ rule }) => rule === 'unprofitable')?.values;
    expect(values?.retargetLowPercent).toBeCloseTo(2.63, 2);
    expect(values?.retargetHighPercent).toBeCloseTo(11.6, 2);
    // Revenue R = 432 − 139: at +11.6 % it is R ÷ 1.116.
    const revenue = 432 + (values?.advantageUsdPerDay ?? 0);
    expect(values?.retargetWorstAdvantageUsdPerDay).toBeCloseTo(revenue / 1.115972 - 432, 1);
    expect(values?.retargetBestAdvantageUsdPerDay).toBeCloseTo(revenue / 1.026317 - 432, 1);
  });
});

describe('the cost of a restart', () => {
  it('is spread over the decision horizon; none given weighs nothing', () => {
    expect(restartUsdPerDay(2100, 7)).toBe(300);
    expect(restartUsdPerDay(undefined, 7)).toBe(0);
    expect(restartUsdPerDay(0, 0)).toBe(0);
    // Within no days nothing pays for it.
    expect(restartUsdPerDay(1, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  const losing = (costs: string, company = '') =>
    tickOf(padCompany({ rules: AT_ONCE, costs, company }), marketAt(AT, 3_000)).item.alerts.unprofitable.condition;

  it('keeps unprofitable quiet until the loss pays for it: 139 USD a day over 7 days are 973 USD', () => {
    expect(losing('{ restartUsd: 970 }')).toBe('FIRING');
    expect(losing('{ restartUsd: 980 }')).toBe('OK');
    expect(losing('{ restartUsd: 980 }', 'decisionHorizonDays: 10')).toBe('FIRING');
  });

  it('keeps better-split quiet in the same way', () => {
    const rules = 'better-split: { for: 0m }';
    const splitting = (costs: string) =>
      tickOf(padCompany({ rules, costs }), marketAt(AT, 3_000)).item.alerts['better-split'].condition;
    expect(splitting('{ restartUsd: 970 }')).toBe('FIRING');
    expect(splitting('{ restartUsd: 980 }')).toBe('OK');
  });

  it('keeps idle-while-profitable quiet in the same way: 153.9 USD a day over 7 days are 1,077', () => {
    const rules = `${AT_ONCE}\n  idle-while-profitable: { for: 0m }`;
    const idling = (costs: string) =>
      tickOf(padCompany({ rules, costs }), marketAt(AT, 6_000), null, 0).item.alerts['idle-while-profitable'].condition;
    expect(idling('{ restartUsd: 1070 }')).toBe('FIRING');
    expect(idling('{ restartUsd: 1085 }')).toBe('OK');
  });

  it('turns an action that does not pay for it into keep, and leaves the optimum as it is', () => {
    const of = (restartUsd?: number) => {
      const site = siteWith({});
      const costs = restartUsd === undefined ? site.costs : { ...site.costs, restartUsd };
      return siteOptimum(
        siteModel({ ...site, costs } as Site, 7),
        { ...MARKET, btcUsd: 20_000 },
        gasOf({ produced: 300 }),
      );
    };
    const free = of();
    expect(free.action).toBe('stop');
    const gain = free.gainUsdPerDay ?? 0;
    expect(of(gain * 7 - 1)).toEqual(free);
    expect(of(gain * 7 + 1)).toEqual({ ...free, action: 'keep' });
  });
});

describe('a rule of the company’s own on what is worked out beside the point', () => {
  const custom = (field: string, enter: number) =>
    `custom: [{ id: mine, field: ${field}, op: gt, levels: [{ severity: info, enter: ${enter} }] }]`;
  const fired = (field: string, enter: number) =>
    tickOf(padCompany({ rules: custom(field, enter) }), marketAt(AT, 3_000)).item.alerts['user-mine']?.condition;

  it.each([
    ['gainUsdPerDay', 139],
    ['optimumUsdPerDay', 0],
    ['difficulty', 39_156_400_059_293],
    ['reportVersion', 1],
  ])('looks at %s', (field, value) => {
    expect(fired(field, value - 1)).toBe('FIRING');
    expect(fired(field, value + 1)).toBe('OK');
  });

  it('is missing, never zero, where the optimum is unknown', () => {
    const blind = { btcUsd: { value: null, quality: 'missing', goodAt: null } } as const;
    const parsed = padCompany({ rules: custom('gainUsdPerDay', -1) });
    expect(tickOf(parsed, marketAt(AT, 1, blind)).item.alerts['user-mine']?.condition).toBe('NODATA');
  });
});

describe('a configuration stored before there was the rule about the next retarget', () => {
  it('has it off', () => {
    const [site = expect.fail('no site')] = padCompany().company.sites;
    const { unprofitableAfterRetarget: _, ...rules } = site.rules;
    const old = { ...site, rules };
    expect(ruleOf(old, 'unprofitable-after-retarget', HOUR).forSeconds).toBe(0);
  });
});
