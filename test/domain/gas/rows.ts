import type { ReportRow } from '#lib/domain/gas/report.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';

export const HOUR = 3600;
export const DAY = 86_400;
/** 2026-05-01T00:00:00Z */
export const MAY = instant(1_777_593_600);

/** Hours after 2026-05-01T00:00Z. */
export function hour(hours: number): Instant {
  return after(MAY, hours * HOUR);
}

/** A row of made-up gas; hours after 2026-05-01T00:00Z, reported 6 hours after the period's end. */
export function row(
  fromHour: number,
  toHour: number,
  volumeMcf: number | null,
  more: Partial<ReportRow> = {},
): ReportRow {
  return {
    site: 'pad',
    stream: 'produced',
    periodStart: hour(fromHour),
    periodEnd: hour(toHour),
    volumeMcf,
    hhvBtuPerScf: null,
    evidence: 'measured',
    cause: null,
    version: 1,
    reportedAt: hour(toHour + 6),
    original: `${volumeMcf} Mcf us60-14.696`,
    ...more,
  };
}
