import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { after as later } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';
import { answer, freeze, prices, statusOf, T } from './ticks.ts';

const GOOD = { coinbase: 22_000, kraken: 22_010, bitstamp: 22_005, mempool: 22_020 };

describe('the bitcoin price', () => {
  test('is the lower middle quote when all sources agree', () => {
    // sorted 22,000 22,005 22,010 22,020; spread 20 ÷ 22,005 = 0.09 %
    expect(freeze(prices(GOOD)).btcUsd).toEqual({ value: 22_005, quality: 'ok', goodAt: T });
  });

  test('drops a source that is 40 % off and says so', () => {
    const market = freeze(prices({ ...GOOD, kraken: 30_814 }));
    // left 22,000 22,005 22,020
    expect(market.btcUsd).toEqual({ value: 22_005, quality: 'degraded', goodAt: T });
    expect(statusOf(market, 'price', 'kraken')).toBe('outlier');
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e308])('refuses a quote of %s', (value) => {
    const market = freeze(prices({ ...GOOD, coinbase: value }));
    expect(market.btcUsd.value).toBe(22_010);
    expect(statusOf(market, 'price', 'coinbase')).toMatch(/invalid|outlier/);
  });

  test('is degraded when the quotes are more than 1 % apart', () => {
    // 22,264 − 22,000 = 264 = 1.2 % of 22,005, within 1.5 % of the median
    const market = freeze(prices({ ...GOOD, mempool: 22_264 }));
    expect(market.btcUsd).toEqual({ value: 22_005, quality: 'degraded', goodAt: T });
  });

  test('believes five median deviations, and never a tenth of the price', () => {
    const spread = (kraken: number) => {
      const market = freeze(prices({ coinbase: 10_000, bitstamp: 10_150, mempool: 10_300, kraken }));
      return statusOf(market, 'price', 'kraken');
    };
    // M = (10,150 + 10,300) ÷ 2 = 10,225; MAD = (75 + 225) ÷ 2 = 150, so that 750 either way are believed
    expect(spread(10_970)).toBe('used');
    expect(spread(10_980)).toBe('outlier');
  });

  test('is ok up to a spread of one per cent', () => {
    // 100 ÷ 10,000 = 1 %
    expect(freeze(prices({ coinbase: 10_000, kraken: 10_000, bitstamp: 10_000, mempool: 10_100 })).btcUsd.quality).toBe(
      'ok',
    );
    expect(freeze(prices({ coinbase: 10_000, kraken: 10_000, bitstamp: 10_000, mempool: 10_101 })).btcUsd.quality).toBe(
      'degraded',
    );
  });

  test('is not moved by a stale quote, which has no vote', () => {
    // of 22,000 22,005 and 22,020 the middle is 22,005; with kraken's 22,001 it would be 22,001
    const old = answer('price', 'kraken', { value: 22_001, observedAt: later(T, -121) });
    const market = freeze([...prices({ coinbase: 22_000, bitstamp: 22_005, mempool: 22_020 }), old]);
    expect(market.btcUsd).toEqual({ value: 22_005, quality: 'degraded', goodAt: T });
  });

  test('believes a quote at the very tolerance', () => {
    // M = 10,000, MAD 0, so 1.5 % = 150 either way; 1.015 has no exact double, 150 has
    const at = (mempool: number) =>
      statusOf(freeze(prices({ coinbase: 10_000, kraken: 10_000, bitstamp: 10_000, mempool })), 'price', 'mempool');
    expect([at(10_150), at(10_151), at(9850), at(9849)]).toEqual(['used', 'outlier', 'used', 'outlier']);
  });

  test('falls back to the last good price for 15 minutes where the tick is a minute', () => {
    const good = freeze(prices(GOOD), { tickSeconds: 60 });
    const at = (seconds: number) => freeze([], { at: later(T, seconds), previous: good, tickSeconds: 60 }).btcUsd.value;
    expect([at(900), at(901)]).toEqual([22_005, null]);
  });

  test('is unknown without a quorum and without a last good price', () => {
    // 4 sources, quorum 3
    const market = freeze(prices({ ...GOOD, coinbase: null, kraken: null }));
    expect(market.btcUsd).toEqual({ value: null, quality: 'missing', goodAt: null });
  });

  test('two pairs that contradict each other are no quorum', () => {
    for (const factor of [1.4, 0.6]) {
      const market = freeze(prices({ ...GOOD, coinbase: 22_000 * factor, kraken: 22_010 * factor }));
      expect(market.btcUsd.value).toBeNull();
    }
  });

  test('falls back to the last good price for 15 minutes, then to nothing, and keeps its age', () => {
    let market = freeze(prices(GOOD));
    const seen: (number | null)[] = [];
    for (let minute = 5; minute <= 25; minute += 5) {
      market = freeze([], { at: later(T, minute * 60), previous: market });
      seen.push(market.btcUsd.value);
      expect(market.btcUsd.goodAt).toBe(T);
    }
    expect(seen).toEqual([22_005, 22_005, 22_005, null, null]);
    expect(market.btcUsd.quality).toBe('missing');
  });

  test('falls back for three ticks where the tick is long', () => {
    let market = freeze(prices(GOOD), { tickSeconds: 3600 });
    const seen: (number | null)[] = [];
    for (let hour = 1; hour <= 4; hour += 1) {
      market = freeze([], { at: later(T, hour * 3600), previous: market, tickSeconds: 3600 });
      seen.push(market.btcUsd.value);
    }
    expect(seen).toEqual([22_005, 22_005, 22_005, null]);
  });

  test('takes a fresh quote instead of the slow one where two decide', () => {
    const plan = { btcPrice: { sources: ['coinbase', 'kraken', 'mempool'] } };
    const market = freeze(prices({ coinbase: null, kraken: 22_010, mempool: 21_990 }), { plan });
    expect(market.btcUsd.value).toBe(22_010);
  });

  test('keeps the label of what is really quoted', () => {
    const plan = { btcPrice: { sources: ['coinbase', 'kraken', 'binance'] } };
    const observations = [
      ...prices({ coinbase: 22_000, kraken: 22_001 }),
      answer('price', 'binance', { value: 22_002 }, 'BTCUSDT'),
    ];
    const market = freeze(observations, { plan });
    expect(market.btcUsd.value).toBe(22_001);
    expect(market.sources.find((one) => one.source === 'binance')?.subject).toBe('BTCUSDT');
  });
});

