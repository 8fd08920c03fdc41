import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { alerts, fleet, HOSTILE_NAME, market } from './answers.ts';
import { type Answer, type PageServer, startPageServer } from './page-server.ts';

const REFRESH_MILLISECONDS = 5000;
const ok = (body: unknown): Answer => ({ status: 200, body });

/** Contrast by WCAG 2.2 (relative luminance, ratio), for every element that has text of its own. */
const FAINT_TEXT = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => channels(color).slice(0, 3)
    .map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? ground(element.parentElement) : color;
  };
  return [...document.body.querySelectorAll('*')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
    .filter((element) => element.checkVisibility())
    .map((element) => {
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(ground(element))];
      return { text: element.textContent, ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
    })
    .filter(({ ratio }) => ratio < 4.5);
})()`;

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
  server = await startPageServer({ '/v1/fleet': ok(fleet), '/v1/alerts': ok(alerts), '/v1/market/latest': ok(market) });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
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

/** Lets the page's own timer run out, without waiting for it. */
const nextRefresh = () => page.clock.runFor(REFRESH_MILLISECONDS);
const cells = (column: string) => page.locator(`#sites [data-column="${column}"]`).allInnerTexts();
const marketLine = () => page.locator('#market').innerText();

describe('the fleet page', () => {
  test('lists the sites in the order of the API, worst advantage first', async () => {
    const ids = await page.locator('#sites [data-column="site"] small').allInnerTexts();
    expect(ids).toEqual(['west-pad', 'hostile', 'battery-7', 'north-pad', 'central']);
    // 1238.2, -1220.9, -89.8, 1990.4 rounded to whole dollars; U+2212 is the minus sign.
    expect(await cells('advantage')).toEqual(['\u22121,221', '\u221290', '+1,990', '+1,238', 'unknown']);
    expect(await cells('best')).toEqual(['sell', 'flare', 'mine', 'mine', 'unknown']);
    expect(await cells('netback')).toEqual(['\u22121.10', '6.73', '6.73', '6.73', 'unknown']);
  });

  test('draws what is unknown as the word and what is zero as zero', async () => {
    const row = page.locator('#sites tr').nth(4);
    const text = (column: string) => row.locator(`[data-column="${column}"]`).innerText();
    for (const column of ['best', 'advantage', 'mine', 'sell', 'netback', 'gas']) {
      expect(await text(column), column).toBe('unknown');
    }
    expect(await text('flare')).toBe('0');
    expect(await text('quality')).toBe('missing\nno produced, gas-index');
    expect(await text('age')).toBe('unknown');
    expect(await marketLine()).toMatch(/Fees, BTC\/block\s+unknown/);
  });

  test('sums the company up without the sites that are unknown', async () => {
    expect(await page.locator('#totals').innerText()).toBe(
      '4 of 5 sites together: mine 3,290, sell 2,125, flare \u2212280, advantage +1,918 USD/day. ' +
        '1 more with an unknown value, not counted.',
    );
    expect((await cells('age'))[0]).toBe('3 h'); // 13,800 s = 3 h 50 min
  });

  test('tells a site without a sales contract from one whose sale is unknown', async () => {
    expect((await cells('sell'))[2]).toBe('not sold');
    expect((await cells('sell'))[4]).toBe('unknown');
  });

  test('shows the market, and the open alerts with the names of their sites', async () => {
    expect(await marketLine()).toMatch(/BTC, USD\s+22,208\.50/);
    expect(await marketLine()).toMatch(/Difficulty\s+39\.16T/);
    expect(await marketLine()).toMatch(/Quality\s+missing/); // the worst of its four figures
    expect(await page.locator('#alerts li').allInnerTexts()).toEqual([
      'critical\nmining unprofitable: West Pad\nsince 2023-02-14 22:00 UTC',
      'warning\nprice feed stale: company\nsince 2023-02-15 02:00 UTC',
    ]);
    expect(await page.locator('#sites tr').first().getAttribute('data-severity')).toBe('critical');
  });

  test('shows a hostile site name as text and runs nothing of it', async () => {
    expect((await cells('site'))[1]).toBe(`${HOSTILE_NAME}\nhostile`);
    expect(await page.locator('img, #sites td b b, #sites th b').count()).toBe(0);
    expect(await page.title()).toBe('netback: fleet');
  });

  test('asks again by itself and draws what is new', async () => {
    server.answers['/v1/fleet'] = ok({ ...fleet, at: '2023-02-15T03:05:00Z', sites: fleet.sites.slice(3) });
    server.answers['/v1/alerts'] = ok({ alerts: [], next: null });
    await nextRefresh();
    await page.getByText('Test Oil & Gas, tick of 2023-02-15 03:05 UTC').waitFor();
    expect(await page.locator('#sites tr').count()).toBe(2);
    expect(await page.locator('#alerts').innerText()).toBe('None.');
  });

  test('says that the API is down, keeps the last figures, and recovers', async () => {
    await server.kill();
    await nextRefresh();
    const fault = page.locator('#fault');
    await fault.waitFor({ state: 'visible' });
    expect(await fault.innerText()).toContain('The figures below are those of 2023-02-15 03:00 UTC.');
    expect(await page.locator('#sites tr').count()).toBe(5);
    await server.comeBack();
    await nextRefresh();
    await fault.waitFor({ state: 'hidden' });
    expect(complaints.filter((line) => !line.includes('net::ERR_'))).toEqual([]);
  });

  test.each([
    ['a problem', { status: 503, body: { title: 'Storage does not answer' } }, '503 Storage does not answer'],
    ['text that is not JSON', { status: 200, body: '<html>' }, 'the answer is not JSON'],
    ['JSON of another shape', { status: 200, body: [1, 2] }, 'an answer is not of the known shape'],
  ])('goes on after %s and says what failed', async (_what, answer, said) => {
    server.answers['/v1/fleet'] = answer;
    await nextRefresh();
    await page.locator('#fault', { hasText: said }).waitFor({ state: 'visible' });
    server.answers['/v1/fleet'] = ok(fleet);
    await nextRefresh();
    await page.locator('#fault').waitFor({ state: 'hidden' });
  });

  test('waits without complaint for the first tick', async () => {
    const unticked = { ...fleet, at: null, sites: fleet.sites.map((site) => ({ ...site, latest: null })) };
    const totals = { sites: 5, sitesUnknown: 5, advantageUsdPerDay: null };
    server.answers['/v1/fleet'] = ok({ ...unticked, totals });
    server.answers['/v1/market/latest'] = { status: 404, body: { title: 'Not found' } };
    await page.reload();
    await page.getByText('Test Oil & Gas, no tick yet').waitFor();
    expect(await page.locator('#fault').isHidden()).toBe(true);
    expect(await cells('advantage')).toEqual(Array(5).fill('unknown'));
    expect((await cells('sell'))[2]).toBe('unknown');
    expect((await cells('quality'))[2]).toBe('no point yet');
    expect(await page.locator('#totals').innerText()).toMatch(/^No site has all of its values yet\./);
  });

  test.each([360, 700, 1030, 1280])('fits a screen of %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    const [content, screen] = (await page.evaluate(
      'Promise.resolve([document.documentElement.scrollWidth, document.documentElement.clientWidth])',
    )) as [number, number];
    expect(content).toBeLessThanOrEqual(screen);
  });

  test.each(['light', 'dark'] as const)(
    'is legible in %s: no text has less contrast than 4.5 to 1',
    async (colorScheme) => {
      server.answers['/v1/market/latest'] = { status: 503, body: { title: 'down' } };
      await page.emulateMedia({ colorScheme });
      await nextRefresh();
      await page.locator('#fault').waitFor({ state: 'visible' });
      const faint = await page.evaluate(FAINT_TEXT);
      expect(faint).toEqual([]);
      const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(background).toBe(colorScheme === 'light' ? 'rgb(246, 245, 241)' : 'rgb(18, 23, 26)');
    },
  );

  test('asks for nothing but its own files and the API, and the console stays silent', async () => {
    await nextRefresh();
    await page.getByText('tick of').waitFor();
    const files = ['/', '/page.css', '/fleet.js', '/draw.js', '/format.js', '/icon.svg'];
    const api = ['/v1/fleet', '/v1/alerts?state=open', '/v1/market/latest'];
    expect(server.asked.filter((url) => ![...files, ...api].includes(url))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
