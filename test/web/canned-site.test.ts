import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { fleet, health, market } from './answers.ts';
import { type Answer, type PageServer, startPageServer } from './page-server.ts';
import { ATTACK, episode, margins, noReports, reports, site } from './site-answers.ts';

const ok = (body: unknown): Answer => ({ status: 200, body });
const seconds = (iso: string) => Date.parse(iso) / 1000;

let browser: Browser;
let server: PageServer;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startPageServer({
    '/v1/health': ok(health),
    '/v1/fleet': ok(fleet),
    '/v1/market/latest': ok(market),
    '/v1/alerts': ok({ alerts: [episode], next: null }),
    [`/v1/alerts/${episode.id}`]: ok(episode),
    '/v1/sites/west-pad': ok(site),
    '/v1/sites/west-pad/margins': ok(margins),
    '/v1/sites/west-pad/reports': ok(reports),
    '/v1/sites/new-pad': ok({ ...site, site: 'new-pad' }),
    '/v1/sites/new-pad/margins': ok(margins),
    '/v1/sites/new-pad/reports': ok(noReports),
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.kill();
});

const columns = (chart: string) =>
  page.evaluate(`document.querySelector('[data-chart="${chart}"] nb-plot').plot.data.map((one) => [...one])`);
const bands = (chart: string) =>
  page.evaluate(`document.querySelector('[data-chart="${chart}"] nb-plot').model.bands`) as Promise<
    { kind: string; from: number; to: number; label: string }[]
  >;

describe('the charts of a site', () => {
  test('draw a gap as a gap, an unknown as nothing, a volume as the rate of the time that has ticks', async () => {
    await page.goto(`${server.origin}/#/sites/west-pad?range=7d`);
    await page.locator('nb-plot canvas').first().waitFor();
    const times = ['2023-02-15T00:00:00Z', '2023-02-15T01:00:00Z', '2023-02-15T02:00:00Z'].map(seconds);
    expect(await columns('worth')).toEqual([times, [-300, null, null], [900, null, 900], [0, null, 0]]);
    // 0.5 Mcf in an hour = 12 Mcf/d; 0.25 Mcf in half an hour = 12 Mcf/d. Then usual, alert and limit.
    expect(await columns('flaring')).toEqual([times, [12, null, 12], [5, 5, 5], [55, 55, 55], [40, 40, 40]]);
  });

  test('show episodes, gaps and corrections where they were', async () => {
    const end = seconds('2023-02-15T04:00:00Z'); // the whole hours of a week up to the tick after 03:00
    expect(await bands('worth')).toMatchObject([
      { kind: 'gap', from: seconds('2023-02-15T01:00:00Z'), to: seconds('2023-02-15T02:00:00Z') },
      { kind: 'alert', from: seconds('2023-02-14T22:00:00Z'), to: end, label: 'mining unprofitable' },
      { kind: 'correction', from: seconds('2023-02-13T00:00:00Z'), label: 'flared corrected, version 2' },
    ]);
  });

  test('stand without an explanation, and report texts stay text', async () => {
    await page.getByText('the newest point cannot be explained').waitFor();
    expect(await page.getByRole('region', { name: 'Corrected reports' }).innerText()).toContain(ATTACK);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('West Pad · netback');
  });
});

test('how complete the reports are and whether they balance is said in a line each', async () => {
  const line = (of: string) => page.locator(`[data-quality="${of}"]`);
  await page.goto(`${server.origin}/#/sites/west-pad?range=7d`);
  await line('completeness').waitFor();
  expect(await line('completeness').innerText()).toBe(
    '82.1 % complete: 23 of 28 gas days of the streams reported. Missing: flared 5.',
  );
  expect(await line('balance').innerText()).toBe(
    'Unaccounted for: 27.0 Mcf (1.0 % of the gas produced), over 9 of 14 gas days.',
  );
  await page.goto(`${server.origin}/#/sites/new-pad?range=7d`);
  await page.getByText('Completeness unknown: the site has never reported.').waitFor();
  expect(await line('balance').innerText()).toBe('Mass balance unknown: the site has never reported.');
});

test('an alert tells what was held back and why, and hostile notes stay text', async () => {
  await page.goto(`${server.origin}/#/alerts/${episode.id}`);
  await page.locator('[data-suppressed]').waitFor();
  expect(await page.locator('[data-suppressed]').innerText()).toContain('firing: mute: turnaround');
  expect(await page.locator('article.alert').innerText()).toContain(ATTACK);
  expect(await page.getByText('2023-02-14 16:00 CST').count()).toBe(1); // 22:00 UTC − 6 h
  expect(await page.locator('img').count()).toBe(0);
});

test('an address that is none, and a site that is not there, say so', async () => {
  await page.goto(`${server.origin}/#/nowhere`);
  await page.getByRole('heading', { name: 'No such page' }).waitFor();
  await page.goto(`${server.origin}/#/sites/none`);
  await page.getByRole('heading', { name: 'Not found' }).waitFor();
});
