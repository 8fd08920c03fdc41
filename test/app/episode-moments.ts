import fc from 'fast-check';
import type { OpenEpisode } from '#lib/app/alerts-now.ts';
import { type GroupedNotice, noticeOfRecord } from '#lib/app/open-episodes.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import { NO_VALUES } from '#lib/domain/alerts/no-values.ts';
import type { Severity } from '#lib/domain/alerts/rule.ts';
import { after, type Instant } from '#lib/domain/instant.ts';
import type { Stores } from '#lib/ports.ts';

export const SITES = ['pad-0000', 'pad-0001', 'pad-0002'] as const;

/** What a tick does to one site: to its unprofitable rule, and to its stale reports, which inhibit that. */
const STEPS = [
  'info',
  'warning',
  'critical',
  'close',
  'reopen',
  'blind',
  'recover',
  'restless',
  'passes',
  'stale',
] as const;
export type Step = 'stay' | (typeof STEPS)[number];
export type Site = { open: OpenEpisode | null; episode: number; isStale: boolean; isRestless: boolean };

/** What happens beside the sites: somebody mutes or takes on a site, reports are corrected, a call fails. */
export type Event =
  | { readonly type: 'mute' | 'plan'; readonly site: number; readonly seconds: number }
  | { readonly type: 'take' | 'correct'; readonly site: number }
  | { readonly type: 'no-publish' };
export type Moment = { readonly seconds: number; readonly steps: readonly Step[]; readonly event: Event | null };

const site = fc.nat(SITES.length - 1);
const oneOf = <T extends string>(...types: T[]) => fc.constantFrom(...types);
const event: fc.Arbitrary<Event | null> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(null) },
  {
    weight: 4,
    arbitrary: fc.record({ type: oneOf('mute', 'plan'), site, seconds: fc.constantFrom(900, 1_800, 3_600, 20_000) }),
  },
  { weight: 3, arbitrary: fc.record({ type: oneOf('take', 'correct'), site }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('no-publish' as const) }) },
);
export const moments: fc.Arbitrary<Moment[]> = fc.array(
  fc.record({
    // Around the group interval, the second tier's half hour and the two repeat intervals.
    seconds: fc.constantFrom(300, 900, 1_500, 1_800, 3_600, 14_100, 14_400, 86_100, 86_400),
    steps: fc.array(
      fc.oneof(
        { weight: 14, arbitrary: fc.constant<Step>('stay') },
        { weight: 5, arbitrary: fc.constantFrom<Step>(...STEPS) },
      ),
      { minLength: SITES.length, maxLength: SITES.length },
    ),
    event,
  }),
  { minLength: 3, maxLength: 14 },
);

/** Moves one site on, with its record beside it; answers what came and went inside the tick. */
export async function advance(
  site: Site,
  id: string,
  step: Step,
  at: Instant,
  stores: Stores,
): Promise<readonly GroupedNotice[]> {
  const record = (episode: number, severity: Severity, from: Instant, to: Instant | null): EpisodeRecord => ({
    site: id,
    rule: 'unprofitable',
    episode,
    onset: from,
    openedAt: from,
    closedAt: to,
    severity,
    cause: 'market',
    transitions: [
      { kind: 'firing', at: from, severity, value: -1, reason: null, values: NO_VALUES },
      ...(to === null
        ? []
        : [{ kind: 'resolved' as const, at: to, severity, value: 1, reason: 'cleared', values: NO_VALUES }]),
    ],
  });
  const { open } = site;
  if (step === 'stale') site.isStale = !site.isStale;
  if (step === 'restless') site.isRestless = !site.isRestless;
  if (step === 'passes' && open === null) {
    site.episode += 1;
    const passed = record(site.episode, 'critical', after(at, -60), at);
    await stores.episodes.put(passed);
    return [{ rule: 'unprofitable', cause: 'market', notice: noticeOfRecord(passed, id) }];
  }
  if (step === 'info' || step === 'warning' || step === 'critical') {
    if (open === null) site.episode += 1;
    const openedAt = open?.state.openedAt ?? at;
    const { episode } = site;
    const state = { ...INITIAL_ALERT_STATE, condition: 'FIRING', episode, severity: step, openedAt } as const;
    site.open = { rule: 'unprofitable', cause: 'market', site: id, state, item: null };
    await stores.episodes.put(record(episode, step, openedAt, null));
  }
  if (open === null) return [];
  if (step === 'blind') site.open = { ...open, state: { ...open.state, condition: 'NODATA', prior: 'FIRING' } };
  if (step === 'recover') site.open = { ...open, state: { ...open.state, condition: 'RECOVERING' } };
  if (step !== 'close' && step !== 'reopen') return [];
  const { episode, severity, openedAt } = open.state;
  await stores.episodes.put(record(episode, severity ?? 'info', openedAt ?? at, at));
  site.open = null;
  return step === 'close' ? [] : advance(site, id, severity ?? 'info', at, stores);
}
