import { describe, expect, it } from 'vitest';
import type { GroupInput } from '#lib/domain/alerts/group-difference.ts';
import { decideGroup } from '#lib/domain/alerts/grouping.ts';
import type { EpisodeNotice } from '#lib/domain/alerts/message.ts';
import { NO_VALUES } from '#lib/domain/alerts/no-values.ts';
import type { Severity } from '#lib/domain/alerts/rule.ts';
import { REPEAT_INTERVAL_SECONDS } from '#lib/domain/alerts/timing.ts';
import { instant } from '#lib/domain/instant.ts';

const HOUR = 3_600;

function notice(site: string, severity: Severity, closedAt: number | null = null): EpisodeNotice {
  const at = instant(0);
  const of = { site, siteName: site, episode: 1, severity, condition: 'FIRING', onset: at, openedAt: at } as const;
  const end = closedAt === null ? null : instant(closedAt);
  return { ...of, closedAt: end, closeReason: end === null ? null : 'cleared', value: null, values: NO_VALUES };
}

function decided(given: Partial<GroupInput> & { readonly told: readonly EpisodeNotice[] }) {
  const { told, ...more } = given;
  const group = { rule: 'unprofitable', cause: 'market', audience: 'a', seq: 1, intent: null } as const;
  return decideGroup({
    group: { ...group, told, lastSentAt: instant(0) },
    open: [],
    closedUntold: [],
    closed: () => null,
    at: instant(HOUR),
    withheld: () => null,
    unmuted: () => false,
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    groupIntervalSeconds: 900,
    ...more,
  });
}

describe('a message within the group interval', () => {
  const at = instant(60);

  it('goes out where the audience knows of nothing that fires, waits where it is told of something', () => {
    const [known, fresh] = [notice('a', 'warning'), notice('b', 'warning')];
    expect(decided({ told: [], open: [fresh], at })).toMatchObject({ send: true, reasons: ['first'] });
    expect(decided({ told: [known], open: [known, fresh], at }).send).toBe(false);
    expect(decided({ told: [known], open: [known, fresh], at: instant(900) })).toMatchObject({ reasons: ['new'] });
  });
});

describe('a flush that runs again after its message went out', () => {
  const [at, next] = [instant(0), instant(HOUR)];
  const [fresh, over] = [notice('b', 'critical'), notice('c', 'critical', HOUR / 2)];

  it('says nothing more, whatever it is: the next one tells all of it', () => {
    const first = { told: [], open: [fresh] };
    expect(decided({ ...first, at })).toMatchObject({
      send: false,
      withheld: [{ site: 'b', reason: 'group-interval' }],
    });
    expect(decided({ ...first, at: next })).toMatchObject({ send: true, reasons: ['first'] });
    const louder = { told: [notice('b', 'warning')], open: [fresh] };
    expect(decided({ ...louder, at }).send).toBe(false);
    expect(decided({ ...louder, at: next })).toMatchObject({ send: true, reasons: ['escalated'] });
    const ends = { told: [over], closed: () => over };
    expect(decided({ ...ends, at })).toMatchObject({ send: false, told: [{ site: 'c' }] });
    expect(decided({ ...ends, at: next })).toMatchObject({ send: true, reasons: ['all-resolved'] });
  });

  it('remembers what came and went, which nothing else would bring to the next one', () => {
    const decision = decided({ told: [], closedUntold: [over], at });
    expect(decision.send).toBe(false);
    expect(decision.withheld).toEqual([
      { site: 'c', episode: 1, openedAt: 0, notice: 'firing', reason: 'group-interval' },
    ]);
  });
});

describe('the severity of a message', () => {
  it('is that of what fires, not of what is over in it; of an end alone that of the end', () => {
    const ended = notice('b', 'critical', HOUR);
    const both = decided({ told: [ended], open: [notice('a', 'warning')], closed: () => ended });
    expect(both).toMatchObject({ send: true, kind: 'firing', severity: 'warning' });
    expect(decided({ told: [ended], closed: () => ended })).toMatchObject({ kind: 'resolved', severity: 'critical' });
  });
});

