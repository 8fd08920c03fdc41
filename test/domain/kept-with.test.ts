import { expect, test } from 'vitest';
import { keptWith } from '#lib/domain/kept-with.ts';

test('works out once for each object, and anew for another that is equal', () => {
  let worked = 0;
  const sizeOf = keptWith((list: readonly number[]) => {
    worked += 1;
    return list.length === 0 ? undefined : list.length;
  });
  const first = [1, 2, 3];
  expect([sizeOf(first), sizeOf(first), worked]).toEqual([3, 3, 1]);
  expect([sizeOf([...first]), worked]).toEqual([3, 2]);
  // An answer of nothing is an answer too.
  const empty: number[] = [];
  expect([sizeOf(empty), sizeOf(empty), worked]).toEqual([undefined, undefined, 3]);
});
