import { beforeAll, describe, expect, it } from 'vitest';
import { encodeDay, encodeMonth } from '#lib/adapters/dynamodb/codec/aggregates.ts';
import { encodeBlock } from '#lib/adapters/dynamodb/codec/block.ts';
import { encodeMarket } from '#lib/adapters/dynamodb/codec/market.ts';
import { decodeSite, encodeSite } from '#lib/adapters/dynamodb/codec/site.ts';
import {
  blockSort,
  daySort,
  historyPartition,
  marketKey,
  monthSort,
  rawExpiry,
  siteKey,
} from '#lib/adapters/dynamodb/keys.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { FlareFigure, GasState, InForceRow, Stream } from '#lib/domain/gas/report.ts';
import { type Aggregate, foldAggregates, foldPoints } from '#lib/domain/history/fold.ts';
import type { Block, Point } from '#lib/domain/history/point.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { foldMonth, monthStart } from '#lib/domain/history/stretch.ts';
import { type Instant, after as later } from '#lib/domain/instant.ts';
import { firingState, NOON, sampleMarket, samplePoint, sampleSite } from '../samples.ts';
import { itemBytes } from './item-size.ts';

/** As long as a slug of people is in practice; a longer one costs its own bytes. */
const SITE = 'north-pad-12-battery-7';
const DAY = 86_400;

/**
 * A large site on a violent day, every figure made up and moving at every tick: revenue of a million
 * USD/day, the price up and down by a tenth, volumes of 12,000 Mcf/day, each report another.
 */
function violentPoint(at: Instant, index: number, stepsPerReport: number): Point {
  const swing = [0.98, 1.03, 0.95, 1.07, 0.93, 1.01, 1.1, 0.9, 0.97, 1.05, 0.92, 1.08][index % 12] ?? 1;
  const report = Math.floor(index / stepsPerReport);
  return samplePoint(at, {
    mineMilliUsdPerDay: Math.round(1_034_567_891 * swing),
    sellMilliUsdPerDay: Math.round(734_567_891 * (1 + report / 50)),
    flareMilliUsdPerDay: -Math.round(94_567_891 * (1 + report / 50)),
    netbackMilliUsdPerMmbtu: Math.round(5_123 * swing),
    netbackMilliUsdPerMcf: Math.round(5_623 * swing),
    breakEvenBtcCents: Math.round(6_234_567 * (2 - swing)),
    gasUsedScfPerDay: 11_234_567 + 123_457 * report,
    producedScfPerDay: 12_345_678 - 234_567 * report,
    soldScfPerDay: 1_234_567 + 34_567 * report,
    flaredScfPerDay: 345_678 + 12_345 * report,
    ventedScfPerDay: 12_345 + 1_234 * report,
    btcUsdCents: Math.round(11_234_567 * swing),
    hashpriceMilliUsdPerPhDay: Math.round(51_234 * swing),
    openAlerts: ['unprofitable', 'flaring-rise', 'site-data-stale'],
    quality: index % 3 === 0 ? 'degraded' : 'ok',
    reportVersion: 1 + (report % 3),
  });
}

function violentBlock(stepsPerReport: number): Block {
  const points = Array.from({ length: 12 }, (_, index) =>
    violentPoint(later(NOON, index * 3600), index, stepsPerReport),
  );
  return { start: NOON, stepSeconds: 3600, version: 2, points };
}

function dailyRows(days: number): readonly InForceRow[] {
  return Array.from({ length: days }, (_, index) => ({
    periodStart: later(NOON, -DAY * (index + 1)),
    periodEnd: later(NOON, -DAY * index),
    volumeMcf: (12_345.678 - 234.567 * index) * 1.001_234_567,
    hhvBtuPerScf: null,
    version: 1,
    reportedAt: later(NOON, -DAY * index + 28_800),
  }));
}

function fullGasState(): GasState {
  const streams: readonly Stream[] = ['produced', 'sold', 'flared', 'vented'];
  const flaredDaily: FlareFigure[] = Array.from({ length: 61 }, (_, index) => ({
    periodStart: later(NOON, -DAY * (61 - index)),
    periodEnd: later(NOON, -DAY * (60 - index)),
    mcfPerDay: Math.round(345_678 + 61_234 * Math.sin(index)) / 1000,
    version: 1,
  }));
  const candidates = Object.fromEntries(streams.map((stream) => [stream, dailyRows(1)]));
  const figures = (count: number) =>
    flaredDaily
      .slice(-count)
      .map((one) => ({ ...one, mcfPerDay: Math.round(12_345_678 - 1000 * (one.mcfPerDay ?? 0)) / 1000 }));
  const balanceFigures = { produced: figures(4), sold: figures(4), vented: figures(4) };
  return { candidates, balanceFigures, flaredDaily, flaredMonthly: [], newestReportAt: later(NOON, -3600) };
}

function fullSite(rules: readonly string[], firing: readonly string[], block: Block): SiteItem {
  const v = later(NOON, 11 * 3600);
  const states = rules.map((rule) => {
    const calm = { ...INITIAL_ALERT_STATE, lastEvaluatedAt: v, samples: 3, breachBits: 0 };
    return [rule, firing.includes(rule) ? { ...firingState(v), breachBits: 7, samples: 3 } : calm] as const;
  });
  const hours = Array.from({ length: 12 }, (_, index) => ({
    hour: later(NOON, index * 3600),
    ticks: 12,
    advantageMilliUsdPerDaySum: Math.round(-3_234_567_891 * (1 + 0.03 * Math.cos(index))),
    revenueMilliUsdPerDaySum: Math.round(12_234_567_891 * (1 + 0.03 * Math.sin(index))),
  }));
  const alerts = Object.fromEntries(states) as unknown as SiteItem['alerts'];
  return sampleSite(SITE, v, { block, alerts, hours, gas: fullGasState() });
}

