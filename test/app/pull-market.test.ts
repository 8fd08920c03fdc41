import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pullMarket } from '#lib/app/pull-market.ts';
import { pointsOf } from '#lib/app/read-points.ts';
import { type Instant, after as later } from '#lib/domain/instant.ts';
import type { Market, Observation } from '#lib/domain/market/market.ts';
import { deliverReports, newWorld, type Ports, runChain, START, TICK_SECONDS, testCompany } from './world.ts';

const { company, version } = testCompany(1);
const deployment = { company, version, timeoutSeconds: 50 };

/** A company whose feeds say what the test wants, with every call and log line kept. */
function marketWorld(priceAt: (at: Instant) => number | null = () => 22_000) {
  const world = newWorld(company, version, priceAt);
  const asked: Instant[] = [];
  const lines: string[] = [];
  const { feeds } = world.ports;
  const ports: Ports = {
    ...world.ports,
    feeds: {
      observe: async (about, at) => {
        asked.push(at);
        return await feeds.observe(about, at);
      },
    },
    log: {
      info: (event, fields) => void lines.push(JSON.stringify({ event, ...fields })),
      warn: (event, fields) => void lines.push(JSON.stringify({ event, ...fields })),
      error: (event, fields) => void lines.push(JSON.stringify({ event, ...fields })),
    },
  };
  return { world, ports, asked, lines };
}

const tick = (count: number) => later(START, count * TICK_SECONDS);
const failedPrice = (source: string, reason: string): Observation => ({
  source,
  kind: 'price',
  subject: null,
  outcome: { ok: false, reason },
});

describe('pull-market', () => {
  test('freezes a tick once: another run asks nobody and changes nothing', async () => {
    const { ports, asked, world } = marketWorld();
    await pullMarket(ports, deployment, tick(0));
    const frozen = await world.stores.market.get(tick(0));
    ports.feeds = { observe: async () => expect.fail('asked again') };
    await pullMarket(ports, deployment, tick(0));
    expect(asked).toEqual([tick(0)]);
    expect(await world.stores.market.get(tick(0))).toEqual(frozen);
    // coinbase 22,000, kraken 22,001, bitstamp 22,002
    expect(frozen?.btcUsd).toEqual({ value: 22_001, quality: 'ok', goodAt: tick(0) });
  });

  test('keeps what the first writer froze when two run at the same time', async () => {
    const { ports, world, lines } = marketWorld();
    const { market } = world.stores;
    const firstWriter = { ...(await frozenBy(ports, tick(5))), at: tick(0) };
    const blind = { ...market, latestBefore: async () => null };
    await market.putIfAbsent(firstWriter);
    await pullMarket({ ...ports, stores: { ...world.stores, market: blind } }, deployment, tick(0));
    expect(await market.get(tick(0))).toEqual(firstWriter);
    expect(lines.at(-1)).toContain('"won":false');
  });

  test('is never an error when every feed is dead: the market says so and keeps the age', async () => {
    const { ports, world } = marketWorld((at) => (at === tick(0) ? 22_000 : null));
    for (let count = 0; count <= 4; count += 1) await pullMarket(ports, deployment, tick(count));
    const price = async (count: number) => (await world.stores.market.get(tick(count)))?.btcUsd;
    // the last good price may stand in for 3 ticks
    expect(await price(3)).toEqual({ value: 22_001, quality: 'last-known-good', goodAt: tick(0) });
    expect(await price(4)).toEqual({ value: null, quality: 'missing', goodAt: tick(0) });
  });

  test('writes the company down with the first market of a configuration, before it', async () => {
    const { ports, world } = marketWorld();
    const order: string[] = [];
    const config = {
      ...world.stores.config,
      putIfAbsent: async (name: string, given: typeof company) => {
        order.push(`config ${name}`);
        await world.stores.config.putIfAbsent(name, given);
      },
    };
    const market = {
      ...world.stores.market,
      putIfAbsent: async (frozen: Market) => {
        order.push(`market ${frozen.configVersion}`);
        return await world.stores.market.putIfAbsent(frozen);
      },
    };
    const watched = { ...ports, stores: { ...world.stores, config, market } };
    await pullMarket(watched, deployment, tick(0));
    await pullMarket(watched, deployment, tick(1));
    await pullMarket(watched, { ...deployment, version: 'next' }, tick(2));
    expect(order).toEqual([
      `config ${version}`,
      `market ${version}`,
      `market ${version}`,
      'config next',
      'market next',
    ]);
    expect(await world.stores.config.get(version)).toEqual(company);
  });

  test('asks nobody while another run holds the tick', async () => {
    const { ports, world, asked } = marketWorld();
    await world.stores.ticks.claim('pull-market', tick(0), 'somebody else', 0, 60_000);
    await expect(pullMarket(ports, deployment, tick(0))).rejects.toMatchObject({ code: 'lease-held', retryable: true });
    expect(asked).toEqual([]);
  });

  test('names each refused feed and why, in one line, and is silent of good ones', async () => {
    const { ports, lines } = marketWorld();
    const { feeds } = ports;
    await pullMarket(ports, deployment, tick(0));
    expect(lines.filter((line) => line.includes('feeds-refused'))).toEqual([]);
    ports.feeds = {
      observe: async (about, at) => [
        failedPrice('kraken', 'HTTP 429'),
        ...(await feeds.observe(about, at)).filter((one) => one.source !== 'kraken'),
      ],
    };
    await pullMarket(ports, deployment, tick(1));
    expect(lines.filter((line) => line.includes('feeds-refused'))).toEqual([
      JSON.stringify({ event: 'feeds-refused', at: tick(1), feeds: 'kraken price failed: HTTP 429' }),
    ]);
  });
});

