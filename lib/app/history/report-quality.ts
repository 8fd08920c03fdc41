import type { Site } from '../../domain/company.ts';
import { type SiteCompleteness, siteCompleteness } from '../../domain/gas/completeness.ts';
import { type BalanceOfPeriod, streamsReported } from '../../domain/gas/mass-balance.ts';
import { MINIMUM_COMPLETENESS } from '../../domain/gas/period-count.ts';
import { EMPTY_GAS_STATE, type ReportRow, STREAMS, type Stream } from '../../domain/gas/report.ts';
import { balanceCadence, marginSeconds } from '../../domain/gas/reporting-periods.ts';
import type { ReportingPlan, ReportWindow, StreamCompleteness } from '../../domain/gas/stream-completeness.ts';
import { windowBalance } from '../../domain/gas/window-balance.ts';
import type { SiteItem } from '../../domain/history/site-item.ts';
import { toIso } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { rounded } from './present-aggregate.ts';
import { readReportsAround } from './read-reports.ts';
import type { KnownSite } from './sites-known.ts';

/** The newest gaps that an answer lists of each stream. */
const GAPS_SHOWN = 100;

/** How complete a site's stored reports of a window are. */
export async function readCompleteness(
  stores: Pick<Stores, 'reports'>,
  site: Site,
  item: SiteItem | null,
  window: ReportWindow,
): Promise<SiteCompleteness> {
  const margin = marginSeconds(site.reports.cadence);
  const around = await readReportsAround(stores, site.id, window.from, window.to, margin);
  return completenessOf(
    site,
    item,
    around.map(({ row }) => row),
    window,
  );
}

/** How complete a site's reports of a window are, by the site's configuration of today. */
function completenessOf(
  site: Site,
  item: SiteItem | null,
  rows: readonly ReportRow[],
  window: ReportWindow,
): SiteCompleteness {
  return siteCompleteness(rows, streamsOf(item, rows), planOf(site), window);
}

/**
 * What a site's reports of a window are worth, as the API shows it: their completeness and the mass
 * balance. Rows of every version, those of `marginSeconds` around the window too. A site that was
 * removed is asked for no reports, so its completeness is null; its balance stays readable while the
 * configuration of its last point is kept.
 */
export function presentQuality({ site, item, isRemoved }: KnownSite, rows: readonly ReportRow[], window: ReportWindow) {
  const at = toIso(window.at);
  if (site === null) return { completeness: noCompleteness(at, null, 'no-configuration'), massBalance: NO_BALANCE };
  const { cadence } = site.reports;
  const found = isRemoved ? null : completenessOf(site, item, rows, window);
  const completeness =
    found === null
      ? noCompleteness(at, cadence, 'site-removed')
      : found.reason === 'never-reported'
        ? noCompleteness(at, cadence, found.reason)
        : presentCompleteness(found, at, cadence);
  return { completeness, massBalance: balanceOf(site, item, rows, window) };
}

function planOf({ reports, timezone, gasDayStart }: Site): ReportingPlan {
  const { cadence, staleAfterSeconds } = reports;
  return { cadence, staleAfterSeconds, calendar: { timezone, gasDayStart } };
}

/** Every stream that the site reported until its last tick, and those whose rows only just came. */
function streamsOf(item: SiteItem | null, rows: readonly ReportRow[]): ReadonlySet<Stream> {
  const known = streamsReported(item?.gas ?? EMPTY_GAS_STATE);
  return new Set([...known, ...rows.map(({ stream }) => stream)]);
}

type Cadence = ReportingPlan['cadence'];

function noCompleteness(at: string, cadence: Cadence | null, reason: string) {
  const unknown = { completenessFraction: null, expectedPeriods: null, reportedPeriods: null };
  return { at, cadence, minimumFraction: MINIMUM_COMPLETENESS, ...unknown, reason, streams: [] };
}

function presentCompleteness(found: SiteCompleteness, at: string, cadence: Cadence) {
  return {
    at,
    cadence,
    minimumFraction: MINIMUM_COMPLETENESS,
    completenessFraction: roundedOrNull(found.completenessFraction),
    expectedPeriods: found.expectedPeriods,
    reportedPeriods: found.reportedPeriods,
    reason: found.reason,
    streams: found.streams.map(presentStream),
  };
}

function presentStream({ gaps, causes, completenessFraction, ...stream }: StreamCompleteness) {
  return {
    stream: stream.stream,
    completenessFraction: roundedOrNull(completenessFraction),
    expectedPeriods: stream.expectedPeriods,
    reportedPeriods: stream.reportedPeriods,
    awaitedPeriods: stream.awaitedPeriods,
    gapCount: gaps.length,
    gaps: gaps.slice(-GAPS_SHOWN).map(({ from, to, reason }) => ({ from: toIso(from), to: toIso(to), reason })),
    evidence: stream.evidence,
    causes: causes.map((cause) => ({ ...cause, volumeMcf: rounded(cause.volumeMcf) })),
  };
}

const NO_BALANCE = {
  by: null,
  fuelIncludesMining: null,
  reason: 'no-configuration',
  knownPeriods: 0,
  unaccountedMcf: null,
  unaccountedFraction: null,
  periods: [],
};

function balanceOf(site: Site, item: SiteItem | null, rows: readonly ReportRow[], window: ReportWindow) {
  const { fuelIncludesMining } = site;
  const terms = { everReported: streamsOf(item, rows), fuelIncludesMining };
  const found = windowBalance(rows, planOf(site), terms, window);
  return {
    by: balanceCadence(site.reports.cadence) === '1mo' ? 'gas-month' : 'gas-day',
    fuelIncludesMining,
    reason: found.reason,
    knownPeriods: found.knownPeriods,
    unaccountedMcf: roundedOrNull(found.unaccountedMcf),
    unaccountedFraction: roundedOrNull(found.unaccountedFraction),
    periods: found.periods.map(presentBalance),
  };
}

function presentBalance({ periodStart, periodEnd, volumesMcf, ...balance }: BalanceOfPeriod) {
  return {
    from: toIso(periodStart),
    to: toIso(periodEnd),
    volumesMcf: Object.fromEntries(STREAMS.map((stream) => [stream, roundedOrNull(volumesMcf[stream])])),
    unaccountedMcf: roundedOrNull(balance.unaccountedMcf),
    unaccountedFraction: roundedOrNull(balance.unaccountedFraction),
  };
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}
