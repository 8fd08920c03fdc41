import type { EpisodeRecord } from '../../domain/alerts/episode-record.ts';
import { advantageMilliUsdPerDay } from '../../domain/history/advantage.ts';
import { type Instant, SECONDS_PER_DAY, SECONDS_PER_HOUR, toIso } from '../../domain/instant.ts';
import type { PointFigures } from './point-row.ts';

/** A change between mining and not mining, as the alerts would have advised it. */
export type Flip = {
  readonly type: 'flip';
  readonly site: string;
  readonly at: string;
  readonly to: 'stop' | 'mine';
  readonly cause: string;
  readonly advantageUsdPerDay: number | null;
  readonly btcUsd: number | null;
  /** Change of the BTC price since the flip before, as a fraction; null = no flip before. */
  readonly btcChangeFraction: number | null;
};

/** Money and hours of one site; everything in milli-USD and seconds, exact. */
type SiteTally = {
  secondsKnown: number;
  secondsUnprofitable: number;
  mine: number;
  sell: number | null;
  flare: number;
  followed: number;
  isStopped: boolean;
  /** Loss avoided in the open stop so far: −Σ advantage. */
  avoided: number;
  last: PointFigures | null;
  lastFlipBtcCents: number | null;
};

export type BacktestSummary = {
  readonly type: 'summary';
  readonly from: string;
  readonly to: string;
  readonly sites: number;
  readonly ticks: number;
  readonly hoursKnown: number;
  /** Hours in which mining everything was worth less than the best alternative. */
  readonly hoursUnprofitable: number;
  /** Of those, hours in which the alerts said to mine. */
  readonly hoursMinedAtALoss: number;
  readonly followedUsd: number;
  /** Null where some site has nothing to sell to. */
  readonly gainedUsdAgainstAlwaysSelling: number | null;
  readonly gainedUsdAgainstAlwaysMining: number;
  readonly gainedUsdAgainstAlwaysFlaring: number;
  readonly messages: number;
  readonly episodes: number;
  readonly flips: number;
  /** Stops that ended, and those whose avoided loss was above the restart cost. */
  readonly stopsEnded: number;
  readonly stopsRight: number;
};

/** Everything counted so far. */
export type Tally = {
  readonly tickSeconds: number;
  readonly restartCostUsd: (site: string) => number;
  readonly sites: Map<string, SiteTally>;
  /** Number of the newest episode, by site and rule: they are counted up from 1. */
  readonly newest: Map<string, number>;
  episodes: number;
  ticks: number;
  last: Instant | null;
  secondsMinedAtALoss: number;
  messages: number;
  flips: number;
  stopsEnded: number;
  stopsRight: number;
};

/**
 * What following the alerts would have earned: mining stops while an unprofitable episode is open
 * and runs otherwise, against doing always the same. A point stands for one tick; unknown points
 * count nowhere. A stop was right when the loss that it avoided was above the cost of a restart.
 */
export function newTally(tickSeconds: number, restartCostUsd: (site: string) => number): Tally {
  const counts = { ticks: 0, last: null, secondsMinedAtALoss: 0, messages: 0, flips: 0, stopsEnded: 0, stopsRight: 0 };
  return { tickSeconds, restartCostUsd, sites: new Map(), newest: new Map(), episodes: 0, ...counts };
}

/** Counts a committed point. */
export function countPoint(tally: Tally, site: string, point: PointFigures): void {
  if (tally.last !== point.at) tally.ticks += 1;
  tally.last = point.at;
  const of = siteOf(tally, site);
  of.last = point;
  const { mineMilliUsdPerDay: mine, sellMilliUsdPerDay: sell, flareMilliUsdPerDay: flare } = point;
  const advantage = advantageMilliUsdPerDay(point);
  if (mine === null || flare === null || advantage === null) return;
  const seconds = tally.tickSeconds;
  of.secondsKnown += seconds;
  of.mine += mine * seconds;
  of.flare += flare * seconds;
  of.sell = sell === null || of.sell === null ? null : of.sell + sell * seconds;
  of.followed += (of.isStopped ? mine - advantage : mine) * seconds;
  if (of.isStopped) of.avoided -= advantage * seconds;
  if (advantage >= 0) return;
  of.secondsUnprofitable += seconds;
  if (!of.isStopped) tally.secondsMinedAtALoss += seconds;
}

