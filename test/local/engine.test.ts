import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { readItem } from '#lib/adapters/dynamodb/decode-item.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { type Engine, ensureTable, startEngine, tableNames } from '#local/engine.ts';
import { NOON, sampleSite } from '../adapters/samples.ts';

const TABLE = 'netback-test';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'netback-engine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function clientOf(engine: Engine) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return documentClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
}

describe('the embedded engine on a folder', () => {
  it('belongs to one process: the second is refused and told which one holds it', async () => {
    const first = await startEngine({ path: folder });
    await expect(startEngine({ path: folder })).rejects.toMatchObject({
      code: 'folder-locked',
      message: expect.stringContaining(String(process.pid)),
    });
    await first.stop();
    const second = await startEngine({ path: folder });
    await second.stop();
  });

  it('is taken over from a process that is gone', async () => {
    writeFileSync(path.join(folder, 'lock'), '4194399 1');
    const engine = await startEngine({ path: folder });
    await engine.stop();
    expect(existsSync(path.join(folder, 'lock'))).toBe(false);
  });

  it('keeps its table, whose items people can read', async () => {
    const first = await startEngine({ path: folder });
    await ensureTable(first.endpoint, TABLE);
    const client = clientOf(first);
    const item = sampleSite('north-pad', NOON);
    await dynamodbStores(client, TABLE, { rawRetentionDays: 90 }).sites.putIfNewer(item);
    client.destroy();
    await first.stop();

    const second = await startEngine({ path: folder });
    await ensureTable(second.endpoint, TABLE);
    expect(await tableNames(second.endpoint)).toEqual([TABLE]);
    const again = clientOf(second);
    expect(await readItem(again, TABLE, { pk: 'SITE', sk: 'north-pad' })).toMatchObject({ v: NOON, item });
    expect(await readItem(again, TABLE, { pk: 'SITE', sk: 'south-pad' })).toBeNull();
    again.destroy();
    await second.stop();
  });

  it('starts again where a table was never finished', async () => {
    mkdirSync(path.join(folder, 'level'));
    writeFileSync(path.join(folder, 'level', 'CURRENT'), 'torn');
    const engine = await startEngine({ path: folder });
    await ensureTable(engine.endpoint, TABLE);
    expect(existsSync(path.join(folder, 'table-active'))).toBe(true);
    await engine.stop();
  });

  it('says so when the folder cannot be made', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    await expect(startEngine({ path: path.join(folder, 'file', 'below') })).rejects.toMatchObject({
      code: 'folder-unwritable',
    });
  });
});
