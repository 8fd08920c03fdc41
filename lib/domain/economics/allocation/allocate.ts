import { keptWith } from '../../kept-with.ts';

/** Gas of one price within an outlet: up to so many Mcf/day (null = without limit) at so much. */
export type Tier = { readonly mcfPerDay: number | null; readonly usdPerMcf: number };

/** One thing that can be done with gas. Prices may fall from tier to tier, never rise. */
export type Outlet = {
  readonly id: string;
  readonly tiers: readonly Tier[];
  /** Taken in any case, before anything else: an injection or delivery that must be met. */
  readonly mustMcfPerDay: number;
  /** Take-or-pay: gas short of this volume costs `deficiencyUsdPerMcf`. */
  readonly takeOrPayMcfPerDay: number;
  readonly deficiencyUsdPerMcf: number;
  /** Charged, with the least volume, only where the outlet is used beyond what it must take. */
  readonly fixedUsdPerDay: number;
  readonly minimumMcfPerDay: number;
};

export type Allocation = {
  readonly usdPerDay: number;
  /** Mcf/day by outlet id. */
  readonly mcfPerDay: Readonly<Record<string, number>>;
  /** What one Mcf/day more would be worth: of gas, and of each outlet's capacity. */
  readonly gasUsdPerMcf: number | null;
  readonly capUsdPerMcf: Readonly<Record<string, number>>;
};

/** Beyond this many outlets with a fixed cost or a minimum, the answer would not be exact. */
export const MAX_SWITCHED_OUTLETS = 12;

const NEGLIGIBLE_MCF = 1e-9;

/**
 * The best split of a day's gas over its outlets (docs/method.md#M13). Exact: greedy by value while
 * the outlets are linear or their prices fall from tier to tier; outlets with a fixed cost or a
 * minimum are tried on and off, at most 12 of them. All gas goes somewhere: null where the outlets
 * cannot take it, where a must cannot be met, or where more than 12 outlets are switched.
 *
 * Example (OPT-01): 1,000 Mcf; mine 3.10 up to 450, sell 1.20 up to 300, flare −0.60: 450 + 300 +
 * 250 = 1,605 USD; one Mcf more of mining capacity is worth 3.10 + 0.60 = 3.70.
 */
export function allocate(gasMcfPerDay: number, outlets: readonly Outlet[]): Allocation | null {
  let best: Allocation | null = null;
  for (const { isOff, cut } of cutsOf(outlets)) {
    const found = allocateGreedily(gasMcfPerDay, outlets, isOff, cut);
    if (found !== null && (best === null || found.usdPerDay > best.usdPerDay)) best = found;
  }
  return best;
}

/**
 * The `usdPerDay` of `allocate` alone, to the same last digit; null where that is null. For searches that
 * ask many volumes and want the split of one.
 */
export function worthOfBest(gasMcfPerDay: number, outlets: readonly Outlet[]): number | null {
  let best: number | null = null;
  for (const { cut } of cutsOf(outlets)) {
    const worth = greedyWorth(gasMcfPerDay, cut);
    if (worth !== null && (best === null || worth > best)) best = worth;
  }
  return best;
}

/** Adds up in the order of `allocateGreedily`. */
function greedyWorth(gas: number, { usdPerDay: before, forced, free }: Cut): number | null {
  let usdPerDay = before;
  let left = gas;
  for (const { mcfPerDay, usdPerMcf } of forced) {
    usdPerDay += mcfPerDay * usdPerMcf;
    left -= mcfPerDay;
  }
  if (left < -NEGLIGIBLE_MCF) return null;
  for (const { mcfPerDay, usdPerMcf } of free) {
    if (left <= NEGLIGIBLE_MCF) break;
    const mcf = Math.min(left, mcfPerDay);
    usdPerDay += mcf * usdPerMcf;
    left -= mcf;
  }
  return left > NEGLIGIBLE_MCF ? null : usdPerDay;
}

type IsOff = (outlet: Outlet) => boolean;
const NONE_OFF: IsOff = () => false;

/** Every way to switch outlets with a fixed cost or a minimum on and off; none where there are more than 12. */
function onAndOff(outlets: readonly Outlet[]): readonly IsOff[] {
  const switched = outlets.filter((outlet) => outlet.fixedUsdPerDay !== 0 || outlet.minimumMcfPerDay > 0);
  if (switched.length === 0) return [NONE_OFF];
  if (switched.length > MAX_SWITCHED_OUTLETS) return [];
  return Array.from({ length: 2 ** switched.length }, (_, mask) => (outlet: Outlet): boolean => {
    const index = switched.indexOf(outlet);
    return index >= 0 && Math.floor(mask / 2 ** index) % 2 === 0;
  });
}

type Segment = { readonly id: string; readonly usdPerMcf: number; readonly mcfPerDay: number };

/** What the outlets must take whatever the gas, and what they could take besides, dearest first. */
type Cut = {
  /** Take-or-pay and fixed costs, before any gas is delivered. */
  readonly usdPerDay: number;
  readonly forced: readonly Segment[];
  readonly mustMcfPerDay: number;
  readonly free: readonly Segment[];
};

