import { type Instant, SECONDS_PER_DAY } from '../instant.ts';
import type { Cadence, FlareFigure, GasState, Stream } from './report.ts';

/** Where the gas of one gas day (of a monthly site: one month) went. Volumes in Mcf over the period. */
export type BalanceOfPeriod = {
  readonly periodStart: Instant;
  readonly periodEnd: Instant;
  readonly producedMcf: number;
  /** Produced + received − all outlets; negative = more went out than came in. */
  readonly unaccountedMcf: number;
  /** Unaccounted ÷ produced, signed; null where nothing was produced. The rule judges its size. */
  readonly unaccountedFraction: number | null;
};

const OUTLETS: readonly Stream[] = ['sold', 'flared', 'vented', 'fuel', 'mining', 'injected'];
const PERIODS_SHOWN = 3;

/**
 * Do the meters agree? For each of the last 3 complete gas days, oldest first:
 * unaccounted = produced + received − (sold + flared + vented + fuel + mining + injected), with
 * mining left out where the site's fuel already holds it. Most "flaring rises" of a site that does
 * not balance are errors of allocation.
 *
 * A stream never reported counts 0; of one that was, every volume of the day must be known, else the
 * day is incomplete and skipped. Streams whose days start at other hours are prorated by overlap.
 * Empty where production or every outlet was never reported: then there is nothing to balance.
 * Example: 300 produced, 100 sold, 150 mined, 20 flared: 30 unaccounted, 0.1.
 * Source: docs/method.md, mass balance.
 */
export function massBalance(
  state: GasState,
  cadence: Cadence,
  fuelIncludesMining: boolean,
): readonly BalanceOfPeriod[] {
  const flared = cadence === '1mo' ? state.flaredMonthly : state.flaredDaily;
  const figures: NonNullable<GasState['balanceFigures']> = { ...state.balanceFigures, flared };
  const outlets = OUTLETS.filter((stream) => stream !== 'mining' || !fuelIncludesMining);
  if (outlets.every((stream) => state.candidates[stream] === undefined)) return [];
  const periods = (figures.produced ?? []).flatMap((produced) => {
    const volumeOf = (stream: Stream): number | null =>
      state.candidates[stream] === undefined
        ? 0
        : volumeWithin(figures[stream] ?? [], produced.periodStart, produced.periodEnd);
    const producedMcf = volumeOf('produced');
    const received = volumeOf('received');
    const out = outlets.map(volumeOf);
    const isComplete = out.every((volume) => volume !== null);
    if (producedMcf === null || received === null || !isComplete) return [];
    const unaccountedMcf = producedMcf + received - out.reduce((sum, volume) => sum + volume, 0);
    const { periodStart, periodEnd } = produced;
    const unaccountedFraction = producedMcf === 0 ? null : unaccountedMcf / producedMcf;
    return [{ periodStart, periodEnd, producedMcf, unaccountedMcf, unaccountedFraction }];
  });
  return periods.slice(-PERIODS_SHOWN);
}

/**
 * Mcf that flowed in [from, to) by figures prorated by overlap; null where they do not cover all of
 * it, or one of them is unknown.
 */
export function volumeWithin(figures: readonly FlareFigure[], from: Instant, to: Instant): number | null {
  let [covered, volume] = [0, 0];
  for (const figure of figures) {
    const seconds = Math.min(figure.periodEnd, to) - Math.max(figure.periodStart, from);
    if (seconds <= 0) continue;
    if (figure.mcfPerDay === null) return null;
    covered += seconds;
    volume += (figure.mcfPerDay * seconds) / SECONDS_PER_DAY;
  }
  return covered === to - from ? volume : null;
}
