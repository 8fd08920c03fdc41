import { expect, it } from 'vitest';
import { unmute } from '#lib/app/mute.ts';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import type { EpisodeRecord } from '#lib/domain/alerts/episode-record.ts';
import type { RuleGroup } from '#lib/domain/alerts/group-state.ts';
import { NO_VALUES } from '#lib/domain/alerts/no-values.ts';
import { aheadOf, type Scene, type SceneOptions, said, scene } from './alert-scene.ts';

const HIGH = 30_000;
/** Critical: a loss of more than half of the revenue. */
const LOW = 2_000;

it('a maintenance that ends over a told alert which still fires tells it once more', async () => {
  const window = {
    match: {},
    from: '2023-02-15T02:00',
    to: '2023-02-15T04:00',
    timezone: 'UTC',
    reason: 'turnaround',
    by: 'ops',
  };
  const one = await scene({ prices: [HIGH, LOW, LOW, LOW, LOW], maintenance: [window] });
  await one.runTo(4);
  // A reminder would be due at 5.
  expect(one.world.published.map(({ at, json }) => [(at - aheadOf(0)) / 3600, JSON.parse(json).reasons])).toEqual([
    [1, ['first']],
    [4, ['unmuted']],
  ]);
});

it('an alert is not repeated while the price that it rests on is stale: the stale alert tells it', async () => {
  const one = await scene({ prices: [HIGH, LOW, ...Array(9).fill(null), LOW] });
  await one.runTo(10);
  expect(said(one).map(([, kind, rule]) => [kind, rule])).toEqual([
    ['firing', 'unprofitable'],
    ['firing', 'price-feed-stale'],
  ]);
  expect(await one.suppressed('pad-0000')).toEqual([['operations', 'reminder', 'inhibited']]);
  await one.runTo(11);
  expect(
    said(one)
      .slice(2)
      .map(([, kind, rule]) => [kind, rule]),
  ).toEqual([
    ['resolved', 'price-feed-stale'],
    ['reminder', 'unprofitable'],
  ]);
});

/**
 * The first pad loses 38 % of its revenue at 3,200 USD/BTC and 45 % at 3,050 (test/app/world.ts): a warning.
 * The second says nothing above 40 %, and then it is critical, so that quiet hours let it pass.
 */
const secondIsLoud: SceneOptions['sitesAs'] = ([first, second]) => {
  if (first === undefined || second === undefined) throw new Error('two pads');
  const levels = [{ severity: 'critical', enterFractionOfRevenue: -0.4 }] as const;
  const unprofitable = { ...second.rules.unprofitable, levels };
  return [first, { ...second, rules: { ...second.rules, unprofitable } }];
};

it('an alert whose mute ends in quiet hours is told after them, also where another site was told in between', async () => {
  const prices = [HIGH, 3_200, 3_200, 3_200, 3_200, 3_200, 3_050, 3_050, 3_050, 3_050];
  const quiet = { from: '04:00', to: '08:00' };
  const one = await scene({ sites: 2, prices, quiet, sitesAs: secondIsLoud });
  await one.runTo(1);
  const mute = { id: 'm', match: { site: 'pad-0000' }, from: aheadOf(2), to: aheadOf(5), reason: 'work', by: 'ops' };
  await one.world.stores.mutes.put(mute);
  await one.runTo(9);
  expect(toldBy(one)).toEqual([
    [1, ['first'], ['pad-0000']],
    [6, ['new'], ['pad-0001']],
    [8, ['unmuted'], ['pad-0000']],
  ]);
});

