import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import type { Company } from '#lib/domain/company.ts';
import { after, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { deliverReports, newWorld, runChain, START, testCompany } from '#test/app/world.ts';
import type { Figure } from './run.ts';

const SITES = 20;
const TABLE = 'bench';
const TARGETS = [
  { tickSeconds: 300, calm: 320, firing: 350 },
  { tickSeconds: 900, calm: 108, firing: 118 },
  { tickSeconds: 3600, calm: 29, firing: 32 },
] as const;

/** Partitions whose writes belong to a site; the rest (TICK, MKT, CO, CFG, NG, MSG) is the company's. */
const SITE_PARTITIONS = /^(SITE$|H#|EP$)/;

/** P3: write units per site and day through the use cases, calm and with every site's alert open. */
export async function writeUnitsBenchmark(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const target of TARGETS) {
    for (const state of ['calm', 'firing'] as const) {
      const measured = await unitsPerSiteDay(target.tickSeconds, state === 'firing' ? 3_000 : 30_000);
      const limit = target[state];
      figures.push({
        id: 'P3',
        what: `write units per site-day, ${target.tickSeconds / 60} min ticks, ${state}`,
        measured,
        unit: 'units',
        target: `≤ ${limit} (floor ${SECONDS_PER_DAY / target.tickSeconds})`,
        isMet: measured <= limit,
      });
    }
  }
  return figures;
}

/** The second day of a run, so that the first day's empty state does not flatter the figure. */
async function unitsPerSiteDay(tickSeconds: 300 | 900 | 3600, price: number): Promise<number> {
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
  let isCounting = false;
  const onConsumed = (operation: { partition: string; isWrite: boolean }, consumed: number): void => {
    if (isCounting && operation.isWrite && SITE_PARTITIONS.test(operation.partition)) units += consumed;
  };
  const stores = dynamodbStores(client, TABLE, { rawRetentionDays: 90, onConsumed });
  const made = testCompany(SITES);
  const company: Company = { ...made.company, tickSeconds };
  const world = newWorld(company, made.version, () => price, stores);
  const deployment = { company, version: made.version, timeoutSeconds: 50 };
  const ticksPerDay = SECONDS_PER_DAY / tickSeconds;
  for (let tick = 0; tick < 2 * ticksPerDay; tick += 1) {
    isCounting = tick >= ticksPerDay;
    const at = after(START, tick * tickSeconds);
    if (tick % ticksPerDay === 0) await deliverReports(world, at);
    await runChain(world, at);
  }
  const ports = { stores, clock: world.ports.clock, ids: world.ports.ids, log: world.ports.log };
  await sealHistory(ports, deployment, after(START, 2 * SECONDS_PER_DAY + 420));
  client.destroy();
  await engine.stop();
  return units / SITES;
}
