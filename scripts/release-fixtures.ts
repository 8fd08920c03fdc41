/**
 * Keeps what the next release must be able to take over: `node scripts/release-fixtures.ts`, once before a
 * release. Writes test/fixtures/releases/<version>/: the stateful resources of a stack, and a store as this
 * release wrote it (a made-up company of two sites, 60 hourly ticks with a crash of the price).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import { after, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { deliverReports, newWorld, runChain, START, testCompany } from '#test/app/world.ts';
import { statefulResources } from '#test/infra/stateful.ts';
import { upgradeTemplate } from '#test/infra/upgrade-template.ts';

const TICKS = 60;
const CRASH_AT_TICK = 36;
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const folder = new URL(`../test/fixtures/releases/${version}/`, import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('stateful.json', folder), `${JSON.stringify(statefulResources(upgradeTemplate()), null, 2)}\n`);

const engine = await startEngine({ path: null });
const region = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint, ...region });
await ensureTable(engine.endpoint, 'release');
const stores = dynamodbStores(documentClient(), 'release', { rawRetentionDays: 90 });
const made = testCompany(2);
const world = newWorld(
  made.company,
  made.version,
  (at) => (at >= after(START, CRASH_AT_TICK * SECONDS_PER_HOUR) ? 2500 : 30_000),
  stores,
);
const { clock, ids, log } = world.ports;
for (let tick = 0; tick < TICKS; tick += 1) {
  const at = after(START, tick * SECONDS_PER_HOUR);
  if (tick % 24 === 0) await deliverReports(world, at);
  await runChain(world, at);
  await sealHistory(
    { stores, clock, ids, log },
    { company: made.company, version: made.version, timeoutSeconds: 50 },
    after(at, 420),
  );
}
const client = new DynamoDBClient({});
const { Items = [] } = await client.send(new ScanCommand({ TableName: 'release' }));
const items = Items.map((item) =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, asText(value)])),
);
items.sort((a, b) => JSON.stringify([a.pk, a.sk]).localeCompare(JSON.stringify([b.pk, b.sk])));
const store = { configVersion: made.version, items };
writeFileSync(new URL('store.json', folder), `${JSON.stringify(store)}\n`);
await engine.stop();
process.exit(0);

/** Binary as base64, so that it stands in JSON. */
function asText(value: object): unknown {
  return 'B' in value && value.B instanceof Uint8Array ? { B64: Buffer.from(value.B).toString('base64') } : value;
}