it('an alert whose mute is taken back at the very tick at which its group has spoken is told at the next', async () => {
  const prices = [HIGH, 3_200, 3_200, 3_050, 3_050, 3_050];
  const one = await scene({ sites: 2, prices, sitesAs: secondIsLoud });
  await one.runTo(1);
  const mute = { id: 'm', match: { site: 'pad-0000' }, from: aheadOf(2), to: aheadOf(99), reason: 'work', by: 'ops' };
  await one.world.stores.mutes.put(mute);
  await one.runTo(3);
  expect((await unmute(one.world.stores, 'm', aheadOf(3))).outcome).toBe('ended');
  await one.runTo(5);
  expect(toldBy(one)).toEqual([
    [1, ['first'], ['pad-0000']],
    [3, ['new'], ['pad-0001']],
    [4, ['unmuted'], ['pad-0000']],
  ]);
});

it('what is held back is recorded of each site and for each kind of notice', async () => {
  // Told as warnings at 1; under the mute critical from 3 on, and due to be repeated 4 h after 1.
  const one = await scene({ sites: 2, prices: [HIGH, 3_200, 3_200, LOW, LOW, LOW, LOW] });
  await one.runTo(1);
  const mute = { id: 'm', match: {}, from: aheadOf(2), to: aheadOf(20), reason: 'work', by: 'ops' };
  await one.world.stores.mutes.put(mute);
  await one.runTo(6);
  for (const site of ['pad-0000', 'pad-0001']) {
    expect(await one.suppressed(site)).toEqual([
      ['operations', 'escalated', 'muted'],
      ['operations', 'reminder', 'muted'],
    ]);
  }
});

it('what is held back of a site is recorded also where the same is remembered of another', async () => {
  const one = await scene({ sites: 2, prices: [HIGH, 3_200, 3_200, 3_050, 3_050], sitesAs: secondIsLoud });
  await one.world.stores.mutes.put({ id: 'm', match: {}, from: aheadOf(0), to: aheadOf(9), reason: 'r', by: 'ops' });
  await one.runTo(4);
  for (const site of ['pad-0000', 'pad-0001'])
    expect(await one.suppressed(site)).toEqual([['operations', 'firing', 'muted']]);
});

it('what is not for an audience is not held back from it, and nothing of it is recorded', async () => {
  // A warning beside a critical one, for who hears critical ones only, and for tiers that have not been reached.
  const prices = [HIGH, 3_050];
  const one = await scene({ sites: 2, prices, minSeverity: 'critical', hasTiers: true, sitesAs: secondIsLoud });
  await one.runTo(1);
  expect(toldBy(one)).toEqual([[1, ['first'], ['pad-0001']]]);
  for (const site of ['pad-0000', 'pad-0001']) expect(await one.suppressed(site)).toEqual([]);
  // It holds for as long as the episode and its audience are what they are, so that nobody has to remember it.
  expect((await one.world.stores.groups.all()).flatMap(({ withheld }) => withheld ?? [])).toEqual([]);
});

/** Hour, reasons and sites of each message. */
function toldBy({ world }: Scene) {
  return world.published.map(({ at, json }) => {
    const { reasons, sites } = JSON.parse(json) as { reasons: string[]; sites: string[] };
    return [(at - aheadOf(0)) / 3600, reasons, sites];
  });
}

it('an end that quiet hours held back is no all-clear where the alert fires again by then', async () => {
  // A warning told at 1, over at 5; critical again from 6 on, which passes quiet hours.
  const prices = [HIGH, 3_200, 3_200, 3_200, 3_200, HIGH, LOW, LOW, LOW];
  const one = await scene({ prices, quiet: { from: '04:00', to: '08:00' } });
  await one.runTo(8);
  const told = one.world.published.map(({ at, attributes, subject }) => [
    (at - aheadOf(0)) / 3600,
    attributes.kind,
    subject,
  ]);
  expect(told).toEqual([
    [1, 'firing', expect.stringMatching(/^\[WARNING\] pad-0000: mining pays .* less/)],
    [6, 'firing', expect.stringMatching(/^\[CRITICAL\] pad-0000: mining pays .* less/)],
    [8, 'resolved', '[RESOLVED] pad-0000: the earlier alert is over, but it fires again'],
  ]);
  const [, , end] = one.world.published;
  expect(end?.email).not.toMatch(/pays again|keep running/);
});

