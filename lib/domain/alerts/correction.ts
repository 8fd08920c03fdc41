import type { Company, Site } from '../company.ts';
import { keptSiteModel } from '../economics/site-model.ts';
import { gasInForce } from '../gas/in-force.ts';
import type { ReportRow } from '../gas/report.ts';
import { advantageMilliUsdPerDay } from '../history/advantage.ts';
import type { Point } from '../history/point.ts';
import { reportsBegun } from '../history/reports-begun.ts';
import { after, floorTo, type Instant, SECONDS_PER_HOUR } from '../instant.ts';
import type { EpisodeRecord } from './episode-record.ts';
import { evaluateFlaringRise } from './flaring-rise.ts';
import { isMining } from './gain-rules.ts';
import type { Cause, RuleId, Severity } from './rule.ts';

/** What the reports known now make of the decision that an episode was opened by: COR in storage. */
export type Correction = {
  readonly site: string;
  readonly rule: RuleId;
  readonly cause: Cause;
  readonly severity: Severity;
  readonly episode: number;
  readonly openedAt: Instant;
  /** Tick time of the run that found it. */
  readonly foundAt: Instant;
  readonly verdict: Verdict;
};

/**
 * `told` and `corrected` are the rule's figure: USD/day, of flaring-rise Mcf/day, of mass-balance and
 * unprofitable-after-retarget a fraction (of the gas, of the revenue), of a rule of the company's own
 * in the unit of its field. Null = unknown, or the rule has no figure.
 */
export type Verdict = {
  /** True where the episode would not have fired, by more than what counts. */
  readonly isFlipped: boolean;
  readonly told: number | null;
  readonly corrected: number | null;
  /** Given where it is turned over because the miners stood, or ran, and not by the figure. */
  readonly miners?: 'on' | 'off';
};

/** The points that an unprofitable decision at T rests on: from here to T. */
export function decisionStart(site: Site, at: Instant): Instant {
  const hours = Math.max(1, Math.floor(site.rules.unprofitable.meanOverSeconds / SECONDS_PER_HOUR));
  return after(floorTo(at, SECONDS_PER_HOUR), -(hours - 1) * SECONDS_PER_HOUR);
}

/**
 * The loss again, from the points as they are restated now: turned over where mining paid more than
 * the alternative by at least the rule's floor in USD/day, which is what counts as a difference.
 * Unknown, and so not turned over, with fewer hours of points than the rule asks for. Example: told
 * −290 USD/day, restated +118, floor 50: turned over; restated +20: not.
 */
export function unprofitableVerdict(
  record: EpisodeRecord,
  points: readonly Point[],
  site: Site,
  tickSeconds: number,
): Verdict {
  const { minimumHours, meanOverSeconds, floorUsdPerDay } = site.rules.unprofitable;
  const told = openingOf(record)?.values.meanAdvantageUsdPerDay ?? null;
  const known = points.flatMap((point) => advantageMilliUsdPerDay(point) ?? []);
  const enough = Math.min(minimumHours, meanOverSeconds / SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
  if (known.length === 0 || known.length * tickSeconds < enough) return { isFlipped: false, told, corrected: null };
  const corrected = Math.round(known.reduce((sum, value) => sum + value, 0) / known.length / 10) / 100;
  return { isFlipped: corrected >= floorUsdPerDay, told, corrected };
}

/**
 * The rise of flaring again, from the reports known now for the periods that had ended by then:
 * turned over where an open episode would be over, beyond the rule's exit.
 */
export function flaringVerdict(
  record: EpisodeRecord,
  rows: readonly ReportRow[],
  company: Company,
  site: Site,
): Verdict {
  const { openedAt: at } = record;
  const opening = openingOf(record);
  const { cadence, staleAfterSeconds } = site.reports;
  const ended = rows.filter((row) => row.periodEnd <= at);
  const gasState = reportsBegun(ended, cadence, at)(at);
  const gas = gasInForce(gasState, at, staleAfterSeconds, cadence);
  const again = evaluateFlaringRise({
    gas: gasState,
    cadence,
    producedMcfPerDay: gas.produced.mcfPerDay,
    permitLimitMcfPerDay: keptSiteModel(site, company.decisionHorizonDays, company.regimes).permitLimitMcfPerDay,
    frozenBaselineMcfPerDay: opening?.values.flaringBaselineMcfPerDay ?? null,
    active: true,
    isMiningStopped: isMining(gas) === false,
    settings: site.rules.flaringRise,
    at,
    staleAfterSeconds,
  });
  return { isFlipped: again.class === 'CLEAR', told: opening?.value ?? null, corrected: again.value };
}

function openingOf(record: EpisodeRecord) {
  return record.transitions.find(({ kind }) => kind === 'firing');
}
