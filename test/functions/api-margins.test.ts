import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import type { Point } from '#lib/domain/history/point.ts';
import { instant } from '#lib/domain/instant.ts';
import { advantage, iso, type ModelPoint, rowsOf } from './api-model.ts';
import { ask, askJson, companyOf, marketAt, pointAt, portsOf, storePoints } from './api-seed.ts';
import { type Page, plain, START, seeded, stored, TICK } from './api-stored.ts';

const milli = fc.integer({ min: -2_000_000, max: 2_000_000 });
const maybe = (arbitrary: fc.Arbitrary<number>) => fc.option(arbitrary, { nil: null, freq: 8 });
const modelPoint = fc.record({
  mine: maybe(milli),
  sell: maybe(milli),
  flare: milli,
  alternative: fc.constantFrom<'sell' | 'flare' | null>('sell', 'flare', 'flare', null),
  btcCents: maybe(fc.integer({ min: 1, max: 20_000_000 })),
  produced: maybe(fc.integer({ min: 0, max: 3_000_000 })),
  flared: maybe(fc.integer({ min: 0, max: 3_000_000 })),
});
/** Ticks of three days around the end of February, some of them missing. */
const history = fc
  .array(fc.option(modelPoint, { nil: null, freq: 4 }), { minLength: 1, maxLength: 80 })
  .map((ticks) =>
    ticks.flatMap((tick, index): ModelPoint[] => (tick === null ? [] : [{ ...tick, at: START + index * TICK }])),
  );
const step = fc.constantFrom('tick', '1h', '1d', '1mo');

/** Every page of a query, put together. */
async function allPages(
  ports: ReturnType<typeof portsOf>,
  query: Record<string, string>,
): Promise<Page & { pages: number }> {
  const all: Page & { pages: number } = { points: [], gaps: [], next: null, pages: 0 };
  let cursor: string | null = null;
  do {
    const page: Page = await askJson<Page>(ports, '/v1/sites/pad/margins', {
      ...query,
      ...(cursor === null ? {} : { cursor }),
    });
    all.points.push(...page.points);
    all.gaps.push(...page.gaps);
    all.pages += 1;
    if (all.pages > 1000) throw new Error('the pages do not end');
    cursor = page.next;
  } while (cursor !== null);
  return all;
}

