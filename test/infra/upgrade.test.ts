import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, test } from 'vitest';
import { companyStack } from '#infra/company-stack.ts';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { latestOptima } from '#lib/app/history/latest-optimum.ts';
import { METHOD_VERSION } from '#lib/domain/economics/evaluation.ts';
import { instant, SECONDS_PER_HOUR } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { newWorld, runChain } from '#test/app/world.ts';
import { type StatefulResource, statefulResources } from './stateful.ts';
import { fixtureCompany, NO_CODE, temporaryFolder } from './synth-folders.ts';

const RELEASES = new URL('../fixtures/releases/', import.meta.url);
const releases = readdirSync(RELEASES).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
/** As scripts/release-fixtures.ts wrote them. */
const START = 1_676_419_200;
const TICKS = 60;
/** The method that each release's points were made by; figures have changed since (docs/upgrade.md). */
const METHOD_OF: Readonly<Record<string, number>> = { '0.1.0': 1 };
const CRASH_AT_TICK = 36;
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function templateOf(customerKey: boolean): Template {
  const company = fixtureCompany('acme');
  const outdir = temporaryFolder('upgrade-');
  folders.push(outdir);
  const app = new App({ context: { code: NO_CODE }, outdir });
  return Template.fromStack(companyStack(app, { ...company, deploy: { ...company.deploy, customerKey } }));
}

describe('the stateful resources', () => {
  const now = statefulResources(templateOf(true));

  test('have the logical ids that are pinned', () => {
    expect(Object.keys(now)).toEqual(
      expect.arrayContaining(['HistoryTable', 'AlertTopic', 'PlatformTopic', 'ReportDrop', 'CompanyKey']),
    );
  });

  test('are kept when the stack goes: table, drop and key', () => {
    for (const id of ['HistoryTable', 'ReportDrop', 'CompanyKey'])
      expect(now[id], id).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test.each(releases)('of release %s are neither replaced nor dropped', (release) => {
    const before = JSON.parse(readFileSync(new URL(`${release}/stateful.json`, RELEASES), 'utf8')) as Record<
      string,
      StatefulResource
    >;
    expect(Object.keys(before).length).toBeGreaterThan(5);
    for (const [id, resource] of Object.entries(before)) expect(now[id], `${id} of ${release}`).toEqual(resource);
  });

  test('let a retained table be adopted: the template can be imported onto it', () => {
    const { HistoryTable } = templateOf(false).toJSON().Resources as Record<
      string,
      { DeletionPolicy: string; Properties: Record<string, unknown> }
    >;
    // CloudFormation imports by the primary identifier, TableName, and asks for a DeletionPolicy.
    expect(HistoryTable?.DeletionPolicy).toBe('Retain');
    expect(HistoryTable?.Properties).not.toHaveProperty('TableName');
    expect(JSON.stringify(HistoryTable)).not.toMatch(/Ref|Fn::/);
  });
});

type Item = Readonly<Record<string, { readonly B64?: string }>>;

describe.each(releases)('a store written by release %s', (release) => {
  const store = JSON.parse(readFileSync(new URL(`${release}/store.json`, RELEASES), 'utf8')) as {
    configVersion: string;
    items: Item[];
  };

  test('is read, and the next tick goes on from it', async () => {
    const engine = await startEngine({ path: null });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    await ensureTable(engine.endpoint, 'release');
    const raw = new DynamoDBClient({});
    for (const item of store.items) {
      const Item = Object.fromEntries(
        Object.entries(item).map(([name, value]) => [
          name,
          value.B64 === undefined ? value : { B: Buffer.from(value.B64, 'base64') },
        ]),
      );
      await raw.send(new PutItemCommand({ TableName: 'release', Item: Item as never }));
    }
    const client = documentClient();
    const stores = dynamodbStores(client, 'release', { rawRetentionDays: 90 });
    const company = await stores.config.get(store.configVersion);
    expect(company?.sites.map((site) => site.id)).toEqual(['pad-0000', 'pad-0001']);
    const last = START + (TICKS - 1) * SECONDS_PER_HOUR;
    expect((await stores.sites.all()).map(({ site, v }) => [site, v])).toEqual([
      ['pad-0000', last],
      ['pad-0001', last],
    ]);
    const blocks = await stores.history.blocks('pad-0000', instant(START), instant(last), 100);
    // START is aligned to twelve hours; a block is sealed with its twelfth point.
    expect(blocks.length).toBe(TICKS / 12);
    const market = await stores.market.get(instant(START + 12 * SECONDS_PER_HOUR));
    // The script's price is 30,000; the sources stand 0, 1 and 2 USD above it, and at most 1 for the hour.
    expect(Math.abs((market?.btcUsd.value ?? 0) - 30_001)).toBeLessThan(2);
    const told = await stores.messages.range(instant(START), instant(9e9), 100);
    expect(told.some(({ sentAt }) => sentAt >= START + CRASH_AT_TICK * SECONDS_PER_HOUR)).toBe(true);
    expect((await stores.history.days('pad-0000', instant(START), instant(last))).length).toBe(2);

    const optima = await latestOptima(stores, await stores.sites.all());
    expect([...optima.keys()]).toEqual(['pad-0000', 'pad-0001']);
    expect(optima.get('pad-0000')?.optimumUsdPerDay).toBeTypeOf('number');

    if (company === null) throw new Error('no company');
    const world = newWorld(company, store.configVersion, () => 2500, stores);
    await runChain(world, instant(last + SECONDS_PER_HOUR));
    const next = await stores.sites.get('pad-0001');
    expect(next?.v).toBe(last + SECONDS_PER_HOUR);
    // Each point tells the method that made it: the older release's stay what they were.
    expect(METHOD_VERSION).toBeGreaterThan(METHOD_OF[release] ?? expect.fail(`no method of release ${release}`));
    expect(blocks.flatMap(({ points }) => points.map((point) => point.methodVersion))).toEqual(
      Array(TICKS).fill(METHOD_OF[release]),
    );
    expect(next?.block.points.at(-1)?.methodVersion).toBe(METHOD_VERSION);
    client.destroy();
    raw.destroy();
    await engine.stop();
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  });
});
