import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { type Aggregate, foldAggregates } from '#lib/domain/history/fold.ts';
import { foldMonth, monthStart, nextMonthStart } from '#lib/domain/history/stretch.ts';
import { after, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR, toIso } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { companyOf, marketAt, pointAt, portsOf, storePoints } from '#test/functions/api-seed.ts';
import { handled } from '#test/functions/api-server.ts';
import type { Figure } from './run.ts';

/** 2024-01-01T00:00:00Z: a leap year of hours, then one more. */
const START = instant(1_704_067_200);
const DAYS = 366;
const RUNS = 100;
const TABLE = 'bench-api';
const TICK_SECONDS = 300;
const NOW = after(START, DAYS * SECONDS_PER_DAY);

/** P5: a year of hours through the handler, against the bare query of the same items. */
export async function apiBenchmark(): Promise<readonly Figure[]> {
  const engine = await startEngine({ path: null });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  await ensureTable(engine.endpoint, TABLE);
  const client = documentClient();
  let units = 0;
  const onConsumed = (operation: { isWrite: boolean }, consumed: number): void => {
    if (!operation.isWrite) units += consumed;
  };
  const stores = dynamodbStores(client, TABLE, { rawRetentionDays: 90, onConsumed });
  const ports = portsOf(companyOf(['pad'], TICK_SECONDS), stores);
  await seed(stores);
  const path = '/v1/sites/pad/margins';
  const year = { from: toIso(START), to: toIso(NOW), step: '1h', limit: '10000' };
  const query = new QueryCommand({
    TableName: TABLE,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': 'H#pad', ':from': 'D#2024-01-01', ':to': 'D#2024-12-31' },
  });
  const cold = await taken(() => handled(ports, 'GET', path, year));
  const [measured = [], bare = []] = await timed(
    () => handled(ports, 'GET', path, year),
    () => client.send(query),
  );
  const unitsOf = async (query: Record<string, string>): Promise<number> => {
    units = 0;
    const answer = await handled(ports, 'GET', path, query);
    if (answer.status !== 200) throw new Error(answer.body);
    return units;
  };
  const day = await unitsOf({ from: toIso(after(NOW, -SECONDS_PER_DAY)), to: toIso(NOW) });
  const month = await unitsOf({ from: toIso(after(NOW, -30 * SECONDS_PER_DAY)), to: toIso(NOW), step: '1h' });
  const hours = await unitsOf(year);
  const page = JSON.parse((await handled(ports, 'GET', path, year)).body) as { points: unknown[]; next: string | null };
  client.destroy();
  await engine.stop();
  const ratio = (quantile: number) => at(measured, quantile) / at(bare, quantile);
  return [
    figure('a year of hours, p50 through the handler', at(measured, 0.5), 'ms', null),
    figure('a year of hours, p99 through the handler', at(measured, 0.99), 'ms', null),
    figure('a year of hours, the first time (nothing kept yet)', cold, 'ms', null),
    figure('bare query of the same items, p50', at(bare, 0.5), 'ms', null),
    figure('bare query of the same items, p99', at(bare, 0.99), 'ms', null),
    figure('handler ÷ bare query, p50', ratio(0.5), '×', null),
    figure('handler ÷ bare query, p99', ratio(0.99), '×', 1.5),
    figure(`a year of hours, rows on one page of ${DAYS * 24}`, page.points.length, 'rows', null, page.next === null),
    figure('24 h of ticks through the API', day, 'read units', 3),
    figure('30 d of hours through the API', month, 'read units', 4.5),
    figure('a year of hours through the API', hours, 'read units', 52),
  ];
}

function figure(
  what: string,
  measured: number,
  unit: string,
  most: number | null,
  isMet = most === null ? null : measured <= most,
): Figure {
  return { id: 'P5', what, measured, unit, target: most === null ? '' : `≤ ${most}`, isMet };
}

