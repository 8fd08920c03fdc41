import { decodeSite, encodeSite } from '#lib/adapters/dynamodb/codec/site.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { MARKETS_PER_RUN, recomputeMargins } from '#lib/app/recompute-margins.ts';
import { after, instant } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { START } from '../script.ts';
import { newWorld, portsOf, type World } from '../world.ts';

const END = instant(9e9);
/** The site item of eight rules (storage.md, Bytes). */
const MAX_ITEM_BYTES = 2048;

/**
 * I3, I28: from the frozen markets, the report rows and the configurations alone, another clock and no
 * fault, every site comes to the very same item. Sites with a delivery that was cut short are left out.
 */
export async function replayFault(world: World): Promise<string | null> {
  const markets = await world.stores.market.range(after(START, -1), END, 100_000);
  const last = markets.at(-1);
  if (last === undefined) return null;
  const stores = await copied(world.stores, world);
  const replayed = newWorld({ stores });
  replayed.now.at = END;
  const ports = portsOf(replayed, stores, noFeeds, 'replay', 0);
  for (let run = 0; run * MARKETS_PER_RUN < markets.length; run += 1) await recomputeMargins(ports, 50, last.at);
  const again = new Map((await stores.sites.all()).map((item) => [item.site, item]));
  for (const item of await world.stores.sites.all()) {
    if (world.cutShort.has(item.site)) continue;
    if (!isSame(item, again.get(item.site))) return `${item.site} replays to another item`;
  }
  return null;
}

/** I29: every item that was committed fits its maximum and comes back from its bytes as it was. */
export function bytesFault(world: World): string | null {
  for (const one of world.happened) {
    if (one.kind !== 'committed') continue;
    const bytes = encodeSite(one.item);
    if (bytes.length > MAX_ITEM_BYTES) return `${one.item.site} at ${one.item.v} has ${bytes.length} bytes`;
    const back = decodeSite(one.item.site, one.item.v, bytes);
    if (!isSame(back, one.item)) return `${one.item.site} at ${one.item.v} is decoded as another`;
  }
  return null;
}

const noFeeds = { observe: async () => [] };

async function copied(from: Stores, world: World): Promise<Stores> {
  const to = memoryStores();
  const markets = await from.market.range(after(START, -1), END, 100_000);
  for (const market of markets) {
    const company = await from.config.get(market.configVersion);
    if (company !== null) await to.config.putIfAbsent(market.configVersion, company);
    await to.market.putIfAbsent(market);
  }
  const sites = new Set(world.happened.flatMap((one) => (one.kind === 'committed' ? [one.item.site] : [])));
  for (const site of sites) {
    for (const { row, knownAt } of await from.reports.rows(site, instant(0), END)) {
      await to.reports.putRowIfAbsent(row, knownAt);
      const file = `replay-${knownAt}-${row.periodEnd}-${row.version}`;
      await to.reports.putPointer({ site, file, periodFrom: row.periodStart, periodTo: row.periodEnd, knownAt });
    }
  }
  return to;
}

/** Makes no difference between a key that is absent and one that is undefined, nor by the order of keys. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  for (const key in one) if (!isSame(one[key], other[key])) return false;
  for (const key in other) if (other[key] !== undefined && one[key] === undefined) return false;
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
