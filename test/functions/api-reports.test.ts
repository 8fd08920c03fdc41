import { describe, expect, it } from 'vitest';
import { receiveRows } from '#lib/app/receive-rows.ts';
import type { Company, Site } from '#lib/domain/company.ts';
import type { ReportRow, Stream } from '#lib/domain/gas/report.ts';
import { type Instant, instant, after as later } from '#lib/domain/instant.ts';
import { newWorld, runChain, START, testCompany } from '#test/app/world.ts';
import { askJson, portsOf } from './api-seed.ts';
import { handled } from './api-server.ts';

const DAY = 86_400;
const HOUR = 3600;
/** 2023-01-15T00:00Z, 31 days before the first tick. */
const FROM = later(START, -31 * DAY);
const WINDOW = { from: String(FROM), to: String(START) };

type Fraction = number | null;
type Answer = {
  completeness: {
    at: string;
    cadence: string | null;
    completenessFraction: Fraction;
    expectedPeriods: number | null;
    reportedPeriods: number | null;
    reason: string | null;
    streams: { stream: string; completenessFraction: Fraction; gaps: object[]; causes: object[]; evidence: object[] }[];
  };
  massBalance: {
    by: string | null;
    reason: string | null;
    knownPeriods: number;
    unaccountedMcf: number | null;
    unaccountedFraction: Fraction;
    periods: { from: string; to: string; volumesMcf: Record<Stream, number | null>; unaccountedMcf: number | null }[];
  };
  reports: object[];
  next: string | null;
};

function rowOf(
  stream: Stream,
  start: Instant,
  seconds: number,
  volumeMcf: number | null,
  more: Partial<ReportRow> = {},
) {
  const periodEnd = later(start, seconds);
  const original = `${volumeMcf} Mcf us60-14.696`;
  const row: ReportRow = {
    ...{ site: 'pad-0000', stream, periodStart: start, periodEnd, volumeMcf, hhvBtuPerScf: null, original },
    ...{ evidence: 'measured', cause: null, version: 1, reportedAt: periodEnd },
  };
  return { ...row, ...more };
}

/** A company of one pad whose rows came before the first tick; two hourly ticks are run. */
async function worldWith(rows: readonly ReportRow[], site: Partial<Site> = {}, cadence: '1h' | '1d' | '1mo' = '1d') {
  const { company: plain, version } = testCompany(1);
  const staleAfterSeconds = { '1h': 3 * HOUR, '1d': 36 * HOUR, '1mo': 45 * DAY }[cadence];
  const sites = plain.sites.map((one) => ({
    ...one,
    ...site,
    reports: { ...one.reports, cadence, staleAfterSeconds },
  }));
  const company: Company = { ...plain, sites };
  const world = newWorld(company, version, () => 30_000);
  await receiveRows(world.stores, { site: 'pad-0000', file: 'history', rows, knownAt: START });
  for (const tick of [0, 1]) await runChain(world, later(START, tick * HOUR));
  return { company, stores: world.stores };
}

const days = Array.from({ length: 31 }, (_, index) => later(FROM, index * DAY));

/** 300 produced, 200 sold and 85 flared a day; the flare meter was silent on the 10th day, sold blank on the 20th. */
const month = days.flatMap((start, index) => [
  rowOf('produced', start, DAY, 300),
  rowOf('sold', start, DAY, index === 19 ? null : 200, { evidence: 'allocated' }),
  ...(index === 9 ? [] : [rowOf('flared', start, DAY, 85, { cause: index < 3 ? 'emergency' : 'routine' })]),
]);

