import type * as z from 'zod';
import type { GasOfScope, PeriodToDate } from '../../domain/economics/regime/period-to-date.ts';
import { type Instant, parseInstant } from '../../domain/instant.ts';
import type { flareBlock } from '../schema/terms.ts';

type PeriodToDateBlock = NonNullable<z.output<typeof flareBlock>['periodToDate']>[number];
type GasBlock = PeriodToDateBlock['mcf'];

/** The producer's books of a flaring law's periods, oldest first. What is not given of flared, vented and fuel is none. */
export function periodsToDate(given: readonly PeriodToDateBlock[]): readonly PeriodToDate[] {
  return given
    .map(({ through, mcf, otherSitesMcfPerDay, monthsInBreach, creditedSpend }) => ({
      through: parseInstant(through) as Instant,
      mcf: gasOfScope(mcf),
      otherSitesMcfPerDay: otherSitesMcfPerDay === undefined ? NO_OTHER_SITES : gasOfScope(otherSitesMcfPerDay),
      monthsInBreach: monthsInBreach ?? 0,
      creditedSpend: creditedSpend ?? 0,
    }))
    .sort((a, b) => a.through - b.through);
}

const NO_OTHER_SITES: GasOfScope = { produced: 0, flaredByCause: {}, vented: 0, fuel: 0, captured: 0 };

function gasOfScope({ produced, flared, vented, fuel, captured }: GasBlock): GasOfScope {
  return {
    produced: produced ?? null,
    flaredByCause: typeof flared === 'number' ? { unknown: flared } : (flared ?? {}),
    vented: vented ?? 0,
    fuel: fuel ?? 0,
    captured: captured ?? null,
  };
}