describe('the reasons of a message', () => {
  const over = notice('a', 'warning', HOUR);

  it('are no all-clear where the last of what was told ends as another fires, which is not the first either', () => {
    const decision = decided({ told: [over], closed: () => over, open: [notice('b', 'warning')] });
    expect(decision).toMatchObject({ kind: 'firing', reasons: ['new', 'new-resolved'] });
    const both = { told: [over, notice('b', 'warning')], open: [notice('b', 'warning')] };
    expect(decided({ ...both, closed: () => over })).toMatchObject({ kind: 'resolved', reasons: ['new-resolved'] });
    expect(decided({ told: [over], closed: () => over })).toMatchObject({
      kind: 'resolved',
      reasons: ['all-resolved'],
    });
  });

  it('say of what has become louder that it has, beside what is new', () => {
    const [told, louder] = [notice('a', 'warning'), notice('a', 'critical')];
    expect(decided({ told: [told], open: [louder] })).toMatchObject({ kind: 'escalated', reasons: ['escalated'] });
    const fresh = notice('b', 'warning');
    const beside = decided({ told: [told], open: [louder, fresh] });
    expect(beside).toMatchObject({ kind: 'firing', reasons: ['new', 'escalated'], severity: 'critical' });
  });
});

describe('the lists of a message', () => {
  it('have the worst first, whatever they are told for and in whatever order they come', () => {
    const [low, mid, high] = [notice('a', 'info'), notice('b', 'warning'), notice('c', 'critical')];
    const ends = [low, mid, high].map((one) => ({ ...one, site: `${one.site}-over`, closedAt: instant(HOUR) }));
    const closed: GroupInput['closed'] = (told) => ends.find(({ site }) => site === told.site) ?? null;
    const decision = decided({ told: ends, open: [low, mid, high], closed });
    if (!decision.send) expect.fail('there is news');
    expect(decision.firing.map(({ site }) => site)).toEqual(['c', 'b', 'a']);
    expect(decision.resolved.map(({ site }) => site)).toEqual(['c-over', 'b-over', 'a-over']);
  });
});

describe('a critical alert that somebody has taken on', () => {
  it('lets a warning beside it be repeated at the time of a warning, not of a critical one', () => {
    const open = [notice('a', 'critical'), notice('b', 'warning')];
    const withheld: GroupInput['withheld'] = ({ site }) => (site === 'a' ? 'acknowledged' : null);
    // A critical one is due after 4 h, a warning after 24 h.
    for (const [hours, isDue] of [
      [4, false],
      [23, false],
      [24, true],
    ] as const) {
      const decision = decided({ told: open, open, withheld, at: instant(hours * HOUR) });
      expect(decision.send).toBe(isDue);
      if (decision.send) expect(decision.firing.map(({ site }) => site)).toEqual(['b']);
    }
  });
});

it('an alert that is about to end is not repeated; one of which nothing is known any more is', () => {
  for (const [condition, isDue] of [
    ['FIRING', true],
    ['NODATA', true],
    ['RECOVERING', false],
  ] as const) {
    const open = [{ ...notice('a', 'warning'), condition }];
    expect(decided({ told: open, open, at: instant(24 * HOUR) }).send, condition).toBe(isDue);
  }
});

describe('the end of a mute that may not be told yet', () => {
  const open = [notice('a', 'warning'), notice('b', 'warning')];
  const [first] = open;
  const unmuted: GroupInput['unmuted'] = ({ site }) => site === 'a';
  const told = first === undefined ? [] : [first];

  it.each(['quiet-hours', 'inhibited', 'flapping'] as const)(
    'for %s is owed when the group tells of another',
    (why) => {
      const withheld: GroupInput['withheld'] = ({ site }) => (site === 'a' ? why : null);
      const spoken = decided({ told, open, unmuted, withheld });
      expect(spoken.told.map(({ site, isOwed }) => [site, isOwed ?? false])).toEqual([
        ['a', true],
        ['b', false],
      ]);
      // Still held back: owed still. Then told once, and owed no more.
      const owing = { told: spoken.told as readonly EpisodeNotice[], open };
      const kept = decided({ ...owing, withheld, closedUntold: [notice('c', 'warning', 1)] });
      expect(kept.told.map(({ isOwed }) => isOwed ?? false)).toEqual([true, false]);
      const paid = decided(owing);
      expect(paid).toMatchObject({ send: true, reasons: ['unmuted'], firing: [{ site: 'a' }] });
      expect(paid.told.map(({ isOwed }) => isOwed ?? false)).toEqual([false, false]);
    },
  );

  it.each(['acknowledged', 'below-severity', 'muted', 'maintenance'] as const)('for %s is owed to nobody', (why) => {
    const withheld: GroupInput['withheld'] = ({ site }) => (site === 'a' ? why : null);
    const { told: after } = decided({ told, open, unmuted, withheld });
    expect(after.map(({ isOwed }) => isOwed ?? false)).toEqual([false, false]);
  });
});
