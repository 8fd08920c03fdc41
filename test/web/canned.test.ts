import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { alerts, fleet, HOSTILE_NAME, health, market, thousandSites } from './answers.ts';
import { accessibilityFaults } from './axe.ts';
import { type Answer, type PageServer, startPageServer } from './page-server.ts';

const REFRESH_MILLISECONDS = 5000;
const FIRST_LOAD_BYTES = 150 * 1024;
const ok = (body: unknown): Answer => ({ status: 200, body });

let browser: Browser;
let server: PageServer;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  server = await startPageServer({
    '/v1/health': ok(health),
    '/v1/fleet': ok(fleet),
    '/v1/alerts': ok(alerts),
    '/v1/market/latest': ok(market),
    ...Object.fromEntries(
      fleet.sites.map(({ site }) => [`/v1/sites/${site}/margins`, ok({ points: [], gaps: [], next: null })]),
    ),
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  page.setDefaultTimeout(15_000);
  complaints = [];
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.clock.install();
  await page.goto(server.origin);
  await page.locator('#sites tr').first().waitFor();
});
afterEach(async () => {
  await page.close();
  await server.kill();
});

const nextRefresh = () => page.clock.runFor(REFRESH_MILLISECONDS);
const cells = (column: string) => page.locator(`#sites [data-column="${column}"]`).allInnerTexts();
const drawnSites = () =>
  page.evaluate("[...document.querySelectorAll('#sites tr[data-site]')].map((row) => row.dataset.site)") as Promise<
    string[]
  >;
const firsts = async (column: string) => (await cells(column)).map((text) => text.split('\n')[0]);

