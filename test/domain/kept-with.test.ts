import { expect, test } from 'vitest';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { keptUntil, keptWith, lastKeptWith } from '#lib/domain/kept-with.ts';

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

test('keeps the last answer for each object while all else that it was asked with is the very same', () => {
  let worked = 0;
  const sum = lastKeptWith((list: readonly number[], more: number, scale: { readonly by: number }) => {
    worked += 1;
    return list.reduce((total, one) => total + one * scale.by, more);
  });
  const [list, twice] = [[1, 2], { by: 2 }];
  expect([sum(list, 10, twice), sum(list, 10, twice), worked]).toEqual([16, 16, 1]);
  // Another object keeps an answer of its own beside it.
  expect([sum([1, 2], 10, twice), sum(list, 10, twice), worked]).toEqual([16, 16, 2]);
  expect([sum(list, 20, twice), sum(list, 10, twice), sum(list, 10, { by: 2 }), worked]).toEqual([26, 16, 16, 5]);
});

test('keeps an answer from the moment it was worked out for until it says that it ends', () => {
  let worked = 0;
  const tenth = keptUntil((_of: object, at: Instant) => {
    worked += 1;
    return { value: Math.floor(at / 10), until: (Math.floor(at / 10) + 1) * 10 };
  });
  const of = {};
  const asked = (at: number) => [tenth(of, instant(at)), worked];
  expect([asked(13), asked(19), asked(20), asked(29)]).toEqual([
    [1, 1],
    [1, 1],
    [2, 2],
    [2, 2],
  ]);
  // A moment before the one it was worked out for is asked anew, and another object too.
  expect([asked(12), asked(12), tenth({}, instant(12)), worked]).toEqual([[1, 3], [1, 3], 1, 4]);
});
