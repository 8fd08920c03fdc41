import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, parseInstant, toIso } from '#lib/domain/instant.ts';
import { readReplay } from '#local/replay/read-replay.ts';
import { type Manner, startHostileServer } from './hostile-server.ts';
import { type ApiPoint, netback, readByApi } from './up.ts';

const FROM = '2023-02-15T08:00:00Z';
const START = parseInstant(FROM) as Instant;
const TICK_SECONDS = 300;
const record = readReplay('data/replay/2023-02-15_2023-04-20');
const TICK_DEADLINE_MILLISECONDS = 45_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the ticks of a script, one manner for each provider and tick, and reads what came of it. */
async function run(name: string, script: readonly ((provider: string) => Manner)[]) {
  const indexOf = (at: Instant): number => (at - START) / TICK_SECONDS;
  const server = await startHostileServer((provider, at) => script[indexOf(at)]?.(provider) ?? 'dead');
  try {
    const data = path.join(folder, name);
    const words = ['--from', FROM, '--feeds-base', server.base, '--data', data];
    const running = netback(['up', ...words, '--ticks', String(script.length), '--speed', 'max', '--port', '0']);
    expect(await running.ended).toBe(0);
    const asked = server.asked();
    const tickMilliseconds = asked.slice(1).map((at, index) => at - (asked[index] ?? at));
    const to = toIso((START + script.length * TICK_SECONDS) as Instant);
    return { ...(await readByApi(words, FROM, to)), tickMilliseconds, stderr: running.stderr() };
  } finally {
    await server.stop();
  }
}

/** No price, or the honest one of the last 15 minutes (sources are within 0.05 % of it): nothing else. */
function expectNoBadPrice(points: readonly ApiPoint[]): void {
  for (const point of points) {
    if (point.btcUsd === null) continue;
    const honest = record.at(parseInstant(point.at) as Instant).btcUsd as number;
    const earlier = record.at(((parseInstant(point.at) as Instant) - 900) as Instant).btcUsd as number;
    const [low, high] = [Math.min(honest, earlier) * 0.9994, Math.max(honest, earlier) * 1.0006];
    expect(point.btcUsd, `${point.at} ${point.quality}`).toBeGreaterThanOrEqual(low);
    expect(point.btcUsd, `${point.at} ${point.quality}`).toBeLessThanOrEqual(high);
  }
}

const honest = (): Manner => 'honest';
const all = (manner: Manner) => (): Manner => manner;
/** Some price sources lie, the others are honest. */
const some =
  (manner: Manner, ...liars: readonly string[]) =>
  (provider: string): Manner =>
    liars.includes(provider) ? manner : 'honest';
const one = (manner: Manner) => some(manner, 'kraken');
const two = (manner: Manner) => some(manner, 'kraken', 'coinbase');

describe('hostile feeds', () => {
  it('never make a point with a bad price, whoever lies and however', async () => {
    const manners: readonly Manner[] = ['zero', 'minus-one', 'too-many', 'html', 'huge', 'dead'];
    const lies = manners.flatMap((manner) => [one(manner), two(manner), all(manner), honest]);
    // That all four are up by 40 % at once is news, not a lie: inputs.md accepts a jump that a quorum agrees on.
    const script = [
      honest,
      ...lies,
      one('forty-percent-up'),
      two('forty-percent-up'),
      one('hang'),
      all('hang'),
      honest,
    ];
    const { points, tickMilliseconds, stderr } = await run('liars', script);
    const [site = []] = Object.values(points);
    expect(site).toHaveLength(script.length);
    for (const ofSite of Object.values(points)) expectNoBadPrice(ofSite);
    // One liar of four changes neither the price nor that there is one.
    for (const [index, point] of site.entries()) {
      const liars = ['coinbase', 'kraken', 'bitstamp', 'mempool'].filter((id) => script[index]?.(id) !== 'honest');
      if (liars.length <= 1) expect(point.btcUsd, `tick ${index}`).not.toBeNull();
    }
    expect(stderr).not.toMatch(/failed:/);
    expect(tickMilliseconds).toHaveLength(script.length - 1);
    expect(Math.max(...tickMilliseconds)).toBeLessThan(TICK_DEADLINE_MILLISECONDS);
  }, 240_000);

  it('that are all dead are told once, and points say what is missing', async () => {
    const script = [honest, honest, ...Array.from({ length: 7 }, () => all('dead'))];
    const { points, messages } = await run('dead', script);
    const stale = messages.filter((message) => message.attributes.rule === 'price-feed-stale');
    // The last good price is of 08:05; from 15 minutes on, at 08:20, it is stale.
    expect(stale.map((message) => message.at).every((at) => at === '2023-02-15T08:20:00Z')).toBe(true);
    expect(stale.length).toBeGreaterThan(0);
    for (const site of Object.values(points)) {
      expectNoBadPrice(site);
      const last = site.at(-1);
      expect(last).toMatchObject({ btcUsd: null, quality: 'missing' });
      expect(last?.missing).toContain('btc-price');
    }
  }, 180_000);
});
