import { backtestOf, sitesOf } from './backtest.ts';
import type { Figure } from './run.ts';

/** Site-hours of each run: the same work whatever the number of sites. */
const SITE_HOURS = 240_000;
const FLEETS = [100, 1_000, 10_000];
const LEAST_SITES = 100;
const ALLOWED = 1.2;

/** P10: the engine's time for a site and hour must not grow with the number of sites. */
export async function growthBenchmark(): Promise<readonly Figure[]> {
  const microseconds = new Map<number, number>();
  for (const sites of FLEETS) {
    const { seconds } = await backtestOf(sitesOf(sites), SITE_HOURS / sites);
    microseconds.set(sites, (seconds * 1e6) / SITE_HOURS);
  }
  const least = microseconds.get(LEAST_SITES) ?? Number.NaN;
  return [...microseconds].map(([sites, each]) => ({
    id: 'P10',
    what: `back-test of ${sites.toLocaleString('en-US')} sites, a site and hour`,
    measured: each,
    unit: 'µs',
    target: sites === LEAST_SITES ? 'the measure of the others' : `≤ ${(least * ALLOWED).toPrecision(3)} (1.2 ×)`,
    isMet: sites === LEAST_SITES ? null : each <= least * ALLOWED,
  }));
}
