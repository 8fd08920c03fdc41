import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryApiPorts } from '#functions/middleware/answer-parts.ts';
import { receiveRows } from '#lib/app/receive-rows.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import type { Company } from '#lib/domain/company.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { after, type Instant, toIso } from '#lib/domain/instant.ts';
import { newWorld, runChain, START, TICK_SECONDS, testCompany, type World } from '#test/app/world.ts';
import { advantage, type ModelPoint, rowsOf } from './api-model.ts';
import { handled } from './api-server.ts';

/**
 * Fifty days of hourly ticks through the functions, over the end of February and March 2023: dead
 * feeds, outages that are never caught up, days without a report, late corrections, a site that goes
 * and comes back. What the hours, days and months say must be what an outsider counts from the ticks.
 */
const DAYS = 50;
const TICKS = DAYS * 24;
const SITES = ['pad-0000', 'pad-0001'];
/** Days on which pad-0001 is not in the company file. */
const AWAY = { from: 20, to: 30 };
const tickAt = (index: number): Instant => after(START, index * TICK_SECONDS);

/** A fixed sequence of numbers from 0 to 1: the same run every time (Park and Miller's generator). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

let ports: HistoryApiPorts;
const ran: number[] = [];

beforeAll(async () => {
  const random = sequence(20_230_215);
  const both = testCompany(2);
  const one = testCompany(1);
  const prices = new Map<number, number | null>();
  const priceAt = (at: Instant): number | null => {
    const index = (at - START) / TICK_SECONDS;
    // Feeds die for eight hours at a time, beyond the three for which the last good price is kept.
    const isDead = prices.has(index) ? prices.get(index) === null : random() < 0.01;
    if (isDead) for (let dead = index; dead < index + 8 && !prices.has(dead); dead += 1) prices.set(dead, null);
    if (!prices.has(index)) prices.set(index, 2_000 + Math.round(random() * 10_000));
    return prices.get(index) ?? null;
  };
  const world = newWorld(both.company, both.version, priceAt);
  const worldOf = (company: { company: Company; version: string }): World => ({ ...world, ...company });
  let silentUntil = 0;
  for (let index = 0; index < TICKS; index += 1) {
    const day = Math.floor(index / 24);
    if (index % 24 === 0) await reports(world, index, random);
    if (index < silentUntil) continue;
    if (random() < 0.01) silentUntil = index + 1 + Math.floor(random() * 30);
    const isAway = day >= AWAY.from && day < AWAY.to;
    await runChain(worldOf(isAway ? one : both), tickAt(index));
    const { stores, clock, ids, log } = world.ports;
    const deployment = { ...(isAway ? one : both), timeoutSeconds: 50 };
    await sealHistory({ stores, clock, ids, log }, deployment, after(tickAt(index), 420));
    ran.push(index);
  }
  ports = { stores: world.stores, company: both.company, now: () => null, version: 'test' };
}, 120_000);

/** Yesterday's gas of each site, sometimes not, for four days nothing, and sometimes a correction of an older day. */
async function reports(world: World, index: number, random: () => number): Promise<void> {
  const day = index / 24;
  if (day >= 8 && day < 12) return;
  for (const site of SITES) {
    if (random() > 0.1) await report(world, site, tickAt(index), 1, 50 + Math.round(random() * 400), tickAt(index));
    const older = index - 24 * (1 + Math.floor(random() * 12));
    if (random() < 0.2 && older >= 24) {
      await report(world, site, tickAt(older), 2 + index, 50 + Math.round(random() * 400), tickAt(index));
    }
  }
}

async function report(world: World, site: string, end: Instant, version: number, volumeMcf: number, knownAt: Instant) {
  const row: ReportRow = {
    site,
    stream: 'produced',
    periodStart: after(end, -86_400),
    periodEnd: end,
    volumeMcf,
    hhvBtuPerScf: null,
    evidence: 'measured',
    cause: null,
    version,
    reportedAt: knownAt,
    original: `${volumeMcf} Mcf us60-14.696`,
  };
  await receiveRows(world.stores, { site, file: `r-${end}-${version}`, rows: [row], knownAt });
}

type Point = Record<string, number | string | null> & { at: string; missing: string[] };
type Page = { points: Point[]; gaps: { from: string; to: string; reason: string }[]; next: string | null };

