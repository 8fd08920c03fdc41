import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { encodeSite } from '#lib/adapters/dynamodb/codec/site.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { CALLS_AT_ONCE, forEachBounded } from '#lib/app/bounded.ts';
import { after } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from '#test/app/world.ts';
import { processorMilliseconds } from './processor-time.ts';
import type { Figure } from './run.ts';

const SITES = 10_000;
const TICKS = 2;
const TABLE = 'bench';

/**
 * P2: one whole tick of 10,000 sites through the use cases on the embedded engine over HTTP,
 * against the same number and size of raw PutItem calls with the bare client in the same run, turn by turn after
 * a first round of both. Compared in processor time: the engine is in this process, and what else runs on
 * the machine does not count.
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
  const [item] = await world.stores.sites.all();
  const body = new Uint8Array(item === undefined ? 0 : encodeSite(item).length);
  const keys = Array.from({ length: SITES }, (_, index) => `raw-${index}`);
  const put = async (sk: string): Promise<void> => {
    const Item = { pk: { S: 'RAW' }, sk: { S: sk }, v: { N: String(START) }, b: { B: body } };
    await client.send(new PutItemCommand({ TableName: TABLE, Item }));
  };
  const raw = () => forEachBounded(keys, CALLS_AT_ONCE, put);
  await raw();
  let tickMilliseconds = 0;
  let rawMilliseconds = 0;
  for (let tick = 1; tick <= TICKS; tick += 1) {
    const at = after(START, tick * TICK_SECONDS);
    tickMilliseconds += await processorMilliseconds(() => runChain(world, at));
    rawMilliseconds += await processorMilliseconds(raw);
  }
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
      what: 'tick of 10,000 sites, processor time',
      measured: tickMilliseconds / TICKS / 1000,
      unit: 's',
      target: '(machine)',
      isMet: null,
    },
  ];
}