describe('GET /v1/sites/{site}/reports', () => {
  it('says how complete the reports are, what is missing, and of what evidence and cause they are', async () => {
    const { company, stores } = await worldWith(month);
    const { completeness, reports } = await askJson<Answer>(
      portsOf(company, stores),
      '/v1/sites/pad-0000/reports',
      WINDOW,
    );
    expect(reports).toHaveLength(92);
    // 31 + 30 + 30 of 93.
    expect(completeness).toMatchObject({ cadence: '1d', expectedPeriods: 93, reportedPeriods: 91, reason: null });
    expect(completeness.completenessFraction).toBe(0.978495);
    expect(completeness.at).toBe('2023-02-15T01:00:00Z');
    const [produced, sold, flared] = completeness.streams;
    expect(produced).toMatchObject({ stream: 'produced', completenessFraction: 1, gaps: [], causes: [] });
    expect(sold).toMatchObject({
      gaps: [{ from: '2023-02-03T00:00:00Z', to: '2023-02-04T00:00:00Z', reason: 'unknown-volume' }],
      evidence: [{ evidence: 'allocated', rows: 31 }],
    });
    expect(flared).toMatchObject({
      gaps: [{ from: '2023-01-24T00:00:00Z', to: '2023-01-25T00:00:00Z', reason: 'no-report' }],
      causes: [
        { cause: 'routine', rows: 27, volumeMcf: 27 * 85 },
        { cause: 'emergency', rows: 3, volumeMcf: 255 },
      ],
    });
  });

  it('balances every gas day, and says unknown where a stream that is reported is missing', async () => {
    const { company, stores } = await worldWith(month);
    const { massBalance } = await askJson<Answer>(portsOf(company, stores), '/v1/sites/pad-0000/reports', WINDOW);
    expect(massBalance.periods).toHaveLength(31);
    // 300 − 200 − 85 = 15; 29 known days: 435 ÷ 8,700 = 5 %.
    expect(massBalance).toMatchObject({
      ...{ by: 'gas-day', reason: null, knownPeriods: 29, unaccountedMcf: 435, unaccountedFraction: 0.05 },
    });
    expect(massBalance.periods[9]).toMatchObject({
      from: '2023-01-24T00:00:00Z',
      volumesMcf: { produced: 300, sold: 200, flared: null, vented: 0 },
      unaccountedMcf: null,
    });
  });

  it('counts a correction, and keeps the same figures on every page', async () => {
    // The 10th day comes late with 100 flared: 0 unaccounted; 30 known days: 435 ÷ 9,000.
    const late = rowOf('flared', days[9] ?? FROM, DAY, 100, { reportedAt: START });
    const { company, stores } = await worldWith([...month, late]);
    const ports = portsOf(company, stores);
    const whole = await askJson<Answer>(ports, '/v1/sites/pad-0000/reports', WINDOW);
    expect(whole.completeness.reportedPeriods).toBe(92);
    expect(whole.massBalance.unaccountedFraction).toBe(0.048333);
    const first = await askJson<Answer>(ports, '/v1/sites/pad-0000/reports', { ...WINDOW, limit: '50' });
    const second = await askJson<Answer>(ports, '/v1/sites/pad-0000/reports', {
      ...{ ...WINDOW, limit: '50', cursor: first.next ?? '' },
    });
    expect([...first.reports, ...second.reports]).toEqual(whole.reports);
    expect(second.completeness).toEqual(whole.completeness);
    expect(second.massBalance).toEqual(whole.massBalance);
  });

  it('takes meters whose day begins before the window, without listing their rows', async () => {
    // The site's day begins at midnight, its flare meter's at 06:00: 24 × 31 h of flare need 32 rows.
    const rows = [
      ...days.map((start) => rowOf('produced', start, DAY, 300)),
      ...Array.from({ length: 32 }, (_, index) => rowOf('flared', later(FROM, index * DAY - 18 * HOUR), DAY, 240)),
    ];
    const { company, stores } = await worldWith(rows);
    const found = await askJson<Answer>(portsOf(company, stores), '/v1/sites/pad-0000/reports', WINDOW);
    expect(found.reports).toHaveLength(62);
    expect(found.completeness.completenessFraction).toBe(1);
    // 300 − 240 × 6 ÷ 24 − 240 × 18 ÷ 24 = 60.
    expect(found.massBalance.unaccountedMcf).toBe(31 * 60);
  });

  it('balances the whole of the last gas day where the window ends within it', async () => {
    const hours = Array.from({ length: 24 }, (_, index) => later(FROM, index * HOUR));
    const rows = hours.flatMap((at) => [rowOf('produced', at, HOUR, 10), rowOf('flared', at, HOUR, 9)]);
    const { company, stores } = await worldWith(rows, {}, '1h');
    const noon = { from: String(FROM), to: String(later(FROM, 12 * HOUR)) };
    const found = await askJson<Answer>(portsOf(company, stores), '/v1/sites/pad-0000/reports', noon);
    expect(found.reports).toHaveLength(24);
    expect(found.completeness).toMatchObject({ expectedPeriods: 24, completenessFraction: 1 });
    // 24 × 10 − 24 × 9.
    expect(found.massBalance).toMatchObject({ knownPeriods: 1, unaccountedMcf: 24 });
  });

  it('asks an hourly site for the 23 hours of a day on which clocks go forward', async () => {
    // Chicago, gas day 09:00: 11 March 2023 15:00 UTC to 12 March 14:00 UTC.
    const start = instant(Date.parse('2023-03-11T15:00:00Z') / 1000);
    const hours = Array.from({ length: 22 }, (_, index) => later(start, index * HOUR));
    const rows = hours.flatMap((at) => [rowOf('produced', at, HOUR, 10), rowOf('flared', at, HOUR, 9)]);
    const chicago = { timezone: 'America/Chicago', gasDayStart: '09:00' };
    const { company, stores } = await worldWith([], chicago, '1h');
    await receiveRows(stores, { site: 'pad-0000', file: 'march', rows, knownAt: later(start, DAY) });
    const ports = portsOf(company, stores);
    const market = (await stores.market.latestBefore(instant(9e9))) ?? expect.fail('no market');
    await stores.market.putIfAbsent({ ...market, at: later(start, 3 * DAY) });
    const window = { from: String(start), to: String(later(start, 23 * HOUR)) };
    const before = await askJson<Answer>(ports, '/v1/sites/pad-0000/reports', window);
    expect(before.completeness).toMatchObject({ expectedPeriods: 46, reportedPeriods: 44 });
    expect(before.massBalance.periods).toMatchObject([{ to: '2023-03-12T14:00:00Z', unaccountedMcf: null }]);
    const last = later(start, 22 * HOUR);
    const rest = [rowOf('produced', last, HOUR, 10), rowOf('flared', last, HOUR, 9)];
    await receiveRows(stores, { site: 'pad-0000', file: 'rest', rows: rest, knownAt: later(start, DAY) });
    const whole = await askJson<Answer>(ports, '/v1/sites/pad-0000/reports', window);
    expect(whole.completeness.completenessFraction).toBe(1);
    // 23 × 10 − 23 × 9.
    expect(whole.massBalance).toMatchObject({ by: 'gas-day', unaccountedMcf: 23, unaccountedFraction: 0.1 });
  });

  it('balances the months of a monthly site', async () => {
    const january = instant(Date.parse('2023-01-01T00:00:00Z') / 1000);
    const rows = [rowOf('produced', january, 31 * DAY, 3100), rowOf('sold', january, 31 * DAY, 2790)];
    const { company, stores } = await worldWith(rows, {}, '1mo');
    const ports = portsOf(company, stores);
    const asked = { from: '2022-12-01', to: '2023-02-15' };
    const found = await askJson<Answer>(ports, '/v1/sites/pad-0000/reports', asked);
    // December ended on 1 January, 45 days and an hour before the tick: missed. January is there, February goes on.
    expect(found.completeness).toMatchObject({ cadence: '1mo', expectedPeriods: 4, completenessFraction: 0.5 });
    expect(found.massBalance).toMatchObject({ by: 'gas-month', knownPeriods: 1, unaccountedFraction: 0.1 });
    // Without a window the last 124 days: November to January, of which January is there.
    const last = await askJson<Answer>(ports, '/v1/sites/pad-0000/reports');
    expect(last.reports).toHaveLength(2);
    expect(last.completeness).toMatchObject({ expectedPeriods: 6, reportedPeriods: 2 });
    expect(found.massBalance.periods.map(({ from }) => from)).toEqual(['2022-12-01T00:00:00Z', '2023-01-01T00:00:00Z']);
  });

  it('is unknown, with the reason, of a site that never reported and of one that was removed', async () => {
    const silent = await worldWith([]);
    const never = await askJson<Answer>(portsOf(silent.company, silent.stores), '/v1/sites/pad-0000/reports', WINDOW);
    const unknown = { completenessFraction: null, expectedPeriods: null, reportedPeriods: null, streams: [] };
    expect(never.completeness).toMatchObject({ ...unknown, reason: 'never-reported' });
    expect(never.massBalance).toMatchObject({ reason: 'never-reported', unaccountedMcf: null, periods: [] });
    const { company, stores } = await worldWith(month);
    const without = portsOf({ ...company, sites: [] }, stores);
    const removed = await askJson<Answer>(without, '/v1/sites/pad-0000/reports', WINDOW);
    expect(removed.completeness).toMatchObject({ ...unknown, reason: 'site-removed' });
    expect(removed.massBalance).toMatchObject({ reason: null, unaccountedMcf: 435 });
  });

  it('answers a window without a period as 200, and of an unknown site 404', async () => {
    const { company, stores } = await worldWith(month);
    const ports = portsOf(company, stores);
    const empty = await askJson<Answer>(ports, '/v1/sites/pad-0000/reports', { from: WINDOW.to, to: WINDOW.to });
    expect(empty.completeness).toMatchObject({ completenessFraction: null, reason: 'nothing-due' });
    expect((await handled(ports, 'GET', '/v1/sites/nowhere/reports', {})).status).toBe(404);
  });
});