/** Counts an episode record that a tick wrote; answers the flip, where it is one. */
export function countEpisode(tally: Tally, record: EpisodeRecord): Flip | null {
  if (record.site === null) return null;
  const key = `${record.site}/${record.rule}`;
  if (record.episode > (tally.newest.get(key) ?? 0)) tally.episodes += 1;
  tally.newest.set(key, record.episode);
  const of = siteOf(tally, record.site);
  const isStopped = record.closedAt === null;
  if (record.rule !== 'unprofitable' || isStopped === of.isStopped) return null;
  tally.flips += 1;
  if (!isStopped) {
    tally.stopsEnded += 1;
    if (of.avoided > tally.restartCostUsd(record.site) * 1000 * SECONDS_PER_DAY) tally.stopsRight += 1;
  }
  const flip = flipOf(record, of, isStopped);
  of.isStopped = isStopped;
  of.avoided = 0;
  of.lastFlipBtcCents = of.last?.btcUsdCents ?? null;
  return flip;
}

/** The whole run in figures. */
export function summaryOf(tally: Tally, from: Instant, to: Instant): BacktestSummary {
  const all = [...tally.sites.values()];
  const sum = (of: (site: SiteTally) => number): number => all.reduce((total, site) => total + of(site), 0);
  const followed = usd(sum((site) => site.followed));
  const sold = all.some((site) => site.sell === null) ? null : usd(sum((site) => site.sell ?? 0));
  return {
    type: 'summary',
    from: toIso(from),
    to: toIso(to),
    sites: all.length,
    ticks: tally.ticks,
    hoursKnown: sum((site) => site.secondsKnown) / SECONDS_PER_HOUR,
    hoursUnprofitable: sum((site) => site.secondsUnprofitable) / SECONDS_PER_HOUR,
    hoursMinedAtALoss: tally.secondsMinedAtALoss / SECONDS_PER_HOUR,
    followedUsd: followed,
    gainedUsdAgainstAlwaysSelling: sold === null ? null : followed - sold,
    gainedUsdAgainstAlwaysMining: followed - usd(sum((site) => site.mine)),
    gainedUsdAgainstAlwaysFlaring: followed - usd(sum((site) => site.flare)),
    messages: tally.messages,
    episodes: tally.episodes,
    flips: tally.flips,
    stopsEnded: tally.stopsEnded,
    stopsRight: tally.stopsRight,
  };
}

function siteOf(tally: Tally, site: string): SiteTally {
  const found = tally.sites.get(site);
  if (found !== undefined) return found;
  const made = newSite();
  tally.sites.set(site, made);
  return made;
}

function newSite(): SiteTally {
  return {
    secondsKnown: 0,
    secondsUnprofitable: 0,
    mine: 0,
    sell: 0,
    flare: 0,
    followed: 0,
    isStopped: false,
    avoided: 0,
    last: null,
    lastFlipBtcCents: null,
  };
}

function flipOf(record: EpisodeRecord, tally: SiteTally, isStopped: boolean): Flip {
  const values = record.transitions.at(-1)?.values;
  const before = tally.lastFlipBtcCents;
  const now = values?.btcUsd ?? null;
  return {
    type: 'flip',
    site: record.site ?? '',
    at: toIso(record.transitions.at(-1)?.at ?? record.openedAt),
    to: isStopped ? 'stop' : 'mine',
    cause: record.cause,
    advantageUsdPerDay: values?.advantageUsdPerDay ?? null,
    btcUsd: now,
    btcChangeFraction: before === null || now === null ? null : (now * 100) / before - 1,
  };
}

/** milli-USD/day × seconds to USD. */
function usd(milliUsdPerDaySeconds: number): number {
  return milliUsdPerDaySeconds / 1000 / SECONDS_PER_DAY;
}
