import type { Instant } from '../../instant.ts';
import { chargeOfPeriod } from './charge.ts';
import type { PeriodFacts } from './facts.ts';
import { rowInForce } from './in-force.ts';
import type { FlareCause, FlaringRegime } from './regime.ts';

/** Flaring of one price under a law: so many Mcf/day beyond the tier before (null = without limit). */
export type FlareTier = {
  readonly mcfPerDay: number | null;
  readonly perMcf: number;
  /** Due once a day where the tier is used at all: the penalty of a missed limit, over the days left. */
  readonly perDay: number;
};

/** What the period's facts hold of the site's flare of today, and how much it could flare at most. */
export type FlareOfSite = {
  readonly reportedMcfPerDay: number;
  readonly cause: FlareCause;
  readonly mostMcfPerDay: number;
};

/** Amounts and prices that differ by less than this share are one. */
const SAME = 1e-9;

/**
 * What a site pays a law for its flare from now to the period's end, from the first Mcf a day on, in the
 * regime's currency: the difference of two expected charges of the period (method H4), which bends where
 * the limit is crossed and where the cause of the reported flare ends (what is flared beyond it is
 * routine). Null where one price holds for all of it, and where the charge is not a chain of straight
 * lines that only become dearer (a cap or a credit within reach, venting that shares the limit).
 *
 * Example: limit 5 % of 1,000 Mcf a day, 1 a Mcf within it and 25 above: 50 Mcf at 1, the rest at 25.
 */
export function flareTiers(
  regime: FlaringRegime,
  expected: PeriodFacts,
  site: FlareOfSite,
  daysLeft: number,
  at: Instant,
  usdRate: number | null,
): readonly FlareTier[] | null {
  const most = site.mostMcfPerDay;
  const found = rowInForce(regime, at);
  if (most <= 0 || daysLeft <= 0 || !found.trusted) return null;
  const isLeftOut = site.reportedMcfPerDay > 0 && found.row.excludedCauses.includes(site.cause);
  // Without a limit every Mcf that counts costs the same.
  if (found.row.threshold.type === 'none' && !isLeftOut) return null;
  const charge = (mcfPerDay: number): Charged | null => {
    const estimate = chargeOfPeriod(regime, factsWith(expected, site, mcfPerDay, daysLeft), at, usdRate);
    if (estimate.kind !== 'known') return null;
    const { amount, penalty, aboveMcf } = estimate;
    return { perDay: (amount - penalty) / daysLeft, penaltyPerDay: penalty / daysLeft, aboveMcf };
  };
  const [none, all] = [charge(0), charge(most)];
  if (none === null || all === null) return null;
  const isLimitInReach = none.aboveMcf === 0 && all.aboveMcf > 0;
  if (!isLimitInReach && !isLeftOut) return null;
  const crossing = most - all.aboveMcf / daysLeft;
  const isCrossed = all.aboveMcf > 0 && crossing > 0;
  const knots = [site.reportedMcfPerDay, ...(isCrossed ? [crossing] : [])].filter(
    (mcf) => mcf > SAME * most && mcf < most * (1 - SAME),
  );
  return tiersBetween([0, ...knots.toSorted((a, b) => a - b), most], charge, isCrossed ? crossing : null);
}

type Charged = { readonly perDay: number; readonly penaltyPerDay: number; readonly aboveMcf: number };

function tiersBetween(
  knots: readonly number[],
  charge: (mcfPerDay: number) => Charged | null,
  crossing: number | null,
): readonly FlareTier[] | null {
  const penalty = (charge(knots.at(-1) ?? 0)?.penaltyPerDay ?? 0) - (charge(0)?.penaltyPerDay ?? 0);
  const tiers: FlareTier[] = [];
  for (let index = 1; index < knots.length; index += 1) {
    const [from, to] = [knots[index - 1] ?? 0, knots[index] ?? 0];
    const [low, middle, high] = [charge(from), charge((from + to) / 2), charge(to)];
    if (low === null || middle === null || high === null) return null;
    const perMcf = (high.perDay - low.perDay) / (to - from);
    const isStraight = isSame(middle.perDay - low.perDay, (high.perDay - low.perDay) / 2, perMcf * to);
    const before = tiers.at(-1);
    if (!isStraight || (before !== undefined && perMcf < before.perMcf && !isSame(perMcf, before.perMcf, perMcf)))
      return null;
    const perDay = from === crossing ? penalty : 0;
    if (before !== undefined && perDay === 0 && isSame(perMcf, before.perMcf, perMcf))
      tiers[tiers.length - 1] = { ...before, mcfPerDay: (before.mcfPerDay ?? 0) + to - from };
    else tiers.push({ mcfPerDay: to - from, perMcf, perDay });
  }
  if (penalty !== 0 && !tiers.some(({ perDay }) => perDay !== 0)) return null;
  const isOnePrice = tiers.every(({ perMcf, perDay }) => perDay === 0 && isSame(perMcf, tiers[0]?.perMcf ?? 0, perMcf));
  return isOnePrice
    ? null
    : tiers.map((tier, index) => (index < tiers.length - 1 ? tier : { ...tier, mcfPerDay: null }));
}

function isSame(a: number, b: number, scale: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(1, Math.abs(scale));
}

/** The period if the site flares so much a day from now on; what is not flared is captured. */
function factsWith(expected: PeriodFacts, site: FlareOfSite, mcfPerDay: number, daysLeft: number): PeriodFacts {
  const { reportedMcfPerDay: reported, cause } = site;
  const flared = { ...expected.flaredMcfByCause };
  const add = (to: FlareCause, mcf: number): void => {
    flared[to] = Math.max(0, (flared[to] ?? 0) + mcf * daysLeft);
  };
  add(cause, Math.min(mcfPerDay, reported) - reported);
  add('routine', Math.max(0, mcfPerDay - reported));
  const captured = expected.capturedMcf;
  return {
    ...expected,
    flaredMcfByCause: flared,
    capturedMcf: captured === null ? null : captured - (mcfPerDay - reported) * daysLeft,
  };
}