describe('age of a quote', () => {
  const kraken = (observedAt: number, askedAt?: number) => [
    ...prices({ coinbase: 22_000, bitstamp: 22_005, mempool: 22_020 }),
    answer('price', 'kraken', {
      value: 22_010,
      observedAt: later(T, observedAt),
      askedAt: askedAt === undefined ? null : later(T, askedAt),
    }),
  ];
  test.each([
    [-120, undefined, 'used'],
    [-121, undefined, 'stale'],
    [30, undefined, 'used'],
    [31, undefined, 'future'],
    [40, 45, 'used'], // a tick that runs 45 s late asks 45 s late
    [40, 161, 'stale'],
    [420, 420, 'used'], // a tick and two minutes late
    [421, 421, 'future'], // the price of another tick
  ])('made %s s from T, asked %s s from T: %s', (observedAt, askedAt, status) => {
    expect(statusOf(freeze(kraken(observedAt, askedAt)), 'price', 'kraken')).toBe(status);
  });

  test('of the slow source may be two hours', () => {
    const at = (seconds: number) => [
      ...prices({ coinbase: 22_000, bitstamp: 22_005, kraken: 22_020 }),
      answer('price', 'mempool', { value: 22_010, observedAt: later(T, -seconds) }),
    ];
    expect(statusOf(freeze(at(7200)), 'price', 'mempool')).toBe('used');
    expect(statusOf(freeze(at(7201)), 'price', 'mempool')).toBe('stale');
  });
});

