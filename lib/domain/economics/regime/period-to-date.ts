import type { Instant } from '../../instant.ts';
import type { FlareCause } from './regime.ts';

/** Gas of the scope that a flaring law judges, by use; Mcf at the site's volume base. Null = not given. */
export type GasOfScope = {
  readonly produced: number | null;
  readonly flaredByCause: Readonly<Partial<Record<FlareCause, number>>>;
  readonly vented: number;
  /** Burnt in engines, mining included. */
  readonly fuel: number;
  readonly captured: number | null;
};

/**
 * What lies behind a flaring law's scope (a licence, an operator) in the law's period, by the
 * producer's own books: a site's reports tell of one site, the limit is judged on all of them. It
 * stands in the company file, so that every evaluation of a configuration has the same past.
 */
export type PeriodToDate = {
  /** Up to this moment (exclusive). It counts from here to the end of the law's period. */
  readonly through: Instant;
  readonly mcf: GasOfScope;
  /** What the scope's other sites add a day from then on. */
  readonly otherSitesMcfPerDay: GasOfScope;
  /** Months in a row in which the limit was missed before this period. */
  readonly monthsInBreach: number;
  /** Spent on gas use in the period, in the regime's currency. */
  readonly creditedSpend: number;
};
