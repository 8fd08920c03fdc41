import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** A server on loopback that behaves as badly as the test wants, and counts. */
export type HostileServer = {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly asked: string[];
  readonly headers: http.IncomingHttpHeaders[];
  /** Bytes of bodies that were written before the other side hung up. */
  sentBytes: number;
  close(): Promise<void>;
};

export async function startHostileServer(handler: Handler): Promise<HostileServer> {
  const server = http.createServer((request, response) => {
    hostile.asked.push(request.url ?? '');
    hostile.headers.push(request.headers);
    response.on('error', () => {});
    const end = response.write.bind(response);
    response.write = ((chunk: Buffer | string) => {
      hostile.sentBytes += chunk.length;
      return end(chunk);
    }) as typeof response.write;
    handler(request, response);
  });
  server.on('clientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hostile: HostileServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    headers: [],
    sentBytes: 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hostile;
}

/** Answers with JSON, or with `text` of any type. */
export function say(
  body: unknown,
  options: { status?: number; type?: string; headers?: Record<string, string> } = {},
): Handler {
  return (_request, response) => {
    response.writeHead(options.status ?? 200, {
      'content-type': options.type ?? 'application/json',
      ...options.headers,
    });
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
}

/** Takes the request and never answers. */
export const hang: Handler = () => {};

/** Sends headers and then one byte every 50 ms, for ever. */
export const drip: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
};

/** Cuts the connection without an answer. */
export const reset: Handler = (request) => request.socket.resetAndDestroy();

/** Promises 100 bytes, sends ten and hangs up. */
export const truncate: Handler = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"data": {');
  setImmediate(() => request.socket.destroy());
};

/** 50 MB of digits, as fast as they are taken. */
export const flood: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(65_536, '1');
  let left = 800;
  const pump = (): void => {
    while (left > 0) {
      left -= 1;
      if (!response.write(chunk)) {
        response.once('drain', pump);
        return;
      }
    }
    response.end();
  };
  pump();
};

const bombBytes = gzipSync(Buffer.alloc(100_000_000, '1'), { level: 9 });

/** 100 MB in 100 kB. */
export const bomb: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  response.end(bombBytes);
};

/** Headers without end. */
export const headerFlood: Handler = (request) => {
  request.socket.write(
    `HTTP/1.1 200 OK\r\n${Array.from({ length: 3000 }, (_, n) => `X-${n}: ${'y'.repeat(40)}\r\n`).join('')}\r\n`,
  );
};

/** Not HTTP at all. */
export const noise: Handler = (request) => {
  request.socket.end('\u0000\u0001 SSH-2.0-hello\r\n\r\n');
};
