import type { FlareFigure, GasState } from '../gas/report.ts';
import { median } from './flaring-baseline.ts';

/** Mining that fell to less than half of what it was, while production stayed within a tenth (method A8.4). */
const MOST_OF_USUAL = 0.5;
const PRODUCTION_WITHIN = 0.1;
/** Fewer days before say nothing of what is usual. */
const MINIMUM_BEFORE = 2;

/**
 * Did mining fall at constant production? On the newest gas day (month, on a monthly site) that mining,
 * production and flare are all known of, against the median of the up to three before that the site's
 * state keeps. False where too little is known: then only miners reported to stand still count.
 */
export function isMiningDown(gas: GasState): boolean {
  const mining = known(gas.balanceFigures?.mining);
  const newest = mining.at(-1);
  const before = mining.slice(0, -1);
  if (newest === undefined || before.length < MINIMUM_BEFORE) return false;
  const usual = median(before.map(volumeOf));
  if (usual <= 0 || volumeOf(newest) >= MOST_OF_USUAL * usual) return false;
  const isFlareOfThatDay = known([...gas.flaredDaily, ...gas.flaredMonthly]).some(
    (figure) => figure.periodStart === newest.periodStart,
  );
  return isFlareOfThatDay && isSteady(known(gas.balanceFigures?.produced), newest);
}

function isSteady(produced: readonly FlareFigure[], day: FlareFigure): boolean {
  const then = produced.find((figure) => figure.periodStart === day.periodStart);
  const before = produced.filter((figure) => figure.periodStart < day.periodStart);
  if (then === undefined || before.length < MINIMUM_BEFORE) return false;
  const usual = median(before.map(volumeOf));
  return Math.abs(volumeOf(then) - usual) <= PRODUCTION_WITHIN * usual;
}

function known(figures: readonly FlareFigure[] = []): readonly FlareFigure[] {
  return figures.filter((figure) => figure.mcfPerDay !== null);
}

function volumeOf({ mcfPerDay }: FlareFigure): number {
  return mcfPerDay ?? 0;
}
