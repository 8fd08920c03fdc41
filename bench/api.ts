import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { toIso } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { companyOf, portsOf } from '#test/functions/api-seed.ts';
import { handled } from '#test/functions/api-server.ts';
import { processorMilliseconds } from './processor-time.ts';
import type { Figure } from './run.ts';
import { DAYS, NOW, START, seedYear, TICK_SECONDS } from './year-of-hours.ts';

const RUNS = 100;
const TABLE = 'bench-api';

/**
 * P5: a year of hours through the handler, against the bare query of the same items. Compared in processor
 * time: engine and handler share this process, and what else runs on the machine does not count.
 */
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
  const stores = dynamodbStores(client, TABLE, { rawRetentionDays: 90 });
  const ports = portsOf(companyOf(['pad'], TICK_SECONDS), stores);
  await seedYear(stores);
  const path = '/v1/sites/pad/margins';
  const year = { from: toIso(START), to: toIso(NOW), step: '1h', limit: '10000' };
  const query = new QueryCommand({
    TableName: TABLE,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': 'H#pad', ':from': 'D#2024-01-01', ':to': 'D#2024-12-31' },
  });
  const cold = await processorMilliseconds(() => handled(ports, 'GET', path, year));
  const [measured = [], bare = []] = await timed(
    () => handled(ports, 'GET', path, year),
    () => client.send(query),
  );
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

/** Milliseconds of processor time of each run after some that warm up, in order; in turns. */
async function timed(...acts: readonly (() => Promise<unknown>)[]): Promise<readonly (readonly number[])[]> {
  const times: number[][] = acts.map(() => []);
  for (let run = -10; run < RUNS; run += 1) {
    for (const [index, act] of acts.entries()) {
      const milliseconds = await processorMilliseconds(act);
      if (run >= 0) times[index]?.push(milliseconds);
    }
  }
  return times.map((some) => some.sort((a, b) => a - b));
}

function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)] ?? Number.NaN;
}
