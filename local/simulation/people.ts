import { acknowledge } from '#lib/app/acknowledge.ts';
import { mute } from '#lib/app/mute.ts';
import { episodeId } from '#lib/domain/alerts/episode-record.ts';
import { after, type Instant, instant } from '#lib/domain/instant.ts';
import type { Fault } from './faults.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const LONGEST_MUTE_HOURS = 6;

/**
 * What people do before a tick: take an open episode on, or mute a site, a rule or everything for
 * some hours. A mute ends before `calmFrom`, so that what it held back is owed by then.
 */
export async function peopleAct(
  world: World,
  random: Random,
  faults: ReadonlySet<Fault>,
  sites: readonly string[],
  at: Instant,
  calmFrom: Instant,
): Promise<void> {
  if (faults.has('acknowledged') && random.chance(0.2)) await acknowledgeOne(world, random, at);
  if (!faults.has('muted') || !random.chance(0.08) || sites.length === 0) return;
  const to = instant(Math.min(calmFrom, after(at, (1 + random.whole(LONGEST_MUTE_HOURS)) * 3600)));
  if (to <= at) return;
  const match = random.pick([{ site: random.pick(sites) }, { rule: 'unprofitable' }, {}]);
  await mute(world.stores, { id: `mute-${at}`, match, from: at, to, reason: 'simulated', by: 'simulation' }, at);
}

async function acknowledgeOne(world: World, random: Random, at: Instant): Promise<void> {
  const open = (await world.stores.episodes.range(instant(0), after(at, 1), 1000)).filter(
    (record) => record.closedAt === null,
  );
  if (open.length === 0) return;
  const record = random.pick(open);
  const request = { by: 'simulation', until: null, note: null, isSticky: random.chance(0.5) };
  const outcome = await acknowledge(world.stores, episodeId(record), request, at);
  if (outcome !== 'acknowledged') return;
  const taken = (await world.stores.acknowledgements.all()).find(
    (one) => one.site === record.site && one.rule === record.rule,
  );
  if (taken !== undefined) world.happened.push({ kind: 'acknowledged', at, record, taken });
}
