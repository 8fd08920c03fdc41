import type { Instant } from '../instant.ts';
import { lastKeptWith } from '../kept-with.ts';
import type { Period } from './gas-day.ts';
import { meteredWithin, type RateFigure } from './metered.ts';
import { type Cadence, type GasState, STREAMS, type Stream } from './report.ts';

/** Where the gas of one gas day (of a monthly site: one month) went. Volumes in Mcf over the period. */
export type BalanceOfPeriod = {
  readonly periodStart: Instant;
  readonly periodEnd: Instant;
  /** What each stream moved; null = unknown, 0 where the stream was never reported. */
  readonly volumesMcf: Readonly<Record<Stream, number | null>>;
  /** Produced + received − all outlets; negative = more went out than came in; null = cannot be said. */
  readonly unaccountedMcf: number | null;
  /** Unaccounted ÷ produced, signed; null also where nothing was produced. The rule judges its size. */
  readonly unaccountedFraction: number | null;
};

/** What is to be balanced: streams ever reported, and whether the site's fuel figure holds what is mined. */
export type BalanceTerms = { readonly everReported: ReadonlySet<Stream>; readonly fuelIncludesMining: boolean };

/** Why nothing can be balanced: a site without reports, without production, or with nowhere for gas to go. */
export type NoBalance = 'never-reported' | 'no-production' | 'no-outlet';

const OUTLETS: readonly Stream[] = ['sold', 'flared', 'vented', 'fuel', 'mining', 'injected'];
const OUTLETS_BESIDE_MINING: readonly Stream[] = OUTLETS.filter((stream) => stream !== 'mining');
const PERIODS_SHOWN = 3;

/** Null = there is something to balance. */
export function whyNoBalance({ everReported, fuelIncludesMining }: BalanceTerms): NoBalance | null {
  if (everReported.size === 0) return 'never-reported';
  if (!everReported.has('produced')) return 'no-production';
  return outletsOf(fuelIncludesMining).some((stream) => everReported.has(stream)) ? null : 'no-outlet';
}

/**
 * Do the meters agree? Of one period:
 * unaccounted = produced + received − (sold + flared + vented + fuel + mining + injected), with
 * mining left out where the site's fuel already holds it. Most "flaring rises" of a site that does
 * not balance are errors of allocation. Shrinkage of liquids and inventory are no streams: they are
 * in what is unaccounted for.
 *
 * A stream never reported counts 0; of one that was, the volume of the whole period must be known,
 * else the balance is unknown. Meters whose days start at other hours are prorated by overlap.
 * Example: 300 produced, 100 sold, 150 mined, 20 flared: 30 unaccounted, 0.1.
 * Source: docs/method.md, mass balance.
 */
export function balanceOfPeriod(
  { start, end }: Period,
  figuresOf: (stream: Stream) => readonly RateFigure[],
  { everReported, fuelIncludesMining }: BalanceTerms,
): BalanceOfPeriod {
  const moved = (stream: Stream): number | null =>
    everReported.has(stream) ? meteredWithin(figuresOf(stream), start, end).volumeMcf : 0;
  const volumesMcf = {
    produced: moved('produced'),
    sold: moved('sold'),
    flared: moved('flared'),
    vented: moved('vented'),
    fuel: moved('fuel'),
    mining: moved('mining'),
    injected: moved('injected'),
    received: moved('received'),
  };
  const { produced, received } = volumesMcf;
  const out = outletsOf(fuelIncludesMining).reduce<number | null>((sum, stream) => {
    const volume = volumesMcf[stream];
    return sum === null || volume === null ? null : sum + volume;
  }, 0);
  const unaccountedMcf = produced === null || received === null || out === null ? null : produced + received - out;
  const unaccountedFraction =
    unaccountedMcf === null || produced === null || produced === 0 ? null : unaccountedMcf / produced;
  return { periodStart: start, periodEnd: end, volumesMcf, unaccountedMcf, unaccountedFraction };
}

/**
 * The last 3 complete gas days (months on a monthly site) by what a site's state holds, oldest first;
 * days on which a stream is unknown are skipped. Empty where there is nothing to balance.
 */
export const massBalance = lastKeptWith(
  (state: GasState, cadence: Cadence, fuelIncludesMining: boolean): readonly BalanceOfPeriod[] => {
    const flared = cadence === '1mo' ? state.flaredMonthly : state.flaredDaily;
    const figures: NonNullable<GasState['balanceFigures']> = { ...state.balanceFigures, flared };
    const terms = { everReported: streamsReported(state), fuelIncludesMining };
    if (whyNoBalance(terms) !== null) return [];
    const newestFirst: BalanceOfPeriod[] = [];
    for (const { periodStart: start, periodEnd: end } of (figures.produced ?? []).toReversed()) {
      const balance = balanceOfPeriod({ start, end }, (stream) => figures[stream] ?? [], terms);
      if (balance.unaccountedMcf !== null) newestFirst.push(balance);
      if (newestFirst.length === PERIODS_SHOWN) break;
    }
    return newestFirst.reverse();
  },
);

/** Streams that a site has ever reported. */
export function streamsReported(state: GasState): ReadonlySet<Stream> {
  return new Set(STREAMS.filter((stream) => state.candidates[stream] !== undefined));
}

function outletsOf(fuelIncludesMining: boolean): readonly Stream[] {
  return fuelIncludesMining ? OUTLETS_BESIDE_MINING : OUTLETS;
}
