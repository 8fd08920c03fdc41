import type { Company, Site } from '../domain/company.ts';
import type { ReportRow } from '../domain/gas/report.ts';
import { after, type Instant, SECONDS_PER_MINUTE } from '../domain/instant.ts';
import type { Log, Metrics, RejectedRow, ReportDrop, ReportParser, SignatureCheck, Stores } from '../ports.ts';
import { receiveRows } from './receive-rows.ts';

export type ReceiveGasReportPorts = {
  readonly stores: Pick<Stores, 'reports' | 'nonces'>;
  readonly parser: ReportParser;
  readonly signatures: SignatureCheck;
  readonly secret: (name: string) => Promise<string>;
  readonly drop: ReportDrop;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** A pushed report as it came in. */
export type PushedReport = {
  readonly method: string;
  /** As it was called, without the query. */
  readonly path: string;
  readonly site: string;
  readonly keyId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly body: Uint8Array;
};

/** What became of the rows of one delivery; a row already stored with other figures is refused too. */
export type ReportOutcome = {
  readonly accepted: readonly ReportRow[];
  readonly unchanged: readonly ReportRow[];
  readonly rejected: readonly RejectedRow[];
};

/** Larger reports come through the bucket. */
export const MAX_PUSH_BYTES = 4 * 1024 * 1024;
/** A sender's clock may be off by this much. */
const MAX_SKEW_SECONDS = 5 * SECONDS_PER_MINUTE;
const NONCE = /^[A-Za-z0-9_.:-]{8,128}$/;
const SIGNATURE = /^[0-9a-f]{64}$/i;
/** Compared against where there is no key, so that an unknown site takes as long as a known one. */
const NO_SECRET = 'no such key';

/**
 * Takes in a report that a site pushed: signed with one of its active keys, within 5 minutes of
 * `now`, its nonce never seen. `knownAt` is the tick time under a simulated clock. Every refusal is the same
 * `refused`: a sender without the key learns nothing, not even which sites exist. The nonce is taken
 * only by a good signature, and before anything is stored.
 */
export async function receivePushedReport(
  ports: ReceiveGasReportPorts,
  company: Company,
  pushed: PushedReport,
  now: Instant,
  knownAt: Instant = now,
): Promise<ReportOutcome | 'refused' | 'too-large'> {
  if (pushed.body.length > MAX_PUSH_BYTES) return 'too-large';
  const site = company.sites.find((one) => one.id === pushed.site);
  const isSigned = await isSignedBySite(ports, site, pushed);
  if (site === undefined || !isSigned || !isTimely(pushed.timestamp, now)) return refused(ports);
  const until = after(now, 3 * MAX_SKEW_SECONDS);
  if (!(await ports.stores.nonces.take(site.id, pushed.nonce, until))) return refused(ports);
  return await receiveFile(ports, site, `push-${pushed.nonce}`, pushed.body, knownAt);
}

/**
 * Takes in a file that was dropped into the bucket as `reports/<site id>/<name>`. A file of an unknown
 * site, of a site that takes no drops, or too large is only logged: nobody waits for an answer.
 */
export async function receiveDroppedReport(
  ports: ReceiveGasReportPorts,
  company: Company,
  dropped: { readonly key: string; readonly version: string | null },
  now: Instant,
): Promise<ReportOutcome | null> {
  const [, siteId, name] = /^reports\/([^/]+)\/(.+)$/.exec(dropped.key) ?? [];
  const site = company.sites.find((one) => one.id === siteId && one.reports.drop);
  if (site === undefined || name === undefined) {
    ports.log.warn('dropped-report-of-no-site', { key: dropped.key.slice(0, 200) });
    return null;
  }
  const bytes = await ports.drop.read(dropped.key, dropped.version);
  if (bytes === null || bytes === 'too-large') {
    ports.log.warn('dropped-report-not-read', { site: site.id, reason: bytes ?? 'gone' });
    return null;
  }
  return await receiveFile(ports, site, `drop-${name}-${dropped.version ?? now}`, bytes, now);
}

async function receiveFile(
  ports: ReceiveGasReportPorts,
  site: Site,
  file: string,
  bytes: Uint8Array,
  knownAt: Instant,
): Promise<ReportOutcome> {
  const context = { file, knownSites: new Set([site.id]), at: knownAt, sites: [site] };
  const { rows, rejected, hasVersions } = ports.parser.parse(bytes, context);
  const received = await receiveRows(ports.stores, { site: site.id, file, rows, knownAt, hasVersions });
  const conflicts = received.conflicts.map((row) => conflictOf(row, file));
  const { accepted, unchanged } = received;
  const counts = {
    accepted: accepted.length,
    unchanged: unchanged.length,
    rejected: rejected.length + conflicts.length,
  };
  ports.metrics.count('ReportRowsRejected', counts.rejected);
  ports.log.info('report-received', { site: site.id, file: file.slice(0, 200), ...counts });
  return { accepted, unchanged, rejected: [...rejected, ...conflicts] };
}

function conflictOf(row: ReportRow, file: string): RejectedRow {
  const expected = `a version above ${row.version}: it is stored with other figures`;
  return { file, line: 0, column: 'version', value: `${row.stream} ${row.periodStart} v${row.version}`, expected };
}

async function isSignedBySite(
  ports: ReceiveGasReportPorts,
  site: Site | undefined,
  pushed: PushedReport,
): Promise<boolean> {
  const key = site?.reports.pushKeys.find((one) => one.id === pushed.keyId);
  const secret = key === undefined ? null : await secretOf(ports, key.secret);
  const isWellFormed = NONCE.test(pushed.nonce) && SIGNATURE.test(pushed.signature);
  const signature = isWellFormed ? pushed.signature.toLowerCase() : '';
  const { method, path, timestamp, nonce, body } = pushed;
  const isSigned = ports.signatures.isSigned(secret ?? NO_SECRET, { method, path, timestamp, nonce, body }, signature);
  return isSigned && secret !== null && isWellFormed;
}

/** A secret that cannot be read is our fault, told to us and not to the sender. */
async function secretOf(ports: ReceiveGasReportPorts, name: string): Promise<string | null> {
  try {
    return await ports.secret(name);
  } catch {
    ports.log.error('push-secret-unreadable', { secret: name });
    return null;
  }
}

function isTimely(timestamp: string, now: Instant): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) - now) <= MAX_SKEW_SECONDS;
}

function refused(ports: ReceiveGasReportPorts): 'refused' {
  ports.metrics.count('ReportPushesRefused', 1);
  return 'refused';
}
