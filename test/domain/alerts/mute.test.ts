import { describe, expect, it, test } from 'vitest';
import { endMute, hasUnmuted, isMuted, type Mute } from '#lib/domain/alerts/mute.ts';
import { instant } from '#lib/domain/instant.ts';

const LABELS = { company: 'c', rule: 'unprofitable', site: 'pad', severity: 'warning' };

function mute(from: number, to: number, match: Mute['match'] = {}): Mute {
  return { id: 'm', match, from: instant(from), to: instant(to), reason: '', by: '' };
}

describe('a mute', () => {
  it('holds from its first moment up to, but not at, its end; of what it matches', () => {
    const held = [9, 10, 19, 20].map((at) => isMuted([mute(10, 20)], LABELS, instant(at)));
    expect(held).toEqual([false, true, true, false]);
    expect(isMuted([mute(10, 20, { site: 'other' })], LABELS, instant(15))).toBe(false);
    expect(isMuted([mute(10, 20, { site: 'other' }), mute(15, 16)], LABELS, instant(15))).toBe(true);
  });

  test.each([
    ['that has ended since', [mute(10, 20)], 15, 25, true],
    ['that ends at this very moment', [mute(10, 20)], 15, 20, true],
    ['that lasts', [mute(10, 20)], 15, 19, false],
    ['that was over at the last message', [mute(10, 20)], 20, 25, false],
    ['that was over a moment after it', [mute(10, 20)], 19, 25, true],
    ['while another one lasts', [mute(10, 20), mute(15, 30)], 12, 25, false],
    ['after another one that lasted longer', [mute(10, 20), mute(15, 30)], 25, 30, true],
    ['of something else', [mute(10, 20, { site: 'other' })], 15, 25, false],
    ['that was taken back before it began', [mute(20, 20)], 15, 25, false],
  ] as const)('%s', (_, mutes, since, at, isOver) => {
    expect(hasUnmuted(mutes, LABELS, instant(since), instant(at))).toBe(isOver);
  });

  it('that is taken back ends then; one that is over stays as it was, one that has not begun never was', () => {
    const whole = mute(10, 20);
    const ends = [5, 10, 15, 20, 25].map((at) => endMute(whole, instant(at)).to);
    expect(ends).toEqual([10, 10, 15, 20, 20]);
    expect(endMute(whole, instant(20))).toBe(whole);
  });
});
