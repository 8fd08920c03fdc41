import { expect, test } from 'vitest';
import { forEachBounded } from '#lib/app/bounded.ts';

test('every item is acted on once, in order, and never more than the limit at once', async () => {
  const begun: number[] = [];
  let [under, most] = [0, 0];
  await forEachBounded([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    begun.push(item);
    under += 1;
    most = Math.max(most, under);
    await new Promise((resolve) => setImmediate(resolve));
    under -= 1;
  });
  expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
  expect(under).toBe(0);
});

test('the first failure is thrown when all the others have settled, also one that is thrown at once', async () => {
  const done: number[] = [];
  const act = (item: number): Promise<void> => {
    if (item === 2) throw new Error('at once');
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        done.push(item);
        if (item === 1) reject(new Error('later'));
        else resolve();
      });
    });
  };
  await expect(forEachBounded([1, 2, 3, 4], 2, act)).rejects.toThrow('at once');
  expect(done).toEqual([1, 3, 4]);
});

test('nothing to do is done', async () => {
  await expect(forEachBounded([], 4, () => Promise.reject(new Error('never')))).resolves.toBeUndefined();
});

test('any number of items may fail at once', async () => {
  const failAtOnce = () => {
    throw new Error('at once');
  };
  await expect(forEachBounded(Array(100_000).fill(0), 4, failAtOnce)).rejects.toThrow('at once');
});
