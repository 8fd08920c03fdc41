import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';

const WEB = new URL('../../web/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** The strictest policy under which the page must work; the local gateway sends the same. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export type Answer = { readonly status: number; readonly body: unknown };

/** The page's files and canned answers by path, on one loopback port that can go away and come back. */
export type PageServer = {
  readonly origin: string;
  /** What the API says from now on, by path without the query. */
  answers: Record<string, Answer>;
  readonly asked: string[];
  /** The `authorization` header of the newest question to the API. */
  authorization: string | undefined;
  kill(): Promise<void>;
  comeBack(): Promise<void>;
};

export async function startPageServer(answers: Record<string, Answer>): Promise<PageServer> {
  const serve = createServer((request, response) => void respond(page, request, response));
  const port = await listen(serve, 0);
  const page: PageServer = {
    origin: `http://127.0.0.1:${port}`,
    answers,
    asked: [],
    authorization: undefined,
    kill: async () => {
      const closed = once(serve, 'close');
      serve.close();
      serve.closeAllConnections();
      await closed;
    },
    comeBack: async () => {
      await listen(serve, port);
    },
  };
  return page;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function respond(page: PageServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  page.asked.push(request.url ?? '');
  const { pathname } = new URL(request.url ?? '/', 'http://page');
  if (!pathname.startsWith('/v1/')) return sendFile(response, pathname === '/' ? 'index.html' : pathname.slice(1));
  page.authorization = request.headers.authorization;
  const unknown: Answer = { status: 404, body: { title: 'Not found', detail: pathname } };
  const { status, body } = page.answers[pathname] ?? unknown;
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  const type = TYPES[extname(name)];
  const bytes = type === undefined || name.includes('..') ? null : await readFile(new URL(name, WEB)).catch(() => null);
  if (type === undefined || bytes === null) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(bytes);
}
