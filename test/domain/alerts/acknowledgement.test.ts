import { describe, expect, it, test } from 'vitest';
import { ACKNOWLEDGED_SECONDS, acknowledge, isAcknowledged } from '#lib/domain/alerts/acknowledgement.ts';
import { INITIAL_ALERT_STATE } from '#lib/domain/alerts/alert-state.ts';
import { instant, after as later } from '#lib/domain/instant.ts';

const AT = instant(1_676_419_200);
const OF = { site: 'pad', rule: 'unprofitable' } as const;
const FIRING = { ...INITIAL_ALERT_STATE, condition: 'FIRING', episode: 3, severity: 'warning', openedAt: AT } as const;
const request = { episode: 3, by: 'ann', until: null, note: null, isSticky: false };

describe('an acknowledgement', () => {
  it('is of the open episode, with its severity, for eight hours where nobody says otherwise', () => {
    const taken = acknowledge(OF, FIRING, request, AT);
    expect(taken).toEqual({ ...OF, ...request, at: AT, until: later(AT, ACKNOWLEDGED_SECONDS), severity: 'warning' });
    expect(ACKNOWLEDGED_SECONDS).toBe(8 * 3600);
    expect(acknowledge(OF, FIRING, { ...request, until: later(AT, 1) }, AT)?.until).toBe(AT + 1);
  });

  it.each([
    ['of another episode', FIRING, { ...request, episode: 2 }],
    ['of one that is over', { ...FIRING, condition: 'OK' } as const, request],
    ['that ends at once', FIRING, { ...request, until: AT }],
  ])('%s is refused', (_, state, of) => {
    expect(acknowledge(OF, state, of, AT)).toBeNull();
  });

  test.each([
    ['before its end', { seconds: 3_599 }, true],
    ['at its end, at which it is over', { seconds: 3_600 }, false],
    ['for another episode', { episode: 4 }, false],
    ['while the episode is as loud', { severity: 'warning' }, true],
    ['while it is less loud', { severity: 'info' }, true],
    ['once it is louder', { severity: 'critical' }, false],
    ['once it is louder, where it is sticky', { severity: 'critical', isSticky: true }, true],
  ] as const)('counts %s: %j', (_, given, counts) => {
    const { seconds = 0, episode = 3, severity = 'warning', isSticky = false } = given as Partial<Given>;
    const ack = acknowledge(OF, FIRING, { ...request, until: later(AT, 3_600), isSticky }, AT);
    expect(isAcknowledged(ack, { episode, severity }, later(AT, seconds))).toBe(counts);
  });

  it('that nobody gave counts for nothing', () => {
    expect([null, undefined].map((none) => isAcknowledged(none, { episode: 3, severity: 'info' }, AT))).toEqual([
      false,
      false,
    ]);
  });
});

type Given = {
  readonly seconds: number;
  readonly episode: number;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly isSticky: boolean;
};
