import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Instant, parseInstant } from '#lib/domain/instant.ts';
import { PROVIDER_BODIES } from '#local/replay/provider-bodies.ts';
import { readReplay } from '#local/replay/read-replay.ts';

/** How one provider behaves in one tick. `honest` answers from the record. */
export type Manner =
  | 'honest'
  | 'zero'
  | 'minus-one'
  | 'too-many'
  | 'html'
  | 'forty-percent-up'
  | 'hang'
  | 'huge'
  | 'dead';

export type HostileServer = {
  readonly base: string;
  /** When each tick was first asked for, milliseconds, in order. */
  readonly asked: () => readonly number[];
  stop(): Promise<void>;
};

const HUGE_CHUNK = Buffer.alloc(1024 * 1024, '9');
const HUGE_CHUNKS = 50;

/** Plays every provider as `mannerOf` says for each tick; what is honest comes from the shipped record. */
export async function startHostileServer(mannerOf: (provider: string, at: Instant) => Manner): Promise<HostileServer> {
  const record = readReplay('data/replay/2023-02-15_2023-04-20');
  const asked = new Map<Instant, number>();
  const server = createServer((request, response) => {
    const at = parseInstant(String(request.headers['netback-time'])) as Instant;
    if (!asked.has(at)) asked.set(at, Date.now());
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, provider = ''] = url.pathname.split('/');
    const honest = PROVIDER_BODIES[provider]?.[url.pathname.slice(provider.length + 1)]?.(record.at(at));
    behave(mannerOf(provider, at), honest?.text ?? '', request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => [...asked.values()], stop };
}

function behave(manner: Manner, honest: string, request: IncomingMessage, response: ServerResponse): void {
  const json = (text: string): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  if (manner === 'honest') json(honest);
  else if (manner === 'zero') json(figuresAs(honest, () => 0));
  else if (manner === 'minus-one') json(figuresAs(honest, () => -1));
  else if (manner === 'forty-percent-up') json(figuresAs(honest, (value) => value * 1.4));
  else if (manner === 'too-many') response.writeHead(429, { 'retry-after': '3600' }).end('slow down');
  else if (manner === 'html') response.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
  else if (manner === 'dead') request.socket.destroy();
  else if (manner === 'huge') sendHuge(response, 0);
}

/** Every figure of a body but times and heights, changed. */
function figuresAs(body: string, change: (value: number) => number): string {
  return body
    .replace(/("(?:amount|price|last|USD|usd|currentDifficulty|difficulty)":\s*"?)([\d.]+)/g, (_all, key, value) => {
      return `${key}${change(Number(value))}`;
    })
    .replace(/("c":\[")([\d.]+)/, (_all, key, value) => `${key}${change(Number(value))}`);
}

function sendHuge(response: ServerResponse, sent: number): void {
  if (sent === 0) response.writeHead(200, { 'content-type': 'application/json' });
  if (sent >= HUGE_CHUNKS || response.destroyed) return void response.end();
  response.write(HUGE_CHUNK, () => sendHuge(response, sent + 1));
}
