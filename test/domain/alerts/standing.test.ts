import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceOf } from '#lib/domain/alerts/group-difference.ts';
import type { EpisodeNotice } from '#lib/domain/alerts/message.ts';
import { hasUnmuted, type Mute } from '#lib/domain/alerts/mute.ts';
import { NO_VALUES } from '#lib/domain/alerts/no-values.ts';
import type { Severity } from '#lib/domain/alerts/rule.ts';
import { standingOf, wasUnmuted, windowOf } from '#lib/domain/alerts/standing.ts';
import { REPEAT_INTERVAL_SECONDS } from '#lib/domain/alerts/timing.ts';
import { instant } from '#lib/domain/instant.ts';
import { testCompany } from '../../app/world.ts';

const { company } = testCompany(1);

function notice(site: string, severity: Severity): EpisodeNotice {
  const at = instant(0);
  const of = { site, siteName: site, episode: 1, severity, condition: 'FIRING', onset: at, openedAt: at } as const;
  return { ...of, closedAt: null, closeReason: null, value: null, values: NO_VALUES };
}

it('an episode is told once more when a mute or planned work over it has ended since, its very end included', () => {
  const mute = fc.record({
    site: fc.constantFrom('pad-0000', 'pad-0001'),
    from: fc.nat(6),
    seconds: fc.nat(6),
    isPlanned: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(mute, { maxLength: 4 }), fc.option(fc.nat(6)), fc.nat(10), (list, last, now) => {
      const windows = list.map(({ site, from, seconds, isPlanned }) => {
        const [begin, to] = [instant(from), instant(from + seconds)];
        const of: Mute = { id: '', match: { site }, from: begin, to, reason: '', by: '' };
        return { ...of, isPlanned };
      });
      const [at, since] = [instant(now), last === null ? null : instant(last)];
      const mutes = windows.filter(({ isPlanned }) => !isPlanned);
      const of = { company, at, mutes, acknowledgements: [], open: [], flapping: [] };
      const standing = { ...standingOf(of), maintenance: windows.filter(({ isPlanned }) => isPlanned) };
      const labels = { company: company.company, rule: 'unprofitable', site: 'pad-0000', severity: 'warning' };
      const isUnmuted = since !== null && hasUnmuted(windows, labels, since, at);
      expect(wasUnmuted(standing, 'unprofitable', notice('pad-0000', 'warning'), since)).toBe(isUnmuted);
    }),
    { numRuns: 500 },
  );
});

it.each([
  // 4 h = 14,400 s is the interval of the critical one, 24 h = 86,400 s that of a warning; info is never repeated.
  [14_399, ['critical', 'warning', 'info'], 0],
  [14_400, ['critical', 'warning', 'info'], 3],
  [14_400, ['warning', 'info'], 0],
  [86_400, ['info', 'warning'], 2],
  [864_000, ['info'], 0],
] as const)('after %i s of silence %j: the loudest decides, then all are repeated', (seconds, severities, count) => {
  const open = severities.map((severity) => notice(severity, severity));
  const { reminded } = differenceOf({
    group: {
      rule: 'unprofitable',
      cause: 'market',
      audience: '',
      seq: 1,
      told: open,
      lastSentAt: instant(0),
      intent: null,
    },
    open,
    closedUntold: [],
    closed: () => null,
    at: instant(seconds),
    withheld: () => null,
    unmuted: () => false,
    repeatIntervalSeconds: REPEAT_INTERVAL_SECONDS,
    groupIntervalSeconds: 900,
  });
  expect(reminded).toHaveLength(count);
});

it('planned work is in the time of its zone; none where one of its times cannot be read', () => {
  // Chicago is 5 h behind UTC in June: 08:00 there is 13:00Z = 1,780,318,800 s, 20:00 on the 3rd is 1,780,534,800 s.
  const window = { match: {}, from: '2026-06-01T08:00', to: '2026-06-03T20:00', timezone: 'America/Chicago' } as const;
  const of = { ...window, reason: 'turnaround', by: 'ops' };
  expect(windowOf(of)).toEqual({ match: {}, from: instant(1_780_318_800), to: instant(1_780_534_800) });
  expect(windowOf({ ...of, from: '2026-02-30T08:00' })).toBeNull();
  expect(windowOf({ ...of, to: 'soon' })).toBeNull();
});
