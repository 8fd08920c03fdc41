import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { foldAggregates } from '#lib/domain/history/fold.ts';
import { foldMonth, nextMonthStart } from '#lib/domain/history/stretch.ts';
import { after, type Instant, instant, SECONDS_PER_DAY, SECONDS_PER_HOUR, toIso } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { deliverReports, START as FIRST_TICK, newWorld, runChain, testCompany } from '#test/app/world.ts';
import { companyOf, portsOf } from '#test/functions/api-seed.ts';
import { handled } from '#test/functions/api-server.ts';
import type { Figure } from './run.ts';
import { hourOf, NOW, START, seedYear, TICK_SECONDS } from './year-of-hours.ts';

const TABLE = 'bench-reads';
const SITES = 1_000;
const YEARS = 5;
/** 2015-01-01T00:00:00Z */
const LONG_AGO = instant(1_420_070_400);

/** P4: read units of what people ask for, counted through the API by the embedded engine. */
export async function readUnitsBenchmark(): Promise<readonly Figure[]> {
  const engine = await startEngine({ path: null });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  let units = 0;
  const onConsumed = (operation: { isWrite: boolean }, consumed: number): void => {
    if (!operation.isWrite) units += consumed;
  };
  const storesOf = async (table: string): Promise<Stores> => {
    await ensureTable(engine.endpoint, table);
    return dynamodbStores(client, table, { rawRetentionDays: 90, onConsumed });
  };
  const stores = await storesOf(TABLE);
  const ports = portsOf(companyOf(['pad'], TICK_SECONDS), stores);
  await seedYear(stores);
  await seedMonths(stores);
  const fleet = await fleetPorts(await storesOf(`${TABLE}-fleet`));
  const measured = async (asked: typeof ports, path: string, query: Record<string, string>): Promise<number> => {
    units = 0;
    const answer = await handled(asked, 'GET', path, query);
    const { next } = JSON.parse(answer.body) as { next: string | null };
    if (answer.status !== 200 || next !== null)
      throw new Error(`${path} is not one page: ${answer.body.slice(0, 200)}`);
    return units;
  };
  const margins = (from: Instant, to: Instant, step: string) =>
    measured(ports, '/v1/sites/pad/margins', { from: toIso(from), to: toIso(to), step, limit: '10000' });
  const ago = (days: number): Instant => after(NOW, -days * SECONDS_PER_DAY);
  const figures = [
    figure('24 h of 5 min ticks', await margins(ago(1), NOW, 'tick'), 3),
    figure('30 d of hours', await margins(ago(30), NOW, '1h'), 4.5),
    figure('a year of hours, one page', await margins(START, NOW, '1h'), 52),
    figure('5 years of days', await margins(LONG_AGO, after(LONG_AGO, 1_826 * SECONDS_PER_DAY), '1d'), 16),
    figure('the fleet of 1,000 sites, one page', await measured(fleet, '/v1/fleet', {}), 130),
  ];
  client.destroy();
  await engine.stop();
  return figures;
}

function figure(what: string, measured: number, most: number): Figure {
  return { id: 'P4', what, measured, unit: 'read units', target: `≤ ${most}`, isMet: measured <= most };
}

/** Five years of sealed months. */
async function seedMonths(stores: Stores): Promise<void> {
  let month = LONG_AGO;
  for (let count = 0; count < YEARS * 12; count += 1) {
    const end = nextMonthStart(month);
    const days = Array.from({ length: (end - month) / SECONDS_PER_DAY }, (_, index) =>
      dayOf(after(month, index * SECONDS_PER_DAY)),
    );
    const folded = foldMonth(days, month, TICK_SECONDS);
    await stores.history.putMonth('pad', { month, version: 1, restated: null, days: folded.days, total: folded.total });
    month = end;
  }
}

function dayOf(date: Instant) {
  const hours = Array.from({ length: 24 }, (_, hour) => hourOf(after(date, hour * SECONDS_PER_HOUR)));
  return foldAggregates(hours, date, after(date, SECONDS_PER_DAY));
}

/** A company that has run for half a day with every alert open: its sites' items are as large as they get. */
async function fleetPorts(stores: Stores) {
  const { company, version } = testCompany(SITES);
  const world = newWorld(company, version, () => 3_000, stores);
  await deliverReports(world, FIRST_TICK);
  for (let hour = 0; hour < 12; hour += 1) await runChain(world, after(FIRST_TICK, hour * SECONDS_PER_HOUR));
  return { stores, company, now: () => null, version: 'bench' };
}
