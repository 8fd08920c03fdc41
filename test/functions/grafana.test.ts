import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import { after, type Instant } from '#lib/domain/instant.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from '#test/app/world.ts';
import { handled } from './api-server.ts';

/**
 * The dashboard of docs/grafana, each of its queries put together and read as the Infinity data source
 * documents it (query editor, macros: grafana.com/docs/plugins/yesoreyeram-infinity-datasource).
 */
type Query = {
  readonly type: string;
  readonly source: string;
  readonly parser: string;
  readonly format: string;
  readonly url: string;
  readonly url_options: {
    readonly method: string;
    readonly params?: { readonly key: string; readonly value: string }[];
  };
  readonly root_selector: string;
  readonly columns: { readonly selector: string; readonly text: string; readonly type: string }[];
};
type Panel = {
  readonly title: string;
  readonly type: string;
  readonly targets: readonly (Query & { refId: string })[];
};
type Variable = { readonly name: string; readonly query: { queryType: string; infinityQuery: Query } | string };
const dashboard = JSON.parse(
  readFileSync(new URL('../../docs/grafana/netback-site.json', import.meta.url), 'utf8'),
) as { readonly panels: readonly Panel[]; readonly templating: { readonly list: readonly Variable[] } };

const HOURS = 60;
const DAYS_SHOWN = 30;
const tickAt = (index: number): Instant => after(START, index * TICK_SECONDS);
let ports: HistoryApiPorts;

beforeAll(async () => {
  const { company, version } = testCompany(2);
  const world = newWorld(company, version, (at) => (at >= tickAt(20) ? 3_000 : 30_000));
  await deliverReports(world, START);
  await deliverReports(world, tickAt(24));
  for (let index = 0; index < HOURS; index += 1) {
    await runChain(world, tickAt(index));
    const deployment = { company, version, timeoutSeconds: 50 };
    await sealHistory(world.ports, deployment, after(tickAt(index), 420));
  }
  ports = { stores: world.stores, company, now: () => null, version: 'test' };
});

/** Macros and variables as Grafana fills them in: the range in ISO-8601 with milliseconds. */
function filled(text: string, step: string): string {
  const to = new Date(tickAt(HOURS) * 1000);
  const from = new Date(to.getTime() - DAYS_SHOWN * 86_400_000);
  const values: Record<string, string> = {
    '${site}': 'pad-0001',
    '${step}': step,
    '${__timeFrom:date:iso}': from.toISOString(),
    '${__timeTo:date:iso}': to.toISOString(),
  };
  return text.replaceAll(/\$\{[^}]*\}/g, (name) => values[name] ?? name);
}

async function rowsOf(query: Query, step: string) {
  const parameters = (query.url_options.params ?? []).map(({ key, value }) => [key, filled(value, step)]);
  const answer = await handled(ports, 'GET', filled(query.url, step), Object.fromEntries(parameters));
  expect(answer.status, answer.body.slice(0, 300)).toBe(200);
  const page = JSON.parse(answer.body) as Record<string, unknown>;
  return { rows: page[query.root_selector] as Record<string, unknown>[], next: page.next ?? null };
}

const FITS: Record<string, (value: unknown) => boolean> = {
  number: (value) => value === null || typeof value === 'number',
  string: (value) => value === null || typeof value === 'string',
  timestamp: (value) => typeof value === 'string' && value.endsWith('Z') && !Number.isNaN(Date.parse(value)),
};

const targets = dashboard.panels.flatMap(({ title, type, targets: of }) => of.map((query) => ({ title, type, query })));

describe('the Grafana dashboard', () => {
  it('asks in the fields that the data source knows', () => {
    expect(targets.length).toBeGreaterThanOrEqual(6);
    for (const { query, type } of targets) {
      expect(query).toMatchObject({ type: 'json', source: 'url', parser: 'backend', url_options: { method: 'GET' } });
      expect(query.format).toBe(type === 'timeseries' ? 'timeseries' : 'table');
      expect(query.columns.map((column) => column.type).filter((of) => !(of in FITS))).toEqual([]);
      expect(new Set(query.columns.map((column) => column.text)).size).toBe(query.columns.length);
      const isOverTime = query.columns.filter((column) => column.type === 'timestamp').length === 1;
      expect(isOverTime).toBe(true);
    }
  });

  const steps = ['1h', '1d', '1mo'];
  it.each(targets.flatMap((target) => steps.map((step) => ({ ...target, step }))))(
    'finds every column of "$title" in the answer at step $step, on one page',
    async ({ query, step }) => {
      const { rows, next } = await rowsOf(query, step);
      expect(rows.length).toBeGreaterThan(0);
      expect(next).toBeNull();
      for (const { selector, type } of query.columns) {
        expect(
          rows.every((row) => selector in row && FITS[type]?.(row[selector])),
          selector,
        ).toBe(true);
      }
      // No macro or variable is left that nobody fills in.
      expect(filled(JSON.stringify(query), step)).not.toContain('${__');
    },
  );

  it('shows figures, not only columns of unknown', async () => {
    const [money] = targets;
    const { rows } = await rowsOf(money?.query as Query, '1h');
    expect(rows).toHaveLength(HOURS);
    // A site that may sell to nobody knows mine and flare.
    expect(rows.filter((row) => typeof row.mineUsdPerDayMean === 'number').length).toBeGreaterThan(40);
  });

  it('offers the sites of the company', async () => {
    const site = dashboard.templating.list.find(({ name }) => name === 'site')?.query;
    if (site === undefined || typeof site === 'string') throw new Error('the variable site is a query');
    expect(site.queryType).toBe('infinity');
    const { rows } = await rowsOf(site.infinityQuery, '1h');
    expect(rows.map((row) => row.site)).toEqual(['pad-0000', 'pad-0001']);
  });
});
