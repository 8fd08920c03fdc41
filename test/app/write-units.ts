import { after as later, SECONDS_PER_DAY } from '#lib/domain/instant.ts';
import { openDynalite } from '../adapters/engines.ts';
import { companyOf, deliver, producedOn, seal, sealWorld } from './seal-world.ts';
import { newWorld, runChain, START, type World } from './world.ts';

/** One call on the table, as the engine counted it. */
export type Consumed = { readonly partition: string; readonly isWrite: boolean; readonly units: number };

/** Partitions whose writes belong to a site; the rest (TICK, MKT, CO, CFG, NG, MSG) is the company's. */
const SITE_PARTITIONS = /^(SITE$|H#|EP$)/;
/** What a late report costs: rows, pointer, mark, and what is rewritten with what is kept of it. */
const RESTATEMENT_PARTITIONS = /^(H#|A#|DIRTY$)/;

/** Stores on an embedded engine that notes every call from the last `since` on. */
export async function countedStores() {
  let calls: Consumed[] = [];
  const onConsumed = (operation: { partition: string; isWrite: boolean }, units: number): void => {
    calls.push({ ...operation, units });
  };
  const { stores, close } = await openDynalite({ rawRetentionDays: 90, onConsumed });
  const since = (): void => {
    calls = [];
  };
  const unitsOf = (isCounted: (call: Consumed) => boolean): number =>
    calls.filter(isCounted).reduce((sum, call) => sum + call.units, 0);
  return { stores, close, since, unitsOf, calls: () => calls.length };
}

/**
 * Write units per site of a day's worth of ticks, sealing included: from the second day of a run on, so
 * that the empty items of the first do not flatter it. At a price of 3,000 every site's alert is open all day.
 */
export async function writeUnitsPerSiteDay(tickSeconds: 300 | 900 | 3600, price: number, sites: number) {
  const counted = await countedStores();
  const company = companyOf(sites, { tickSeconds });
  const { version } = sealWorld(company);
  const world = newWorld(company, version, () => price, counted.stores);
  const ticksPerDay = SECONDS_PER_DAY / tickSeconds;
  for (let tick = 0; tick < 2 * ticksPerDay; tick += 1) {
    if (tick % ticksPerDay === 0) await deliverToAll(world, tick / ticksPerDay - 1, 300);
    await runChain(world, later(START, tick * tickSeconds));
    if (tick === ticksPerDay) counted.since();
  }
  await runChain(world, later(START, 2 * SECONDS_PER_DAY));
  await seal(world, later(START, 2 * SECONDS_PER_DAY));
  const units = counted.unitsOf((call) => call.isWrite && SITE_PARTITIONS.test(call.partition));
  await counted.close();
  return units / sites;
}

/** Write units per site of restating a whole sealed day of which every point changes. */
export async function unitsOfRestatedDay(tickSeconds: 300 | 900 | 3600, sites: number): Promise<number> {
  const counted = await countedStores();
  const world = sealWorld(companyOf(sites, { tickSeconds }), counted.stores);
  await deliverToAll(world, -1, 300);
  for (let tick = 0; tick <= SECONDS_PER_DAY / tickSeconds; tick += 1) {
    await runChain(world, later(START, tick * tickSeconds));
  }
  await seal(world, later(START, SECONDS_PER_DAY));
  await deliverToAll(world, 0, 240, later(START, SECONDS_PER_DAY + tickSeconds));
  counted.since();
  await runChain(world, later(START, SECONDS_PER_DAY + tickSeconds));
  await seal(world, later(START, SECONDS_PER_DAY + 3600));
  const units = counted.unitsOf((call) => call.isWrite && RESTATEMENT_PARTITIONS.test(call.partition));
  await counted.close();
  return units / sites;
}

async function deliverToAll(
  world: World,
  day: number,
  volumeMcf: number,
  knownAt = later(START, (day + 1) * SECONDS_PER_DAY),
) {
  for (const site of world.company.sites) await deliver(world, [producedOn(site.id, day, volumeMcf)], knownAt);
}
