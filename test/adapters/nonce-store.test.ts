import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { after as later } from '#lib/domain/instant.ts';
import { ENGINES, type OpenStores } from './engines.ts';
import { NOON } from './samples.ts';

describe.each(ENGINES)('the nonces of pushed reports on $name', ({ open }) => {
  let opened: OpenStores;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('are taken once for each site, even by two at the same moment', async () => {
    const { nonces } = opened.stores;
    const until = later(NOON, 900);
    const both = await Promise.all([nonces.take('a', 'n-1', until), nonces.take('a', 'n-1', until)]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await nonces.take('a', 'n-1', later(until, 900))).toBe(false);
    expect(await nonces.take('b', 'n-1', until)).toBe(true);
    expect(await nonces.take('a', 'n-2', until)).toBe(true);
  });
});
