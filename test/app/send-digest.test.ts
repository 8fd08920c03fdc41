import { describe, expect, it } from 'vitest';
import { readAggregates } from '#lib/app/history/read-aggregates.ts';
import { receiveRows } from '#lib/app/receive-rows.ts';
import { digestBetween, sendDigest } from '#lib/app/send-digest.ts';
import { lastDue, periodStart } from '#lib/domain/alerts/digest.ts';
import type { ReportRow } from '#lib/domain/gas/report.ts';
import { instant, after as later } from '#lib/domain/instant.ts';
import { aheadOf, type Scene, scene } from './alert-scene.ts';
import { START } from './world.ts';

const HIGH = 30_000;
const LOW = 3_000;

async function digestAt(one: Scene, tick: number, digest: { every: 'day' | 'week'; at: string }) {
  const { world } = one;
  const audiences = world.company.audiences.map((audience) => ({ ...audience, digest }));
  const company = { ...world.company, audiences };
  await sendDigest(world.ports, { company, version: world.version, timeoutSeconds: 50 }, aheadOf(tick));
}

describe('a daily digest', () => {
  const plan = { every: 'day', at: '12:00' } as const;

  it('sums up the day before it, with the very sums of the API', async () => {
    const one = await scene({ sites: 2, prices: [...Array(6).fill(HIGH), ...Array(30).fill(LOW)] });
    await one.runTo(13);
    await digestAt(one, 13, plan);
    const message = one.world.published.find(({ attributes }) => attributes.kind === 'digest');
    const { values, at, onset, worst } = JSON.parse(message?.json ?? '{}');
    expect([onset, at]).toEqual(['2023-02-14T12:00:00Z', '2023-02-15T12:00:00Z']);
    // 12 of the 24 hours of two sites have points: the world begins at midnight.
    expect(values.coverageFraction).toBe(0.5);
    // Six of the twelve hours lose money, at each of two sites.
    expect(values.hoursUnprofitable).toBe(12);
    expect(values.flips).toBe(2);
    const site = 'pad-0000';
    const from = instant(Date.parse(onset) / 1000);
    const page = await readAggregates(one.world.stores, 3600, '1h', {
      site,
      from,
      to: instant(Date.parse(at) / 1000),
      limit: 100,
      asOf: null,
    });
    const api = page.rows.reduce((sum, row) => sum + row.advantageMilliUsdPerDaySum, 0) / 24 / 1000;
    expect(values.advantageUsd).toBeCloseTo(2 * api, 6);
    expect(worst.map((row: { site: string }) => row.site)).toEqual(['pad-0000', 'pad-0001']);
    expect(message?.subject).toMatch(/^\[DIGEST\] Test Oil \(made up\), last day: mining against best -?[\d,]+ USD$/);
    expect(message?.email).toMatch(/Data coverage +50\.0 %/);
    expect(message?.email).toMatch(/Gas reports received +unknown/);
  });

  it('goes out once, whoever runs again, and again a day later', async () => {
    const one = await scene({ prices: Array(40).fill(HIGH) });
    await one.runTo(13);
    for (const tick of [12, 12, 13, 20]) await digestAt(one, tick, plan);
    await one.runTo(37);
    await digestAt(one, 36, plan);
    expect(one.world.published.map(({ id }) => id)).toEqual([
      'test-co/digest/unknown/operations#1',
      'test-co/digest/unknown/operations#2',
    ]);
  });

  it('says how many of the gas reports that should have come did', async () => {
    const one = await scene({ sites: 2, prices: Array(40).fill(HIGH) });
    // Gas days of 8 to 14 February: one pad reported all seven, the other all but the 9th and the 10th.
    const day = (back: number): ReportRow => ({
      ...{ site: '', stream: 'produced', volumeMcf: 300, hhvBtuPerScf: null, evidence: null, cause: null, version: 1 },
      ...{ periodStart: later(START, -back * 86_400), periodEnd: later(START, (1 - back) * 86_400) },
      ...{ reportedAt: START, original: '300 Mcf us60-14.696' },
    });
    for (const [site, backs] of [
      ['pad-0000', [7, 6, 5, 4, 3, 2, 1]],
      ['pad-0001', [7, 4, 3, 2, 1]],
    ] as const) {
      const rows = backs.map((back) => ({ ...day(back), site }));
      await receiveRows(one.world.stores, { site, file: 'week', rows, knownAt: START });
    }
    const { ports, company } = one.world;
    await one.runTo(3);
    const from = later(START, -7 * 86_400);
    // 12 of 14.
    expect((await digestBetween(ports, company, from, START)).reportCompletenessFraction).toBeCloseTo(0.857143, 6);
    // The day that is under way is not missed.
    const today = await digestBetween(ports, company, START, later(START, 86_400));
    expect(today.reportCompletenessFraction).toBeNull();
  });

  it('counts the flips of its period, from its first second to the last before its end, that an item bears out', async () => {
    const one = await scene({ prices: [HIGH, HIGH] });
    await one.runTo(1);
    const { stores } = one.world;
    const [from, to] = [START, later(START, 86_400)];
    const put = (opened: number, closed: number | null, more: { site?: string; rule?: 'better-split' } = {}) => {
      const [openedAt, closedAt] = [later(from, opened), closed === null ? null : later(from, closed)];
      const rest = { severity: 'warning', cause: 'market', transitions: [] } as const;
      const of = {
        site: 'gone',
        rule: 'unprofitable',
        episode: 1,
        onset: openedAt,
        openedAt,
        closedAt,
        ...rest,
      } as const;
      return stores.episodes.put({ ...of, ...more });
    };
    await put(-30 * 86_400, 0); // its end at the first second: 1
    await put(-1, 86_400); // neither
    await put(0, 86_399); // both: 2
    await put(-89 * 86_400, 60); // 1
    await put(30, 90, { rule: 'better-split' });
    // Left behind by a run that hung: the item of the pad never fired.
    await put(120, null, { site: 'pad-0000' });
    expect((await digestBetween(one.world.ports, one.world.company, from, to)).flips).toBe(4);
  });

  it('holds the flaring of its period against the whole of the one before', async () => {
    const one = await scene({ prices: Array(8).fill(HIGH) });
    const { ports, company, stores } = one.world;
    const day = { periodStart: later(START, -86_400), periodEnd: START, reportedAt: START };
    const meter = {
      stream: 'flared',
      volumeMcf: 48,
      hhvBtuPerScf: null,
      evidence: null,
      cause: null,
      version: 1,
    } as const;
    const rows: ReportRow[] = [{ site: 'pad-0000', ...meter, ...day, original: '48 Mcf us60-14.696' }];
    await receiveRows(stores, { site: 'pad-0000', file: 'flare', rows, knownAt: START });
    await one.runTo(7);
    const hours = (first: number, last: number) => digestBetween(ports, company, aheadOf(first), aheadOf(last));
    const [first, second] = [await hours(0, 4), await hours(4, 8)];
    // 48 Mcf a day are 8 in four hours.
    expect(first.flaredMcf).toBeCloseTo(8, 9);
    expect(second.flaredMcfBefore).toBe(first.flaredMcf);
  });

  it('is not made of nothing', async () => {
    const one = await scene({ prices: [HIGH] });
    await digestAt(one, 12, plan);
    expect(one.world.published).toEqual([]);
  });

  it('that could not be published goes out with the same bytes later', async () => {
    const one = await scene({ prices: Array(20).fill(HIGH) });
    await one.runTo(12);
    const { publisher } = one.world.ports;
    one.world.ports.publisher = {
      publish: async () => {
        throw new Error('down');
      },
    };
    await expect(digestAt(one, 12, plan)).rejects.toThrow('1 digest(s)');
    one.world.ports.publisher = publisher;
    await digestAt(one, 13, plan);
    expect(one.world.published.map(({ at }) => at)).toEqual([aheadOf(12)]);
  });
});

