import type { Site } from '../company.ts';
import { gasInForce } from '../gas/in-force.ts';
import type { GasInForce, ReportRow } from '../gas/report.ts';
import { after, type Instant, SECONDS_PER_DAY } from '../instant.ts';
import { type Aggregate, type DayAggregate, foldAggregates } from './fold.ts';
import { reportsBegun } from './reports-begun.ts';

const SCF_PER_MCF = 1000;

/** The volumes that a report alone decides; the gas that mining used rests on the whole evaluation. */
const REPORTED = [
  ['produced', 'producedTicks', 'producedScfPerDaySeconds'],
  ['sold', 'soldTicks', 'soldScfPerDaySeconds'],
  ['flared', 'flaredTicks', 'flaredScfPerDaySeconds'],
  ['vented', 'ventedTicks', 'ventedScfPerDaySeconds'],
] as const;

/**
 * A day whose points are no longer kept, with the reported volumes as they are known now; margins
 * and the gas used stay. A stream without a report in force stays as it was folded. The ticks of an
 * hour are taken from its start. The same day when nothing differs.
 */
export function restateVolumes(day: DayAggregate, rows: readonly ReportRow[], site: Site): DayAggregate {
  const { cadence, staleAfterSeconds } = site.reports;
  const known = reportsBegun(rows, cadence, day.date);
  const inForceAt = (at: Instant): GasInForce => gasInForce(known(at), at, staleAfterSeconds, cadence);
  const hours = day.hours.map((hour) => restateHour(hour, inForceAt));
  if (hours.every((hour, index) => hour === day.hours[index])) return day;
  const total = foldAggregates(hours, day.date, after(day.date, SECONDS_PER_DAY));
  return { ...day, version: day.version + 1, restated: 'volumes-only', hours, day: total };
}

function restateHour(hour: Aggregate, inForceAt: (at: Instant) => GasInForce): Aggregate {
  if (hour.ticks === 0 || hour.expectedTicks === 0) return hour;
  const stepSeconds = (hour.to - hour.from) / hour.expectedTicks;
  const ticks = Array.from({ length: hour.ticks }, (_, index) => inForceAt(after(hour.from, index * stepSeconds)));
  const changes: Record<string, number> = {};
  for (const [stream, count, sum] of REPORTED) {
    const rates = ticks.map((gas) => gas[stream].mcfPerDay).filter((rate) => rate !== null);
    if (rates.length === 0) continue;
    const scfPerDaySeconds = rates.reduce((total, rate) => total + Math.round(rate * SCF_PER_MCF) * stepSeconds, 0);
    if (hour[count] === rates.length && hour[sum] === scfPerDaySeconds) continue;
    changes[count] = rates.length;
    changes[sum] = scfPerDaySeconds;
  }
  return Object.keys(changes).length === 0 ? hour : { ...hour, ...changes };
}
