import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname } from 'node:path';

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
  kill(): Promise<void>;
  comeBack(): Promise<void>;
};

export async function startPageServer(answers: Record<string, Answer>): Promise<PageServer> {
  const asked: string[] = [];
  const serve = createServer(async (request, response) => {
    asked.push(request.url ?? '');
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const answer = page.answers[pathname];
    if (answer !== undefined) sendJson(response, answer);
    else await sendFile(response, pathname === '/' ? 'index.html' : basename(pathname));
  });
  const port = await listen(serve, 0);
  const page: PageServer = {
    origin: `http://127.0.0.1:${port}`,
    answers,
    asked,
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

function sendJson(response: ServerResponse, { status, body }: Answer): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  const type = TYPES[extname(name)];
  const bytes = type === undefined ? null : await readFile(new URL(name, WEB)).catch(() => null);
  if (type === undefined || bytes === null) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(bytes);
}
