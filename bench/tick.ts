import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { encodeSite } from '#lib/adapters/dynamodb/codec/site.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { CALLS_AT_ONCE, forEachBounded } from '#lib/app/bounded.ts';
import { after } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from '#test/app/world.ts';
import type { Figure } from './run.ts';

const SITES = 10_000;
const TABLE = 'bench';

/**
 * P2: one whole tick of 10,000 sites through the use cases on the embedded engine over HTTP,
 * against the same number and size of raw PutItem calls with the bare client in the same run.
 */
export async function tickBenchmark(): Promise<readonly Figure[]> {
  const engine = await startEngine({ path: null });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = engine.endpoint;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'local';
  process.env.AWS_SECRET_ACCESS_KEY = 'local';
  await ensureTable(engine.endpoint, TABLE);
  const client = documentClient();
  const { company, version } = testCompany(SITES);
  const world = newWorld(company, version, () => 30_000, dynamodbStores(client, TABLE, { rawRetentionDays: 90 }));
  await deliverReports(world, START);
  await runChain(world, START);
  const ticks = 2;
  const tickMilliseconds = await timed(async () => {
    for (let tick = 1; tick <= ticks; tick += 1) await runChain(world, after(START, tick * TICK_SECONDS));
  });
  const [item] = await world.stores.sites.all();
  const body = new Uint8Array(item === undefined ? 0 : encodeSite(item).length);
  const keys = Array.from({ length: SITES }, (_, index) => `raw-${index}`);
  const rawMilliseconds = await timed(async () => {
    for (let tick = 1; tick <= ticks; tick += 1) {
      await forEachBounded(keys, CALLS_AT_ONCE, async (sk) => {
        const item = { pk: { S: 'RAW' }, sk: { S: sk }, v: { N: String(tick) }, b: { B: body } };
        await client.send(new PutItemCommand({ TableName: TABLE, Item: item }));
      });
    }
  });
  client.destroy();
  await engine.stop();
  const ratio = tickMilliseconds / rawMilliseconds;
  return [
    {
      id: 'P2',
      what: 'tick of 10,000 sites ÷ the same raw PutItem calls',
      measured: ratio,
      unit: '×',
      target: '≤ 1.3 ×',
      isMet: ratio <= 1.3,
    },
    {
      id: 'P2',
      what: 'tick of 10,000 sites on this machine',
      measured: tickMilliseconds / ticks / 1000,
      unit: 's',
      target: '(machine)',
      isMet: null,
    },
  ];
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}
