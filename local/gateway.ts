import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { NetbackError } from '#lib/domain/errors.ts';
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
  const names = (await readdir(webFolder)).filter((name) => path.extname(name) in PAGE_TYPES);
  const entries = names.map((name) => {
    const type = PAGE_TYPES[path.extname(name)] ?? 'application/octet-stream';
    return [name === 'index.html' ? '/' : `/${name}`, { file: path.join(webFolder, name), type }] as const;
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
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const page = pages.get(url.pathname);
  if (page !== undefined && (request.method === 'GET' || request.method === 'HEAD')) {
    const body = await readFile(page.file);
    response.writeHead(200, {
      'content-type': page.type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  const body = await readBody(request);
  if (body === null) {
    response.writeHead(413, { 'content-type': 'application/json', connection: 'close' });
    response.end('{"message":"Request Entity Too Large"}');
    return;
  }
  if (handler === null) {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end('{"message":"Service Unavailable"}');
    return;
  }
  const event = toEvent(url, request, body);
  const answer = (await handler(
    event as never,
    lambdaContext('history-api', API_TIMEOUT_SECONDS),
  )) as APIGatewayProxyStructuredResultV2;
  response.writeHead(answer.statusCode ?? 200, answer.headers as Record<string, string>);
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function toEvent(url: URL, request: IncomingMessage, body: string): APIGatewayProxyEventV2 {
  const method = request.method ?? 'GET';
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const parameters: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers,
    ...(url.search.length > 1 ? { queryStringParameters: parameters } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: 'local',
      routeKey: '$default',
      stage: '$default',
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 ? { body } : {}),
    isBase64Encoded: false,
  };
}