const siteBytes = (item: SiteItem): number => itemBytes({ ...siteKey(SITE), v: item.v, b: encodeSite(item) });
const FOUR = ['unprofitable', 'flaring-rise', 'site-data-stale', 'mass-balance'];
const EIGHT = [...FOUR, 'idle-while-profitable', 'better-split', 'a-rule-of-our-own', 'another-rule-of-our-own'];

describe('an item at its largest (I29)', () => {
  const sizes: Record<string, number> = {};
  beforeAll(() => {
    sizes.calm = siteBytes(fullSite(FOUR, [], violentBlock(12)));
  });

  it('SITE with 4 rules, a full block and all of them firing stays within one write unit', () => {
    expect(siteBytes(fullSite(FOUR, FOUR, violentBlock(12)))).toBeLessThanOrEqual(1024);
    expect(sizes.calm).toBeLessThan(1024);
  });

  it('SITE with 8 rules firing and a report every tick stays within two', () => {
    expect(siteBytes(fullSite(EIGHT, EIGHT, violentBlock(1)))).toBeLessThanOrEqual(2048);
  });

  it('SITE whose flare in force has a cause that a law may leave out stays within two, and is read back', () => {
    const item = fullSite(FOUR, FOUR, violentBlock(12));
    const flared = item.gas.candidates.flared?.map((row) => ({ ...row, cause: 'emergency' })) ?? [];
    const gas = { ...item.gas, candidates: { ...item.gas.candidates, flared } };
    expect(siteBytes({ ...item, gas }) - siteBytes(item)).toBeLessThanOrEqual(48);
    expect(decodeSite(SITE, item.v, encodeSite({ ...item, gas })).gas.candidates.flared).toEqual(flared);
  });

  it('a rule that never met a sample costs its name and one byte', () => {
    const four = fullSite(FOUR, [], violentBlock(12));
    const untouched = { ...four, alerts: { ...four.alerts, 'better-split': INITIAL_ALERT_STATE } } as SiteItem;
    expect(siteBytes(untouched) - siteBytes(four)).toBe(2);
  });

  it.each([1, 12])('B# with a report every %i ticks stays within 700 bytes', (stepsPerReport) => {
    const b = encodeBlock(violentBlock(stepsPerReport));
    const item = { pk: historyPartition(SITE), sk: blockSort(NOON), b, ...rawExpiry(NOON, 90) };
    expect(itemBytes(item)).toBeLessThanOrEqual(700);
  });

  it('D# stays within 1,200 bytes', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hourOf(later(NOON, hour * 3600), hour));
    const day = { date: NOON, version: 2, restated: null, hours, day: foldAggregates(hours, NOON, later(NOON, DAY)) };
    expect(itemBytes({ pk: historyPartition(SITE), sk: daySort(NOON), b: encodeDay(day) })).toBeLessThanOrEqual(1200);
  });

  it('M# of 31 days stays within 1,700 bytes', () => {
    const month = monthStart(later(NOON, 31 * DAY));
    const days = Array.from({ length: 31 }, (_, day) => dayOf(later(month, day * DAY), day));
    const item = { month, version: 2, restated: null, ...foldMonth(days, month, 300) };
    expect(item.days).toHaveLength(31);
    expect(itemBytes({ pk: historyPartition(SITE), sk: monthSort(month), b: encodeMonth(item) })).toBeLessThanOrEqual(
      1700,
    );
  });

  it('MKT with every provider stays within 1,024 bytes', () => {
    const providers =
      'coinbase coinbase-exchange kraken bitstamp binance coingecko mempool blockstream blockchain-info blockchair bitcoin-core cbr frankfurter eia'.split(
        ' ',
      );
    const { sources, ...market } = sampleMarket(NOON);
    const verdict = (source: string, index: number) => ({
      source,
      kind: (['price', 'network', 'fees'] as const)[index % 3] ?? 'price',
      subject: index % 5 === 0 ? 'USDRUB' : null,
      status: 'used' as const,
      value: 24_123.456_789 * (1 + index),
      ageSeconds: 7 * index,
      unchangedSince: later(NOON, -61 * index),
    });
    const full = { ...market, sources: [...providers, ...providers].map(verdict) };
    expect(sources).toHaveLength(2);
    expect(itemBytes({ ...marketKey(NOON), b: encodeMarket(full), ...rawExpiry(NOON, 90) })).toBeLessThanOrEqual(1024);
  });
});

/** An hour of 5 min ticks of the violent site; every fourth tick unknown, so that no count is constant. */
function hourOf(from: Instant, seed: number): Aggregate {
  const points = Array.from({ length: 12 }, (_, index) => {
    const point = violentPoint(later(from, index * 300), index + seed, 24);
    return (index + seed) % 17 === 0 ? { ...point, mineMilliUsdPerDay: null, btcUsdCents: null } : point;
  });
  return foldPoints(points, from, later(from, 3600), 300);
}

function dayOf(from: Instant, seed: number): Aggregate {
  const hours = Array.from({ length: 24 }, (_, hour) => hourOf(later(from, hour * 3600), seed * 5 + hour));
  return foldAggregates(hours, from, later(from, DAY));
}
