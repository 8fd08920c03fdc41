import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '#lib/config/resolve/rules.ts';
import { evaluateFlaringRise, type FlaringRiseInput } from '#lib/domain/alerts/flaring-rise.ts';
import { evaluateBetterSplit, evaluateIdle, isMining } from '#lib/domain/alerts/gain-rules.ts';
import { evaluatePriceFeedStale, evaluateSiteDataStale } from '#lib/domain/alerts/stale.ts';
import { evaluateUnprofitable } from '#lib/domain/alerts/unprofitable.ts';
import { EMPTY_GAS_STATE, type GasInForce, STREAMS } from '#lib/domain/gas/report.ts';
import type { HourSum } from '#lib/domain/history/site-item.ts';
import { after as later } from '#lib/domain/instant.ts';
import { MIDNIGHT } from './contents.ts';

const HOUR = 3600;
const DAY = 86_400;

/** Hourly ticks: the newest hour is that of MIDNIGHT; USD/day. */
function hours(count: number, advantage: number, revenue: number): readonly HourSum[] {
  return Array.from({ length: count }, (_, index) => ({
    hour: later(MIDNIGHT, -index * HOUR),
    ticks: 1,
    advantageMilliUsdPerDaySum: advantage * 1000,
    revenueMilliUsdPerDaySum: revenue * 1000,
  })).reverse();
}

describe('unprofitable, with the defaults', () => {
  const judge = (of: readonly HourSum[], active = false) =>
    evaluateUnprofitable(of, MIDNIGHT, DEFAULT_RULES.unprofitable, active, HOUR);

  it.each([
    // −51 of 1,700 is −3 %: not below it. −52 is, and below −50 USD/day.
    [-51, 1700, 'CLEAR', null],
    [-52, 1700, 'BREACH', 'warning'],
    // −4 % of 1,000, but only 40 USD/day: under the floor.
    [-40, 1000, 'CLEAR', null],
    [-150, 1000, 'BREACH', 'warning'],
    [-151, 1000, 'BREACH', 'critical'],
  ] as const)('judges %d of %d USD/day as %s %s', (advantage, revenue, found, severity) => {
    expect(judge(hours(12, advantage, revenue))).toMatchObject({ class: found, severity });
  });

  it('holds an open episode until +3 %', () => {
    expect(judge(hours(12, 29, 1000), true).class).toBe('BAND');
    expect(judge(hours(12, 30, 1000), true).class).toBe('CLEAR');
    expect(judge(hours(12, 29, 1000), false).class).toBe('CLEAR');
  });

  it('needs six hours of points, and revenue', () => {
    expect(judge(hours(5, -500, 1000)).class).toBe('MISSING');
    expect(judge(hours(6, -500, 1000)).class).toBe('BREACH');
    expect(judge(hours(12, -500, 0)).class).toBe('MISSING');
  });

  it('counts points, not hours with a point: six hours of one 5 min tick each are half an hour', () => {
    expect(evaluateUnprofitable(hours(6, -500, 1000), MIDNIGHT, DEFAULT_RULES.unprofitable, false, 300).class).toBe(
      'MISSING',
    );
  });
});

