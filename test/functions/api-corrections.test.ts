import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { receiveRows } from '#lib/app/receive-rows.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { after, type Instant, toIso } from '#lib/domain/instant.ts';
import { newWorld, runChain, START, TICK_SECONDS, testCompany, type World } from '#test/app/world.ts';
import { handled } from './api-server.ts';

/** Four days of hourly ticks. Each midnight the day before is reported; after 80 ticks day 1 is corrected. */
const CORRECTED_AT = 80;
const TICKS = 96;
const SITE = 'pad-0000';
const tickAt = (index: number): Instant => after(START, index * TICK_SECONDS);
let world: World;
let ports: HistoryApiPorts;
let before: Record<string, unknown>;

beforeAll(async () => {
  const { company, version } = testCompany(1);
  world = newWorld(company, version, () => 30_000);
  ports = { stores: world.stores, company, now: () => null, version: 'test' };
  for (let index = 0; index < CORRECTED_AT; index += 1) await tick(index);
  before = await everything(null);
  await report(tickAt(24), 2, 100, tickAt(CORRECTED_AT));
  for (let index = CORRECTED_AT; index < TICKS; index += 1) await tick(index);
});

async function tick(index: number): Promise<void> {
  if (index % 24 === 0) await report(tickAt(index), 1, 300, tickAt(index));
  await runChain(world, tickAt(index));
  const { stores, clock, ids, log } = world.ports;
  const deployment = { company: world.company, version: world.version, timeoutSeconds: 50 };
  await sealHistory({ stores, clock, ids, log }, deployment, after(tickAt(index), 420));
}

/** The produced gas of the day that ends at `end`. */
async function report(end: Instant, version: number, volumeMcf: number, knownAt: Instant): Promise<void> {
  const row: ReportRow = {
    site: SITE,
    stream: 'produced',
    periodStart: after(end, -86_400),
    periodEnd: end,
    volumeMcf,
    hhvBtuPerScf: null,
    evidence: 'measured',
    cause: null,
    version,
    reportedAt: end,
    original: `${volumeMcf} Mcf us60-14.696`,
  };
  await receiveRows(world.stores, { site: SITE, file: `r-${end}-${version}`, rows: [row], knownAt });
}

const WINDOWS = { tick: [0, 96], '1h': [0, 96], '1d': [0, 96], '1mo': [-14 * 24, 14 * 24] } as const;

async function page(step: keyof typeof WINDOWS, asOf: Instant | null) {
  const [from, to] = WINDOWS[step];
  const query = { from: toIso(tickAt(from)), to: toIso(tickAt(to)), step, limit: '10000' };
  const answer = await handled(
    ports,
    'GET',
    `/v1/sites/${SITE}/margins`,
    asOf === null ? query : { ...query, asOf: toIso(asOf) },
  );
  expect(answer.status, answer.body).toBe(200);
  return { ...answer, ...(JSON.parse(answer.body) as { points: Record<string, number>[] }) };
}

async function everything(asOf: Instant | null): Promise<Record<string, unknown>> {
  const steps = Object.keys(WINDOWS) as (keyof typeof WINDOWS)[];
  return Object.fromEntries(
    await Promise.all(steps.map(async (step) => [step, (await page(step, asOf)).points] as const)),
  );
}

describe('history after a correction', () => {
  it('is what was known then with asOf, at every step, to the last digit', async () => {
    expect(await everything(tickAt(CORRECTED_AT - 1))).toEqual(before);
  });

  it('counts with asOf the ticks expected then, though the company ticks more often today', async () => {
    const hourly = ports;
    ports = { ...hourly, company: { ...hourly.company, tickSeconds: 900 } };
    expect(await everything(tickAt(CORRECTED_AT - 1))).toEqual(before);
    ports = hourly;
  });

  it('is the corrected one without asOf, in the period that was corrected', async () => {
    // A late row restates the ticks of its own period: day 1 (ticks 0 to 23), 300 Mcf/day, then 100.
    const { points } = await page('1d', null);
    expect(points.map((point) => point.producedMcf)).toEqual([100, 300, 300, 300]);
    const hours = (await page('1h', null)).points.map((point) => point.producedMcf);
    expect(hours.slice(0, 24).every((mcf) => Math.abs((mcf ?? 0) - 100 / 24) < 1e-6)).toBe(true);
    const month = (await page('1mo', null)).points[0];
    expect(month?.producedMcf).toBeCloseTo(1000, 3);
    expect((await page('tick', null)).points[10]?.producedMcfPerDay).toBe(100);
  });

  it('is immutable with a moment that is over, and only then', async () => {
    expect((await page('1h', tickAt(50))).headers['cache-control']).toContain('immutable');
    expect((await page('1h', null)).headers['cache-control']).toBe('private, no-cache');
    expect((await page('1h', tickAt(TICKS + 5))).headers['cache-control']).toBe('private, no-cache');
  });

  it('has no point after the moment that is asked for', async () => {
    const { points } = await page('tick', tickAt(50));
    expect(points).toHaveLength(51);
    const days = (await page('1d', tickAt(50))).points;
    expect(days.map((day) => day.ticks)).toEqual([24, 24, 3]);
  });

  it.each([
    [10, 'restated'],
    [30, 'as-known'],
    [60, 'as-known'],
  ])('explains tick %i on the rows it rests on now: %s', async (index, basis) => {
    const answer = await handled(ports, 'GET', `/v1/sites/${SITE}/margins/${toIso(tickAt(index))}/explain`, {});
    expect(JSON.parse(answer.body)).toMatchObject({ isReproduced: true, basis });
  });

  it('lists both versions of the report, and which is the newest', async () => {
    const answer = await handled(ports, 'GET', `/v1/sites/${SITE}/reports`, {
      from: toIso(START),
      to: toIso(tickAt(1)),
    });
    const { reports } = JSON.parse(answer.body) as {
      reports: { version: number; volumeMcf: number; isNewestVersion: boolean }[];
    };
    expect(reports.map(({ version, volumeMcf, isNewestVersion }) => [version, volumeMcf, isNewestVersion])).toEqual([
      [1, 300, false],
      [2, 100, true],
    ]);
  });
});
