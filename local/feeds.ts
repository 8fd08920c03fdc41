import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { type Instant, parseInstant, toIso } from '#lib/domain/instant.ts';
import { PROVIDER_BODIES } from './replay/provider-bodies.ts';
import type { RecordedMarket } from './replay/recorded-market.ts';
import type { ReportFiles } from './replay/report-files.ts';

/** The replay's server: providers below `base/<provider>`, report files anywhere else by their name. */
export type Feeds = { readonly base: string; stop(): Promise<void> };

const TIME_HEADER = 'netback-time';
/** Repeats the time that was asked for: the figure is that of then, whether or not it is the one of before. */
const RECORDED_HEADER = 'netback-recorded';

/**
 * Serves a recorded market and report files on loopback in the providers' own shapes, as they stood
 * at the request's `Netback-Time`. What was not recorded then is 503; a request without a time is 400.
 */
export async function startFeeds(market: RecordedMarket, reports: ReportFiles): Promise<Feeds> {
  const server = createServer((request, response) => send(response, answer(market, reports, request)));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { base: `http://127.0.0.1:${portOf(server)}`, stop: () => stop(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

type Answer = {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
};

function answer(market: RecordedMarket, reports: ReportFiles, request: IncomingMessage): Answer {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const given = request.headers[TIME_HEADER];
  const at = typeof given === 'string' ? parseInstant(given) : null;
  if (at === null) return plain(400, 'A replayed feed needs the header Netback-Time.');
  const [, provider = ''] = url.pathname.split('/');
  const paths = PROVIDER_BODIES[provider];
  if (paths === undefined) {
    const known = request.headers['if-none-match'];
    return reportAnswer(reports, path.posix.basename(url.pathname), at, known ?? null);
  }
  const bodyOf = paths[url.pathname.slice(provider.length + 1)];
  if (bodyOf === undefined) return plain(404, 'Not found.');
  const body = bodyOf(market.at(at));
  if (body === null) return plain(503, 'Nothing was recorded for this time.');
  return { status: 200, ...body, headers: { [RECORDED_HEADER]: toIso(at) } };
}

/** A report that has not changed since the reader last had it is 304, as a report server would answer. */
function reportAnswer(reports: ReportFiles, name: string, at: Instant, known: string | null): Answer {
  const text = reports.textAt(name, at);
  if (text === null) return plain(404, 'Not found.');
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  return { status: known === etag ? 304 : 200, type: 'text/csv', text: known === etag ? '' : text, headers: { etag } };
}

function plain(status: number, text: string): Answer {
  return { status, type: 'text/plain', text };
}

function send(response: ServerResponse, { status, type, text, headers }: Answer): void {
  const body = Buffer.from(text, 'utf8');
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': body.length, ...headers });
  response.end(body);
}
