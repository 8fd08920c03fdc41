import { describe, expect, test } from 'vitest';
import { instant, after as later } from '#lib/domain/instant.ts';
import { usdRates } from '#lib/domain/market/usd-rates.ts';
import { answer, freeze, silence, statusOf, T } from './ticks.ts';

const DAY = 86_400;
const rub = (value: number) => answer('fx', 'cbr', { value, observedAt: later(T, -DAY) }, 'USDRUB');
const FX = [{ pair: 'USDRUB', source: 'cbr', manual: [] }];
const manualFx = (rate: number) => [{ pair: 'USDRUB', source: null, manual: [{ from: instant(0), rate }] }];
const yugra = (perMmbtu: number, currency = 'RUB') => [
  { id: 'gpp-yugra', source: null, secret: null, currency, manual: [{ from: later(T, -DAY), perMmbtu }] },
];

describe('an exchange rate', () => {
  test('is what its feed says', () => {
    expect(freeze([rub(74.5)], { plan: { fx: FX } }).fx).toEqual([
      { id: 'USDRUB', value: 74.5, quality: 'ok', goodAt: T },
    ]);
  });

  test('twelve days old is used, thirteen is not', () => {
    const aged = (days: number) => [answer('fx', 'cbr', { value: 74.5, observedAt: later(T, -days * DAY) }, 'USDRUB')];
    expect(freeze(aged(12), { plan: { fx: FX } }).fx[0]?.value).toBe(74.5);
    expect(freeze(aged(13), { plan: { fx: FX } }).fx[0]?.value).toBeNull();
  });

  test('is the last good one for three days, then unknown', () => {
    const good = freeze([rub(74.5)], { plan: { fx: FX } });
    const at = (days: number) => freeze([], { at: later(T, days * DAY), previous: good, plan: { fx: FX } }).fx[0];
    expect(at(3)).toEqual({ id: 'USDRUB', value: 74.5, quality: 'last-known-good', goodAt: T });
    expect(at(3.1)).toEqual({ id: 'USDRUB', value: null, quality: 'missing', goodAt: T });
  });

  test('a quarter away from the last good one is not believed while that is good', () => {
    const good = freeze([rub(80)], { plan: { fx: FX } });
    const next = { at: later(T, 300), previous: good, plan: { fx: FX } };
    expect(freeze([rub(100)], next).fx[0]).toMatchObject({ value: 100, quality: 'ok' });
    for (const wrong of [101, 63, 0.0257]) {
      const market = freeze([rub(wrong)], next);
      expect(market.fx[0]).toEqual({ id: 'USDRUB', value: 80, quality: 'last-known-good', goodAt: T });
      expect(statusOf(market, 'fx', 'cbr')).toBe('outlier');
    }
    const late = { ...next, at: later(T, 3 * DAY + 1) };
    const [told] = freeze([answer('fx', 'cbr', { value: 120 }, 'USDRUB')], late).fx;
    expect(told).toMatchObject({ value: 120, quality: 'ok' });
  });

  test('is the manual row of its date where there is no feed', () => {
    const rows = [
      { from: later(T, DAY), rate: 80 },
      { from: later(T, -DAY), rate: 75 },
      { from: later(T, -2 * DAY), rate: 70 },
    ];
    const plan = { fx: [{ pair: 'USDRUB', source: null, manual: rows }] };
    expect(freeze([], { plan }).fx[0]).toEqual({ id: 'USDRUB', value: 75, quality: 'ok', goodAt: T });
    expect(freeze([], { at: later(T, -3 * DAY), plan }).fx[0]?.value).toBeNull();
  });

  test('a quarter away, or less, is believed', () => {
    const next = { at: later(T, 300), previous: freeze([rub(80)], { plan: { fx: FX } }), plan: { fx: FX } };
    // 80 ÷ 1.25 = 64
    for (const near of [64, 79, 90]) expect(freeze([rub(near)], next).fx[0]).toMatchObject({ value: near });
  });

  test('is the manual row from its very moment on; of two of one moment the one written last', () => {
    const rows = [
      { from: later(T, -DAY), rate: 70 },
      { from: T, rate: 75 },
      { from: T, rate: 76 },
    ];
    const plan = { fx: [{ pair: 'USDRUB', source: null, manual: rows }] };
    expect(freeze([], { plan }).fx[0]?.value).toBe(76);
    expect(freeze([], { at: later(T, -1), plan }).fx[0]?.value).toBe(70);
  });

  test('is the manual row, degraded, where the feed is silent', () => {
    const plan = { fx: [{ pair: 'USDRUB', source: 'cbr', manual: [{ from: instant(0), rate: 75 }] }] };
    expect(freeze([silence('fx', 'cbr')], { plan }).fx[0]).toMatchObject({ value: 75, quality: 'degraded' });
  });
});

