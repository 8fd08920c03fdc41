import { SECONDS_PER_DAY } from '../instant.ts';
import type { InForceRow } from './report.ts';

/**
 * Mcf/day of a report row: volume ÷ the period's real length in days. A gas day of 23 hours with
 * 230 Mcf flows 240 Mcf/day. Null where the volume is blank or reversed.
 */
export function ratePerDay(row: Pick<InForceRow, 'periodStart' | 'periodEnd' | 'volumeMcf'>): number | null {
  if (row.volumeMcf === null || row.volumeMcf < 0) return null;
  return (row.volumeMcf * SECONDS_PER_DAY) / (row.periodEnd - row.periodStart);
}
