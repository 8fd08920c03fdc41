import type { Company } from '#lib/domain/company.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { after, type Instant, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import type { Random } from './random.ts';
import type { Delivery } from './script.ts';

/** What is flared on a usual day and on a bad one, Mcf. */
export const USUAL_FLARE_MCF = 20;
const HIGH_MCF = 300;
/** Higher than any version of the other deliveries of the day. */
const FIRST_VERSION = 10;
/** Days of history: 56 of the baseline and five that are judged, the newest of which is still to come. */
const DAYS_BEFORE = 60;

/**
 * Two of the five days before the start flared much at most sites; whether the third does, which
 * makes a rise of it, the reports of the last day say: high, mostly taken back some ticks later, and
 * now and then said again.
 */
export function wrongFlaring(
  random: Random,
  { sites, tickSeconds }: Company,
  start: Instant,
  deliver: (site: string, at: Instant, name: string, rows: readonly ReportRow[]) => Delivery,
): readonly Delivery[] {
  return sites.flatMap(({ id }) => {
    if (random.chance(0.2)) return [];
    const flared = (day: number, volumeMcf: number, version: number, knownAt: Instant): ReportRow => {
      const periodStart = after(start, day * SECONDS_PER_DAY);
      const period = { periodStart, periodEnd: after(periodStart, SECONDS_PER_DAY), reportedAt: knownAt };
      const rest = { hhvBtuPerScf: null, evidence: 'measured', cause: null, original: `${volumeMcf} Mcf` } as const;
      return { site: id, stream: 'flared', volumeMcf, version, ...period, ...rest };
    };
    const history = Array.from({ length: DAYS_BEFORE }, (_, index) => {
      const day = -1 - DAYS_BEFORE + index;
      return flared(day, day < -3 ? USUAL_FLARE_MCF : HIGH_MCF, 1, start);
    });
    let at = start;
    const said = [
      HIGH_MCF,
      ...(random.chance(0.8) ? [USUAL_FLARE_MCF] : []),
      ...(random.chance(0.3) ? [HIGH_MCF] : []),
    ];
    const versions = said.map((volumeMcf, index) => {
      at = after(at, (1 + random.whole(8)) * tickSeconds);
      return deliver(id, at, `flared-${index}`, [flared(-1, volumeMcf, FIRST_VERSION + index, at)]);
    });
    return [deliver(id, start, 'flared-before', history), ...versions];
  });
}