async function pages(site: string, query: Record<string, string>): Promise<Page> {
  const all: Page = { points: [], gaps: [], next: null };
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await handled(
      ports,
      'GET',
      `/v1/sites/${site}/margins`,
      cursor === '' ? query : { ...query, cursor },
    );
    expect(answer.status, answer.body.slice(0, 300)).toBe(200);
    const page = JSON.parse(answer.body) as Page;
    all.points.push(...page.points);
    all.gaps.push(...page.gaps);
    cursor = page.next;
  }
  return all;
}

/** All ticks of a site, week by week, as an outsider reads them. */
async function ticksOf(site: string): Promise<Page> {
  const all: Page = { points: [], gaps: [], next: null };
  for (let from = 0; from < TICKS; from += 7 * 24) {
    const to = Math.min(TICKS, from + 7 * 24);
    const page = await pages(site, { from: toIso(tickAt(from)), to: toIso(tickAt(to)), limit: '100' });
    all.points.push(...page.points);
    all.gaps.push(...page.gaps);
  }
  return all;
}

function modelOf(point: Point): ModelPoint {
  const whole = (field: string, units: number) => {
    const value = point[field];
    return typeof value === 'number' ? Math.round(value * units) : null;
  };
  return {
    at: Date.parse(point.at) / 1000,
    mine: whole('mineUsdPerDay', 1000),
    sell: whole('sellUsdPerDay', 1000),
    flare: whole('flareUsdPerDay', 1000),
    alternative: point.bestAlternative as ModelPoint['alternative'],
    btcCents: whole('btcUsd', 100),
    produced: whole('producedMcfPerDay', 1000),
    flared: whole('flaredMcfPerDay', 1000),
  };
}

describe('fifty days through the functions', () => {
  it('have a point for every tick that ran while the site was configured, and no other', async () => {
    const isAway = (index: number) => Math.floor(index / 24) >= AWAY.from && Math.floor(index / 24) < AWAY.to;
    const [first, second] = [await ticksOf('pad-0000'), await ticksOf('pad-0001')];
    expect(first.points.map((point) => point.at)).toEqual(ran.map((index) => toIso(tickAt(index))));
    expect(second.points.map((point) => point.at)).toEqual(
      ran.filter((index) => !isAway(index)).map((index) => toIso(tickAt(index))),
    );
    const removed = second.gaps.filter((gap) => gap.reason === 'site-removed');
    expect(removed[0]?.from).toBe(toIso(tickAt(ran.find(isAway) ?? 0)));
    expect(removed.at(-1)?.to).toBe(toIso(tickAt(ran.find((index) => index > AWAY.from * 24 && !isAway(index)) ?? 0)));
    expect(first.gaps.some((gap) => gap.reason === 'site-removed')).toBe(false);
    expect(first.points.some((point) => point.missing.includes('btc-price'))).toBe(true);
    expect(first.points.some((point) => point.missing.includes('produced'))).toBe(true);
  });

  it.each(SITES.flatMap((site) => (['1h', '1d', '1mo'] as const).map((step) => [site, step] as const)))(
    'of %s sum up at step %s to what an outsider counts from the ticks',
    async (site, step) => {
      const model = (await ticksOf(site)).points.map(modelOf);
      expect(model.some((point) => (advantage(point) ?? 0) < 0)).toBe(true);
      const [from, to] =
        step === '1mo' ? [Date.UTC(2023, 1, 1) / 1000, Date.UTC(2023, 4, 1) / 1000] : [START, tickAt(TICKS)];
      const expected = rowsOf(model, step, from, to, TICK_SECONDS);
      const { points } = await pages(site, { from: String(from), to: String(to), step, limit: '97' });
      expect(points).toHaveLength(expected.length);
      for (const [index, row] of expected.entries()) {
        for (const [field, value] of Object.entries(row)) {
          const got = points[index]?.[field];
          if (typeof value === 'number') expect(got, `${row.from} ${field}`).toBeCloseTo(value, 3);
          else expect(got, `${row.from} ${field}`).toBe(value);
        }
      }
    },
  );

  it('can be explained, every one of a hundred points', async () => {
    for (let index = 0; index < 100; index += 1) {
      const at = tickAt(ran[Math.floor((index / 100) * ran.length)] ?? 0);
      const { body } = await handled(ports, 'GET', `/v1/sites/pad-0000/margins/${toIso(at)}/explain`, {});
      expect(JSON.parse(body), toIso(at)).toMatchObject({ isReproduced: true });
    }
  });
});