describe('a frozen quote', () => {
  /** Ticks of five minutes; the kraken quote stands still, the others move. */
  function run(ticks: number): string[] {
    let previous: Market | null = null;
    return Array.from({ length: ticks }, (_, tick) => {
      const moving = { coinbase: 22_000 + tick, bitstamp: 22_005 + tick, mempool: 22_008 };
      previous = freeze(prices({ ...moving, kraken: 22_003 }), { at: later(T, tick * 300), previous });
      return `${statusOf(previous, 'price', 'kraken')} ${statusOf(previous, 'price', 'mempool')}`;
    });
  }
  test('is refused after 30 minutes, the hourly source after 3 hours', () => {
    const seen = run(38);
    expect(seen.slice(0, 6)).toEqual(Array(6).fill('used used')); // 0 … 25 min
    expect(seen.slice(6, 36)).toEqual(Array(30).fill('frozen used')); // 30 … 175 min
    expect(seen[36]).toBe('frozen frozen');
  });

  test('is none where a recording says it of every tick', () => {
    let previous: Market | null = null;
    const still = prices({ coinbase: 22_000, kraken: 22_003, bitstamp: 22_005, mempool: 22_008 });
    const recorded = still.map((one) => ({ ...one, outcome: { ...one.outcome, isRecorded: true } }) as typeof one);
    for (let tick = 0; tick < 40; tick += 1) {
      previous = freeze(recorded, { at: later(T, tick * 300), previous });
      expect(previous.btcUsd).toMatchObject({ value: 22_003, quality: 'ok' });
    }
  });
});

describe('a jump of more than 10 %', () => {
  const before = freeze(prices(GOOD), { at: later(T, -300) });
  const crash = { coinbase: 19_000, kraken: 19_010, bitstamp: 19_005 };
  test('is believed at once when a fresh quorum agrees, the slow source lagging behind', () => {
    const market = freeze(prices({ ...crash, mempool: 22_020 }), { previous: before });
    expect(market.btcUsd).toEqual({ value: 19_005, quality: 'degraded', goodAt: T });
    expect(statusOf(market, 'price', 'mempool')).toBe('outlier');
  });

  test('begins above 10 %, and agreement ends at 1 %', () => {
    const flat = freeze(prices({ coinbase: 20_000, kraken: 20_000, bitstamp: 20_000, mempool: 20_000 }), {
      at: later(T, -300),
    });
    const told = (coinbase: number, kraken: number, bitstamp: number) =>
      freeze(prices({ coinbase, kraken, bitstamp, mempool: null }), { previous: flat }).btcUsd.value;
    // 22,000 is 10 % above 20,000, no jump, though the quotes are 1.4 % apart
    expect(told(21_800, 22_000, 22_100)).toBe(22_000);
    expect(told(21_801, 22_001, 22_101)).toBe(20_000);
    // 24,240 − 24,000 = 240 = 1 % of the middle quote 24,000
    expect(told(24_000, 24_000, 24_240)).toBe(24_000);
    expect(told(24_000, 24_000, 24_241)).toBe(20_000);
  });

  test('is held one tick when they do not, and then believed', () => {
    // 19,285 − 19,000 = 1.5 % apart
    const loose = prices({ coinbase: 19_000, kraken: 19_285, bitstamp: 19_140, mempool: null });
    const first = freeze(loose, { previous: before });
    expect(first.btcUsd).toEqual({ value: 22_005, quality: 'last-known-good', goodAt: later(T, -300) });
    expect(statusOf(first, 'price', 'kraken')).toBe('held');
    const second = freeze(loose, { at: later(T, 300), previous: first });
    expect(second.btcUsd).toEqual({ value: 19_140, quality: 'degraded', goodAt: later(T, 300) });
  });

  test('is not believed at once on the word of the slow source', () => {
    // three within 1 %, a quorum of four, but only two of them fresh
    const market = freeze(prices({ coinbase: 19_000, kraken: 19_010, bitstamp: null, mempool: 19_005 }), {
      previous: before,
    });
    expect(market.btcUsd.quality).toBe('last-known-good');
  });

  test('is no jump when the last good price is too old to compare with', () => {
    const loose = prices({ coinbase: 19_000, kraken: 19_285, bitstamp: 19_140, mempool: null });
    const old = freeze(prices(GOOD), { at: later(T, -1200) });
    expect(freeze(loose, { previous: old }).btcUsd.value).toBe(19_140);
  });
});

