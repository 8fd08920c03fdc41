import type { Company, Site } from '../../domain/company.ts';

/** Mean month of the Gregorian calendar. */
export const DAYS_PER_MONTH = 365.2425 / 12;
const SECONDS_PER_DAY = 86_400;
const POINTS_PER_BLOCK = 12;
const BYTES_PER_READ_UNIT = 4096;
const GIGABYTE = 1e9;

/**
 * What one tick and one site cost in capacity units, as counted on the embedded engine
 * (ReturnConsumedCapacity) by test/config/cost.test.ts, which fails when they part by more than 10 %.
 */
export const UNITS = {
  /** TICK claims and ends of three functions, and MKT; CO only when its state moves. */
  writesPerTick: 7,
  /** pull-gas-reports' own claim and end. */
  writesPerPullTick: 2,
  /** seal-history's claim and end. */
  writesPerHour: 2,
  /** MKT twice, TICK once. */
  readsPerTick: 3,
  /** The site's item is read by recompute-margins. */
  siteReadsPerTick: 1,
  /** Where an alert is open or told, send-alerts reads CO and the sites' items too. */
  readsPerLoudTick: 1,
  siteReadsPerLoudTick: 1,
  /** Mean bytes of a site's item; at most 1,024. */
  siteItemBytes: 400,
  /** D# and a thirtieth of M#. */
  foldsPerSiteDay: 1 + 2 / 30,
  /** Each report file beside its rows: INBOX put twice and deleted, DIRTY put and deleted. */
  writesPerReport: 5,
  /** Each report file: the site's item twice, and the history that it may change. */
  readsPerReport: 3.5,
  /** Each row is looked for when it comes and read when it is merged. */
  readsPerRow: 2,
  /** seal-history's look at its claim. */
  readsPerHour: 1,
} as const;

/** Figures that no file says: what an operator may change if his company is different. */
export const ASSUMPTIONS = {
  rowsPerReport: 4,
  /** Ticks at which an alert of any site is open, told or held back. */
  loudTickFraction: 0.5,
  /** Messages of one site a month: one episode each quarter of it, opened and resolved, and its share of digests. */
  messagesPerSiteMonth: 0.6,
  apiRequestsPerMonth: 20_000,
  apiAnswerKilobytes: 30,
  logBytesPerInvocation: 1500,
  tracedFraction: 0.05,
  /** Metrics of our own, by function that counts them; those that only count faults are rare. */
  customMetrics: 10,
  reportKilobytes: 4,
  /** Days that the report drop keeps a file (infra/constructs/report-drop.ts). */
  dropKeptDays: 400,
} as const;

/** What a company uses in a month; every figure a plain count of its unit. */
export type Usage = {
  readonly sites: number;
  readonly ticksPerDay: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly storedGigabytes: number;
  readonly ticks: number;
  readonly reports: number;
  /** Of these, pushed or dropped: of sites that are not asked. */
  readonly receivedReports: number;
  /** Of these, of sites that drop files. */
  readonly droppedReports: number;
  readonly messages: number;
};

const REPORTS_PER_DAY = { '1h': 24, '1d': 1, '1mo': 12 / 365.2425 } as const;

/** The table's work in a month. `sites` scales the company's own mix of sites to another number. */
export function usageOf(company: Company, sites: number = company.sites.length): Usage {
  const ticksPerDay = SECONDS_PER_DAY / company.tickSeconds;
  const scale = company.sites.length === 0 ? 0 : sites / company.sites.length;
  const reportsOf = (mine: (site: Site) => boolean): number =>
    scale * company.sites.filter(mine).reduce((sum, site) => sum + REPORTS_PER_DAY[site.reports.cadence], 0);
  const reportsPerDay = reportsOf(() => true);
  const pulls = company.sites.some((site) => site.reports.pull !== null) ? UNITS.writesPerPullTick : 0;
  const writesPerDay =
    ticksPerDay * (UNITS.writesPerTick + pulls + sites) +
    24 * UNITS.writesPerHour +
    sites * (ticksPerDay / POINTS_PER_BLOCK + UNITS.foldsPerSiteDay) +
    reportsPerDay * (UNITS.writesPerReport + ASSUMPTIONS.rowsPerReport);
  const siteReads = Math.max(1, (sites * UNITS.siteItemBytes) / BYTES_PER_READ_UNIT);
  const readsPerDay =
    ticksPerDay * (UNITS.readsPerTick + UNITS.siteReadsPerTick * siteReads) +
    ticksPerDay * ASSUMPTIONS.loudTickFraction * (UNITS.readsPerLoudTick + UNITS.siteReadsPerLoudTick * siteReads) +
    24 * UNITS.readsPerHour +
    reportsPerDay * (UNITS.readsPerReport + UNITS.readsPerRow * ASSUMPTIONS.rowsPerReport);
  const messages = sites * ASSUMPTIONS.messagesPerSiteMonth + 30;
  return {
    sites,
    ticksPerDay,
    writeUnits: DAYS_PER_MONTH * writesPerDay + messages * 9,
    readUnits: DAYS_PER_MONTH * readsPerDay,
    storedGigabytes: storedGigabytes(company, sites, ticksPerDay, reportsPerDay),
    ticks: DAYS_PER_MONTH * ticksPerDay,
    reports: DAYS_PER_MONTH * reportsPerDay,
    receivedReports: DAYS_PER_MONTH * reportsOf(({ reports }) => reports.drop || reports.pushKeys.length > 0),
    droppedReports: DAYS_PER_MONTH * reportsOf(({ reports }) => reports.drop),
    messages,
  };
}

/** After ten years, when days and months have gathered; raw data is at its retention then. */
function storedGigabytes(company: Company, sites: number, ticksPerDay: number, reportsPerDay: number): number {
  const raw = company.rawRetentionDays;
  const bytes =
    sites * (700 * (ticksPerDay / POINTS_PER_BLOCK) * raw + 1200 * 3652 + 1700 * 120 + 1024) +
    ticksPerDay * 1024 * raw +
    reportsPerDay * ASSUMPTIONS.rowsPerReport * 250 * raw;
  return bytes / GIGABYTE;
}