/**
 * The outlets cut into segments for every way to switch them; a way in which a must is above the outlet's
 * capacity is left out. Kept with the outlets: the optimum asks them for many volumes of gas.
 */
export const cutsOf: (outlets: readonly Outlet[]) => readonly { readonly isOff: IsOff; readonly cut: Cut }[] = keptWith(
  (outlets) =>
    onAndOff(outlets).flatMap((isOff) => {
      const cut = freeSegments(outlets, isOff);
      return cut === null ? [] : [{ isOff, cut }];
    }),
);

/** Null where a must is above the outlet's capacity. */
function freeSegments(outlets: readonly Outlet[], isOff: IsOff): Cut | null {
  let usdPerDay = 0;
  let mustMcfPerDay = 0;
  const forced: Segment[] = [];
  const free: Segment[] = [];
  for (const outlet of outlets) {
    usdPerDay -= outlet.takeOrPayMcfPerDay * outlet.deficiencyUsdPerMcf;
    if (!isOff(outlet)) usdPerDay -= outlet.fixedUsdPerDay;
    let must = isOff(outlet) ? outlet.mustMcfPerDay : Math.max(outlet.mustMcfPerDay, outlet.minimumMcfPerDay);
    for (const segment of segmentsOf(outlet)) {
      const mcfPerDay = Math.min(must, segment.mcfPerDay);
      if (mcfPerDay > 0) forced.push({ ...segment, mcfPerDay });
      must -= mcfPerDay;
      mustMcfPerDay += mcfPerDay;
      if (!isOff(outlet) && segment.mcfPerDay > mcfPerDay)
        free.push({ ...segment, mcfPerDay: segment.mcfPerDay - mcfPerDay });
    }
    if (must > NEGLIGIBLE_MCF) return null;
  }
  return { usdPerDay, forced, mustMcfPerDay, free: free.toSorted((a, b) => b.usdPerMcf - a.usdPerMcf) };
}

function allocateGreedily(gas: number, outlets: readonly Outlet[], isOff: IsOff, cut: Cut): Allocation | null {
  const taken: Record<string, number> = Object.fromEntries(outlets.map(({ id }) => [id, 0]));
  let { usdPerDay } = cut;
  let left = gas;
  const take = (segment: Segment, mcf: number): void => {
    taken[segment.id] = (taken[segment.id] ?? 0) + mcf;
    usdPerDay += mcf * segment.usdPerMcf;
    left -= mcf;
  };
  for (const segment of cut.forced) take(segment, segment.mcfPerDay);
  if (left < -NEGLIGIBLE_MCF) return null;
  let margin: Segment | null = null;
  let gasUsdPerMcf: number | null = null;
  for (const segment of cut.free) {
    const mcf = Math.min(left, segment.mcfPerDay);
    if (mcf < segment.mcfPerDay) gasUsdPerMcf ??= segment.usdPerMcf;
    if (left <= NEGLIGIBLE_MCF) continue;
    take(segment, mcf);
    margin = segment;
  }
  if (left > NEGLIGIBLE_MCF) return null;
  const capUsdPerMcf = capPrices(outlets, taken, margin, isOff);
  return { usdPerDay, mcfPerDay: taken, gasUsdPerMcf, capUsdPerMcf };
}

/** Tiers cut at the take-or-pay volume: below it a delivered Mcf also saves the deficiency. */
function segmentsOf(outlet: Outlet): readonly Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const tier of outlet.tiers) {
    const to = tier.mcfPerDay === null ? Number.POSITIVE_INFINITY : from + tier.mcfPerDay;
    const cut = Math.min(Math.max(outlet.takeOrPayMcfPerDay, from), to);
    if (cut > from)
      segments.push({ id: outlet.id, usdPerMcf: tier.usdPerMcf + outlet.deficiencyUsdPerMcf, mcfPerDay: cut - from });
    if (to > cut) segments.push({ id: outlet.id, usdPerMcf: tier.usdPerMcf, mcfPerDay: to - cut });
    from = to;
  }
  return segments;
}

/** A further Mcf of capacity of a full outlet moves one from the marginal outlet: it is worth the spread to that one. */
function capPrices(
  outlets: readonly Outlet[],
  taken: Readonly<Record<string, number>>,
  margin: Segment | null,
  isOff: IsOff,
): Readonly<Record<string, number>> {
  const prices = outlets.map((outlet) => {
    const isFull = capacityOf(outlet) <= (taken[outlet.id] ?? 0) + NEGLIGIBLE_MCF;
    const last = outlet.tiers.at(-1)?.usdPerMcf ?? 0;
    const isScarce = isFull && !isOff(outlet) && margin !== null && margin.id !== outlet.id;
    return [outlet.id, isScarce ? Math.max(0, last - margin.usdPerMcf) : 0] as const;
  });
  return Object.fromEntries(prices);
}

function capacityOf(outlet: Outlet): number {
  return outlet.tiers.reduce((sum, tier) => sum + (tier.mcfPerDay ?? Number.POSITIVE_INFINITY), 0);
}
