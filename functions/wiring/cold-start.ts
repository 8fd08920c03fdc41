import { readFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import { documentClient } from '#lib/adapters/dynamodb/client.ts';
import { dynamodbStores } from '#lib/adapters/dynamodb/stores.ts';
import { fixedIds, randomIds, systemClock } from '#lib/adapters/system/clock.ts';
import { powertoolsLog, powertoolsMetrics } from '#lib/adapters/system/log.ts';
import type { Deployment } from '#lib/app/pull-market.ts';
import { readCompanyJson } from '#lib/config/company-asset.ts';
import { readEnvironment } from '#lib/config/env.ts';
import type { Clock, Ids, Log, Metrics, Stores } from '#lib/ports.ts';

/**
 * What every function has in common, made once per execution environment and never per event: the
 * checked environment, the bundled company, the stores, log and metrics. Nothing here calls out, so
 * that a function which needs no more stays small; feeds, reports and SNS have wiring of their own.
 */
export const environment = readEnvironment(process.env);

export const logger = new Logger();
export const metrics = new PowertoolsMetrics();

const { company, version } = readCompanyJson(readFileSync(environment.companyJson, 'utf8'));

/** The company as deployed, its configuration version, and the function's own time limit. */
export const deployment: Deployment = { company, version, timeoutSeconds: environment.functionTimeoutSeconds };

export type CommonPorts = {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** All sites' items are in one partition, which takes 1,000 write units a second. */
const SITE_PUTS_PER_SECOND = 800;
/** The embedded engine has no partitions. */
const isInCloud = process.env.AWS_ENDPOINT_URL_DYNAMODB === undefined;

/** Ports that every use case of the chain takes. */
export const commonPorts: CommonPorts = {
  stores: dynamodbStores(documentClient(), environment.table, {
    rawRetentionDays: company.rawRetentionDays,
    deployed: { company, version },
    ...(isInCloud ? { sitePutsPerSecond: SITE_PUTS_PER_SECOND } : {}),
  }),
  clock: systemClock,
  ids: environment.leaseOwner === null ? randomIds : fixedIds(environment.leaseOwner),
  log: powertoolsLog(logger),
  metrics: powertoolsMetrics(metrics),
};