/** A year of sealed days with a busy site's figures, and the last day's blocks. */
async function seed(stores: Stores): Promise<void> {
  await stores.config.putIfAbsent('v1', companyOf(['pad'], TICK_SECONDS));
  await stores.market.putIfAbsent(marketAt(after(NOW, -SECONDS_PER_DAY), 'v1'));
  const ticks = Array.from({ length: SECONDS_PER_DAY / TICK_SECONDS }, (_, index) =>
    pointAt(after(NOW, (index - 288) * TICK_SECONDS), varied(index)),
  );
  await storePoints(stores, 'pad', ticks, TICK_SECONDS);
  const days: Aggregate[] = [];
  for (let date = START; date < NOW; date = after(date, SECONDS_PER_DAY)) {
    const hours = Array.from({ length: 24 }, (_, hour) => hourOf(after(date, hour * SECONDS_PER_HOUR)));
    const day = foldAggregates(hours, date, after(date, SECONDS_PER_DAY));
    days.push(day);
    await stores.history.putDay('pad', { date, version: 1, restated: null, hours, day });
  }
  for (let month = monthStart(START); month < NOW; month = nextMonthStart(month)) {
    const { days: own, total } = foldMonth(
      days.filter((day) => day.from >= month && day.from < nextMonthStart(month)),
      month,
      TICK_SECONDS,
    );
    await stores.history.putMonth('pad', { month, version: 1, restated: null, days: own, total });
  }
}

/** Made-up figures that change from tick to tick as a market does. */
function varied(index: number) {
  const wave = Math.round(Math.sin(index / 7) * 40_000 + Math.sin(index / 3) * 7_000);
  return {
    mineMilliUsdPerDay: 1_234_567 + wave,
    sellMilliUsdPerDay: 500_001 + (wave >> 4),
    btcUsdCents: 9_512_345 + wave,
  };
}

function hourOf(from: Instant): Aggregate {
  const { mineMilliUsdPerDay: mine, sellMilliUsdPerDay: sell, btcUsdCents } = varied(from / SECONDS_PER_HOUR);
  const seconds = SECONDS_PER_HOUR;
  return {
    from,
    to: after(from, seconds),
    ticks: 12,
    expectedTicks: 12,
    advantageTicks: 12,
    advantageMilliUsdPerDaySum: 12 * (mine - sell) + 5,
    advantageMilliUsdPerDayMin: mine - sell - 15_000,
    advantageMilliUsdPerDayMax: mine - sell + 17_000,
    mineTicks: 12,
    mineMilliUsdPerDaySum: 12 * mine + 7,
    sellTicks: 12,
    sellMilliUsdPerDaySum: 12 * sell + 1,
    flareTicks: 12,
    flareMilliUsdPerDaySum: -12 * 35_123,
    btcTicks: 12,
    btcUsdCentsSum: 12 * btcUsdCents + 11,
    gasUsedTicks: 12,
    gasUsedScfPerDaySeconds: 224_613 * seconds,
    producedTicks: 12,
    producedScfPerDaySeconds: 300_127 * seconds,
    soldTicks: 12,
    soldScfPerDaySeconds: 10_023 * seconds,
    flaredTicks: 12,
    flaredScfPerDaySeconds: 65_421 * seconds,
    ventedTicks: 12,
    ventedScfPerDaySeconds: 1_027 * seconds,
    secondsUnprofitable: 0,
  };
}

/** Milliseconds of each run after some that warm up, in order; in turns, so that both meet the same machine. */
async function timed(...acts: readonly (() => Promise<unknown>)[]): Promise<readonly (readonly number[])[]> {
  const times: number[][] = acts.map(() => []);
  for (let run = -10; run < RUNS; run += 1) {
    for (const [index, act] of acts.entries()) {
      const milliseconds = await taken(act);
      if (run >= 0) times[index]?.push(milliseconds);
    }
  }
  return times.map((some) => some.sort((a, b) => a - b));
}

async function taken(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)] ?? Number.NaN;
}
