import { describe, expect, test } from 'vitest';
import { appendPoint } from '#lib/domain/history/block.ts';
import type { Point } from '#lib/domain/history/point.ts';
import { instant } from '#lib/domain/instant.ts';

const HOUR = 3600;
/** Only the time of a point matters to a block. */
const pointAt = (hour: number): Point => ({ at: instant(hour * HOUR) }) as unknown as Point;

describe('a block left behind by a gap', () => {
  test('is stored even when the first point after the gap is the last of its own block', () => {
    // Hours 12 and 13 of the block 12…23, then nothing until 35, which ends the block 24…35.
    const first = appendPoint(null, pointAt(12), HOUR);
    const second = appendPoint(first.block, pointAt(13), HOUR);
    const after = appendPoint(second.block, pointAt(35), HOUR);
    expect(second.sealed).toEqual([]);
    expect(after.sealed.map((block) => block.points.map((point) => point.at / HOUR))).toEqual([[12, 13], [35]]);
    expect(appendPoint(after.block, pointAt(36), HOUR).sealed).toEqual([]);
  });
});
