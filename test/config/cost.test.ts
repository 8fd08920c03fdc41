import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import { costDocument } from '#lib/config/cost/cost-document.ts';
import { estimateCost } from '#lib/config/cost/estimate.ts';
import { shippedPrices } from '#lib/config/cost/prices.ts';
import { ASSUMPTIONS, DAYS_PER_MONTH, UNITS, usageOf } from '#lib/config/cost/usage.ts';
import { after as later, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { deliverReports, newWorld, runChain, START, TICK_SECONDS, testCompany } from '#test/app/world.ts';

const SITES = 8;
const TABLE = 'cost-test';
const TICKS_PER_DAY = 86_400 / TICK_SECONDS;
const made = testCompany(SITES);

describe('the units of the estimate', () => {
  const consumed = { writes: 0, reads: 0 };
  beforeAll(async () => {
    const engine = await startEngine({ path: null });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    await ensureTable(engine.endpoint, TABLE);
    const client = documentClient();
    let isCounting = false;
    const onConsumed = (operation: { isWrite: boolean }, units: number): void => {
      if (isCounting) consumed[operation.isWrite ? 'writes' : 'reads'] += units;
    };
    const stores = dynamodbStores(client, TABLE, { rawRetentionDays: 90, onConsumed });
    const world = newWorld(made.company, made.version, () => 30_000, stores);
    const { clock, ids, log } = world.ports;
    const deployment = { company: made.company, version: made.version, timeoutSeconds: 50 };
    for (let tick = 0; tick < 2 * TICKS_PER_DAY; tick += 1) {
      // The second day counts: the first one starts from nothing.
      isCounting = tick >= TICKS_PER_DAY;
      const at = later(START, tick * TICK_SECONDS);
      if (tick % TICKS_PER_DAY === 0) await deliverReports(world, at);
      await runChain(world, at);
      if (at % SECONDS_PER_HOUR === 0) await sealHistory({ stores, clock, ids, log }, deployment, later(at, 420));
    }
    client.destroy();
    await engine.stop();
  });

  // One row a report here, where the estimate assumes more, and no messages.
  const rows = SITES * (ASSUMPTIONS.rowsPerReport - 1);
  const usage = usageOf(made.company);

  test('agree with the write units consumed within 10 %', () => {
    const estimated = (usage.writeUnits - usage.messages * 9) / DAYS_PER_MONTH - rows;
    expect(Math.abs(estimated / consumed.writes - 1), `${estimated} against ${consumed.writes}`).toBeLessThan(0.1);
  });

  test('agree with the read units consumed within 10 %', () => {
    // No alert is open here; eight sites' items are one read unit.
    const loud = TICKS_PER_DAY * ASSUMPTIONS.loudTickFraction * (UNITS.readsPerLoudTick + UNITS.siteReadsPerLoudTick);
    const estimated = usage.readUnits / DAYS_PER_MONTH - UNITS.readsPerRow * rows - loud;
    expect(Math.abs(estimated / consumed.reads - 1), `${estimated} against ${consumed.reads}`).toBeLessThan(0.1);
  });

  afterAll(() => {
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  });
});

describe('the estimate', () => {
  const estimate = estimateCost(made.company);

  test('is the sum of its lines, each units times the price of the list', () => {
    const { prices } = shippedPrices();
    const writes = estimate.lines.find(({ service, what }) => service === 'DynamoDB' && what === 'writes');
    expect(writes?.usdPerMonth).toBeCloseTo(((writes?.units ?? 0) * prices.dynamodbWriteUnit.usd) / 1e6, 9);
    const sum = estimate.lines.reduce((total, { usdPerMonth }) => total + usdPerMonth, 0);
    expect(estimate.totalUsdPerMonth).toBeCloseTo(sum, 9);
  });

  test('of writes is what the arithmetic by hand gives', () => {
    // 8 sites, hourly: (24 × (7 + 8) + 48 + 8 × (2 + 1 + 2/30) + 8 × 9) × 30.4369 + (8 × 0.6 + 30) × 9
    // = (360 + 48 + 24.533 + 72) × 30.4369 + 313.2 = 15,669.6.
    const writes = estimate.lines.find(({ what }) => what === 'writes');
    expect(writes?.units).toBeCloseTo(15_669.6, 0);
  });

  test('grows with sites and falls with the tick', () => {
    const at = (sites: number, tickSeconds: 300 | 3600) =>
      estimateCost({ ...made.company, tickSeconds }, sites).totalUsdPerMonth;
    expect(at(1000, 300)).toBeGreaterThan(at(100, 300));
    expect(at(1000, 3600)).toBeLessThan(at(1000, 300));
  });

  test('says where its prices come from and that they are to be verified', () => {
    const { prices, read, status } = shippedPrices();
    expect(status).toMatch(/to be verified/);
    expect(read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const { source } of Object.values(prices)) expect(source.length).toBeGreaterThan(10);
    expect(estimate.assumptions.join('\n')).toContain(read);
  });

  test('docs/cost.md is current: node scripts/cost-document.ts', () => {
    const kept = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');
    expect(kept === costDocument()).toBe(true);
  });
});
