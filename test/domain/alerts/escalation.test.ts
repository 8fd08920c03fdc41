import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Acknowledgement } from '#lib/domain/alerts/acknowledgement.ts';
import { ESCALATED_AFTER_SECONDS, hasReachedTier, unattendedSince } from '#lib/domain/alerts/escalation.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';

const at = (minutes: number): Instant => instant(1_676_419_200 + minutes * 60);
const critical = (kind: 'firing' | 'escalated', minutes: number) => ({
  kind,
  at: at(minutes),
  severity: 'critical' as const,
});
const EPISODE = { episode: 3, severity: 'critical' as const, closedAt: null, transitions: [critical('firing', 0)] };
const ack = (changes: Partial<Acknowledgement> = {}): Acknowledgement => ({
  site: 'pad',
  rule: 'unprofitable',
  episode: 3,
  by: 'ann',
  at: at(10),
  until: at(100),
  note: null,
  isSticky: false,
  severity: 'critical',
  ...changes,
});

describe('the time that a critical episode waits for somebody', () => {
  it.each([
    ['nobody has taken it on', EPISODE, null, 40, 0],
    ['it holds', EPISODE, ack(), 40, null],
    ['it has run out', EPISODE, ack(), 100, 100],
    ['it is of another episode', EPISODE, ack({ episode: 2 }), 40, 0],
    ['it was given for a warning', EPISODE, ack({ severity: 'warning' }), 40, 0],
    ['it is sticky', EPISODE, ack({ severity: 'warning', isSticky: true }), 40, null],
    [
      'it became critical again',
      { ...EPISODE, transitions: [critical('firing', 0), critical('escalated', 25)] },
      null,
      40,
      25,
    ],
    ['it is no longer critical', { ...EPISODE, severity: 'warning' as const }, null, 40, null],
  ])('where %s', (_name, episode, given, now, since) => {
    expect(unattendedSince(episode, given, at(now))).toBe(since === null ? null : at(since));
  });

  it.each([
    [2, 29, false],
    [2, 30, true],
    [3, 119, false],
    [3, 120, true],
  ] as const)('tier %i after %i min: %s', (tier, minutes, isReached) => {
    expect(hasReachedTier(tier, EPISODE, null, at(minutes))).toBe(isReached);
  });

  it('is over with the episode: what ended before its time never comes to a tier', () => {
    expect(hasReachedTier(2, { ...EPISODE, closedAt: at(29) }, null, at(500))).toBe(false);
    expect(hasReachedTier(2, { ...EPISODE, closedAt: at(30) }, null, at(500))).toBe(true);
  });

  it('law: while an acknowledgement that covers it holds no tier is reached, and a higher one never before a lower', () => {
    fc.assert(
      fc.property(fc.nat(600), fc.nat(600), fc.nat(600), (from, length, now) => {
        const given = ack({ at: at(from), until: at(from + length) });
        const [second, third] = ([2, 3] as const).map((tier) => hasReachedTier(tier, EPISODE, given, at(now)));
        if (now < from + length) expect(second).toBe(false);
        if (third) expect(second).toBe(true);
        if (second) expect(now - (from + length)).toBeGreaterThanOrEqual(ESCALATED_AFTER_SECONDS[2] / 60);
      }),
    );
  });
});
