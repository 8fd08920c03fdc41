import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type Instant, toIso } from '../../domain/instant.ts';
import type { Clock, FileValidators, PulledReport, ReportSource } from '../../ports.ts';
import { attemptTwice } from './attempt.ts';
import { type HttpClient, type HttpOutcome, httpClient } from './client.ts';
import { patience } from './patience.ts';
import { type ReportAddress, reportAddress } from './report-address.ts';

export type ReportSourceOptions = {
  /** Local only: a loopback origin at which every report address is called, by its own path. Null = the address itself. */
  readonly reportOrigin: string | null;
  /** True under a simulated clock: each request then carries `Netback-Time: <T>`. */
  readonly isSimulated: boolean;
  readonly clock: Clock;
  /** 0 ≤ x < 1, for the jitter of a retry. */
  readonly random: () => number;
  /** Reads a secret by its name in the company file; may reject, and the pull then fails with a reason. */
  readonly secret: (name: string) => Promise<string>;
};

/** Largest report file after decompression; larger ones come through the bucket or `netback import`. */
export const MAX_REPORT_BYTES = 5 * 1024 * 1024;
const PULL_MILLISECONDS = 8000;

/** A longer validator is not kept: an item of the table is no place for what a server likes to send. */
const MAX_VALIDATOR_CHARACTERS = 200;

/**
 * Asks sites' report endpoints: https to the host of the address in the company file and nowhere
 * else, headers from the site's secret, one retry, 8 s. A known file is not sent again (`If-None-Match`,
 * `If-Modified-Since`) nor read again where it is. A failure is an outcome with a reason; it names
 * neither the address nor what was answered.
 */
export function httpReportSource(options: ReportSourceOptions): ReportSource {
  return {
    pull: async (site, at, known) => {
      const address = await reportAddress(site, options).catch(() => null);
      if (address === null) return failed('the secret of the report endpoint cannot be read, or holds no header');
      if ('fault' in address) return failed(address.fault);
      return pulled(await ask(address, at, options, known), address.url, known);
    },
  };
}

async function ask(
  address: ReportAddress,
  at: Instant,
  options: ReportSourceOptions,
  known: FileValidators | null,
): Promise<HttpOutcome> {
  const limit = patience(PULL_MILLISECONDS, options.isSimulated);
  const headers = {
    ...address.headers,
    ...(known?.etag == null ? {} : { 'If-None-Match': known.etag }),
    ...(known?.lastModified == null ? {} : { 'If-Modified-Since': known.lastModified }),
    ...(options.isSimulated ? { 'Netback-Time': toIso(at) } : {}),
  };
  const request = { url: address.url, method: 'GET' as const, headers, body: null, maxBytes: MAX_REPORT_BYTES };
  try {
    const { random, isSimulated } = options;
    return await attemptTwice(request, { client: clientOf(address), random, isSimulated, deadline: limit.signal });
  } finally {
    limit.stop();
  }
}

const clients = new Map<string, HttpClient>();

function clientOf(address: ReportAddress): HttpClient {
  const { policy } = address;
  const key = policy.kind === 'loopback' ? policy.origin : [...policy.hosts].join(' ');
  const kept = clients.get(key) ?? httpClient(policy);
  clients.set(key, kept);
  return kept;
}

function pulled(outcome: HttpOutcome, url: URL, known: FileValidators | null): PulledReport {
  if (!outcome.ok) return failed(outcome.reason);
  if (outcome.status === 304) return { outcome: 'unchanged' };
  if (outcome.status !== 200) return failed(`HTTP ${outcome.status}`);
  const type = (outcome.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'text/html' || type === 'application/xhtml+xml') return failed('an HTML page instead of a report');
  const digest = createHash('sha256').update(outcome.body).digest('hex');
  if (digest === known?.digest) return { outcome: 'unchanged' };
  const etag = validatorOf(outcome.headers.etag);
  const lastModified = validatorOf(outcome.headers['last-modified']);
  const name = posix.basename(url.pathname) || 'report';
  return { outcome: 'file', name, bytes: outcome.body, validators: { etag, lastModified, digest } };
}

function validatorOf(header: string | undefined): string | null {
  return header === undefined || header.length > MAX_VALIDATOR_CHARACTERS ? null : header;
}

function failed(reason: string): PulledReport {
  return { outcome: 'failed', reason };
}
