import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import { type OpenEpisode, openGroups } from '#lib/app/alerts-now.ts';
import { correctionRound } from '#lib/app/correction-round.ts';
import type { Flush } from '#lib/app/flush.ts';
import { flushGroup } from '#lib/app/flush-group.ts';
import { groupsToVisit, isIdle } from '#lib/app/groups-to-visit.ts';
import type { GroupedNotice } from '#lib/app/open-episodes.ts';
import type { Acknowledgement } from '#lib/domain/alerts/acknowledgement.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { Correction } from '#lib/domain/alerts/correction.ts';
import { type GroupState, groupKey, type RuleGroup } from '#lib/domain/alerts/group-state.ts';
import type { Mute } from '#lib/domain/alerts/mute.ts';
import { standingOf } from '#lib/domain/alerts/standing.ts';
import type { Audience, Company } from '#lib/domain/company.ts';
import { hasCode, NetbackError } from '#lib/domain/errors.ts';
import { after, type Instant } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';
import { advance, type Event, type Moment, moments, SITES, type Site, type Step } from './episode-moments.ts';
import { newWorld, START, testCompany } from './world.ts';

const made = testCompany(SITES.length).company;
const [operations] = made.audiences as [Audience];
const company: Company = {
  ...made,
  audiences: [
    operations,
    { ...operations, id: 'executives', minSeverity: 'critical' },
    { ...operations, id: 'sleepers', quietHours: { from: '22:00', to: '07:00' } },
    { ...operations, id: 'second', tier: 2 },
  ],
};

type Written = { readonly stores: Stores; readonly calls: string[] };

/** The stores, with every call that is no mere look written down. */
function watched(stores: Stores): Written {
  const calls: string[] = [];
  const watch = <S extends object>(store: S, name: string): S =>
    new Proxy(store, {
      get: (target, key, receiver) => {
        const of = Reflect.get(target, key, receiver);
        if (typeof of !== 'function' || ['get', 'all', 'range', 'blocks'].includes(String(key))) return of;
        return (...rest: unknown[]) => {
          calls.push(`${name}.${String(key)}`);
          return of.apply(target, rest);
        };
      },
    });
  const entries = Object.entries(stores).map(([name, store]) => [name, watch(store, name)]);
  return { stores: Object.fromEntries(entries) as Stores, calls };
}

function stale(site: string): OpenEpisode {
  const state = {
    ...INITIAL_ALERT_STATE,
    condition: 'FIRING',
    episode: 1,
    severity: 'warning',
    openedAt: START,
  } as const;
  return { rule: 'site-data-stale', cause: 'site', site, state, item: null };
}

/** What people and plans have said so far. */
type Said = {
  readonly mutes: Mute[];
  readonly planned: Mute[];
  readonly acknowledgements: Map<string, Acknowledgement>;
};

function say(
  { mutes, planned, acknowledgements }: Said,
  event: Event | null,
  sites: readonly Site[],
  at: Instant,
): void {
  if (event?.type === 'mute' || event?.type === 'plan') {
    const match = { rule: 'unprofitable', site: SITES[event.site] as string };
    const of = { id: String(at), match, from: at, to: after(at, event.seconds), reason: '', by: 'somebody' };
    (event.type === 'plan' ? planned : mutes).push(of);
  }
  const state = event?.type === 'take' ? sites[event.site]?.open?.state : undefined;
  if (event?.type !== 'take' || state === undefined || state.severity === null) return;
  const { episode, severity } = state;
  const site = SITES[event.site] as string;
  const of = { site, rule: 'unprofitable', episode, severity, by: 'somebody', at, until: after(at, 28_800) } as const;
  acknowledgements.set(site, { ...of, note: null, isSticky: false });
}

function corrections(event: Event | null, sites: readonly Site[], at: Instant): readonly Correction[] {
  const open = event?.type === 'correct' ? sites[event.site]?.open : undefined;
  if (open === null || open === undefined || open.site === null || open.state.openedAt === null) return [];
  const { episode, openedAt, severity } = open.state;
  const verdict = { isFlipped: true, told: -290, corrected: 118 };
  const of = { rule: 'unprofitable', cause: 'market', severity: severity ?? 'info', foundAt: at } as const;
  return [{ ...of, site: open.site, episode, openedAt, verdict }];
}

