import { expect, it } from 'vitest';
import { presentMarket } from '#lib/app/history/read-market.ts';
import { after } from '#lib/domain/instant.ts';
import { AT, marketAt } from '../../domain/alerts/one-pad.ts';

it('a market tells the next retarget at 2σ where the epoch’s start was seen, and nothing of it where it was not', () => {
  // Halfway, 1,008 blocks in 565,040 to 565,340 s: +7.086 and +7.143 %, less and plus 4.454 points.
  const at = after(AT, 565_340);
  const height = { value: 782_208 + 1008, quality: 'ok', goodAt: at } as const;
  const epochStart = { epoch: 388, notBefore: AT, notAfter: after(AT, 300) };
  const { retarget } = presentMarket(marketAt(at, 60_000, { height, epochStart }));
  expect(retarget?.remainingBlocks).toBe(1008);
  expect(retarget?.lowPercent).toBeCloseTo(2.632, 3);
  expect(retarget?.highPercent).toBeCloseTo(11.597, 3);
  // 2023-02-15T00:00Z + 565,340 s so far + 565,190 s to come.
  expect(retarget?.at).toBe('2023-02-28T02:02:10Z');
  expect(presentMarket(marketAt(at, 60_000, { height })).retarget).toBeNull();
});