/** The market that these ports freeze for a tick. */
async function frozenBy(ports: Ports, at: Instant): Promise<Market> {
  const { stores } = newWorld(company, version, () => 30_000);
  await pullMarket({ ...ports, stores }, deployment, at);
  return (await stores.market.get(at)) ?? expect.fail('nothing was frozen');
}

describe('the laws of a frozen market (I17, I18, I23, I28)', () => {
  const quote = fc.option(
    fc.oneof(fc.double({ min: 20_000, max: 20_200, noNaN: true }), fc.constantFrom(0, -1, 28_000, 1e9)),
  );
  const ticks = fc.array(fc.tuple(quote, quote, quote), { minLength: 1, maxLength: 12 });

  test('hold over any run of good, bad and dead quotes', async () => {
    const law = fc.asyncProperty(ticks, async (script) => {
      const { ports, world, asked } = marketWorld();
      const { feeds } = ports;
      ports.feeds = {
        observe: async (about, at) => {
          const values = script[(at - START) / TICK_SECONDS] ?? [];
          const others = (await feeds.observe(about, at)).filter((one) => one.kind !== 'price');
          const prices = company.market.btcPrice.sources.map((source, index): Observation => {
            const value = values[index] ?? null;
            if (value === null) return failedPrice(source, 'timeout');
            const outcome = { ok: true as const, value, height: null, blocks: null, observedAt: at };
            return { source, kind: 'price', subject: null, outcome };
          });
          return [...others, ...prices];
        },
      };
      let last: number | null = null;
      for (const [count, values] of script.entries()) {
        const at = tick(count);
        await pullMarket(ports, deployment, at);
        const market = (await world.stores.market.get(at)) ?? expect.fail('nothing was frozen');
        const { value, quality, goodAt } = market.btcUsd;
        if (quality === 'ok' || quality === 'degraded') {
          expect(values).toContain(value); // what a source said, never clamped
          const used = market.sources.filter((one) => one.kind === 'price' && one.status === 'used');
          expect(used.length).toBeGreaterThanOrEqual(2); // ⌊3 ÷ 2⌋ + 1
          expect(used.map((one) => one.value)).toContain(value);
          last = value;
        } else if (quality === 'last-known-good') {
          expect(value).toBe(last);
          expect(at - (goodAt ?? 0)).toBeLessThanOrEqual(3 * TICK_SECONDS);
        } else {
          expect(value).toBeNull();
        }
      }
      expect(asked).toHaveLength(script.length); // one round of questions a tick
    });
    await fc.assert(law, { numRuns: 150 });
  });

  test.each([
    ['all feeds well', (all: Observation[]) => all, 'ok'],
    ['one price feed dead', (all: Observation[]) => all.filter((one) => one.source !== 'kraken'), 'degraded'],
    ['no network feed', (all: Observation[]) => all.filter((one) => one.kind !== 'network'), 'last-known-good'],
    ['no feed but the fees', (all: Observation[]) => all.filter((one) => one.kind === 'fees'), 'last-known-good'],
  ])('give a point the worst quality of its inputs: %s', async (_what, keep, quality) => {
    const { world, ports } = marketWorld();
    const { feeds } = ports;
    await deliverReports(world, START);
    await runChain(world, tick(0), ports);
    ports.feeds = { observe: async (about, at) => keep([...(await feeds.observe(about, at))]) };
    await runChain(world, tick(1), ports);
    const points = await pointsOf(world.stores, 'pad-0000', START, later(tick(1), 1), 10);
    expect(points.map((point) => point.quality)).toEqual(['ok', quality]);
  });

  test('make the same market from the same answers, whenever it is asked for', async () => {
    const [first, second] = [marketWorld(), marketWorld()];
    second.ports.clock = { nowMilliseconds: () => 9e12 };
    for (const { ports } of [first, second]) await pullMarket(ports, deployment, tick(0));
    expect(await first.world.stores.market.get(tick(0))).toEqual(await second.world.stores.market.get(tick(0)));
  });
});
