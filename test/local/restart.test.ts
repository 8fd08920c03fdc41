import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailbox, netback, readByApi, readyUrl } from './up.ts';

/** A site is silent from the start and flaring rises at 16:00, so there are messages to lose. */
const FROM = '2023-02-15T15:00:00Z';
const TICKS = 20;
const TO = '2023-02-15T16:40:00Z';
const WORDS = ['up', '--from', FROM, '--ticks', String(TICKS), '--speed', 'max', '--port', '0'];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-restart-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a run', () => {
  it('is the same twice, and the same when it was killed and started again', async () => {
    const [whole, again, cut] = ['whole', 'again', 'cut'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    expect(await netback([...WORDS, '--data', whole]).ended).toBe(0);
    expect(await netback([...WORDS, '--data', again]).ended).toBe(0);

    let kills = 0;
    for (const milliseconds of [300, 1000]) {
      const running = netback([...WORDS, '--data', cut]);
      await readyUrl(running);
      const timer = setTimeout(() => running.child.kill('SIGKILL'), milliseconds);
      if ((await running.ended) === null) kills += 1;
      clearTimeout(timer);
    }
    expect(kills).toBeGreaterThan(0);
    expect(await netback([...WORDS, '--data', cut]).ended).toBe(0);

    const [left, second, restarted] = [
      await readByApi(['--data', whole], FROM, TO),
      await readByApi(['--data', again], FROM, TO),
      await readByApi(['--data', cut], FROM, TO),
    ];
    expect(second).toEqual(left);
    expect(restarted.points).toEqual(left.points);
    expect(texts(restarted.messages)).toEqual(texts(left.messages));
    expect(left.messages.length).toBeGreaterThanOrEqual(2);
    for (const points of Object.values(left.points)) {
      const expected = Array.from({ length: TICKS }, (_, index) => Date.parse(FROM) + index * 300_000);
      expect(points.map((point) => Date.parse(point.at))).toEqual(expected);
    }
    expect([...mailbox(cut).values()].every((bytes) => bytes.size === 1)).toBe(true);
    expect([...mailbox(cut).keys()].sort()).toEqual([...mailbox(whole).keys()].sort());
    for (const [id, bytes] of mailbox(cut)) expect(mailbox(whole).get(id)).toEqual(bytes);
  }, 300_000);
});

/** All of a message but how often it was tried, which a kill may raise. */
function texts(messages: readonly object[]): readonly object[] {
  return messages.map((message) => ({ ...message, attempts: null }));
}
