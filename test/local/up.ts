import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** A `netback` process as a user starts it. */
export type Running = {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the exit code (null = killed by a signal). */
  readonly ended: Promise<number | null>;
};

/** Starts `netback` with the given words. */
export function netback(words: readonly string[]): Running {
  const child = spawn(process.execPath, [path.join(PROJECT, 'cli/netback.ts'), ...words], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, stdout: () => out, stderr: () => err, ended };
}

/** Waits for `ready http://…` and gives the address; fails when the process ends first. */
export async function readyUrl(running: Running): Promise<string> {
  for (;;) {
    const match = /^ready (http:\/\/127\.0\.0\.1:\d+)$/m.exec(running.stderr());
    if (match?.[1] !== undefined) return match[1];
    const outcome = await Promise.race([
      running.ended.then(() => 'ended'),
      once(running.child.stderr ?? running.child, 'data').then(() => 'data'),
    ]);
    if (outcome === 'ended' && !running.stderr().includes('ready '))
      throw new Error(`netback ended: ${running.stderr()}`);
  }
}

/** A point of the history API, as far as the tests read it. */
export type ApiPoint = Readonly<Record<string, unknown>> & {
  readonly at: string;
  readonly quality: string;
  readonly missing: readonly string[];
  readonly btcUsd: number | null;
};
export type ApiMessage = { readonly id: string; readonly at: string; readonly attributes: { readonly rule: string } };

/** Everything the API says of a data folder: the process runs one more tick and is then stopped. */
export async function readByApi(words: readonly string[], from: string, to: string) {
  const serving = netback(['up', ...words, '--speed', '1', '--port', '0']);
  try {
    const url = await readyUrl(serving);
    const get = async <T>(pathname: string): Promise<T> => {
      const answer = await fetch(url + pathname);
      if (!answer.ok) throw new Error(`${pathname}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    };
    const window = `from=${from}&to=${to}`;
    const { sites } = await get<{ sites: { site: string }[] }>('/v1/fleet');
    const points: Record<string, ApiPoint[]> = {};
    for (const { site } of sites) {
      const page = await get<{ points: ApiPoint[] }>(`/v1/sites/${site}/margins?${window}&step=tick&limit=1500`);
      points[site] = page.points;
    }
    const { messages } = await get<{ messages: ApiMessage[] }>(`/v1/messages?${window}`);
    return { points, messages };
  } finally {
    serving.child.kill('SIGTERM');
    await serving.ended;
  }
}

/** The mailbox of a data folder: every text that a message id was delivered with. */
export function mailbox(data: string): Map<string, Set<string>> {
  const byId = new Map<string, Set<string>>();
  const folder = path.join(data, 'mailbox');
  const lines = readdirSync(folder).flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'));
  for (const line of lines.filter((one) => one !== '')) {
    const { Message, Subject, email, sms } = JSON.parse(line) as Record<string, string>;
    const { id } = JSON.parse(Message ?? '{}') as { id: string };
    byId.set(id, (byId.get(id) ?? new Set()).add(JSON.stringify([Subject, Message, email, sms])));
  }
  return byId;
}