describe('a weekly digest that could not go out', () => {
  const plan = { every: 'week', at: 'Wed 12:00' } as const;

  it.each([
    [36, 1],
    [37, 0],
  ])('at hour %i goes out %i times: it is wanted for a day, its last second included', async (tick, count) => {
    const one = await scene({ prices: Array(40).fill(HIGH) });
    await one.runTo(tick);
    await digestAt(one, tick, plan);
    expect(one.world.published.filter(({ attributes }) => attributes.kind === 'digest')).toHaveLength(count);
  });
});

describe('when a digest is due', () => {
  const utc = (text: string) => instant(Date.parse(text) / 1000);

  it('follows the wall clock over a change of daylight saving time', () => {
    // Chicago went from UTC−6 to UTC−5 on 2023-03-12: 08:00 is 14:00 UTC before, 13:00 UTC after.
    const plan = { every: 'day', at: '08:00' } as const;
    expect(lastDue(plan, 'America/Chicago', utc('2023-03-12T12:59:00Z'))).toBe(utc('2023-03-11T14:00:00Z'));
    expect(lastDue(plan, 'America/Chicago', utc('2023-03-12T13:00:00Z'))).toBe(utc('2023-03-12T13:00:00Z'));
    expect(periodStart(plan, 'America/Chicago', utc('2023-03-12T13:00:00Z'))).toBe(utc('2023-03-11T14:00:00Z'));
  });

  it('is the weekday named, a week long', () => {
    const plan = { every: 'week', at: 'Mon 08:00' } as const;
    // 2023-02-15 is a Wednesday; Moscow is UTC+3.
    const due = utc('2023-02-13T05:00:00Z');
    expect(lastDue(plan, 'Europe/Moscow', utc('2023-02-15T00:00:00Z'))).toBe(due);
    expect(periodStart(plan, 'Europe/Moscow', due)).toBe(later(due, -7 * 86_400));
  });
});
