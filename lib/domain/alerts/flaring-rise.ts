import type { FlaringRiseSettings } from '../company.ts';
import type { FlareFigure, GasState } from '../gas/report.ts';
import type { Instant } from '../instant.ts';
import { dailyShift, monthlyShift, type Shift } from './flaring-baseline.ts';
import { flaringLevel } from './flaring-level.ts';
import { isMiningDown } from './mining-down.ts';
import type { EvaluationClass, Rule, Severity } from './rule.ts';
import { REPEAT_INTERVAL_SECONDS, silenceTolerances } from './timing.ts';

/**
 * The rule as the engine runs it: no hold, because five reports (or 2 of 3) are the hold. Enter and
 * exit are factors of the baseline; the thresholds move with it and are judged in evaluateFlaringRise.
 */
export function flaringRiseRule(settings: FlaringRiseSettings, tickSeconds: number): Rule {
  return {
    op: 'gt',
    enter: settings.shiftFactor,
    exit: settings.shiftExitFactor,
    forSeconds: 0,
    keepFiringForSeconds: 0,
    window: null,
    staleAfterSeconds: null,
    noData: 'nodata',
    levels: [{ severity: settings.severity, enter: settings.shiftFactor }],
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    ...silenceTolerances(tickSeconds),
  };
}

export type FlaringRiseInput = {
  readonly gas: GasState;
  readonly cadence: '1h' | '1d' | '1mo';
  readonly producedMcfPerDay: number | null;
  /** Null = no limit, the level detector does not apply. */
  readonly permitLimitMcfPerDay: number | null;
  /** The baseline at the onset of the open episode; null while none is open. */
  readonly frozenBaselineMcfPerDay: number | null;
  /** Whether an episode is open; not given = a frozen baseline is. */
  readonly active?: boolean;
  /** True while the miners are reported to stand still; not given = they are not. */
  readonly isMiningStopped?: boolean;
  readonly settings: FlaringRiseSettings;
  readonly at: Instant;
  readonly staleAfterSeconds: number;
};

export type FlaringRiseVerdict = {
  readonly class: EvaluationClass;
  readonly severity: Severity | null;
  /** The figure that decided, Mcf/day: recent median or newest month; for `level` the projected month. */
  readonly value: number | null;
  readonly baselineMcfPerDay: number | null;
  readonly detail: 'shift' | 'level' | 'substitution' | null;
};

/**
 * Does the site flare more than it used to, or more than it may? One rule over two detectors: the
 * shift of the recent level against the site's own past, and the month against the permit limit.
 * With the miners off, or mining down at constant production, the newest report alone is enough. Either breach
 * breaches; either band holds an open episode. Missing while the site's flare figures are stale, while
 * the shift cannot be judged, unless the level alone can say that all is well and no shift is being
 * held open, and while too little of the month is known to end an open episode.
 */
export function evaluateFlaringRise(input: FlaringRiseInput): FlaringRiseVerdict {
  const isStale = input.at - newestFlareAt(input.gas, input.cadence) >= input.staleAfterSeconds;
  return isStale ? unknownFlaringRise(input.frozenBaselineMcfPerDay) : judgeFlaringRise(input);
}

/** As long as nothing can be said; a frozen baseline stays what it is. */
export function unknownFlaringRise(frozenBaselineMcfPerDay: number | null): FlaringRiseVerdict {
  return { class: 'MISSING', severity: null, value: null, baselineMcfPerDay: frozenBaselineMcfPerDay, detail: null };
}

