import { expect, test } from 'vitest';
import { siteModel } from '#lib/domain/economics/site-model.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import type { SiteItem } from '#lib/domain/history/site-item.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { advanceSite } from '#lib/domain/site-tick.ts';
import { marketAt, padCompany } from './one-pad.ts';

/**
 * Six monthly reports of a pad that may flare 100 Mcf a day: too few for any baseline (12 months), so that
 * the level alone decides. It breaches with 2 of the last 3 months above 100 and ends below 0.9 × 100
 * (interfaces.md, rules).
 */
test('an episode that the level opened without a baseline ends below 0.9 of the limit, not at the limit', () => {
  const monthly = '{}\n    reports: { cadence: 1mo, staleAfter: 45d }';
  const { company, version } = padCompany({ regime: 'none, permitLimitMcfPerDay: 100', costs: monthly });
  const [site = expect.fail('no site')] = company.sites;
  const model = siteModel(site, company.decisionHorizonDays, company.regimes);
  const months = [110, 110, 110, 95, 95, 85];
  let previous: SiteItem | null = null;
  const conditions = months.map((mcfPerDay, index) => {
    const [start, end] = [startOf(index), startOf(index + 1)];
    const volumeMcf = (mcfPerDay * (end - start)) / 86_400;
    const known = { hhvBtuPerScf: null, evidence: null, cause: null, version: 1, reportedAt: end, original: '' };
    const row: ReportRow = { site: 'pad', stream: 'flared', periodStart: start, periodEnd: end, volumeMcf, ...known };
    const input = { company, configVersion: version, site, model, market: marketAt(end, 6_000), newRows: [row] };
    const { item } = advanceSite({ ...input, previous });
    previous = item;
    expect(item.flaringBaselineMcfPerDay).toBeNull();
    return item.alerts['flaring-rise'].condition;
  });
  // 110, 110 are two reports of three; 110, 110, 95 still breach; 110, 95, 95 do not, but 95 is above 90.
  expect(conditions.slice(2)).toEqual(['FIRING', 'FIRING', 'FIRING', 'OK']);
});

function startOf(month: number): Instant {
  return instant(Date.UTC(2026, month, 1) / 1000);
}