describe('a gas index', () => {
  test('in roubles is divided by the roubles per dollar', () => {
    // 61.2 RUB/MMBtu ÷ 90 RUB/USD = 0.68 USD/MMBtu
    const market = freeze([], { plan: { fx: manualFx(90), gasIndexes: yugra(61.2) } });
    expect(market.gasIndexes[0]?.value).toBeCloseTo(0.68, 12);
    expect(market.gasIndexes[0]?.quality).toBe('ok');
  });

  test('in roubles is unknown without a rate, and no better than its rate', () => {
    expect(freeze([], { plan: { gasIndexes: yugra(61.2) } }).gasIndexes[0]).toEqual({
      id: 'gpp-yugra',
      value: null,
      quality: 'missing',
      goodAt: null,
    });
    const good = freeze([rub(90)], { plan: { fx: FX } });
    const market = freeze([], { at: later(T, 300), previous: good, plan: { fx: FX, gasIndexes: yugra(61.2) } });
    expect(market.gasIndexes[0]).toMatchObject({ quality: 'last-known-good' });
    expect(market.gasIndexes[0]?.value).toBeCloseTo(0.68, 12);
  });

  test('has the quality of its own feed where the feed answers, whatever the rate is worth', () => {
    const good = freeze([rub(90)], { plan: { fx: FX } });
    const manual = [{ from: later(T, -DAY), perMmbtu: 61.2 }];
    const fed = [{ id: 'gpp-yugra', source: 'eia', secret: 'k', currency: 'RUB', manual }];
    const told = [answer('gas-index', 'eia', { value: 0.5, observedAt: T }, 'gpp-yugra')];
    const market = freeze(told, { at: later(T, 300), previous: good, plan: { fx: FX, gasIndexes: fed } });
    expect(market.gasIndexes[0]).toMatchObject({ value: 0.5, quality: 'ok' });
  });

  test('of its own feed is as good as that where the manual row happens to say the same', () => {
    // 61.2 ÷ 90 = 0.68, by a rate that is a last good one
    const previous = freeze([rub(90)], { plan: { fx: FX } });
    const fed = yugra(61.2).map((one) => ({ ...one, source: 'eia', secret: 'k' }));
    const told = [answer('gas-index', 'eia', { value: 61.2 / 90, observedAt: T }, 'gpp-yugra')];
    const market = freeze(told, { at: later(T, 300), previous, plan: { fx: FX, gasIndexes: fed } });
    expect(market.gasIndexes[0]).toMatchObject({ value: 61.2 / 90, quality: 'ok' });
  });

  test('uses the pair the other way round', () => {
    const plan = {
      fx: [{ pair: 'RUBUSD', source: null, manual: [{ from: instant(0), rate: 0.0125 }] }],
      gasIndexes: yugra(80),
    };
    expect(freeze([], { plan }).gasIndexes[0]?.value).toBeCloseTo(1, 12);
  });

  test('can be below zero, as gas prices are in West Texas', () => {
    const index = { id: 'waha', source: 'eia', secret: 'k', currency: 'USD', manual: [] };
    const told = [answer('gas-index', 'eia', { value: -2.5, observedAt: T }, 'waha')];
    expect(freeze(told, { plan: { gasIndexes: [index] } }).gasIndexes[0]?.value).toBe(-2.5);
  });
});

describe('units of a currency per USD', () => {
  const units = (market: ReturnType<typeof freeze>) => ['USD', 'RUB', 'NOK'].map(usdRates(market));

  test('are those of the pair, either way round, 1 for USD itself and unknown without a pair', () => {
    expect(units(freeze([rub(80)], { plan: { fx: FX } }))).toEqual([1, 80, null]);
    const inverse = [{ pair: 'RUBUSD', source: null, manual: [{ from: instant(0), rate: 0.0125 }] }];
    expect(units(freeze([], { plan: { fx: inverse } }))).toEqual([1, 80, null]);
  });

  test('are unknown while the pair is', () => {
    expect(units(freeze([silence('fx', 'cbr')], { plan: { fx: FX } }))[1]).toBeNull();
  });
});
