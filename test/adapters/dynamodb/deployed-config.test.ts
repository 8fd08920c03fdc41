import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Company } from '#lib/domain/company.ts';
import { type OpenStores, openDynalite } from '../engines.ts';

const company = { company: 'test-co', sites: [{ id: 'a' }] } as unknown as Company;
const deployed = { version: '0011', company };
let opened: OpenStores;
let calls = 0;

beforeAll(async () => {
  opened = await openDynalite({ rawRetentionDays: 90, deployed, onConsumed: () => (calls += 1) });
});
afterAll(() => opened.close());

describe('the configuration that a process was deployed with', () => {
  it('is the very object it was deployed with, and costs no read', async () => {
    expect(await opened.stores.config.get('0011')).toBe(company);
    expect(calls).toBe(0);
  });

  it('is stored all the same, for the processes that were deployed with another', async () => {
    await opened.stores.config.putIfAbsent('0011', company);
    // A look whether it is there, and the Put.
    expect(calls).toBe(2);
    expect(await opened.stores.config.get('0022')).toBeNull();
  });
});
