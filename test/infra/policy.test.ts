import { beforeAll, describe, expect, test } from 'vitest';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { pullMarket } from '#lib/app/pull-market.ts';
import { recomputeMargins } from '#lib/app/recompute-margins.ts';
import { sealHistory } from '#lib/app/seal-history.ts';
import { sendAlerts } from '#lib/app/send-alerts.ts';
import { sendDigest } from '#lib/app/send-digest.ts';
import type { FunctionName } from '#lib/config/env.ts';
import { after as later } from '#lib/domain/instant.ts';
import { ensureTable, startEngine } from '#local/engine.ts';
import { deliverReports, newWorld, START, TICK_SECONDS, testCompany } from '#test/app/world.ts';
import { judgeOf } from './policy.ts';
import { allStatements } from './statements.ts';
import { synthesised } from './synth.ts';
import { fixtureCompany } from './synth-folders.ts';

const acme = synthesised(fixtureCompany('acme')).template;
const cirrus = synthesised(fixtureCompany('cirrus')).template;

type Refusal = { readonly functionName: string; readonly action: string; readonly partition: string };

describe('the policies over what the functions really do', () => {
  const refused: Refusal[] = [];
  const asked = new Set<string>();

  beforeAll(async () => {
    const engine = await startEngine({ path: null });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    await ensureTable(engine.endpoint, 'policy');
    const client = documentClient();
    let functionName: FunctionName = 'pull-market';
    // Every command that leaves the client is judged by the policy of the function that sends it.
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const input = args.input as {
          Key?: { pk?: string };
          Item?: { pk?: string };
          ExpressionAttributeValues?: Record<string, unknown>;
        };
        const partition = String(input.Key?.pk ?? input.Item?.pk ?? input.ExpressionAttributeValues?.[':pk']);
        const action = `dynamodb:${String((context as { commandName?: string }).commandName)
          .replace('Command', '')
          .replace(/^(Get|Put|Update|Delete)$/, '$1Item')}`;
        asked.add(`${functionName} ${action}`);
        if (!judgeOf(acme, functionName)({ action, partition })) refused.push({ functionName, action, partition });
        return next(args);
      },
      { step: 'initialize' },
    );
    const stores = dynamodbStores(client, 'policy', { rawRetentionDays: 90 });
    const { company: plain, version } = testCompany(3);
    const audiences = plain.audiences.map((audience) => ({
      ...audience,
      digest: { every: 'day', at: '08:00' } as const,
    }));
    const made = { company: { ...plain, audiences }, version };
    // 0.0986 BTC a day against 432 USD of O&M: 2,500 USD is a loss of 185. A crash of the price, so that alerts fire and are told; reports come late once, so that history is restated.
    const world = newWorld(
      made.company,
      made.version,
      (at) => (at > later(START, 30 * TICK_SECONDS) ? 2500 : 30_000),
      stores,
    );
    const deployment = { company: made.company, version: made.version, timeoutSeconds: 50 };
    const { ports } = world;
    for (let tick = 0; tick < 50; tick += 1) {
      const at = later(START, tick * TICK_SECONDS);
      functionName = 'receive-gas-report';
      if (tick % 24 === 0) await deliverReports(world, at);
      if (tick === 40) await deliverReports(world, later(START, 24 * TICK_SECONDS), 320);
      functionName = 'pull-market';
      await pullMarket(ports, deployment, at);
      functionName = 'recompute-margins';
      await recomputeMargins(ports, deployment.timeoutSeconds, at);
      functionName = 'send-alerts';
      await sendAlerts(ports, deployment, at);
      functionName = 'seal-history';
      await sealHistory(ports, deployment, later(at, 420));
      functionName = 'send-digest';
      await sendDigest(ports, deployment, at);
    }
    expect(world.published.length).toBeGreaterThan(0);
    client.destroy();
    await engine.stop();
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  }, 120_000);

  test('were asked for every kind of request', () => {
    for (const name of ['pull-market', 'recompute-margins', 'send-alerts', 'seal-history', 'send-digest'])
      expect([...asked].filter((one) => one.startsWith(name)).length, name).toBeGreaterThanOrEqual(3);
  });

  test('refuse none of them', () => {
    const different = new Set(
      refused.map((one) => `${one.functionName} ${one.action} ${one.partition.replace(/#.*/, '#…')}`),
    );
    expect([...different]).toEqual([]);
  });
});

describe('what a policy must refuse', () => {
  test.each([
    ['pull-market', 'dynamodb:PutItem', 'SITE'],
    ['recompute-margins', 'dynamodb:PutItem', 'MSG'],
    ['recompute-margins', 'dynamodb:PutItem', 'MUTE'],
    ['send-alerts', 'dynamodb:PutItem', 'SITE'],
    ['history-api', 'dynamodb:PutItem', 'SITE'],
    ['history-api', 'dynamodb:DeleteItem', 'H#north-pad'],
    ['history-api', 'dynamodb:Scan', 'SITE'],
    ['receive-gas-report', 'dynamodb:PutItem', 'H#north-pad'],
    ['seal-history', 'dynamodb:DeleteItem', 'H#north-pad'],
  ])('%s %s %s', (name, action, partition) => {
    expect(judgeOf(acme, name)({ action, partition })).toBe(false);
  });

  test('and, by contrast, allows what its neighbour is for', () => {
    expect(judgeOf(acme, 'history-api')({ action: 'dynamodb:PutItem', partition: 'MUTE' })).toBe(true);
    expect(judgeOf(acme, 'receive-gas-report')({ action: 'dynamodb:PutItem', partition: 'R#north-pad' })).toBe(true);
  });
});

describe('two companies', () => {
  const literals = (template: typeof acme) =>
    allStatements(template)
      .filter(({ kind }) => kind === 'identity')
      .flatMap(({ owner, statement }) =>
        [statement.Resource].flat().map((resource) => ({ owner, text: JSON.stringify(resource) })),
      );

  test('have no principal that names a resource outside its own stack, its page upload apart', () => {
    for (const template of [acme, cirrus]) {
      const own = new Set(Object.keys(template.toJSON().Resources as object));
      for (const { owner, text } of literals(template)) {
        if (/CDKBucketDeployment/.test(owner)) continue;
        const named = [...text.matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/g)].map(([, id = '']) => id);
        expect(
          named.filter((id) => !own.has(id) && !id.startsWith('AWS::')),
          owner,
        ).toEqual([]);
        const isOwn = named.some((id) => own.has(id)) || text === '"*"' || /:parameter\/netback\//.test(text);
        expect(isOwn, `${owner}: ${text}`).toBe(true);
      }
      expect(JSON.stringify(template.toJSON())).not.toContain('Fn::ImportValue');
    }
  });

  test('read only the secrets that their own file names', () => {
    const secrets = (template: typeof acme) =>
      literals(template).flatMap(({ text }) => [...text.matchAll(/parameter(\/[^"]+)/g)].map(([, name]) => name));
    expect(new Set(secrets(acme))).toEqual(
      new Set(['/netback/acme/eia-key', '/netback/acme/north-pad', '/netback/acme/north-pad-hmac']),
    );
    expect(secrets(cirrus)).toEqual([]);
  });
});
