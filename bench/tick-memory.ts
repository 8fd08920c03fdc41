import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { encodeSite } from '#lib/adapters/dynamodb/codec/site.ts';
import { siteKey } from '#lib/adapters/dynamodb/keys.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { pullMarket } from '#lib/app/pull-market.ts';
import { companyJson } from '#lib/config/company-asset.ts';
import { after, type Instant } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany, type World } from '#test/app/world.ts';
import { builtFunctions } from '#test/infra/lambda/assets.ts';
import { type RuntimeProcess, startRuntime } from '#test/infra/lambda/runtime.ts';
import type { Figure } from './run.ts';

const SITES = 10_000;
const TABLE = 'bench-memory';
/** What one BatchWriteItem takes. */
const ITEMS_PER_BATCH = 25;
/** Ticks of history in the items: a nearly full block and the sums of twelve hours. */
const TICKS_BEFORE = 10;
const TICKS = 2;
const CALL_LIMIT_MILLISECONDS = 600_000;
const MOST_MEGABYTES = 256;
const KILOBYTES_PER_MEGABYTE = 1024;

/**
 * P8: the largest memory of recompute-margins and send-alerts over ticks of 10,000 sites: the asset that
 * the stack deploys under the Lambda runtime client, each in a process of its own; the embedded engine
 * is in this one. Every site's item holds what ten ticks and ten days of reports leave in it.
 */
export async function tickMemoryBenchmark(): Promise<readonly Figure[]> {
  const engine = await startEngine({ path: null });
  const local = {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  Object.assign(process.env, local);
  await ensureTable(engine.endpoint, TABLE);
  const client = documentClient();
  mkdirSync('.tmp', { recursive: true });
  const folder = mkdtempSync(path.join('.tmp', 'memory-'));
  const { outdir, functions } = builtFunctions(testCompany(1).company);
  const processes: RuntimeProcess[] = [];
  try {
    const { company, version } = testCompany(SITES);
    const world = newWorld(
      company,
      version,
      () => 30_000,
      dynamodbStores(client, TABLE, { rawRetentionDays: company.rawRetentionDays }),
    );
    await seedItems(client, world);
    const companyFile = path.resolve(folder, 'company.json');
    writeFileSync(companyFile, companyJson(company));
    const environment = {
      ...local,
      PATH: process.env.PATH ?? '',
      NETBACK_TABLE: TABLE,
      NETBACK_TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:bench',
      NETBACK_LINK_BASE: 'https://example.com',
      NETBACK_COMPANY_JSON: companyFile,
    };
    const start = async (name: string): Promise<RuntimeProcess> => {
      const built = functions.find((one) => one.name === name);
      if (built === undefined) throw new Error(`the stack has no function ${name}`);
      const variables = { ...built.variables, ...environment };
      const started = await startRuntime(built.folder, variables, CALL_LIMIT_MILLISECONDS);
      processes.push(started);
      return started;
    };
    const [recompute, send] = [await start('recompute-margins'), await start('send-alerts')];
    for (let tick = 0; tick < TICKS; tick += 1) {
      const at = after(START, (TICKS_BEFORE + tick) * TICK_SECONDS);
      await pullMarket(world.ports, { company, version, timeoutSeconds: 50 }, at);
      for (const one of [recompute, send]) await answered(one, at);
    }
    return [figure('recompute-margins', recompute), figure('send-alerts', send)];
  } finally {
    for (const one of processes) await one.stop();
    client.destroy();
    await engine.stop();
    rmSync(outdir, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One site lives through ten ticks in memory; every site then gets its item. */
async function seedItems(client: DynamoDBDocumentClient, world: World): Promise<void> {
  const one = newWorld(testCompany(1).company, testCompany(1).version, () => 30_000);
  for (let day = -10; day <= 0; day += 1) await deliverReports(one, after(START, day * 86_400));
  for (let tick = 0; tick < TICKS_BEFORE; tick += 1) await runChain(one, after(START, tick * TICK_SECONDS));
  const [item] = await one.stores.sites.all();
  if (item === undefined) throw new Error('a site that ticked has an item');
  const sites = world.company.sites.map((site) => site.id);
  for (let first = 0; first < sites.length; first += ITEMS_PER_BATCH) {
    const requests = sites.slice(first, first + ITEMS_PER_BATCH).map((site) => {
      const b = encodeSite({ ...item, site, configVersion: world.version });
      return { PutRequest: { Item: { ...siteKey(site), v: item.v, b } } };
    });
    await client.send(new BatchWriteCommand({ RequestItems: { [TABLE]: requests } }));
  }
}

async function answered(process: RuntimeProcess, at: Instant): Promise<void> {
  const answer = await process.invoke({ responsePayload: { at } });
  if (!answer.ok) throw new Error(`${JSON.stringify(answer.payload)}\n${process.logs()}`);
}

function figure(name: string, process: RuntimeProcess): Figure {
  const [, kilobytes = 'NaN'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8')) ?? [];
  const measured = Number(kilobytes) / KILOBYTES_PER_MEGABYTE;
  const what = `largest memory of ${name} in ticks of 10,000 sites`;
  return { id: 'P8', what, measured, unit: 'MB', target: `≤ ${MOST_MEGABYTES} MB`, isMet: measured <= MOST_MEGABYTES };
}
