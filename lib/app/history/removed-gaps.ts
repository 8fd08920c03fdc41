import { after, floorTo, type Instant, instant } from '../../domain/instant.ts';
import type { Stores } from '../../ports.ts';
import { CALLS_AT_ONCE, forEachBounded } from '../bounded.ts';
import { append, type Gap } from './gaps.ts';

type Read = Pick<Stores, 'market' | 'config' | 'history' | 'sites'>;

/**
 * The same gaps with `site-removed` in place of `no-tick` where the site had been and its company's
 * configuration no longer held it. What holds at a moment is the configuration of the newest frozen
 * market up to it. A gap between two points in which no market was frozen is an outage; any other is
 * halved until both its ends agree, so that few markets are read.
 */
export async function nameRemovals(
  stores: Read,
  site: string,
  gaps: readonly Gap[],
  tickSeconds: number,
): Promise<readonly Gap[]> {
  if (!gaps.some((gap) => gap.reason === 'no-tick')) return gaps;
  const isRemovedAt = removalReader(stores, site);
  const parts = new Map<Gap, readonly Gap[]>();
  await forEachBounded(gaps, CALLS_AT_ONCE, async (gap) => {
    const isInside = gap !== gaps[0] && gap !== gaps.at(-1);
    const isOutage = gap.reason !== 'no-tick' || (isInside && !(await hasMarket(stores, gap)));
    parts.set(gap, isOutage ? [gap] : await split(isRemovedAt, gap, tickSeconds));
  });
  const named = joined(gaps.flatMap((gap) => parts.get(gap) ?? [gap]));
  if (!named.some((gap) => gap.reason === 'site-removed')) return gaps;
  const start = await firstPoint(stores, site);
  return joined(named.map((gap) => (start === null || gap.to <= start ? { ...gap, reason: asNoTick(gap) } : gap)));
}

async function hasMarket(stores: Read, gap: Gap): Promise<boolean> {
  return (await stores.market.range(after(gap.from, -1), after(gap.to, -1), 1)).length > 0;
}

function joined(gaps: readonly Gap[]): readonly Gap[] {
  const whole: Gap[] = [];
  for (const gap of gaps) append(whole, gap);
  return whole;
}

function asNoTick(gap: Gap): Gap['reason'] {
  return gap.reason === 'site-removed' ? 'no-tick' : gap.reason;
}

type RemovalReader = (at: Instant) => Promise<boolean>;

async function split(isRemovedAt: RemovalReader, gap: Gap, tickSeconds: number): Promise<readonly Gap[]> {
  const lastTick = floorTo(instant(gap.to - 1), tickSeconds);
  const [atStart, atEnd] = [await isRemovedAt(gap.from), await isRemovedAt(instant(Math.max(lastTick, gap.from)))];
  if (atStart === atEnd) return [{ ...gap, reason: atStart ? 'site-removed' : 'no-tick' }];
  const middle = floorTo(instant((gap.from + gap.to) / 2), tickSeconds);
  const cut = middle > gap.from ? middle : after(middle, tickSeconds);
  if (cut >= gap.to) return [{ ...gap, reason: atStart ? 'site-removed' : 'no-tick' }];
  const halves = [
    { ...gap, to: cut },
    { ...gap, from: cut },
  ];
  const parts: Gap[] = [];
  for (const half of halves) for (const part of await split(isRemovedAt, half, tickSeconds)) append(parts, part);
  return parts;
}

/** Whether the configuration in force at a moment lacks the site; each configuration is read once. */
function removalReader(stores: Read, site: string): RemovalReader {
  const lacks = new Map<string, boolean>();
  return async (at) => {
    const market = await stores.market.latestBefore(after(at, 1));
    if (market === null) return false;
    const known = lacks.get(market.configVersion);
    if (known !== undefined) return known;
    const company = await stores.config.get(market.configVersion);
    const isRemoved = company !== null && !company.sites.some((one) => one.id === site);
    lacks.set(market.configVersion, isRemoved);
    return isRemoved;
  };
}

/** The site's first point that is still kept; a site was not removed before it came. */
async function firstPoint(stores: Read, site: string): Promise<Instant | null> {
  const [oldest] = await stores.history.blocks(site, instant(0), instant(9e9), 1);
  if (oldest !== undefined) return oldest.start;
  return (await stores.sites.get(site, 'eventual'))?.block.points[0]?.at ?? null;
}
