import { readFileSync } from 'node:fs';
import { parseReports } from '#lib/adapters/reports/detect.ts';
import type { Site } from '#lib/domain/company.ts';
import { instant, toIso } from '#lib/domain/instant.ts';
import type { ReportPlan } from '#lib/domain/report-plan.ts';
import { testCompany } from '#test/app/world.ts';

export const AT = instant(1_790_000_000);
export const S15 = { celsius: 15, kilopascal: 101.325 };

/** The one site that a fixture is read for. */
export function site(reports: Partial<ReportPlan> = {}, timezone = 'UTC', gasDayStart = '00:00'): Site {
  const [pad] = testCompany(1).company.sites;
  if (pad === undefined) throw new Error('no site');
  return { ...pad, timezone, gasDayStart, reports: { ...pad.reports, ...reports } };
}

/** Reads a fixture whole. */
export function read(name: string, of = site(), incompleteSums: 'sum' | 'unknown' = 'unknown') {
  const bytes = readFileSync(`test/fixtures/reports/${name}`);
  return parseReports(bytes, { file: name, knownSites: new Set([of.id]), at: AT, sites: [of], incompleteSums });
}

/** Volume in the source's unit by stream, over all periods or the one that starts so. */
export function volumes(parsed: ReturnType<typeof read>, start?: string): Record<string, number | null> {
  const sums: Record<string, number | null> = {};
  for (const { row, volume } of parsed.normalised) {
    if (start !== undefined && toIso(row.periodStart) !== start) continue;
    const before = sums[row.stream];
    sums[row.stream] = volume === null || before === null ? null : Math.round(((before ?? 0) + volume) * 1e6) / 1e6;
  }
  return sums;
}
