import fc from 'fast-check';
import { type AlertState, INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import { SITE_RULES } from '#lib/domain/alerts/rule.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { EMPTY_GAS_STATE } from '#lib/domain/gas/report.ts';
import { blockEnd } from '#lib/domain/history/block.ts';
import { type Block, MISSING_INPUTS, type Point } from '#lib/domain/history/point.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market/market.ts';

/** 2023-02-15T00:00:00Z, a midnight and a multiple of twelve hours. */
export const NOON = instant(1_676_419_200);

/** A point of a site that mines, every figure made up. */
export function samplePoint(at: Instant, changes: Partial<Point> = {}): Point {
  return {
    at,
    quality: 'ok',
    missing: [],
    best: 'mine',
    bestAlternative: 'sell',
    binding: 'fleet',
    openAlerts: [],
    mineMilliUsdPerDay: 1_234_567,
    sellMilliUsdPerDay: 654_321,
    flareMilliUsdPerDay: -4_500,
    netbackMilliUsdPerMmbtu: 4_321,
    netbackMilliUsdPerMcf: 5_012,
    breakEvenBtcCents: 1_812_345,
    gasUsedScfPerDay: 246_000,
    producedScfPerDay: 300_000,
    soldScfPerDay: null,
    flaredScfPerDay: 41_000,
    ventedScfPerDay: 0,
    btcUsdCents: 2_412_345,
    hashpriceMilliUsdPerPhDay: 71_234,
    epoch: 385,
    reportVersion: 1,
    configVersion: '0123456789abcdef',
    methodVersion: 1,
    ...changes,
  };
}

/** Whole figures of any size that a point can hold. */
const figure = fc.option(fc.maxSafeInteger(), { nil: null });

/** Any point there can be at `at`. */
export function anyPoint(at: Instant): fc.Arbitrary<Point> {
  const figures = Object.fromEntries(
    Object.entries(samplePoint(at))
      .filter(([name]) => /(Milli|Cents|Scf|epoch|reportVersion)/.test(name))
      .map(([name]) => [name, figure]),
  );
  return fc
    .record({
      ...figures,
      quality: fc.constantFrom('ok', 'degraded', 'last-known-good', 'missing'),
      missing: fc.subarray([...MISSING_INPUTS]),
      best: fc.constantFrom('mine', 'sell', 'flare', 'unknown'),
      bestAlternative: fc.constantFrom('sell', 'flare', null),
      binding: fc.constantFrom('gas', 'power', 'fleet', 'none'),
      openAlerts: fc.subarray([
        'unprofitable',
        'flaring-rise',
        'site-data-stale',
        'a-user-rule',
      ] as Point['openAlerts'][number][]),
      configVersion: fc.constantFrom('0123456789abcdef', 'v2', 'ABC'),
      methodVersion: fc.nat(99),
    })
    .map((fields) => ({ at, ...fields }) as unknown as Point);
}

/** Any block of 5 min, 15 min or 1 h ticks from NOON on, with gaps. */
export const anyBlock: fc.Arbitrary<Block> = fc
  .record({ stepSeconds: fc.constantFrom(300, 900, 3600), slots: fc.subarray([...Array(12).keys()], { minLength: 1 }) })
  .chain(({ stepSeconds, slots }) =>
    fc.record({
      stepSeconds: fc.constant(stepSeconds),
      version: fc.integer({ min: 1, max: 300 }),
      points: fc.tuple(...slots.map((slot) => anyPoint(after(NOON, slot * stepSeconds)))),
    }),
  )
  .map((block) => ({ start: block.points[0]?.at ?? NOON, ...block }));

/** A block of `count` hourly points that begins at `start`. */
export function sampleBlock(start: Instant, count = 12, stepSeconds = 3600): Block {
  const points = Array.from({ length: count }, (_, slot) => samplePoint(after(start, slot * stepSeconds)));
  return { start, stepSeconds, version: 1, points: points.filter(({ at }) => at < blockEnd(start, stepSeconds)) };
}

/** An open episode. */
export function firingState(at: Instant): AlertState {
  return {
    ...INITIAL_ALERT_STATE,
    condition: 'FIRING',
    onset: after(at, -7200),
    openedAt: after(at, -3600),
    episode: 3,
    severity: 'critical',
    cause: 'market',
    value: -0.182_734_651_8,
    flapBits: 0b101,
    lastEvaluatedAt: at,
  };
}

export function sampleSite(site: string, v: Instant, changes: Partial<SiteItem> = {}): SiteItem {
  return {
    site,
    v,
    configVersion: '0123456789abcdef',
    methodVersion: 1,
    block: { start: v, stepSeconds: 3600, version: 1, points: [samplePoint(v)] },
    alerts: {
      ...Object.fromEntries(SITE_RULES.map((rule) => [rule, INITIAL_ALERT_STATE])),
      unprofitable: firingState(v),
      'flaring-rise': { ...INITIAL_ALERT_STATE, lastEvaluatedAt: v },
    } as unknown as SiteItem['alerts'],
    lastClearMarket: {
      btcUsd: 24_123.45,
      difficulty: 39_156_400_059_293.19,
      height: 776_500,
      feesBtcPerBlock: 0.151_234_567_89,
      gasIndexUsdPerMmbtu: { 'henry-hub': 2.514, 'own-index': null },
    },
    gas: { ...EMPTY_GAS_STATE, newestReportAt: after(v, -86_400) },
    hours: [{ hour: v, ticks: 1, advantageMilliUsdPerDaySum: -1_500, revenueMilliUsdPerDaySum: 9_000_000 }],
    flaringBaselineMcfPerDay: 41.125,
    ...changes,
  };
}

export function sampleMarket(at: Instant): Market {
  const good = (value: number) => ({ value, quality: 'ok' as const, goodAt: at });
  return {
    at,
    btcUsd: good(24_123.45),
    difficulty: good(39_156_400_059_293.19),
    height: good(776_500),
    feesBtcPerBlock: { value: null, quality: 'missing', goodAt: null },
    fx: [{ id: 'USDRUB', value: 74.123_4, quality: 'last-known-good', goodAt: after(at, -3600) }],
    gasIndexes: [{ id: 'gpp-yugra', value: 1.1, quality: 'ok', goodAt: at }],
    sources: [
      {
        source: 'kraken',
        kind: 'price',
        subject: null,
        status: 'used',
        value: 24_123.45,
        ageSeconds: 3,
        unchangedSince: after(at, -60),
      },
      {
        source: 'own-feed',
        kind: 'fx',
        subject: 'USDRUB',
        status: 'failed',
        value: null,
        ageSeconds: null,
        unchangedSince: null,
      },
    ],
    configVersion: '0123456789abcdef',
  };
}

export function sampleRow(site: string, periodStart: Instant, changes: Partial<ReportRow> = {}): ReportRow {
  const periodEnd = after(periodStart, 86_400);
  return {
    site,
    stream: 'produced',
    periodStart,
    periodEnd,
    volumeMcf: 300.125,
    hhvBtuPerScf: null,
    evidence: 'measured',
    cause: null,
    version: 1,
    reportedAt: periodEnd,
    original: '300.125 Mcf us60-14.696',
    ...changes,
  };
}
