/** Reports wanted and had. */
export type PeriodCount = {
  /** Periods reported, and periods not reported that ended `staleAfter` ago or longer. */
  readonly expectedPeriods: number;
  readonly reportedPeriods: number;
};

/** The least share of data with which the month's flaring may be judged (method A8). */
export const MINIMUM_COMPLETENESS = 0.8;

/** Reported ÷ expected; null where nothing was expected. Example: 30 of 31 gas days are 0.9677. */
export function completenessFraction({ expectedPeriods, reportedPeriods }: PeriodCount): number | null {
  return expectedPeriods === 0 ? null : reportedPeriods / expectedPeriods;
}

/** Whether there are enough data to judge by: at least 80 %. */
export function isComplete(count: PeriodCount): boolean {
  const fraction = completenessFraction(count);
  return fraction !== null && fraction >= MINIMUM_COMPLETENESS;
}

/** Several counts as one. */
export function sumOfPeriods(counts: readonly PeriodCount[]): PeriodCount {
  return {
    expectedPeriods: counts.reduce((sum, one) => sum + one.expectedPeriods, 0),
    reportedPeriods: counts.reduce((sum, one) => sum + one.reportedPeriods, 0),
  };
}