/** Plays the moments; answers how many groups were looked at closely and how many were left out. */
async function play(script: readonly Moment[]): Promise<{ visited: number; leftOut: number }> {
  const { ports } = newWorld(company, '', () => null, memoryStores());
  const sites: Site[] = SITES.map(() => ({ open: null, episode: 0, isStale: false, isRestless: false }));
  const said: Said = { mutes: [], planned: [], acknowledgements: new Map() };
  const counts = { visited: 0, leftOut: 0 };
  let at = after(START, 0);
  for (const moment of script) {
    const since = at;
    at = after(at, moment.seconds);
    const missed: GroupedNotice[] = [];
    for (const [index, site] of sites.entries()) {
      const step = moment.steps[index] ?? 'stay';
      missed.push(...(await advance(site, SITES[index] as string, step, at, ports.stores)));
    }
    say(said, moment.event, sites, at);
    const groups = await ports.stores.groups.all();
    const failing: Flush['ports'] = {
      ...ports,
      publisher: {
        publish: async () => {
          throw new NetbackError('publish-failed', 'scripted', { retryable: false });
        },
      },
    };
    const run = flushOf(
      moment.event?.type === 'no-publish' ? failing : ports,
      said,
      sites,
      missed,
      groups,
      corrections(moment.event, sites, at),
      since,
      at,
    );
    const visits = groupsToVisit(run, groups);
    const visited = new Set(visits.map(({ group }) => groupKey(group)));
    for (const audience of company.audiences) {
      const empty: RuleGroup = {
        rule: 'unprofitable',
        cause: 'market',
        audience: audience.id,
        seq: 0,
        told: [],
        lastSentAt: null,
        intent: null,
      };
      const stored = groups.find((group) => groupKey(group) === groupKey(empty));
      // Where nothing is open an idle group is not even thought of.
      if (visited.has(groupKey(empty)) || (run.open.size === 0 && isIdle(stored ?? empty))) continue;
      const { stores, calls } = watched(ports.stores);
      const publisher = { publish: async () => void calls.push('publish') };
      const metrics = { count: (name: string) => void calls.push(name) };
      const looked: Flush = { ...run, ports: { ...ports, stores, publisher, metrics } };
      await flushGroup(
        looked,
        stored === undefined ? empty : { ...stored, rule: 'unprofitable' },
        stored !== undefined,
      );
      expect(calls, `${groupKey(empty)} at ${at}`).toEqual([]);
      counts.leftOut += 1;
    }
    counts.visited += visits.length;
    for (const { group, isStored } of visits) {
      await flushGroup(run, { ...group, rule: 'unprofitable' }, isStored).catch((error: unknown) => {
        if (!hasCode(error, 'publish-failed')) throw error;
      });
    }
  }
  return counts;
}

function flushOf(
  ports: Flush['ports'],
  { mutes, planned, acknowledgements }: Said,
  sites: readonly Site[],
  missed: readonly GroupedNotice[],
  groups: readonly GroupState[],
  due: readonly Correction[],
  since: Instant,
  at: Instant,
): Flush {
  const open = sites.flatMap((site) => site.open ?? []);
  const sources = sites.flatMap((site, index) => (site.isStale ? [stale(SITES[index] as string)] : []));
  const flapping = sites.flatMap((site, index) =>
    site.isRestless ? [{ rule: 'unprofitable' as const, site: SITES[index] as string }] : [],
  );
  const standing = standingOf({
    company,
    at,
    mutes,
    acknowledgements: [...acknowledgements.values()],
    open: [...open, ...sources],
    flapping,
  });
  return {
    ports,
    company,
    at,
    lease: { owner: 'test', untilMilliseconds: 1e13 },
    items: [],
    own: null,
    open: openGroups(open),
    since,
    missed,
    flapping: [],
    standing: { ...standing, maintenance: planned },
    names: new Map(),
    round: correctionRound(ports.stores, company, at, due, groups),
  };
}

describe('groups that a flush leaves out', () => {
  it('would neither have sent nor remembered nor recorded anything', async () => {
    const counts = { visited: 0, leftOut: 0 };
    await fc.assert(
      fc.asyncProperty(moments, async (script) => {
        const { visited, leftOut } = await play(script);
        counts.visited += visited;
        counts.leftOut += leftOut;
      }),
      { numRuns: 120 },
    );
    // Something happens at nearly every look here; a short cut that is never taken would prove nothing.
    expect(counts.leftOut).toBeGreaterThan(counts.visited / 4);
  });

  const calm = (seconds: number, steps: readonly Step[] = ['stay', 'stay', 'stay']): Moment => {
    return { seconds, steps, event: null };
  };

  it('are all of them, once an open episode is told and until it is to be repeated', async () => {
    const opened = calm(300, ['warning', 'stay', 'stay']);
    // 4 audiences; the first flush tells two of them (executives and the second tier hear of critical ones alone,
    // the sleepers are awake at noon), then nothing is due for a day.
    const noon = calm(43_200);
    expect(await play([noon, opened, calm(300), calm(3_600), calm(3_600)])).toEqual({ visited: 2, leftOut: 14 });
    // 300 s + 3,600 s + 82,500 s = 86,400 s after the message: the reminder of a warning.
    expect(await play([noon, opened, calm(300), calm(3_600), calm(82_500)])).toEqual({ visited: 4, leftOut: 12 });
  });
});
