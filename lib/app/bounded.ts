/** How many stores' calls a tick keeps under way at once. */
export const CALLS_AT_ONCE = 64;

/** Runs `act` over all items, at most `limit` at once; the first failure is thrown after all have settled. */
export async function forEachBounded<T>(
  items: readonly T[],
  limit: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  if (items.length === 0) return;
  const failures: unknown[] = [];
  // Two functions for all of them: an async loop for each that is under way costs as much as a site's commit.
  await new Promise<void>((resolve) => {
    let [next, left] = [0, items.length];
    const end = (): void => {
      left -= 1;
      if (left === 0) resolve();
      else start();
    };
    const fail = (error: unknown): void => {
      failures.push(error);
      end();
    };
    const start = (): void => {
      if (next === items.length) return;
      const item = items[next] as T;
      next += 1;
      try {
        act(item).then(end, fail);
      } catch (error) {
        // In its own turn: thousands that throw at once would be as deep a stack.
        queueMicrotask(() => fail(error));
      }
    };
    for (let under = Math.min(limit, items.length); under > 0; under -= 1) start();
  });
  if (failures.length > 0) throw failures[0];
}
