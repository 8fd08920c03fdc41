import { describe, expect, test } from 'vitest';
import { historicReports } from '#cli/backtest-reports.ts';
import { rowsToWait } from '#cli/waiting-rows.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { rowsOf } from '#lib/app/late-reports.ts';
import type { Site } from '#lib/domain/company.ts';
import { mergeReports } from '#lib/domain/gas/merge-reports.ts';
import { EMPTY_GAS_STATE, type GasState, type ReportRow } from '#lib/domain/gas/report.ts';
import { END_OF_TIME, type Instant, instant } from '#lib/domain/instant.ts';
import { testCompany } from '#test/app/world.ts';

const PAD = testCompany(1).company.sites[0] as Site;
/** Of 2023: hours of UTC days, which are the pad's gas days. */
const hour = (count: number): Instant => instant(1_672_531_200 + count * 3600);

const sample: ReportRow = {
  site: PAD.id,
  stream: 'flared',
  periodStart: hour(0),
  periodEnd: hour(24),
  volumeMcf: 5,
  hhvBtuPerScf: null,
  evidence: null,
  cause: null,
  version: 1,
  reportedAt: hour(24),
  original: '5 Mcf',
};

function waitingOf(rows: readonly ReportRow[]) {
  const { waiting, add } = rowsToWait();
  for (const row of rows) add(row);
  return waiting;
}

describe('reports of the past', () => {
  test('wait for their site with the tick that brought them, and are forgotten once merged', async () => {
    const given = [1, 2, 3].map((version) => ({ ...sample, version, reportedAt: hour(version) }));
    const { store, deliver } = historicReports(waitingOf(given), [PAD], memoryStores().reports);
    await deliver(hour(2));
    await deliver(hour(3));
    const known = await store.rows(PAD.id, hour(0), hour(99));
    expect(known.map(({ row: { version }, knownAt }) => [version, knownAt])).toEqual([
      [1, hour(2)],
      [2, hour(2)],
      [3, hour(3)],
    ]);
    for (const pointer of await store.pointers()) await store.deletePointer(pointer);
    expect(await store.rows(PAD.id, hour(0), hour(99))).toEqual([]);
  });

  test('of many years come at once where the window begins late, each looked at once', async () => {
    const given = Array.from({ length: 40_000 }, (_, version) => ({ ...sample, version }));
    const { store, deliver } = historicReports(waitingOf(given), [PAD], memoryStores().reports);
    const before = process.cpuUsage();
    await deliver(END_OF_TIME);
    // 0.1 s; where each row copies those before it, 800 million copies: more than ten times as much.
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
    expect((await store.rows(PAD.id, hour(0), hour(99))).map((one) => one.row.version)).toEqual(
      given.map((one) => one.version),
    );
  });

  test('of an hourly site sum up to gas days, hour after hour, and a corrected hour makes its day anew', async () => {
    const site: Site = { ...PAD, reports: { ...PAD.reports, cadence: '1h' } };
    // Flared in the hour that ends at `end`: its number in Mcf; the first hour of all is corrected from 1 to 11 on the third day.
    const flaredBy = (end: number): ReportRow => ({
      ...sample,
      periodStart: hour(end - 1),
      periodEnd: hour(end),
      volumeMcf: end,
      reportedAt: hour(end),
    });
    const given = Array.from({ length: 70 }, (_, index) => flaredBy(index + 1));
    const corrected = { ...flaredBy(1), volumeMcf: 11, version: 2, reportedAt: hour(60) };
    const { store, deliver } = historicReports(waitingOf([...given, corrected]), [site], memoryStores().reports);
    const daysAfter = async (from: number, to: number, before: GasState): Promise<GasState> => {
      let state = before;
      for (let count = from; count <= to; count += 1) {
        await deliver(hour(count));
        const known = await store.pointers();
        state = mergeReports(state, await rowsOf(store, site, known, hour(count)), hour(count), site);
        for (const pointer of known) await store.deletePointer(pointer);
      }
      return state;
    };
    const mcf = ({ flaredDaily }: GasState) => flaredDaily.map(({ mcfPerDay }) => mcfPerDay);
    // 1 + … + 24 = 300; 25 + … + 48 = 876.
    const twoDays = await daysAfter(1, 59, EMPTY_GAS_STATE);
    expect(mcf(twoDays)).toEqual([300, 876]);
    expect(mcf(await daysAfter(60, 70, twoDays))).toEqual([310, 876]);
  });

  test('of an hourly site are forgotten when five weeks have come after them', async () => {
    const site: Site = { ...PAD, reports: { ...PAD.reports, cadence: '1h' } };
    const given = Array.from({ length: 40 }, (_, day) => ({
      ...sample,
      periodStart: hour(24 * day),
      periodEnd: hour(24 * day + 1),
      reportedAt: hour(24 * day + 1),
    }));
    const { store, deliver } = historicReports(waitingOf(given), [site], memoryStores().reports);
    for (const { reportedAt } of given) {
      await deliver(reportedAt);
      for (const pointer of await store.pointers()) await store.deletePointer(pointer);
    }
    const kept = await store.rows(site.id, hour(0), hour(24 * 40));
    expect(kept.map(({ row }) => row.periodStart)).toEqual(given.slice(5).map((row) => row.periodStart));
  });
});
