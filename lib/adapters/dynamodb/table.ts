import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { NetbackError } from '../../domain/errors.ts';
import type { Key } from './keys.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Condition = {
  readonly expression: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, unknown>;
};
export type Query = {
  readonly pk: string;
  /** Sort keys from `from` to `to`, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly isNewestFirst?: boolean;
  readonly isStrong: boolean;
};

/** Called with the capacity units that each call consumed. */
export type OnConsumed = (operation: { partition: string; isWrite: boolean }, units: number) => void;

/** The few things that the stores do with the table. Every failure is `storage-failed`, retryable. */
export type Table = {
  /** False when the condition did not hold. */
  put(item: Row & Key, condition?: Condition): Promise<boolean>;
  /** The attributes before the update, or null when the condition did not hold. */
  update(key: Key, expression: string, condition: Condition): Promise<Row | null>;
  get(key: Key, isStrong: boolean): Promise<Row | null>;
  query(query: Query): Promise<readonly Row[]>;
  remove(key: Key): Promise<void>;
};

/** The condition of a first writer. */
export const IF_ABSENT: Condition = { expression: 'attribute_not_exists(pk)' };

/**
 * The condition of a newer tick. It holds for an absent item too: a comparison with an attribute
 * that is not there is false. One term, because an engine reads the expression for every site.
 */
export function ifNewer(v: number): Condition {
  return { expression: 'NOT v >= :v', values: { ':v': v } };
}

/** The condition of a tick that is at least as new; it holds for an absent item, and for one without a tick. */
export function ifNotOlder(v: number): Condition {
  return { expression: 'NOT v > :v', values: { ':v': v } };
}

/** A view of one table; capacity is only asked for when somebody counts it. */
export function tableOf(client: DynamoDBDocumentClient, tableName: string, onConsumed: OnConsumed | null): Table {
  const common = { TableName: tableName, ReturnConsumedCapacity: onConsumed === null ? undefined : ('TOTAL' as const) };
  const count = (partition: string, isWrite: boolean, units: number | undefined): void => {
    if (onConsumed !== null && units !== undefined) onConsumed({ partition, isWrite }, units);
  };
  return {
    put: async (item, condition) => {
      const command = new PutCommand({ ...common, Item: item, ...conditionOf(condition) });
      const answer = await attempt('Put', item, () => client.send(command));
      count(item.pk, true, answer === null ? 1 : answer.ConsumedCapacity?.CapacityUnits);
      return answer !== null;
    },
    update: async (key, expression, condition) => {
      const command = new UpdateCommand({
        ...common,
        Key: key,
        UpdateExpression: expression,
        ReturnValues: 'ALL_OLD',
        ...conditionOf(condition),
      });
      const answer = await attempt('Update', key, () => client.send(command));
      count(key.pk, true, answer === null ? 1 : answer.ConsumedCapacity?.CapacityUnits);
      return answer === null ? null : (answer.Attributes ?? {});
    },
    get: async (key, isStrong) => {
      const command = new GetCommand({ ...common, Key: { pk: key.pk, sk: key.sk }, ConsistentRead: isStrong });
      const answer = await attempt('Get', key, () => client.send(command));
      count(key.pk, false, answer?.ConsumedCapacity?.CapacityUnits);
      return answer?.Item ?? null;
    },
    query: async (query) => {
      const rows: Row[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const left = pageLimit(query.limit, rows.length);
        const command = new QueryCommand({ ...common, ...queryOf(query), Limit: left, ExclusiveStartKey: start });
        const key = { pk: query.pk, sk: query.from ?? '' };
        const answer = await attempt('Query', key, () => client.send(command));
        count(query.pk, false, answer?.ConsumedCapacity?.CapacityUnits);
        rows.push(...(answer?.Items ?? []));
        start = answer?.LastEvaluatedKey;
      } while (start !== undefined && (query.limit === undefined || rows.length < query.limit));
      return rows;
    },
    remove: async (key) => {
      const command = new DeleteCommand({ ...common, Key: { pk: key.pk, sk: key.sk } });
      const answer = await attempt('Delete', key, () => client.send(command));
      count(key.pk, true, answer?.ConsumedCapacity?.CapacityUnits);
    },
  };
}

/** What is still wanted of a bounded query; a page closes at 1 MB anyway, so a large bound is none. */
function pageLimit(limit: number | undefined, have: number): number | undefined {
  return limit === undefined || limit > 100_000 ? undefined : limit - have;
}

function conditionOf(condition: Condition | undefined) {
  if (condition === undefined) return {};
  return {
    ConditionExpression: condition.expression,
    ExpressionAttributeNames: condition.names,
    ExpressionAttributeValues: condition.values,
  };
}

function queryOf(query: Query) {
  const { pk, from, to } = query;
  const isBounded = from !== undefined && to !== undefined;
  return {
    KeyConditionExpression: isBounded ? 'pk = :pk AND sk BETWEEN :from AND :to' : 'pk = :pk',
    ExpressionAttributeValues: isBounded ? { ':pk': pk, ':from': from, ':to': to } : { ':pk': pk },
    ScanIndexForward: query.isNewestFirst !== true,
    ConsistentRead: query.isStrong,
  };
}

/** Null when a condition did not hold. */
async function attempt<T>(operation: string, key: Key, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return null;
    const reason = error instanceof Error ? error.name : String(error);
    throw new NetbackError('storage-failed', `${operation} of ${key.pk}/${key.sk} failed: ${reason}.`, {
      retryable: true,
      context: { operation, partition: key.pk },
      cause: error,
    });
  }
}
