import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';

test('a store that takes the call and never answers is an error after the time limit, not a wait for ever', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint, region: 'local', credentials, maxAttempts: 1 });
  const asked = client.send(new GetCommand({ TableName: 'netback', Key: { pk: 'SITE', sk: 'pad' } }));
  await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  client.destroy();
  silent.closeAllConnections();
  silent.close();
}, 20_000);
