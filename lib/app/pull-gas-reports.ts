import type { Site } from '../domain/company.ts';
import type { Instant } from '../domain/instant.ts';
import type { Clock, Ids, Log, Metrics, ReportParser, ReportSource, Stores } from '../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from './bounded.ts';
import { underClaim } from './claim.ts';
import type { Deployment } from './pull-market.ts';
import { receiveRows } from './receive-rows.ts';

export type PullGasReportsPorts = {
  readonly stores: Pick<Stores, 'reports' | 'ticks'>;
  readonly source: ReportSource;
  readonly parser: ReportParser;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
};

/**
 * Asks the report endpoint of every site that is due since the last finished run and stores the
 * rows. An endpoint that fails is only logged: the site's data age, and the stale rule tells it.
 */
export async function pullGasReports(ports: PullGasReportsPorts, deployment: Deployment, at: Instant): Promise<void> {
  const claimPorts = { ticks: ports.stores.ticks, clock: ports.clock, ids: ports.ids, metrics: ports.metrics };
  await underClaim(claimPorts, 'pull-gas-reports', at, deployment.timeoutSeconds, async (done) => {
    const due = deployment.company.sites.filter((site) => isDue(site, done, at));
    await forEachBounded(due, CALLS_AT_ONCE, (site) => pullOne(ports, deployment, site, at));
    return at;
  });
}

function isDue(site: Site, done: Instant | null, at: Instant): boolean {
  const { pull } = site.reports;
  if (pull === null) return false;
  return done === null || Math.floor(at / pull.everySeconds) > Math.floor(done / pull.everySeconds);
}

/**
 * A file is known, and not asked for again, once all of it is stored as this configuration reads it: one
 * with a refusal may be read otherwise later, when a period is no longer of the future.
 */
async function pullOne(ports: PullGasReportsPorts, { version }: Deployment, site: Site, at: Instant): Promise<void> {
  const { reports } = ports.stores;
  const kept = await reports.pulledFile(site.id);
  const pulled = await ports.source.pull(site, at, kept?.configVersion === version ? kept : null);
  if (pulled.outcome === 'unchanged') return;
  if (pulled.outcome === 'failed') {
    ports.metrics.count('ReportPullsFailed', 1);
    ports.log.warn('report-pull-failed', { site: site.id, at, reason: pulled.reason });
    return;
  }
  const format = site.reports.pull?.format ?? 'auto';
  const context = { file: pulled.name, knownSites: new Set([site.id]), at, format, sites: [site] };
  const { rows, rejected, hasVersions } = ports.parser.parse(pulled.bytes, context);
  const delivery = { site: site.id, file: `pull-${at}`, rows, knownAt: at, hasVersions };
  const received = await receiveRows(ports.stores, delivery);
  if (rejected.length + received.conflicts.length === 0) {
    await reports.keepPulledFile(site.id, { ...pulled.validators, configVersion: version, storedAt: at });
  }
  for (const row of rejected.slice(0, 10)) {
    ports.log.warn('report-row-rejected', {
      site: site.id,
      line: row.line,
      column: row.column,
      expected: row.expected,
    });
  }
  ports.metrics.count('ReportRowsRejected', rejected.length + received.conflicts.length);
  ports.log.info('report-pulled', {
    site: site.id,
    at,
    accepted: received.accepted.length,
    unchanged: received.unchanged.length,
    conflicts: received.conflicts.length,
    rejected: rejected.length,
  });
}