describe('the history of a site', () => {
  it('equals an outside count at every step and page size, over the end of February', async () => {
    await fc.assert(
      fc.asyncProperty(history, step, fc.integer({ min: 1, max: 30 }), async (points, chosen, limit) => {
        const ports = await seeded(points);
        const [from, to] =
          chosen === '1mo'
            ? [Date.UTC(2024, 1, 1) / 1000, Date.UTC(2024, 3, 1) / 1000]
            : [START - 22 * 3600, START + 80 * TICK];
        const query = { from: iso(from), to: iso(to), step: chosen, limit: String(limit) };
        const { points: rows } = await allPages(ports, query);
        if (chosen === 'tick') {
          expect(rows.map((row) => row.at)).toEqual(points.map((point) => iso(point.at)));
          expect(rows.map((row) => row.advantageUsdPerDay)).toEqual(points.map((point) => scaled(advantage(point))));
          return;
        }
        const model = rowsOf(points, chosen as '1h', from, to, TICK);
        expect(rows).toHaveLength(model.length);
        for (const [index, expected] of model.entries()) {
          for (const [field, value] of Object.entries(expected)) {
            if (typeof value === 'number') expect(rows[index]?.[field]).toBeCloseTo(value, 3);
            else expect(rows[index]?.[field]).toBe(value);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('covers the window with points and gaps, at every page size', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 30 }), async (points, limit) => {
        const ports = await seeded(points);
        const [from, to] = [START - 5 * TICK, START + 90 * TICK];
        const { gaps, points: rows } = await allPages(ports, { from: iso(from), to: iso(to), limit: String(limit) });
        const covered = new Set(rows.map((row) => Date.parse(String(row.at)) / 1000));
        for (const gap of gaps) {
          for (let at = Date.parse(gap.from) / 1000; at < Date.parse(gap.to) / 1000; at += TICK) {
            expect(covered.has(at)).toBe(false);
            covered.add(at);
          }
        }
        expect(covered.size).toBe((to - from) / TICK);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same rows as JSON, CSV and NDJSON, page for page', async () => {
    await fc.assert(
      fc.asyncProperty(history, step, fc.integer({ min: 1, max: 30 }), async (points, chosen, limit) => {
        const ports = await seeded(points);
        const query = { from: iso(START), to: iso(START + 80 * TICK), step: chosen, limit: String(limit) };
        const json = await askJson<Page>(ports, '/v1/sites/pad/margins', query);
        const ndjson = await ask(ports, '/v1/sites/pad/margins', { ...query, format: 'ndjson' });
        const csv = await ask(ports, '/v1/sites/pad/margins', { ...query, format: 'csv' });
        const lines = ndjson.text.split('\n').slice(0, -1);
        expect(lines.map((line) => JSON.parse(line))).toEqual(json.points);
        const [header = '', ...rows] = csv.text.split('\r\n').slice(0, -1);
        const columns = header.split(',');
        expect(rows).toHaveLength(json.points.length);
        for (const [index, row] of rows.entries()) {
          const cells = row.split(',');
          const expected = columns.map((column) => cellOf(json.points[index]?.[column] ?? null));
          expect(cells).toEqual(expected);
        }
        expect(ndjson.headers.link === undefined).toBe(json.next === null);
        expect(csv.headers.link === undefined).toBe(json.next === null);
        if (json.next !== null)
          expect(csv.headers.link).toMatch(/^<\/v1\/sites\/pad\/margins\?.*cursor=.*>; rel="next"$/);
      }),
      { numRuns: 40 },
    );
  });

  it('follows the link of a CSV page to the rows that JSON gives next', async () => {
    const points = Array.from({ length: 7 }, (_, index) => plain(START + index * TICK));
    const ports = await seeded(points);
    const first = await ask(ports, '/v1/sites/pad/margins', {
      from: iso(START),
      to: iso(START + 7 * TICK),
      format: 'csv',
      limit: '4',
    });
    const link = new URL(/<([^>]+)>/.exec(first.headers.link ?? '')?.[1] ?? '', 'http://x');
    const second = await ask(ports, link.pathname, Object.fromEntries(link.searchParams));
    const at = second.text
      .split('\r\n')
      .slice(1, -1)
      .map((row) => row.split(',')[0]);
    expect(at).toEqual([4, 5, 6].map((index) => iso(START + index * TICK)));
    expect(second.headers.link).toBeUndefined();
  });

  it('ends a window while ticks are added to it and blocks are sealed', async () => {
    const points = Array.from({ length: 20 }, (_, index) => plain(START + index * TICK));
    const ports = await seeded(points);
    const query = { from: iso(START), to: iso(START + 40 * TICK), limit: '3' };
    const seen: unknown[] = [];
    let cursor: string | null = null;
    let added = 20;
    do {
      const page: Page = await askJson<Page>(ports, '/v1/sites/pad/margins', {
        ...query,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.points.map((point) => point.at));
      cursor = page.next;
      await storePoints(
        ports.stores,
        'pad',
        [stored(plain(START + added * TICK)), stored(plain(START + (added + 1) * TICK))],
        TICK,
      );
      added += 2;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => iso(START + index * TICK)));
  });

  it('says why there is no usable point', async () => {
    const missing = (index: number, inputs: Point['missing']) =>
      pointAt(instant(START + index * TICK), { missing: inputs, quality: 'missing' });
    const ports = await seeded([]);
    await storePoints(
      ports.stores,
      'pad',
      [
        pointAt(instant(START)),
        missing(1, ['btc-price']),
        missing(2, ['produced']),
        missing(3, ['btc-price', 'produced']),
        pointAt(instant(START + 5 * TICK)),
      ],
      TICK,
    );
    const { gaps } = await allPages(ports, { from: iso(START), to: iso(START + 7 * TICK) });
    expect(gaps).toEqual([
      { from: iso(START + TICK), to: iso(START + 2 * TICK), reason: 'no-market' },
      { from: iso(START + 2 * TICK), to: iso(START + 3 * TICK), reason: 'no-report' },
      { from: iso(START + 3 * TICK), to: iso(START + 4 * TICK), reason: 'no-market' },
      { from: iso(START + 4 * TICK), to: iso(START + 5 * TICK), reason: 'no-tick' },
      { from: iso(START + 6 * TICK), to: iso(START + 7 * TICK), reason: 'no-tick' },
    ]);
  });

  it('names the stretch in which the site was not configured, and only after it first came', async () => {
    // Ticks 0-3 without the site, 4-9 with it, 10-14 without, 15-19 with it again; at 7 nothing ran.
    const stores = memoryStores();
    const withPad = companyOf(['pad'], TICK);
    await stores.config.putIfAbsent('v1', withPad);
    await stores.config.putIfAbsent('v0', companyOf(['other'], TICK));
    const isConfigured = (index: number) => (index >= 4 && index <= 9) || index >= 15;
    for (let index = 0; index < 20; index += 1) {
      if (index === 7) continue;
      const at = instant(START + index * TICK);
      await stores.market.putIfAbsent(marketAt(at, isConfigured(index) ? 'v1' : 'v0'));
      if (isConfigured(index)) await storePoints(stores, 'pad', [pointAt(at)], TICK);
    }
    const { gaps } = await allPages(portsOf(withPad, stores), { from: iso(START), to: iso(START + 20 * TICK) });
    expect(gaps).toEqual([
      { from: iso(START), to: iso(START + 4 * TICK), reason: 'no-tick' },
      { from: iso(START + 7 * TICK), to: iso(START + 8 * TICK), reason: 'no-tick' },
      { from: iso(START + 10 * TICK), to: iso(START + 15 * TICK), reason: 'site-removed' },
    ]);
  });

  it('keeps the history of a removed site readable, and knows no site that never was', async () => {
    const ports = await seeded([plain(START)]);
    const now = { ...ports, company: companyOf(['other'], TICK) };
    expect((await ask(now, '/v1/sites/pad/margins', { from: iso(START), to: iso(START + TICK) })).status).toBe(200);
    expect(await askJson(now, '/v1/sites/pad')).toMatchObject({ isRemoved: true, name: 'Pad pad' });
    expect((await ask(now, '/v1/sites/never/margins', { from: iso(START), to: iso(START + TICK) })).status).toBe(404);
    expect((await ask(now, '/v1/sites/never')).status).toBe(404);
  });

  it('gives the difficulty of each point from the market of its epoch, null where it was unknown', async () => {
    const ports = await seeded([]);
    const at = (index: number) => instant(START + index * TICK);
    for (const [index, epoch] of [
      [0, 385],
      [1, 385],
      [2, 386],
    ] as const)
      await ports.stores.market.putIfAbsent(marketAt(at(index), 'v1', epoch));
    await storePoints(
      ports.stores,
      'pad',
      [pointAt(at(0), { missing: ['difficulty'] }), pointAt(at(1)), pointAt(at(2), { epoch: 386 })],
      TICK,
    );
    const { points } = await allPages(ports, { from: iso(START), to: iso(START + 3 * TICK) });
    // marketAt: difficulty = epoch × 1e9
    expect(points.map((point) => point.difficulty)).toEqual([null, 385e9, 386e9]);
  });
});

function scaled(value: number | null): number | null {
  return value === null ? null : value / 1000;
}

function cellOf(value: unknown): string {
  return value === null ? '' : Array.isArray(value) ? value.join(' ') : String(value);
}
