import { randomUUID } from 'node:crypto';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores, type StoreOptions } from '#lib/adapters/dynamodb/stores.ts';
import { memoryStores } from '#lib/adapters/memory/stores.ts';
import type { Stores } from '#lib/ports.ts';
import { ensureTable, startEngine } from '#local/engine.ts';

export type OpenStores = { readonly stores: Stores; readonly close: () => Promise<void> };
export type StoreEngine = { readonly name: string; readonly open: () => Promise<OpenStores> };

const RETENTION: StoreOptions = { rawRetentionDays: 90 };

/** Stores over a table of their own on the endpoint, made for the test and never shared. */
async function onEndpoint(endpoint: string, options: StoreOptions): Promise<OpenStores> {
  const table = `netback-test-${randomUUID()}`;
  await ensureTable(endpoint, table);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint, region: process.env.AWS_REGION ?? 'us-east-1', credentials });
  return { stores: dynamodbStores(client, table, options), close: async () => client.destroy() };
}

/** Stores on an embedded engine in memory of its own. */
export async function openDynalite(options: StoreOptions = RETENTION): Promise<OpenStores> {
  const engine = await startEngine({ path: null });
  const opened = await onEndpoint(engine.endpoint, options);
  const close = async (): Promise<void> => {
    await opened.close();
    await engine.stop();
  };
  return { stores: opened.stores, close };
}

const elsewhere = process.env.AWS_ENDPOINT_URL_DYNAMODB;

/** Every implementation of the stores that a contract is held against. */
export const ENGINES: readonly StoreEngine[] = [
  { name: 'memory', open: async () => ({ stores: memoryStores(), close: async () => {} }) },
  { name: 'dynalite', open: () => openDynalite() },
  ...(elsewhere === undefined ? [] : [{ name: elsewhere, open: () => onEndpoint(elsewhere, RETENTION) }]),
];
