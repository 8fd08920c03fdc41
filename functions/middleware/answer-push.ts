import type { APIGatewayProxyEventV2, S3Event } from 'aws-lambda';
import {
  type PushedReport,
  type ReceiveGasReportPorts,
  receiveDroppedReport,
  receivePushedReport,
} from '#lib/app/receive-gas-report.ts';
import type { Company } from '#lib/domain/company.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { type Instant, toIso } from '#lib/domain/instant.ts';
import { type Answer, problem } from './http.ts';

/** What the function is wired with beside the use case's ports. */
export type PushPorts = ReceiveGasReportPorts & {
  readonly company: Company;
  readonly now: () => Instant;
  /** The moment from which rows count as known; under a simulated clock the tick's. */
  readonly knownAt: () => Promise<Instant>;
};

/** Rows listed in an answer; the counts are of all. */
const MAX_LISTED = 1000;

/** Answers a pushed report: what became of each row, 413, or the one 401 of every refusal. */
export async function answerPush(ports: PushPorts, event: APIGatewayProxyEventV2): Promise<Answer> {
  const outcome = await receivePushedReport(ports, ports.company, pushedOf(event), ports.now(), await ports.knownAt());
  if (outcome === 'too-large') {
    return problem(413, 'Report too large', 'A pushed report holds at most 4 MB; drop larger ones into the bucket.');
  }
  if (outcome === 'refused') {
    return problem(401, 'Not authorised', 'The signature, key, timestamp or nonce was not accepted.');
  }
  const { accepted, unchanged, rejected } = outcome;
  const counts = { accepted: accepted.length, unchanged: unchanged.length, rejected: rejected.length };
  const body = {
    accepted: accepted.slice(0, MAX_LISTED).map(listed),
    unchanged: unchanged.slice(0, MAX_LISTED).map(listed),
    rejected: rejected.slice(0, MAX_LISTED),
    counts,
  };
  return { status: 200, body };
}

/** Takes in every object of a bucket event; one that fails is tried again by the caller's queue. */
export async function receiveDrops(ports: PushPorts, event: S3Event): Promise<{ readonly files: number }> {
  const knownAt = await ports.knownAt();
  for (const { s3 } of event.Records) {
    const key = decodeURIComponent(s3.object.key.replaceAll('+', ' '));
    await receiveDroppedReport(ports, ports.company, { key, version: s3.object.versionId ?? null }, knownAt);
  }
  return { files: event.Records.length };
}

function pushedOf(event: APIGatewayProxyEventV2): PushedReport {
  const headers = new Map(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? '']),
  );
  const header = (name: string): string => headers.get(`netback-${name}`) ?? '';
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    site: siteOf(event.rawPath),
    keyId: header('key-id'),
    timestamp: header('timestamp'),
    nonce: header('nonce'),
    signature: header('signature'),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function siteOf(path: string): string {
  try {
    return decodeURIComponent(/^\/v1\/sites\/([^/]+)\/reports$/.exec(path)?.[1] ?? '');
  } catch {
    return '';
  }
}

function listed(row: ReportRow) {
  const { stream, version, volumeMcf } = row;
  return { stream, periodStart: toIso(row.periodStart), periodEnd: toIso(row.periodEnd), version, volumeMcf };
}
