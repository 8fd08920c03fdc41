import type { AlertState } from '../alerts/alert-state.ts';
import type { SiteRuleId, UserRuleId } from '../alerts/rule.ts';
import type { GasState } from '../gas/report.ts';
import type { Instant } from '../instant.ts';
import type { MarketRow } from '../market/market.ts';
import type { Block } from './point.ts';

/** Sums over one clock hour (UTC) for the unprofitable rule's mean. */
export type HourSum = {
  readonly hour: Instant;
  /** Points with a known advantage and revenue. */
  readonly ticks: number;
  readonly advantageMilliUsdPerDaySum: number;
  readonly revenueMilliUsdPerDaySum: number;
};

/** The state of every rule at a site; rules of the company's own only once they were evaluated. */
export type SiteAlerts = Readonly<Record<SiteRuleId, AlertState>> & Readonly<Record<UserRuleId, AlertState>>;

/**
 * The one item of a site, replaced whole by one conditional Put per tick: the open block of points,
 * the alert state of every rule and the gas inputs in force. `v` is the tick it was committed at.
 */
export type SiteItem = {
  readonly site: string;
  readonly v: Instant;
  readonly configVersion: string;
  readonly methodVersion: number;
  readonly block: Block;
  readonly alerts: SiteAlerts;
  /** Market of the last tick at which the site by itself was not beyond the unprofitable threshold. */
  readonly lastClearMarket: MarketRow | null;
  readonly gas: GasState;
  /** At most 12 hours, oldest first. */
  readonly hours: readonly HourSum[];
  /** Flaring baseline frozen at the onset of a flaring rise: median, Mcf/day. */
  readonly flaringBaselineMcfPerDay: number | null;
  /** The tick that found the site no longer configured: its block is sealed as it is and never goes on. Absent while it is configured. */
  readonly removedAt?: Instant;
};
