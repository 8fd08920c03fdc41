import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { pointsOf } from '#lib/app/read-points.ts';
import { instant } from '#lib/domain/instant.ts';
import { startEngine } from '#local/engine.ts';
import { netback, readyUrl } from './up.ts';

const TICKS = 150;
const WORDS = ['up', '--ticks', String(TICKS), '--speed', 'max', '--port', '0'];
const END = instant(9_999_999_999);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-restart-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything a finished run left behind: points by site and messages by id. */
async function contents(data: string) {
  const engine = await startEngine({ path: path.join(data, 'table') });
  try {
    const client = documentClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const stores = dynamodbStores(client, 'netback-example-co', { rawRetentionDays: 90 });
    const sites = await stores.sites.all();
    const points = await Promise.all(
      sites.map(
        async (item) =>
          [item.site, await pointsOf(stores, item.site, instant(0), END, Number.POSITIVE_INFINITY)] as const,
      ),
    );
    const messages = await stores.messages.range(instant(0), END, 1000);
    client.destroy();
    return { sites, points: Object.fromEntries(points), messages: messages.map((sent) => sent.message) };
  } finally {
    await engine.stop();
  }
}

/** The mailbox: message bytes by id, as SNS delivered them. */
function mailbox(data: string): Map<string, Set<string>> {
  const byId = new Map<string, Set<string>>();
  const lines = readFileSync(path.join(data, 'mailbox', 'operations.jsonl'), 'utf8')
    .trim()
    .split('\n');
  for (const line of lines) {
    const { Message } = JSON.parse(line) as { Message: string };
    const { id } = JSON.parse(Message) as { id: string };
    byId.set(id, (byId.get(id) ?? new Set()).add(Message));
  }
  return byId;
}

describe('a run that is killed and started again', () => {
  it('has the same points and the same messages, byte for byte, as one that was left alone', async () => {
    const whole = path.join(folder, 'whole');
    const cut = path.join(folder, 'cut');
    expect(await netback([...WORDS, '--data', whole]).ended).toBe(0);

    for (const milliseconds of [1500, 2500, 4000]) {
      const running = netback([...WORDS, '--data', cut]);
      await readyUrl(running);
      const timer = setTimeout(() => running.child.kill('SIGKILL'), milliseconds);
      await running.ended;
      clearTimeout(timer);
    }
    expect(await netback([...WORDS, '--data', cut]).ended).toBe(0);

    const left = await contents(whole);
    const restarted = await contents(cut);
    expect(restarted.points).toEqual(left.points);
    expect(restarted.sites).toEqual(left.sites);
    expect(restarted.messages).toEqual(left.messages);
    for (const points of Object.values(left.points)) {
      expect(points).toHaveLength(TICKS);
      expect(points.every((point, index) => index === 0 || point.at === (points[index - 1]?.at ?? 0) + 300)).toBe(true);
    }
    const sentBytes = mailbox(cut);
    expect([...sentBytes.values()].every((bytes) => bytes.size === 1)).toBe(true);
    expect([...sentBytes.keys()].sort()).toEqual([...mailbox(whole).keys()].sort());
  }, 180_000);
});
