import { gunzipSync } from 'node:zlib';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { instant } from '../../domain/instant.ts';
import { decodeDay, decodeMonth } from './codec/aggregates.ts';
import { decodeBlock } from './codec/block.ts';
import { decodeMarket } from './codec/market.ts';
import { unpackedJson } from './codec/packed-json.ts';
import { decodeSite } from './codec/site.ts';
import { type Key, PARTITIONS } from './keys.ts';
import { type Row, tableOf } from './table.ts';

/**
 * Any stored item as people can read it: binary attributes decoded by what the key says they are,
 * JSON attributes parsed, everything else as it is. Null when there is no such item.
 */
export async function readItem(
  client: DynamoDBDocumentClient,
  tableName: string,
  key: Key,
): Promise<Record<string, unknown> | null> {
  const row = await tableOf(client, tableName, null).get(key, true);
  return row === null ? null : decodeItem(row);
}

/** The attributes of an item with `b` and `j` replaced by what they hold, under `item`. */
export function decodeItem(row: Row): Record<string, unknown> {
  const { b, j, ...attributes } = row;
  if (b instanceof Uint8Array) return { ...attributes, bytes: b.length, item: decodeBinary(row, b) };
  const { z, ...rest } = attributes;
  return j === undefined && z === undefined ? attributes : { ...rest, item: unpackedJson(row) };
}

function decodeBinary(row: Row, bytes: Uint8Array): unknown {
  const [pk, sk] = [String(row.pk), String(row.sk)];
  if (pk === PARTITIONS.site) return decodeSite(sk, instant(Number(row.v)), bytes);
  if (pk === PARTITIONS.market) return decodeMarket(instant(Number(sk)), bytes);
  if (sk.startsWith('B#')) return decodeBlock(bytes);
  if (sk.startsWith('D#')) return decodeDay(dateOf(sk.slice(2, 12)), bytes);
  if (sk.startsWith('M#')) return decodeMonth(dateOf(`${sk.slice(2, 9)}-01`), bytes);
  if (pk === PARTITIONS.config && row.chunks === 1) return JSON.parse(gunzipSync(bytes).toString('utf8')) as unknown;
  return Buffer.from(bytes).toString('base64');
}

function dateOf(date: string) {
  return instant(Date.parse(`${date}T00:00:00Z`) / 1000);
}