it.each([
  [
    'a maintenance',
    {
      maintenance: [
        { match: {}, from: '2023-02-15T01:00', to: '2023-02-15T04:00', timezone: 'UTC', reason: 'r', by: 'b' },
      ],
    },
  ],
  ['quiet hours', { quiet: { from: '01:00', to: '04:00' } }],
] as const)('a warning that came and went under %s is told at their end, as over', async (_, held) => {
  const one = await scene({ prices: [HIGH, 3_200, HIGH, HIGH, HIGH], ...held });
  await one.runTo(5);
  expect(toldBy(one)).toEqual([[4, ['first', 'all-resolved'], ['pad-0000']]]);
});

/** Of tick 0 to tick 2, committed without a flush; `sources` = when the stale reports of sites ended. */
async function endsAtTwo(
  sources: Readonly<Record<string, number>>,
  group: Partial<RuleGroup>,
  stored: Partial<EpisodeRecord> = {},
): Promise<Scene> {
  const one = await scene({ sites: 2, prices: [HIGH, HIGH] });
  await one.runTo(1);
  const { stores, ports, company, version } = one.world;
  const { episode, openedAt } = OF;
  const closed = { ...INITIAL_ALERT_STATE, episode, severity: 'warning', openedAt, onset: openedAt } as const;
  for (const item of await stores.sites.all()) {
    const unprofitable = item.site === OF.site ? { ...closed, closedAt: aheadOf(2) } : item.alerts.unprofitable;
    const end = sources[item.site];
    const stale = end === undefined ? {} : { 'site-data-stale': { ...closed, closedAt: aheadOf(end) } };
    await stores.sites.putIfNewer({ ...item, v: aheadOf(2), alerts: { ...item.alerts, unprofitable, ...stale } });
  }
  const step = (kind: 'firing' | 'resolved', at: number) =>
    ({ kind, at: aheadOf(at), severity: 'warning', value: 0, reason: null, values: NO_VALUES }) as const;
  const record = { ...OF, rule: 'unprofitable', onset: aheadOf(0), severity: 'warning', cause: 'market' } as const;
  const transitions = [step('firing', 0), step('resolved', 2)];
  await stores.episodes.put({ ...record, closedAt: aheadOf(2), transitions, ...stored });
  const empty = { rule: 'unprofitable', cause: 'market', audience: 'operations', seq: 0, told: [] } as const;
  await stores.groups.putIf({ ...empty, lastSentAt: null, intent: null, ...group }, null, null);
  await sendAlerts(ports, { company, version, timeoutSeconds: 50 }, aheadOf(2));
  return one;
}

const OF = { site: 'pad-0000', episode: 1, openedAt: aheadOf(0) } as const;

it.each([
  ['inhibited', { 'pad-0000': 2 }, 'is told by the reports that were stale up to the very tick of its end', false],
  ['inhibited', { 'pad-0000': 2, 'pad-0001': 1 }, 'is so whatever ended elsewhere', false],
  ['inhibited', { 'pad-0000': 1 }, 'is told, as over, where they were fresh again a tick before', true],
  ['inhibited', { 'pad-0001': 2 }, 'is told where it was another site whose reports were stale', true],
  ['muted', { 'pad-0000': 2 }, 'is told where it was for a mute that it was held back', true],
] as const)('an alert that was %s, reports being stale to %j, %s', async (reason, sources, _, isTold) => {
  const one = await endsAtTwo(sources, { withheld: [{ ...OF, notice: 'firing', reason }] });
  expect(said(one)).toEqual(isTold ? [['operations', 'firing', 'unprofitable', 1, 1]] : []);
});

it('an end that the item knows and the record does not (written by a run that hung) is told', async () => {
  const told = [{ ...OF, severity: 'warning' as const }];
  const one = await endsAtTwo({}, { told }, { closedAt: null, transitions: [] });
  expect(said(one)).toEqual([['operations', 'resolved', 'unprofitable', 0, 1]]);
});
