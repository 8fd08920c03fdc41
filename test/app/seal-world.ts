import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { pullMarket } from '#lib/app/pull-market.ts';
import { storedPoints } from '#lib/app/read-points.ts';
import { receiveRows } from '#lib/app/receive-rows.ts';
import { recomputeMargins } from '#lib/app/recompute-margins.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import { companyVersion } from '#lib/config/load-company.ts';
import type { Company } from '#lib/domain/company.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import type { Point } from '#lib/domain/history/point.ts';
import { type Instant, instant, after as later } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { newWorld, type Ports, START, testCompany, type World } from './world.ts';

export const DAY = 86_400;
export const HOUR = 3600;

/** A company of the test pads at another tick length or retention. */
export function companyOf(sites: number, changes: Partial<Company> = {}): Company {
  return { ...testCompany(sites).company, ...changes };
}

/** A world whose price moves with time, so that no two ticks are alike. */
export function sealWorld(company: Company, stores: Stores = memoryStores()): World {
  const priceAt = (at: Instant): number => 30_000 + ((at / 300) % 97) * 13;
  return newWorld(company, companyVersion(company), priceAt, stores);
}

/** Market and margins of one tick under a configuration that may differ from the world's. */
export async function tick(
  world: World,
  at: Instant,
  company = world.company,
  ports: Ports = world.ports,
): Promise<void> {
  const deployment = { company, version: companyVersion(company), timeoutSeconds: 50 };
  await pullMarket(ports, deployment, at);
  await recomputeMargins(ports, deployment.timeoutSeconds, at);
}

/** The hourly run, seven minutes past. */
export async function seal(
  world: World,
  hour: Instant,
  ports: Ports = world.ports,
  company = world.company,
): Promise<void> {
  const deployment = { company, version: companyVersion(company), timeoutSeconds: 50 };
  await sealHistory(ports, deployment, later(hour, 420));
}

/** The produced gas of the day that begins `day` days after START, as one report of a version. */
export function producedOn(site: string, day: number, volumeMcf: number, version = 1): ReportRow {
  const periodStart = later(START, day * DAY);
  const periodEnd = later(periodStart, DAY);
  return {
    site,
    stream: 'produced',
    periodStart,
    periodEnd,
    volumeMcf,
    hhvBtuPerScf: null,
    evidence: 'measured',
    cause: null,
    version,
    reportedAt: periodEnd,
    original: `${volumeMcf} Mcf`,
  };
}

/** Delivers rows of one site, known at the given tick. */
export async function deliver(world: World, rows: readonly ReportRow[], knownAt: Instant): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const name = rows.map((row) => `${row.periodStart}v${row.version}`).join('+');
  await receiveRows(world.stores, { site: first.site, file: `${name}@${knownAt}`, rows, knownAt });
}

/** Every point of a site, as a reader gets them. */
export async function pointsOfSite(world: World, site: string, asOf: Instant | null = null): Promise<readonly Point[]> {
  const found = await storedPoints(world.stores, site, instant(0), instant(9e9), Number.POSITIVE_INFINITY, asOf);
  return found.map(({ point }) => point);
}