describe('the fleet', () => {
  test('lists the sites in the order of the API, worst advantage first, unknown as the word', async () => {
    expect(await drawnSites()).toEqual(['west-pad', 'hostile', 'battery-7', 'north-pad', 'central']);
    // -1220.9, -89.8, 1990.4, 1238.2 rounded to whole dollars; U+2212 is the minus sign.
    expect(await cells('advantage')).toEqual(['\u22121,221', '\u221290', '+1,990', '+1,238', 'unknown']);
    expect(await cells('best')).toEqual(['sell', 'flare', 'mine', 'mine', 'unknown']);
    const central = page.locator('#sites tr').nth(4);
    for (const column of ['mine', 'sell', 'netback', 'gas', 'flaring']) {
      expect(await central.locator(`[data-column="${column}"]`).innerText(), column).toMatch(/^unknown/);
    }
    expect(await central.locator('[data-column="flare"]').innerText()).toBe('0');
    expect(await central.locator('[data-column="quality"]').innerText()).toMatch(/no produced, gas-index/);
  });

  test('tells what the same gas earns sold beside the netback, and a site without a contract apart', async () => {
    // 900.4 USD/day ÷ 88.24 Mcf/day = 10.20; 612.2 ÷ 224.6 = 2.73.
    expect((await cells('netback')).map((text) => text.split('\n')[1])).toEqual([
      'sold 10.20',
      'sold 2.73',
      'not sold',
      'sold 2.73',
      'sold unknown',
    ]);
    expect((await cells('sell'))[2]).toBe('not sold');
    // 13,800 s = 3 h 50 min
    expect((await firsts('quality'))[0]).toBe('3 h');
  });

  test('sums the company up without the sites that are unknown', async () => {
    expect(await page.locator('.worth .amount').allInnerTexts()).toEqual(['3,290', '2,125', '\u2212280']);
    expect(await page.locator('#totals').innerText()).toContain('+1,918 USD/day. 1 of 5 sites with an unknown value');
  });

  test('sorts with the unknown last both ways, finds and filters, all in the address', async () => {
    const head = page.locator('#columns [data-column="advantage"]');
    await head.getByRole('button').click();
    await head.getByRole('button').click();
    expect(await cells('advantage')).toEqual(['+1,990', '+1,238', '\u221290', '\u22121,221', 'unknown']);
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    await page.getByLabel('Find a site').fill('pad');
    expect(await page.locator('.shown').innerText()).toBe('3 of 5 sites');
    expect(new URL(page.url()).hash).toBe('#/?sort=advantage&order=down&q=pad');
  });

  test('shows the reader’s units and currency', async () => {
    await page.getByText('Display').click();
    await page.locator('.choices select').nth(0).selectOption('1000m3');
    await page.locator('.choices select').nth(1).selectOption('RUB');
    // 1990.4 × 70.5 = 140,323 RUB/day; 224.6 Mcf/d × 0.0287529 = 6.46 thousand m³/d.
    expect((await cells('advantage'))[2]).toBe('+140,323');
    expect((await firsts('gas'))[2]).toBe('6.46');
  });

  test('draws a thousand sites without drawing them all, and keeps their order under scrolling', async () => {
    server.answers['/v1/fleet'] = ok({ ...fleet, sites: thousandSites });
    await nextRefresh();
    await page.locator('[data-site="pad-0000"]').waitFor();
    const drawn = drawnSites;
    expect((await drawn()).length).toBeLessThan(80);
    await page.evaluate("scrollTo(0, document.body.scrollHeight); dispatchEvent(new Event('scroll'))");
    await page.clock.runFor(100);
    await page.locator('[data-site="pad-0999"]').waitFor();
    const last = await drawn();
    expect(last).toEqual([...last].sort());
    expect(last.length).toBeLessThan(80);
    expect(await page.locator('table.fleet').getAttribute('aria-rowcount')).toBe('1001');
  });

  test('sums what a fleet of seventy sites earned today, over all of them in the end', async () => {
    const sites = thousandSites.slice(0, 70);
    const hour = (from: string) => ({
      from,
      coverage: 1,
      advantageUsdPerDayMean: 24,
      mineUsdPerDayMean: 48,
      sellUsdPerDayMean: 24,
      flareUsdPerDayMean: -24,
    });
    // Yesterday's hour does not count; today's 00:00 and 01:00 do: 70 sites × 2 h × 48 ÷ 24 = 280, sold 140, flared −140.
    const points = ['2023-02-14T23:00:00Z', '2023-02-15T00:00:00Z', '2023-02-15T01:00:00Z'].map(hour);
    for (const { site } of sites) server.answers[`/v1/sites/${site}/margins`] = ok({ points, gaps: [], next: null });
    server.answers['/v1/fleet'] = ok({ ...fleet, sites });
    await nextRefresh();
    const line = page.locator('#today');
    await line.getByText('280', { exact: true }).waitFor();
    expect((await line.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/280 USD mined; all sold 140, all flared −140\.$/);
  });

  test('shows hostile names as text and runs nothing of them', async () => {
    const bidi = `\u202e${'x'.repeat(200)}`;
    server.answers['/v1/fleet'] = ok({
      ...fleet,
      name: `${HOSTILE_NAME}\u202e`,
      sites: [{ ...fleet.sites[0], name: bidi }, fleet.sites[1]],
    });
    await nextRefresh();
    await page.locator('[data-site="hostile"]').getByText(HOSTILE_NAME).waitFor();
    // The hostile site was there before: only the company's name shows that the new answer is drawn.
    await expect.poll(() => page.title()).toBe(`${HOSTILE_NAME} · netback`);
    expect(await page.locator('img, h1 b').count()).toBe(0);
    const [content, screen] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as [
      number,
      number,
    ];
    expect(content).toBeLessThanOrEqual(screen);
  });
});

describe('the states of the page', () => {
  test('says that the API is down, keeps the last figures and the focus, and recovers', async () => {
    await page.getByLabel('Find a site').focus();
    await server.kill();
    await nextRefresh();
    const fault = page.locator('.fault');
    await fault.waitFor();
    expect(await fault.innerText()).toContain('The figures below are those of 2023-02-15 03:00 UTC.');
    expect(await page.locator('#sites tr').count()).toBe(5);
    await server.comeBack();
    await nextRefresh();
    await fault.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
    expect(complaints.filter((line) => !line.includes('net::ERR_'))).toEqual([]);
  });

  test.each([
    ['a problem', { status: 503, body: { title: 'Storage does not answer' } }, '503 Storage does not answer'],
    ['text that is not JSON', { status: 200, body: '<html>' }, 'the answer is not JSON'],
    ['JSON of another shape', { status: 200, body: [1, 2] }, 'an answer is not of the known shape'],
  ])('goes on after %s and says what failed', async (_what, answer, said) => {
    server.answers['/v1/fleet'] = answer;
    await nextRefresh();
    await page.locator('.fault', { hasText: said }).waitFor();
    server.answers['/v1/fleet'] = ok(fleet);
    await nextRefresh();
    await page.locator('.fault').waitFor({ state: 'detached' });
  });

  test('says that the ticks are late', async () => {
    server.answers['/v1/health'] = { status: 503, body: { ...health, status: 'late', lateSeconds: 7200 } };
    await nextRefresh();
    await page
      .locator('.stale', { hasText: 'Out of date: the last tick was at 2023-02-15 03:00 UTC, 2 h ago' })
      .waitFor();
  });

  test.each([401, 403])('asks who one is on %i, and sends the token', async (status) => {
    const refusal = { status, body: { message: 'Unauthorized' } };
    const before = { ...server.answers };
    for (const path of Object.keys(before)) server.answers[path] = refusal;
    await nextRefresh();
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
    server.answers = before;
    await page.getByLabel('Access token').fill('abc.def.ghi');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('#sites tr').first().waitFor();
    expect(server.authorization).toBe('Bearer abc.def.ghi');
  });

  test.each(['light', 'dark'] as const)(
    'has nothing that axe finds when down, late or not signed in, in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await page.clock.resume(); // axe waits by the page's own clock
      const faults: string[] = [];
      const look = async (state: string, shown: string, answers: Record<string, Answer>) => {
        Object.assign(server.answers, answers);
        await page.reload();
        await page.getByText(shown).first().waitFor();
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${state}: ${fault}`));
      };
      const refused = { status: 503, body: { title: 'Storage does not answer' } };
      await look('late', 'Out of date', { '/v1/health': { status: 503, body: { ...health, status: 'late' } } });
      await look('down', 'Storage does not answer', { '/v1/health': ok(health), '/v1/fleet': refused });
      await look('not signed in', 'Not signed in', { '/v1/fleet': { status: 401, body: { message: 'Unauthorized' } } });
      expect(faults).toEqual([]);
    },
  );

  test('waits without complaint for the first tick', async () => {
    server.answers['/v1/health'] = ok({ ...health, lastTick: null, lateSeconds: null });
    server.answers['/v1/fleet'] = ok({
      ...fleet,
      at: null,
      totals: {
        ...fleet.totals,
        mineUsdPerDay: null,
        sellUsdPerDay: null,
        flareUsdPerDay: null,
        advantageUsdPerDay: null,
      },
      sites: fleet.sites.map((site) => ({ ...site, latest: null, openAlerts: [] })),
    });
    delete server.answers['/v1/market/latest'];
    await page.reload();
    await page.getByText('No tick yet.').first().waitFor();
    expect(await cells('advantage')).toEqual(Array(5).fill('unknown'));
    expect(await page.locator('.fault').count()).toBe(0);
  });

  test.each([360, 700, 1030, 1280, 2560])('fits a screen of %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    const [content, screen] = (await page.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )) as [number, number];
    expect(content).toBeLessThanOrEqual(screen);
  });
});

test('the first load is at most 150 KB gzipped', () => {
  const web = new URL('../../web/', import.meta.url);
  const files = (readdirSync(web, { recursive: true }) as string[]).filter(
    (name) => /\.(js|css|html|svg)$/.test(name) && !name.startsWith('docs'),
  );
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, web))).length, 0);
  expect(files.length).toBeGreaterThan(20);
  expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
});
