import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { netback, type Running, readyUrl } from '../local/up.ts';
import { accessibilityFaults } from './axe.ts';

/** Sixty hours of the replay: North Pad's well is down since the 25th, its alert is open; the system then stands nearly still. */
const TICKS = 60;
const SCREENSHOTS = process.env.NETBACK_SCREENSHOTS === undefined ? null : path.resolve('docs/screenshots');
/** Pictures for people show the name that the site has. */
const HOSTILE = SCREENSHOTS === null ? `<img src=x onerror=document.title=1>${'y'.repeat(80)}` : 'Taiga 3';

type Fleet = { at: string; sites: { site: string; latest: Record<string, number | null> }[] };
type Alert = {
  id: string;
  site: string;
  rule: string;
  state: string;
  acknowledgement: { by: string; note: string } | null;
};

let folder: string;
let running: Running;
let origin: string;
let browser: Browser;
let page: Page;
let complaints: string[];
let outside: string[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-web-'));
  cpSync('companies/example-co', path.join(folder, 'example-co'), { recursive: true });
  const text = readFileSync('companies/example-co.yaml', 'utf8');
  const company = path.join(folder, 'example-co.yaml');
  writeFileSync(company, text.replace(/^tick: 5m/m, 'tick: 1h').replace('name: Taiga 3', `name: "${HOSTILE}"`));
  const words = ['up', '--company', company, '--data', path.join(folder, 'data'), '--port', '0'];
  const [first, launched] = await Promise.all([
    netback([...words, '--speed', 'max', '--ticks', String(TICKS)]).ended,
    launchBrowser(),
  ]);
  expect(first).toBe(0);
  browser = launched;
  running = netback([...words, '--speed', '1']);
  origin = await readyUrl(running);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  running?.child.kill('SIGKILL');
  await running?.ended;
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
  page.setDefaultTimeout(15_000);
  complaints = [];
  outside = [];
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('blob:')) outside.push(request.url());
  });
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
  expect(outside).toEqual([]);
});

async function ask<T>(pathname: string): Promise<T> {
  const answer = await fetch(origin + pathname);
  return (await answer.json()) as T;
}
const openAlert = async () =>
  (await ask<{ alerts: Alert[] }>('/v1/alerts?state=open&rule=unprofitable')).alerts.find(
    ({ site }) => site === 'north-pad',
  ) ?? expect.fail('no open alert');
const plotted = (chart: string) =>
  page.evaluate(
    `document.querySelector('[data-chart="${chart}"] nb-plot').plot.data.map((column) => [...column])`,
  ) as Promise<(number | null)[][]>;

