import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendPoint, behindLastPoint, blockEnd, isComplete } from '#lib/domain/history/block.ts';
import type { Block } from '#lib/domain/history/point.ts';
import { instant, after as later } from '#lib/domain/instant.ts';
import { NOON, samplePoint } from '../../adapters/samples.ts';

const HOUR = 3600;

/** Feeds points at the given seconds after NOON, each with its tick length; what was sealed, in order. */
function feed(ticks: readonly (readonly [seconds: number, stepSeconds: number])[]) {
  let open: Block | null = null;
  const sealed: Block[] = [];
  for (const [seconds, stepSeconds] of ticks) {
    const step = appendPoint(open, samplePoint(later(NOON, seconds)), stepSeconds);
    open = step.block;
    sealed.push(...step.sealed);
  }
  return { open, sealed };
}

describe('a block of points', () => {
  it.each([
    [300, HOUR],
    [900, 3 * HOUR],
    [HOUR, 12 * HOUR],
  ])('of %i s ticks closes %i s after a multiple of twelve ticks', (stepSeconds, length) => {
    expect(blockEnd(NOON, stepSeconds)).toBe(NOON + length);
    expect(blockEnd(later(NOON, length - 1), stepSeconds)).toBe(NOON + length);
    expect(blockEnd(later(NOON, length), stepSeconds)).toBe(NOON + 2 * length);
  });

  it('that has no points yet begins with its first, and is looked behind from its start', () => {
    const empty: Block = { start: NOON, stepSeconds: HOUR, version: 7, points: [] };
    const first = samplePoint(later(NOON, HOUR));
    expect(appendPoint(empty, first, HOUR).block).toMatchObject({ start: first.at, version: 1, points: [first] });
    expect(behindLastPoint(empty)).toBe(later(NOON, 1));
    expect(behindLastPoint({ ...empty, points: [first] })).toBe(later(first.at, 1));
  });

  it('is sealed by its twelfth point and stays open with it, so that the latest point is at hand', () => {
    const hours = Array.from({ length: 12 }, (_, hour) => [hour * HOUR, HOUR] as const);
    const eleven = feed(hours.slice(0, 11));
    expect(eleven.sealed).toEqual([]);
    const twelve = feed(hours);
    expect(twelve.sealed).toEqual([twelve.open]);
    expect(twelve.open?.points).toHaveLength(12);
    const thirteen = feed([...hours, [12 * HOUR, HOUR]]);
    expect(thirteen.sealed).toEqual(twelve.sealed);
    expect(thirteen.open?.points.map(({ at }) => at)).toEqual([NOON + 12 * HOUR]);
  });

  it('that missed ticks left behind unfinished is sealed by the first point after it', () => {
    const { open, sealed } = feed([
      [0, HOUR],
      [HOUR, HOUR],
      [26 * HOUR, HOUR],
    ]);
    expect(sealed.map((block) => block.points.map(({ at }) => (at - NOON) / HOUR))).toEqual([[0, 1]]);
    expect(open?.start).toBe(NOON + 26 * HOUR);
  });

  it('of another tick length is sealed, and the new one starts where no other block starts', () => {
    const { open, sealed } = feed([
      [0, 300],
      [300, 300],
      [HOUR, HOUR],
      [2 * HOUR, 300],
    ]);
    expect(sealed.map((block) => [block.start - NOON, block.stepSeconds])).toEqual([
      [0, 300],
      [HOUR, HOUR],
    ]);
    expect(open).toMatchObject({ start: NOON + 2 * HOUR, stepSeconds: 300, version: 1 });
  });

  it('refuses a point that is not newer than its last', () => {
    const { open } = feed([[HOUR, HOUR]]);
    expect(() => appendPoint(open, samplePoint(later(NOON, HOUR)), HOUR)).toThrow(/not newer/);
  });

  it('loses no point and doubles none, whatever ticks come and are missed (I19)', () => {
    const tick = fc.record({ skip: fc.integer({ min: 0, max: 15 }), stepSeconds: fc.constantFrom(300, 900, HOUR) });
    fc.assert(
      fc.property(fc.array(tick, { minLength: 1, maxLength: 80 }), (ticks) => {
        let at = 0;
        const times = ticks.map(({ skip, stepSeconds }) => {
          at = (Math.floor(at / stepSeconds) + 1 + skip) * stepSeconds;
          return [at, stepSeconds] as const;
        });
        const { open, sealed } = feed(times);
        const openPoints = open === null || isComplete(open) ? [] : open.points;
        const all = [...sealed.flatMap((block) => block.points), ...openPoints].map((point) => point.at);
        expect(all).toEqual(times.map(([seconds]) => instant(NOON + seconds)));
        const starts = sealed.map((block) => block.start);
        expect(new Set(starts).size).toBe(starts.length);
        for (const block of sealed) {
          expect(block.points.length).toBeLessThanOrEqual(12);
          expect(block.points.at(-1)?.at).toBeLessThan(blockEnd(block.start, block.stepSeconds));
        }
      }),
    );
  });
});
