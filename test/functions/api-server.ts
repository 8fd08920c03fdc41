import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from '#functions/middleware/answer.ts';
import type { HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { http, requestOf } from '#functions/middleware/http.ts';

export type ApiServer = { readonly url: string; readonly asked: string[]; stop(): Promise<void> };

/** What a test does to an answer before it is sent; null = breaks the connection. */
export type Spoil = (body: string, index: number) => string | null;

export type Handled = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

/** One request through the API and its HTTP frame, as API Gateway hands it in and gets it back. */
export async function handled(
  ports: HistoryApiPorts,
  method: string,
  path: string,
  query: Record<string, string>,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Handled> {
  const event = {
    rawPath: path,
    headers,
    queryStringParameters: query,
    requestContext: { http: { method } },
    ...(body === undefined ? {} : { body }),
  };
  const framed = { event, response: await answerRequest(ports, requestOf(event as never)) };
  await http().after?.(framed as never);
  const answer = framed.response as unknown as { statusCode: number; headers: Record<string, string>; body: string };
  return { status: answer.statusCode, headers: answer.headers, body: answer.body };
}

/** The API on a port of this machine, as a gateway would serve it. */
export async function serveApi(ports: HistoryApiPorts, spoil: Spoil = (body) => body): Promise<ApiServer> {
  const asked: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    asked.push(`${url.pathname}${url.search}`);
    const index = asked.length - 1;
    const headers = request.headers as Record<string, string>;
    const answer = await handled(
      ports,
      request.method ?? 'GET',
      url.pathname,
      Object.fromEntries(url.searchParams),
      headers,
    );
    const body = spoil(answer.body, index);
    if (body === null) return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
