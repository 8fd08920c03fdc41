import path from 'node:path';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { readItem } from '#lib/adapters/dynamodb/decode-item.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { startEngine, tableNames } from '#local/engine.ts';

export type DumpItemOptions = { readonly pk: string; readonly sk: string; readonly data: string };

/**
 * `netback dump-item`: prints one stored item of a stopped local run as JSON, binary columns
 * decoded. Exit 1 when there is no such item.
 */
export async function dumpItemCommand(options: DumpItemOptions): Promise<number> {
  const engine = await startEngine({ path: path.join(options.data, 'table') });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  try {
    const [table] = await tableNames(engine.endpoint);
    if (table === undefined) {
      throw new NetbackError('not-found', `The folder ${options.data} holds no table; give the --data of a run.`);
    }
    const item = await readItem(client, table, { pk: options.pk, sk: options.sk });
    if (item === null) {
      process.stderr.write(`${table} has no item ${options.pk} / ${options.sk}; docs/storage.md lists the keys.\n`);
      return 1;
    }
    process.stdout.write(`${JSON.stringify(item, null, 2)}\n`);
    return 0;
  } finally {
    client.destroy();
    await engine.stop();
  }
}
