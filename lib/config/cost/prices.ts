import { readFileSync } from 'node:fs';
import * as z from 'zod';

const PRICE_IDS = [
  'dynamodbWriteUnit',
  'dynamodbReadUnit',
  'dynamodbStorage',
  'dynamodbRecovery',
  'lambdaRequest',
  'lambdaCompute',
  'schedulerInvocation',
  'snsPublish',
  'snsEmail',
  'snsHttps',
  'snsSms',
  'sqsRequest',
  'apiRequest',
  'logsIngest',
  'logsStorage',
  'customMetric',
  'alarmMetric',
  'dashboard',
  'trace',
  'transferOut',
  'objectStorage',
  'objectPut',
  'objectGet',
  'customerKey',
  'keyRequest',
] as const;
export type PriceId = (typeof PRICE_IDS)[number];

const price = z.strictObject({
  usd: z.number().min(0),
  per: z.number().gt(0),
  unit: z.string(),
  source: z.string(),
  /** A public page that gives the same figure, with its date; null = found on none, to be verified. */
  seen: z.nullable(z.string()),
});
const priceFile = z.strictObject({
  region: z.string(),
  currency: z.literal('USD'),
  read: z.string(),
  status: z.string(),
  prices: z.record(z.enum(PRICE_IDS), price),
});
export type PriceList = z.output<typeof priceFile>;

/** The list prices that an estimate rests on: one dated file, data/aws-prices.json. */
export function shippedPrices(): PriceList {
  return priceFile.parse(JSON.parse(readFileSync(new URL('../../../data/aws-prices.json', import.meta.url), 'utf8')));
}