describe('flaring rise, with the defaults', () => {
  /** Daily figures up to MIDNIGHT, oldest first. */
  const daily = (values: readonly (number | null)[]) =>
    values.map((mcfPerDay, index) => {
      const periodEnd = later(MIDNIGHT, -(values.length - 1 - index) * DAY);
      return { periodStart: later(periodEnd, -DAY), periodEnd, mcfPerDay, version: 1 };
    });
  const judge = (values: readonly (number | null)[], changes: Partial<FlaringRiseInput> = {}) =>
    evaluateFlaringRise({
      gas: { ...EMPTY_GAS_STATE, flaredDaily: daily(values), newestReportAt: MIDNIGHT },
      cadence: '1d',
      producedMcfPerDay: 300,
      permitLimitMcfPerDay: null,
      frozenBaselineMcfPerDay: null,
      settings: DEFAULT_RULES.flaringRise,
      at: MIDNIGHT,
      staleAfterSeconds: 36 * HOUR,
      ...changes,
    });
  const base = (count: number, level: number) => Array<number>(count).fill(level);

  it('compares the median of five reports with 1.4 × the median before, at least 50 Mcf/d more', () => {
    // Base 100: 1.4 × 100 = 140, + max(50, 5 % of 300) = 150: the greatest counts, and it must be exceeded.
    expect(judge([...base(56, 100), 150, 150, 150, 150, 150]).class).toBe('CLEAR');
    expect(judge([...base(56, 100), 151, 151, 151, 0, 0])).toMatchObject({
      class: 'BREACH',
      value: 151,
      baselineMcfPerDay: 100,
    });
    // Base 200: 1.4 × 200 = 280 is above 250.
    expect(judge([...base(56, 200), 280, 280, 280, 280, 280]).class).toBe('CLEAR');
    expect(judge([...base(56, 200), 281, 281, 281, 281, 281]).class).toBe('BREACH');
  });

  it('takes 5 % of what is produced where that is more than 50 Mcf/d', () => {
    // 5 % of 2,000 = 100: 200 must be exceeded.
    expect(judge([...base(56, 100), ...base(5, 200)], { producedMcfPerDay: 2000 }).class).toBe('CLEAR');
    expect(judge([...base(56, 100), ...base(5, 201)], { producedMcfPerDay: 2000 }).class).toBe('BREACH');
  });

  it('says nothing with fewer than 33 reports, and does not count a blank day as one', () => {
    expect(judge([...base(27, 100), ...base(5, 900)]).class).toBe('MISSING');
    expect(judge([...base(28, 100), ...base(5, 900)]).class).toBe('BREACH');
    expect(judge([...base(27, 100), null, ...base(5, 900)]).class).toBe('MISSING');
  });

  it('ends below 1.15 × the median frozen at its onset, whatever the newer days have become', () => {
    const open = { active: true, frozenBaselineMcfPerDay: 100 };
    expect(judge([...base(56, 180), ...base(5, 115)], open).class).toBe('BAND');
    expect(judge([...base(56, 180), ...base(5, 114)], open).class).toBe('CLEAR');
  });

  it('of a site that usually flares nothing ends with nothing flared', () => {
    const open = { active: true, frozenBaselineMcfPerDay: 0 };
    expect(judge([...base(56, 0), ...base(5, 0)], open).class).toBe('CLEAR');
    expect(judge([...base(56, 0), ...base(5, 1)], open).class).toBe('BAND');
  });

  it('must exceed the ninetieth percentile of a past that swings: the 51st of 56 values', () => {
    // 50 days of 100 and 6 of 400: the 51st is 400; with 5 of 400 it is 100, and 150 counts
    const swinging = (high: number, recent: number) =>
      judge([...base(56 - high, 100), ...base(high, 400), ...base(5, recent)]);
    expect([swinging(6, 400).class, swinging(6, 401).class, swinging(5, 151).class]).toEqual([
      'CLEAR',
      'BREACH',
      'BREACH',
    ]);
  });

  it('of months is the newest against the median of up to twelve before it, six at least', () => {
    const months = (values: readonly number[]) =>
      judge([], {
        cadence: '1mo',
        gas: { ...EMPTY_GAS_STATE, flaredMonthly: daily(values), newestReportAt: MIDNIGHT },
        settings: { ...DEFAULT_RULES.flaringRise, shiftFactorMonthly: 1.5 },
      });
    // the median of 90, 110 × 4 and 400 is 110; × 1.5 = 165
    expect(months([90, 110, 110, 110, 110, 400, 165]).class).toBe('CLEAR');
    expect(months([90, 110, 110, 110, 110, 400, 166])).toMatchObject({
      class: 'BREACH',
      value: 166,
      baselineMcfPerDay: 110,
    });
    expect(months([110, 110, 110, 110, 110, 900]).class).toBe('MISSING');
    // of thirteen before it the oldest does not count: (6 × 10 and 6 × 100) the mean of 10 and 100
    expect(months([100, ...base(6, 10), ...base(6, 100), 82]).class).toBe('CLEAR');
    expect(months([100, ...base(6, 10), ...base(6, 100), 83])).toMatchObject({
      class: 'BREACH',
      baselineMcfPerDay: 55,
    });
  });

  it('needs one report alone while the miners are off', () => {
    const rise = [...base(56, 100), 100, 100, 100, 100, 160];
    expect(judge(rise).class).toBe('CLEAR');
    expect(judge(rise, { isMiningStopped: true })).toMatchObject({
      class: 'BREACH',
      value: 160,
      detail: 'substitution',
    });
  });
});

