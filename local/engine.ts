import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { NetbackError } from '#lib/domain/errors.ts';
import { lockFolder } from './folder-lock.ts';

export type Engine = { readonly endpoint: string; readonly stop: () => Promise<void> };

/** In the folder once its table is active; without it whatever the folder holds was never in use. */
const MARKER = 'table-active';
const ACTIVE_POLLS = 100;
const ACTIVE_POLL_MILLISECONDS = 20;

/** Folders of the engines that run in this process, by endpoint. */
const folders = new Map<string, string>();

/**
 * Starts the embedded DynamoDB engine on a free port of this machine: on disk in `path`, which this
 * process then holds alone, or in memory where `path` is null. Throws `folder-locked` or
 * `folder-unwritable`.
 */
export async function startEngine(options: { readonly path: string | null }): Promise<Engine> {
  const unlock = options.path === null ? null : takeFolder(options.path);
  const tablePath = options.path === null ? {} : { path: path.join(options.path, 'level') };
  const server = dynalite({ ...tablePath, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (options.path !== null) folders.set(endpoint, options.path);
  const stop = async (): Promise<void> => {
    await close(server);
    folders.delete(endpoint);
    unlock?.();
  };
  return { endpoint, stop };
}

/** Makes the table if it is not there and waits until it is active. Safe to call again. */
export async function ensureTable(endpoint: string, table: string): Promise<void> {
  const client = clientOf(endpoint);
  try {
    if (!(await isActive(client, table))) await createTable(client, table);
    for (let poll = 0; !(await isActive(client, table)); poll += 1) {
      if (poll >= ACTIVE_POLLS) throw new NetbackError('storage-failed', `Table ${table} did not become active.`);
      await new Promise((resolve) => setTimeout(resolve, ACTIVE_POLL_MILLISECONDS));
    }
  } finally {
    client.destroy();
  }
  const folder = folders.get(endpoint);
  if (folder !== undefined) writeFileSync(path.join(folder, MARKER), '');
}

/** The tables of an engine. */
export async function tableNames(endpoint: string): Promise<readonly string[]> {
  const client = clientOf(endpoint);
  try {
    return (await client.send(new ListTablesCommand({}))).TableNames ?? [];
  } finally {
    client.destroy();
  }
}

function clientOf(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
}

/** A table that was cut off while it was being made would stay half-made for ever: it starts again. */
function takeFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new NetbackError(
      'folder-unwritable',
      `The folder ${folder} cannot be made (${reason}); give one that can be.`,
      { context: { folder }, cause },
    );
  }
  const unlock = lockFolder(folder);
  if (!existsSync(path.join(folder, MARKER))) rmSync(path.join(folder, 'level'), { recursive: true, force: true });
  return unlock;
}

async function createTable(client: DynamoDBClient, table: string): Promise<void> {
  const command = new CreateTableCommand({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
}

async function isActive(client: DynamoDBClient, table: string): Promise<boolean> {
  try {
    const answer = await client.send(new DescribeTableCommand({ TableName: table }));
    return answer.Table?.TableStatus === 'ACTIVE';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined || error === null ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
