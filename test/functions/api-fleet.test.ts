import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { instant } from '#lib/domain/instant.ts';
import { companyOf, marketAt, pointAt, portsOf, storePoints } from './api-seed.ts';
import { handled } from './api-server.ts';

/** 2023-02-15T00:00:00Z */
const AT = instant(1_676_419_200);
const PAGE_BYTES = 4 * 1024 * 1024;

type Row = { site: string; latest: { advantageUsdPerDay: number | null } | null };
type Fleet = { sites: Row[]; totals: Record<string, number | null>; next: string | null };

/** A company whose sites have these advantages (thousandths of a USD); null = unknown, undefined = no point yet. */
async function fleetOf(advantages: readonly (number | null | undefined)[], nameOf = (index: number) => `Pad ${index}`) {
  const ids = advantages.map((_, index) => `pad-${String(index).padStart(5, '0')}`);
  const plain = companyOf(ids, 300);
  const company = { ...plain, sites: plain.sites.map((site, index) => ({ ...site, name: nameOf(index) })) };
  const stores = memoryStores();
  await stores.config.putIfAbsent('v1', company);
  await stores.market.putIfAbsent(marketAt(AT, 'v1'));
  for (const [index, advantage] of advantages.entries()) {
    if (advantage === undefined) continue;
    const figures = { flareMilliUsdPerDay: 0, mineMilliUsdPerDay: advantage };
    await storePoints(stores, ids[index] ?? '', [pointAt(AT, figures)], 300);
  }
  return portsOf(company, stores);
}

async function pages(ports: Awaited<ReturnType<typeof fleetOf>>, path: string, query: Record<string, string> = {}) {
  const found: (Fleet & { bytes: number })[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await handled(ports, 'GET', path, cursor === '' ? query : { ...query, cursor });
    expect(answer.status, answer.body.slice(0, 300)).toBe(200);
    const page = JSON.parse(answer.body) as Fleet;
    found.push({ ...page, bytes: Buffer.byteLength(answer.body) });
    cursor = page.next;
  }
  return found;
}

describe('the fleet', () => {
  it('lists every site once, worst first, unknown last, at every page size', async () => {
    const advantage = fc.option(fc.option(fc.integer({ min: -9e9, max: 9e9 }), { nil: null, freq: 4 }), {
      nil: undefined,
      freq: 6,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(advantage, { maxLength: 40 }),
        fc.integer({ min: 1, max: 15 }),
        async (advantages, limit) => {
          const ports = await fleetOf(advantages);
          const rows = (await pages(ports, '/v1/fleet', { limit: String(limit) })).flatMap((page) => page.sites);
          const rank = (value: number | null | undefined) => value ?? Number.POSITIVE_INFINITY;
          const expected = advantages
            .map((value, index) => ({ value, id: `pad-${String(index).padStart(5, '0')}` }))
            .sort((a, b) =>
              rank(a.value) === rank(b.value) ? (a.id < b.id ? -1 : 1) : rank(a.value) < rank(b.value) ? -1 : 1,
            );
          expect(rows.map((row) => row.site)).toEqual(expected.map(({ id }) => id));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('sums what is known, to the thousandth, and counts what is not', async () => {
    const ports = await fleetOf([1_001, -3, null, undefined, 2_000_000]);
    const [page] = await pages(ports, '/v1/fleet');
    // 1.001 − 0.003 + 2,000 USD/day over three sites; two are unknown.
    expect(page?.totals).toMatchObject({ sites: 5, sitesUnknown: 2, mineUsdPerDay: 2000.998, flareUsdPerDay: 0 });
  });

  it('of no site, and of no tick, is an answer', async () => {
    const [empty] = await pages(await fleetOf([]), '/v1/fleet');
    expect(empty).toMatchObject({ at: null, sites: [], totals: { sites: 0, mineUsdPerDay: null }, next: null });
    const [waiting] = await pages(await fleetOf([undefined]), '/v1/fleet');
    expect(waiting?.sites).toMatchObject([{ site: 'pad-00000', latest: null, openAlerts: [], reportAgeSeconds: null }]);
  });

  it('of 1,000 sites is one page, of 10,000 pages of at most 4 MB that hold each site once', async () => {
    const thousand = await pages(await fleetOf(Array.from({ length: 1_000 }, (_, index) => index)), '/v1/fleet');
    expect(thousand).toHaveLength(1);
    const ports = await fleetOf(
      Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 10_007),
      (index) => `Скважина ${index} 油田`,
    );
    for (const path of ['/v1/fleet', '/v1/sites']) {
      const found = await pages(ports, path);
      expect(found.length).toBeGreaterThan(1);
      expect(Math.max(...found.map((page) => page.bytes))).toBeLessThanOrEqual(PAGE_BYTES);
      expect(new Set(found.flatMap((page) => page.sites.map((row) => row.site))).size).toBe(10_000);
    }
    expect(residentMegabytes()).toBeLessThan(512);
  }, 60_000);
});

/** Resident memory of this process, MB: the 10,000 sites and their pages are in it. */
function residentMegabytes(): number {
  return process.memoryUsage().rss / 1024 / 1024;
}

describe('the metrics', () => {
  it('are OpenMetrics: one TYPE and HELP a family, no sample of what is unknown, an end', async () => {
    const ports = await fleetOf([1_000, null]);
    const { body, headers } = await handled(ports, 'GET', '/v1/metrics', {});
    expect(headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(body.endsWith('\n# EOF\n')).toBe(true);
    expect(body).toContain('netback_advantage_usd_per_day{site="pad-00000"} 1\n');
    expect(body).not.toContain('netback_advantage_usd_per_day{site="pad-00001"}');
    expect(body).not.toMatch(/NaN|null|undefined/);
    const families = [...body.matchAll(/^# TYPE (\S+) gauge$/gm)].map(([, name]) => name);
    expect(new Set(families).size).toBe(families.length);
    for (const line of body.split('\n').slice(0, -2))
      expect(line).toMatch(/^(# (TYPE|HELP|EOF)|[a-z_]+(\{site="[^"]*"\})? -?[\d.e+]+$)/);
  });

  it('come in parts that together are all', async () => {
    const ports = await fleetOf(Array.from({ length: 10 }, (_, index) => index * 1000));
    const sites = async (shard: string) =>
      [
        ...(await handled(ports, 'GET', '/v1/metrics', { shard })).body.matchAll(
          /^netback_mine_usd_per_day\{site="([^"]+)"/gm,
        ),
      ].map(([, id]) => id);
    const parts = (await Promise.all(['1/3', '2/3', '3/3'].map(sites))).flat();
    expect(parts.sort()).toEqual(await sites('1/1'));
  });
});
