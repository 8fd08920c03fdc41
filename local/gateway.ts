import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { NetbackError } from '#lib/domain/errors.ts';
import { apiEvent } from './api-event.ts';
import { type LambdaHandler, lambdaContext } from './invoke.ts';

export type Gateway = {
  readonly url: string;
  /** Hands /v1 requests to the history API from now on; before, they are answered 503. */
  attach(historyApi: LambdaHandler): void;
  stop(): Promise<void>;
};

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const API_TIMEOUT_SECONDS = 29;
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const PAGE_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

type Page = ReadonlyMap<string, { readonly file: string; readonly type: string }>;

/** The page's files and nothing else: a path that is not listed does not exist. */
async function pageFiles(webFolder: string): Promise<Page> {
  const names = (await readdir(webFolder, { recursive: true })).filter((name) => path.extname(name) in PAGE_TYPES);
  const entries = names.flatMap((name) => {
    const type = PAGE_TYPES[path.extname(name)] ?? 'application/octet-stream';
    const file = { file: path.join(webFolder, name), type };
    const address = `/${name.split(path.sep).join('/')}`;
    const folder = address.replace(/index\.html$/, '');
    const addresses = folder === address ? [address] : [address, folder, folder.replace(/(.)\/$/, '$1')];
    return addresses.map((one) => [one, file] as const);
  });
  return new Map(entries);
}

/**
 * Serves the page and hands /v1 requests to the history API as API Gateway v2 events, on loopback
 * only. The port is taken at once, so that a second process fails before it touches anything.
 */
export async function startGateway(webFolder: string, port: number): Promise<Gateway> {
  const pages = await pageFiles(webFolder);
  let handler: LambdaHandler | null = null;
  const server = createServer((request, response) => {
    serve(handler, pages, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, port);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    attach: (historyApi) => {
      handler = historyApi;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new NetbackError('port-in-use', `Port ${port} on 127.0.0.1 is in use; give another with --port.`));
      else
        reject(
          new NetbackError(
            'port-in-use',
            `Port ${port} on 127.0.0.1 cannot be opened (${error.code}); give another with --port.`,
            { cause: error },
          ),
        );
    });
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

async function serve(
  handler: LambdaHandler | null,
  pages: Page,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isFromThisMachine(request)) return refuse(response, 403, 'Forbidden', { connection: 'close' });
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const page = pages.get(url.pathname);
  if (page !== undefined && (request.method === 'GET' || request.method === 'HEAD')) {
    return sendPage(page, request, response);
  }
  const body = await readBody(request);
  if (body === null) return refuse(response, 413, 'Request Entity Too Large', { connection: 'close' });
  if (handler === null) return refuse(response, 503, 'Service Unavailable', { 'retry-after': '1' });
  const event = apiEvent(url, request, body);
  const context = lambdaContext('history-api', API_TIMEOUT_SECONDS);
  const answer = (await handler(event as never, context)) as APIGatewayProxyStructuredResultV2;
  const cookies = answer.cookies === undefined ? {} : { 'set-cookie': answer.cookies };
  response.writeHead(answer.statusCode ?? 200, { ...(answer.headers as Record<string, string>), ...cookies });
  const text = Buffer.from(answer.body ?? '', answer.isBase64Encoded === true ? 'base64' : 'utf8');
  response.end(request.method === 'HEAD' ? undefined : text);
}

async function sendPage(
  page: { readonly file: string; readonly type: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readFile(page.file);
  response.writeHead(200, {
    'content-type': page.type,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** What the gateway answers itself, in the words of API Gateway. */
function refuse(response: ServerResponse, status: number, message: string, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ message }));
}

const LOOPBACK_NAMES: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Without a login, the address is the only guard: a foreign page may lead a browser here under its own
 * name (then Host is foreign) or send a form (then Origin is foreign). Both are refused.
 */
function isFromThisMachine(request: IncomingMessage): boolean {
  const host = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname;
  if (host === undefined || !LOOPBACK_NAMES.includes(host)) return false;
  const { origin } = request.headers;
  return origin === undefined || URL.parse(origin)?.host === request.headers.host;
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