describe('stale sources, with the defaults', () => {
  it('take data of exactly the limit as stale', () => {
    const site = (age: number) => evaluateSiteDataStale(later(MIDNIGHT, -age), MIDNIGHT, 36 * HOUR, 'warning').class;
    expect([site(36 * HOUR - 1), site(36 * HOUR)]).toEqual(['CLEAR', 'BREACH']);
    const price = (age: number, tick: number) =>
      evaluatePriceFeedStale(later(MIDNIGHT, -age), MIDNIGHT, tick, 'warning').class;
    // 15 min at 5 min ticks, 45 min at 15 min ticks, 3 h at hourly ones.
    expect([price(899, 300), price(900, 300)]).toEqual(['CLEAR', 'BREACH']);
    expect([price(2699, 900), price(2700, 900)]).toEqual(['CLEAR', 'BREACH']);
    expect([price(3 * HOUR - 1, HOUR), price(3 * HOUR, HOUR)]).toEqual(['CLEAR', 'BREACH']);
  });
});

/** Streams in force for the gas day that ends at MIDNIGHT + `day` days; absent = never reported, null = unknown. */
function gas(rates: Partial<Record<string, number | null>>, day = 0): GasInForce {
  const periodEnd = later(MIDNIGHT, day * DAY);
  const row = {
    periodStart: later(periodEnd, -DAY),
    periodEnd,
    volumeMcf: 1,
    hhvBtuPerScf: null,
    version: 1,
    reportedAt: periodEnd,
  };
  const streams = STREAMS.map((stream) => {
    const rate = rates[stream];
    if (rate === undefined) return [stream, { mcfPerDay: 0, everReported: false, quality: 'ok', row: null }];
    return [stream, { mcfPerDay: rate, everReported: true, quality: rate === null ? 'missing' : 'ok', row }];
  });
  return Object.fromEntries(streams) as GasInForce;
}

describe('money left on the table', () => {
  const { idleWhileProfitable, betterSplit } = DEFAULT_RULES;
  const mean = { value: 0.2, meanAdvantageUsdPerDay: 200 };

  it('idle needs the word of the site that the miners stand', () => {
    expect([isMining(gas({})), isMining(gas({ mining: 0 })), isMining(gas({ mining: 10 }))]).toEqual([
      null,
      false,
      true,
    ]);
    expect(evaluateIdle(mean, gas({ mining: 0 }), idleWhileProfitable, false).class).toBe('BREACH');
    expect(evaluateIdle(mean, gas({ mining: 10 }), idleWhileProfitable, false).class).toBe('CLEAR');
    expect(evaluateIdle(mean, gas({}), idleWhileProfitable, false).class).toBe('CLEAR');
  });

  it('a better split must gain above 3 % of revenue and 50 USD/day', () => {
    const judge = (gain: number | null, revenue: number, active = false) =>
      evaluateBetterSplit(gain, revenue, betterSplit, active).class;
    expect([judge(51, 1700), judge(52, 1700), judge(40, 1000), judge(null, 1000)]).toEqual([
      'CLEAR',
      'BREACH',
      'CLEAR',
      'MISSING',
    ]);
    expect([judge(20, 1700, true), judge(17, 1700, true)]).toEqual(['BAND', 'CLEAR']);
  });
});