/** As evaluateFlaringRise, of figures that are not stale: nothing in it moves with the time alone. */
export function judgeFlaringRise(input: Omit<FlaringRiseInput, 'at' | 'staleAfterSeconds'>): FlaringRiseVerdict {
  const { settings, frozenBaselineMcfPerDay: frozen } = input;
  const active = input.active ?? frozen !== null;
  const figures = figuresOf(input.gas, input.cadence);
  const shift = shiftOf(input, figures);
  const level = levelOf(input, figures, active);
  const baselineMcfPerDay = frozen ?? shift?.baselineMcfPerDay ?? null;
  const shiftClass = shift === null ? 'MISSING' : classOfShift(shift, baselineMcfPerDay ?? 0, active, settings);
  const newest = newestKnown(figures);
  const values = { shift: shift?.recentMcfPerDay, level: level?.value, substitution: newest };
  const verdict = (found: EvaluationClass, detail: keyof typeof values): FlaringRiseVerdict => ({
    class: found,
    severity: found === 'BREACH' ? settings.severity : null,
    value: values[detail] ?? null,
    baselineMcfPerDay,
    detail,
  });
  if (shiftClass === 'BREACH') return verdict('BREACH', 'shift');
  if (level?.class === 'BREACH') return verdict('BREACH', 'level');
  const isFlareUp = shift !== null && newest !== null && newest > shift.enterMcfPerDay;
  if (isFlareUp && (input.isMiningStopped || isMiningDown(input.gas))) return verdict('BREACH', 'substitution');
  if (shiftClass === 'BAND') return verdict('BAND', 'shift');
  if (level?.class === 'BAND') return verdict('BAND', 'level');
  if (active && level?.class === 'MISSING') return unknownFlaringRise(baselineMcfPerDay);
  if (shiftClass === 'CLEAR') return { ...verdict('CLEAR', 'shift'), detail: null };
  const levelSaysClear = level?.class === 'CLEAR' && !(active && frozen !== null);
  return levelSaysClear ? { ...verdict('CLEAR', 'level'), detail: null } : unknownFlaringRise(baselineMcfPerDay);
}

function figuresOf(gas: GasState, cadence: FlaringRiseInput['cadence']): readonly FlareFigure[] {
  return cadence === '1mo' ? gas.flaredMonthly : gas.flaredDaily;
}

type Judged = Parameters<typeof judgeFlaringRise>[0];

function shiftOf(input: Judged, figures: readonly FlareFigure[]): Shift | null {
  if (input.cadence === '1mo') return monthlyShift(figures, input.settings);
  return dailyShift(figures, input.producedMcfPerDay, input.settings);
}

/** Clear below the exit factor of the baseline, and at the baseline itself where that is zero. */
function classOfShift(shift: Shift, baseline: number, active: boolean, settings: FlaringRiseSettings): EvaluationClass {
  const recent = shift.recentMcfPerDay;
  if (recent > shift.enterMcfPerDay) return 'BREACH';
  const isBack = recent < settings.shiftExitFactor * baseline || recent <= baseline;
  return active && !isBack ? 'BAND' : 'CLEAR';
}

/** Null = there is no limit, or no report to hold against it. */
function levelOf(input: Judged, figures: readonly FlareFigure[], active: boolean) {
  const limit = input.permitLimitMcfPerDay;
  const level = limit === null ? null : flaringLevel(figures, input.cadence, limit);
  if (limit === null || level === null) return null;
  const isBack = level.projectedMcfPerDay < input.settings.levelExitFactor * limit;
  const calm = level.isKnown ? 'CLEAR' : 'MISSING';
  const found: EvaluationClass = level.isBreach ? 'BREACH' : active && !isBack ? 'BAND' : calm;
  return { class: found, value: level.projectedMcfPerDay };
}

function newestKnown(figures: readonly FlareFigure[]): number | null {
  return figures.findLast((figure) => figure.mcfPerDay !== null)?.mcfPerDay ?? null;
}

/**
 * The moment from which the age of a site's flare figures counts: the end of the newest known one's
 * period or its delivery, whichever is later. They are stale when it is `staleAfter` old or older; a
 * site that reports, but no flare, is stale too. Never reported = infinitely long ago.
 */
export function newestFlareAt(gas: GasState, cadence: FlaringRiseInput['cadence']): number {
  const { candidates, newestReportAt } = gas;
  const figures = figuresOf(gas, cadence);
  const lastEnd = figures.reduce((last, one) => (one.mcfPerDay === null ? last : Math.max(last, one.periodEnd)), NEVER);
  // Where flare was never reported, the newest delivery of all.
  if (candidates.flared === undefined) return Math.max(lastEnd, newestReportAt ?? NEVER);
  const known = candidates.flared.filter((row) => row.volumeMcf !== null);
  return known.reduce((last, row) => Math.max(last, row.periodEnd, row.reportedAt), lastEnd);
}

const NEVER = Number.NEGATIVE_INFINITY;