describe('the page on a running system', () => {
  test('orders the fleet as the API does, with its figures', async () => {
    await page.goto(`${origin}/`);
    await page.locator('#sites tr').first().waitFor();
    const { sites } = await ask<Fleet>('/v1/fleet');
    const shown = (await page.evaluate(
      "[...document.querySelectorAll('#sites tr')].map((row) => [row.dataset.site, row.querySelector('[data-column=mine]').innerText])",
    )) as [string, string][];
    expect(shown).toEqual(
      sites.map(({ site, latest }) => [
        site,
        Math.round(latest.mineUsdPerDay ?? Number.NaN)
          .toLocaleString('en-US')
          .replace('-', '\u2212'),
      ]),
    );
    await page.locator('.spark path').nth(4).waitFor();
    await page.locator('#today').waitFor();
  });

  test('draws a site’s values as the API gives them, and zooms by asking for another step', async () => {
    await page.goto(`${origin}/#/sites/north-pad?range=7d`);
    await page.locator('nb-plot canvas').first().waitFor();
    const { at } = await ask<Fleet>('/v1/fleet');
    const to = Date.parse(at) / 1000 + 3600;
    const query = `from=${to - 7 * 86_400}&to=${to}&step=1h&limit=10000`;
    const { points } = await ask<{ points: Record<string, number | string>[] }>(`/v1/sites/north-pad/margins?${query}`);
    const [times = [], mine = [], sell = [], flare = []] = await plotted('worth');
    const drawn = times
      .map((time, index) => [time, mine[index], sell[index], flare[index]])
      .filter(([, value]) => value !== null);
    expect(drawn.length).toBeGreaterThan(50);
    expect(drawn).toEqual(
      points.map((row) => [
        Date.parse(String(row.from)) / 1000,
        row.mineUsdPerDayMean,
        row.sellUsdPerDayMean,
        row.flareUsdPerDayMean,
      ]),
    );
    await page.getByRole('link', { name: '24 h' }).click();
    await page.getByText(', every tick').waitFor();
    expect((await plotted('worth'))[0]?.length).toBeGreaterThanOrEqual(24);
  });

  test('explains the point under the keyboard, step by step', async () => {
    await page.goto(`${origin}/#/sites/north-pad?range=24h`);
    const chart = page.locator('[data-chart="worth"] nb-plot');
    await chart.locator('canvas').waitFor();
    await chart.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const said = (await chart.getAttribute('aria-valuetext')) ?? '';
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('every stored digit comes out again').waitFor();
    expect(await drawer.locator('time').first().innerText()).toBe(said.split(': ')[0]);
    expect(await drawer.getByRole('row', { name: /^cashMarginUsdPerDay / }).innerText()).toContain('M7');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  test('exports what is seen: every row of the API’s own CSV', async () => {
    await page.goto(`${origin}/#/sites/north-pad?range=7d`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines[0]).toMatch(/^from,to,ticks,/);
    expect(lines.length).toBe(TICKS + 2); // header, the ticks, and the one of the second start
  });

  test('opens the very alert from a message’s link, in two clicks acknowledged', async () => {
    const alert = await openAlert();
    const { messages } = await ask<{ messages: { attributes: { rule: string }; default: string }[] }>('/v1/messages');
    const sent = messages.findLast(({ attributes }) => attributes.rule === 'unprofitable') ?? expect.fail('no message');
    const { link } = JSON.parse(sent.default) as { link: string };
    await page.goto(`${origin}/${link.slice(link.indexOf('#'))}`);
    await page.locator(`[data-alert="${alert.id}"]`).first().waitFor();
    await page.getByRole('button', { name: 'Acknowledge' }).first().click();
    await page.getByLabel('Your name').fill('Ada <b>O</b>');
    await page.getByLabel('Note').fill('<img src=x onerror=alert(1)>');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('acknowledged by Ada <b>O</b>').first().waitFor();
    const after = await ask<Alert>(`/v1/alerts/${encodeURIComponent(alert.id)}`);
    expect([after.state, after.acknowledgement?.by, after.acknowledgement?.note]).toEqual([
      'acknowledged',
      'Ada <b>O</b>',
      '<img src=x onerror=alert(1)>',
    ]);
    await page.getByRole('button', { name: 'Take back' }).first().click();
    await page.getByRole('button', { name: 'Acknowledge' }).first().waitFor();
  });

  test('mutes only with an end, previews what that matches, and ends it', async () => {
    await page.goto(`${origin}/#/alerts`);
    await page.getByRole('button', { name: 'New mute' }).click();
    const form = page.locator('#mute');
    await form.locator('[name=reason]').fill('turnaround');
    await form.locator('[name=by]').fill('Ada');
    await form.getByRole('button', { name: 'Mute' }).click();
    expect((await ask<{ mutes: unknown[] }>('/v1/mutes')).mutes).toEqual([]); // no end, no mute
    await form.locator('[name=rule]').selectOption('unprofitable');
    await form.locator('[name=to]').selectOption('3600');
    await form.getByText('1 open alert matches now').waitFor();
    await form.getByRole('button', { name: 'Mute' }).click();
    await page.locator('#mutes li').waitFor();
    const { mutes } = await ask<{ mutes: { match: object; reason: string }[] }>('/v1/mutes');
    expect(mutes).toMatchObject([{ match: { rule: 'unprofitable' }, reason: 'turnaround' }]);
    await page.getByRole('button', { name: 'End now' }).click();
    await page.getByText('Nothing is muted.').waitFor();
  });

  test('shows a message as mail, SMS and JSON, exactly as sent', async () => {
    await page.goto(`${origin}/#/outbox`);
    const { messages } = await ask<{ messages: { id: string; email: string; sms: string }[] }>('/v1/messages');
    const newest = messages.at(-1) ?? expect.fail('no message');
    const shown = page.locator(`[data-message="${newest.id}"]`);
    await shown.waitFor();
    expect(await shown.locator('pre').first().textContent()).toBe(newest.email);
    expect(await shown.locator('.sms').textContent()).toBe(newest.sms);
    expect(await shown.locator('pre').nth(1).textContent()).toContain(newest.id);
  });

  test('shows a hostile site name as text everywhere', async () => {
    for (const hash of ['#/', '#/sites/taiga-3', '#/alerts']) {
      await page.goto(`${origin}/${hash}`);
      await page.getByText(HOSTILE).first().waitFor({ state: 'attached' });
      expect(await page.locator('img').count()).toBe(0);
    }
  });

  test.each(['light', 'dark'] as const)('has nothing that axe finds, on any view, in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const { id } = await openAlert();
    const views = {
      fleet: '#/',
      site: '#/sites/north-pad?range=7d',
      alerts: '#/alerts',
      alert: `#/alerts/${encodeURIComponent(id)}`,
      outbox: '#/outbox',
    };
    for (const [name, hash] of Object.entries(views)) {
      await page.goto(`${origin}/${hash}`);
      await page.locator('main h1:not(.loading)').waitFor();
      if (name === 'fleet') await page.locator('.spark path').nth(4).waitFor();
      if (SCREENSHOTS !== null) {
        mkdirSync(SCREENSHOTS, { recursive: true });
        await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${colorScheme}.png`) });
      }
      expect(await accessibilityFaults(page), name).toEqual([]);
    }
  });

  test.each([360, 2560])('fits every view on %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    for (const hash of ['#/', '#/sites/taiga-3', '#/alerts', '#/outbox']) {
      await page.goto(`${origin}/${hash}`);
      await page.locator('main h1:not(.loading)').waitFor();
      const [content, screen] = (await page.evaluate(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      )) as [number, number];
      expect(content, hash).toBeLessThanOrEqual(screen);
      const name = hash.split('/')[1] || 'fleet';
      if (SCREENSHOTS !== null && width === 360)
        await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-phone.png`) });
    }
  });
});