/** Honest quotes as real ones are: within 1.5 % of each other. */
const honestQuotes = (count: number) =>
  fc
    .double({ min: 100, max: 1e6, noNaN: true })
    .chain((base) =>
      fc.array(fc.double({ min: base, max: base * 1.0149, noNaN: true }), { minLength: count, maxLength: count }),
    );
const lie = fc.oneof(
  fc.double({ noNaN: false }),
  fc.constantFrom(0, -1, 1e-300, 1e300, Number.NaN, Number.POSITIVE_INFINITY),
  fc.double({ min: 50, max: 2e6, noNaN: true }),
);

describe('liars', () => {
  test('f of 2f + 1 valid quotes cannot move the price out of the honest range', () => {
    const law = fc.property(
      fc
        .integer({ min: 1, max: 4 })
        .chain((f) => fc.tuple(honestQuotes(f + 1), fc.array(lie, { minLength: f, maxLength: f }))),
      fc.boolean(),
      ([honest, lies], isFirst) => {
        const quotes = isFirst ? [...lies, ...honest] : [...honest, ...lies];
        const named = Object.fromEntries(quotes.map((value, index) => [`source-${index}`, value]));
        const { btcUsd } = freeze(prices(named), { plan: { btcPrice: { sources: Object.keys(named) } } });
        expect(btcUsd.value).not.toBeNull();
        expect(btcUsd.value).toBeGreaterThanOrEqual(Math.min(...honest));
        expect(btcUsd.value).toBeLessThanOrEqual(Math.max(...honest));
      },
    );
    fc.assert(law, { numRuns: 2000 });
  });

  test('the price is always exactly what an accepted source gave, never clamped or averaged', () => {
    const law = fc.property(
      fc.array(fc.oneof(lie, fc.double({ min: 20_000, max: 24_000, noNaN: true })), { minLength: 3, maxLength: 9 }),
      (quotes) => {
        const named = Object.fromEntries(quotes.map((value, index) => [`source-${index}`, value]));
        const market = freeze(prices(named), { plan: { btcPrice: { sources: Object.keys(named) } } });
        const used = market.sources.filter((one) => one.status === 'used' && one.kind === 'price');
        if (market.btcUsd.value === null) return;
        expect(used.map((one) => one.value)).toContain(market.btcUsd.value);
        expect(used.length).toBeGreaterThanOrEqual(Math.floor(quotes.length / 2) + 1);
      },
    );
    fc.assert(law, { numRuns: 2000 });
  });

  test('the last good price is never older than its limit, over any run of good and bad ticks', () => {
    const law = fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (ticks) => {
      let previous: Market | null = null;
      for (const [index, isGood] of ticks.entries()) {
        const at = later(T, index * 300);
        previous = freeze(isGood ? prices({ ...GOOD, kraken: 22_000 + index }) : [], { at, previous });
        const { value, quality, goodAt } = previous.btcUsd;
        expect(value === null).toBe(quality === 'missing');
        if (value !== null) expect(at - (goodAt ?? 0)).toBeLessThanOrEqual(900);
        if (quality === 'ok' || quality === 'degraded') expect(goodAt).toBe(at);
      }
    });
    fc.assert(law, { numRuns: 300 });
  });
});
